#include "simulator/scim/narrowing.hpp"

#include "src/scim/text.hpp"
#include "tests/sim_scim/site.hpp"

#include <set>

namespace idpsim::scim_server {
namespace {

Narrowing narrowed(const std::string& text, const scim::ResourceType& type = scim::user_type()) {
    const scim::Filter filter = scim::parse_filter(quotes(text)).value();
    EXPECT_TRUE(scim::check_filter(filter, type)) << text;
    return narrow(&filter, type, scim::fold);
}

TEST(Narrowing, TellsWholeFiltersByColumns) {
    for (const char* text :
         {"userName eq 'ada'", "urn:ietf:params:scim:schemas:core:2.0:User:userName EQ 'ada'", "externalId eq '7'",
          "id ne 'x'", "active eq false", "active eq 'True'", "not (active eq true) and userName sw 'a'",
          "emails.value eq 'a@x.test'", "emails co '@x'", "emails[type eq 'work' and value ew 'x.test']",
          "emails[type eq 'work'].value eq 'a@x.test'", "emails.primary eq true", "groups.value eq 'g'",
          "groups.display eq 'Eng'", "meta.lastModified gt '2026-11-24T12:00:00Z'", "meta.created le '2026-11-24T12:00:00+02:00'",
          "externalId pr or emails.value pr", "externalId eq null", "emails.value eq null", "userName ge 'm'"}) {
        EXPECT_TRUE(narrowed(text).exact) << text;
        EXPECT_FALSE(narrowed(text).where.sql.empty()) << text;
    }
    for (const char* text : {"displayName eq 'Eng'", "members.value eq 'u'", "members[value eq 'u']",
                             "members[type eq 'Group']", "not (displayName co 'x')", "members.value eq null"}) {
        EXPECT_TRUE(narrowed(text, scim::group_type()).exact) << text;
    }
}

TEST(Narrowing, LeavesTheRestToBeLookedAt) {
    for (const char* text : {"title eq 'x'", "name.familyName eq 'x'", "emails.value ne 'x'", "emails pr",
                             "emails.primary pr", "meta.created sw '2026'", "userName eq 'x' or title pr", "phoneNumbers.value pr",
                             "not (userName eq 'x' and title pr)", "emails[display eq 'x']", "displayName eq 'x'",
                             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq 'x'"}) {
        const Narrowing narrowing = narrowed(text);
        EXPECT_FALSE(narrowing.exact) << text;
        EXPECT_TRUE(narrowing.where.sql.empty()) << text << ": " << narrowing.where.sql;
        EXPECT_TRUE(narrowing.where.values.empty()) << text;
    }
    for (const char* text : {"userName eq 'x' and title pr", "emails[value eq 'x' and display eq 'y']",
                             "(userName eq 'x' and title pr) or externalId eq 'y'"}) {
        EXPECT_FALSE(narrowed(text).exact) << text;
        EXPECT_FALSE(narrowed(text).where.sql.empty()) << text;
    }
}

/// SQL text comes out of the columns' names alone.
TEST(Narrowing, BindsWhatWasWritten) {
    const std::string hostile = "' OR 1=1; DROP TABLE users; --%_*\\";
    for (const char* form : {"userName eq \"", "userName sw \"", "emails.value co \"", "externalId ew \"", "id gt \""}) {
        scim::Filter filter = scim::parse_filter(std::string(form) + "x\"").value();
        const std::string harmless = narrow(&filter, scim::user_type(), scim::fold).where.sql;
        filter.value = json::string(hostile);
        const Narrowing narrowing = narrow(&filter, scim::user_type(), scim::fold);
        EXPECT_EQ(narrowing.where.sql, harmless) << form;
        EXPECT_FALSE(narrowing.where.values.empty()) << form;
    }
}

/// The plan that SQLite makes for all that match.
std::string plan(Site& site, const std::string& filter, const scim::ResourceType& type = scim::user_type()) {
    const std::string table = &type == &scim::user_type() ? "users" : "groups";
    const Narrowing narrowing = narrowed(filter, type);
    Statement query = site.directory.database().prepare("EXPLAIN QUERY PLAN SELECT * FROM " + table + " WHERE org=?1 AND (" +
                                                        narrowing.where.sql + ") ORDER BY seq");
    std::string text;
    while (query.step()) text += query.text(3) + "\n";
    return text;
}

TEST(Narrowing, IsAnsweredByIndexes) {
    Site site;
    const struct {
        const char* filter;
        const char* index;
    } users[] = {
        {"userName eq 'ada'", "(org=? AND user_name_key=?)"},
        {"externalId eq '7'", "users_external_id (org=? AND external_id=?)"},
        {"id eq '7'", "(id=?)"},
        {"userName sw 'ada'", "(org=? AND user_name_key>? AND user_name_key<?)"},
        {"userName eq 'ada' or externalId eq '7'", "users_external_id (org=? AND external_id=?)"},
        {"emails.value eq 'a@x.test'", "user_emails_value (org=? AND value_key=?)"},
        {"emails[type eq 'work' and value eq 'a@x.test']", "user_emails_value (org=? AND value_key=?)"},
        {"active eq false", "users_inactive (org=?)"},
        {"meta.lastModified gt '2026-11-24T12:00:00Z'", "users_modified (org=? AND modified>?)"},
        {"groups.value eq 'g'", "(group_id=?)"},
    };
    for (const auto& one : users) EXPECT_NE(plan(site, one.filter).find(one.index), std::string::npos) << one.filter << "\n" << plan(site, one.filter);
    for (const auto& one : users) EXPECT_EQ(plan(site, one.filter).find("SCAN"), std::string::npos) << one.filter << "\n" << plan(site, one.filter);
    EXPECT_NE(plan(site, "members.value eq 'u'", scim::group_type()).find("members_member (member_id=?)"), std::string::npos);
    EXPECT_NE(plan(site, "displayName eq 'Eng'", scim::group_type()).find("groups_name (org=? AND name_key=?)"), std::string::npos);
}

} // namespace
} // namespace idpsim::scim_server
