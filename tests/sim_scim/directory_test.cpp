#include "simulator/scim/directory.hpp"
#include "src/core/result.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

namespace idpsim::scim_server {
namespace {

class DirectoryTest : public testing::Test {
protected:
    UserRecord add(const std::string& org, const std::string& name, const std::string& email = "") {
        UserRecord record;
        record.org = org;
        record.user_name = name;
        record.email = email;
        record.resource = {{"userName", name}};
        return directory.create_user(record);
    }
    Random random{1, "directory"};
    Directory directory{random};
};

TEST_F(DirectoryTest, KeepsEverythingOfAUser) {
    UserRecord record;
    record.org = "acme";
    record.user_name = "Ada";
    record.external_id = "ext";
    record.email = "Ada@Work.test";
    record.active = false;
    record.resource = {{"zeta", 1}, {"alpha", nullptr}};
    record.created = Instant{Millis{1'000}};
    record.last_modified = Instant{Millis{2'000}};
    record.origin = "jit";
    record.role = "Viewer";
    record.teams = {"All", "Two, with \"quotes\""};
    record.name_id = "n";
    record.logins = 3;
    record.idp = "https://idp.test";
    const std::string id = directory.create_user(record).id;
    EXPECT_EQ(id.size(), 36u);
    const UserRecord found = directory.find_user_by_id("acme", id).value();
    EXPECT_EQ(found.user_name, "Ada");
    EXPECT_EQ(found.external_id, "ext");
    EXPECT_EQ(found.email, "Ada@Work.test");
    EXPECT_FALSE(found.active);
    EXPECT_EQ(boost::json::serialize(found.resource),
              "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"" + id +
                  "\",\"zeta\":1,\"alpha\":null,\"externalId\":\"ext\",\"userName\":\"Ada\",\"active\":false}");
    EXPECT_EQ(found.created, record.created);
    EXPECT_EQ(found.last_modified, record.last_modified);
    EXPECT_EQ(found.origin, "jit");
    EXPECT_EQ(found.idp, "https://idp.test");
    EXPECT_EQ(found.role, "Viewer");
    EXPECT_EQ(found.teams, record.teams);
    EXPECT_EQ(found.name_id, "n");
    EXPECT_EQ(found.logins, 3);
}

TEST_F(DirectoryTest, FindsWithoutCase) {
    const std::string id = add("acme", "Ada@Example.test", "J\xC3\xB6rg@Work.test").id;
    EXPECT_EQ(directory.find_user_by_user_name("acme", "aDA@example.TEST")->id, id);
    EXPECT_EQ(directory.find_user_by_email("acme", "JO\xCC\x88RG@work.test")->id, id);
    EXPECT_FALSE(directory.find_user_by_user_name("acme", "ada"));
    EXPECT_FALSE(directory.find_user_by_email("acme", ""));
    add("acme", "second", "jo\xCC\x88rg@work.test");
    EXPECT_EQ(directory.users_by_email("acme", "j\xC3\xB6rg@work.test").size(), 2u);
    EXPECT_EQ(directory.find_user_by_email("acme", "j\xC3\xB6rg@work.test")->id, id);
}

TEST_F(DirectoryTest, KeepsNamesUnique) {
    UserRecord ada = add("acme", "ada");
    add("acme", "bob");
    EXPECT_TRUE(directory.user_name_taken("acme", "ADA"));
    EXPECT_FALSE(directory.user_name_taken("acme", "ADA", ada.id));
    EXPECT_THROW(add("acme", "Ada"), Failure);
    ada.user_name = "BOB";
    EXPECT_THROW(directory.update_user(ada), Failure);
    EXPECT_NO_THROW(add("globex", "ada"));
}

TEST_F(DirectoryTest, NeverShowsAnotherOrganisation) {
    const UserRecord ada = add("acme", "ada", "a@x.test");
    EXPECT_FALSE(directory.find_user_by_id("globex", ada.id));
    EXPECT_FALSE(directory.find_user_by_user_name("globex", "ada"));
    EXPECT_FALSE(directory.find_user_by_email("globex", "a@x.test"));
    EXPECT_TRUE(directory.list_users("globex").empty());
    EXPECT_FALSE(directory.delete_user("globex", ada.id));
    EXPECT_EQ(directory.kind_of("globex", ada.id), "");
    UserRecord moved = ada;
    moved.org = "globex";
    EXPECT_THROW(directory.update_user(moved), Failure);
    EXPECT_TRUE(directory.find_user_by_id("acme", ada.id));
}

TEST_F(DirectoryTest, SelectsPages) {
    for (int i = 0; i < 10; ++i) add("acme", "u" + std::to_string(i));
    Selection<UserRecord> selection;
    selection.skip = 8;
    selection.take = 5;
    EXPECT_EQ(directory.select_users("acme", selection).total, 10);
    EXPECT_EQ(directory.select_users("acme", selection).records.size(), 2u);
    selection.keep = [](const UserRecord& user) { return user.user_name >= "u5"; };
    selection.skip = 1;
    selection.take = 2;
    const Page<UserRecord> page = directory.select_users("acme", selection);
    EXPECT_EQ(page.total, 5);
    ASSERT_EQ(page.records.size(), 2u);
    EXPECT_EQ(page.records.front().user_name, "u6");
    selection.where = {"user_name_key=?2", {"u7"}};
    selection.skip = 0;
    EXPECT_EQ(directory.select_users("acme", selection).total, 1);
    selection.skip = std::numeric_limits<std::int64_t>::max();
    selection.take = std::numeric_limits<std::int64_t>::max();
    EXPECT_TRUE(directory.select_users("acme", selection).records.empty());
}

TEST_F(DirectoryTest, MembersFollowTheirUsers) {
    const std::string ada = add("acme", "ada").id, bob = add("acme", "bob").id, cy = add("acme", "cy").id;
    GroupRecord group;
    group.org = "acme";
    group.display_name = "Eng";
    group.members = {{ada, "User", "Ada"}, {bob, "User", ""}};
    group = directory.create_group(group);
    group.members = {{bob, "User", ""}, {cy, "User", "Cy"}};
    directory.update_group(group);
    EXPECT_EQ(directory.find_group_by_id("acme", group.id)->members, group.members);
    EXPECT_TRUE(directory.groups_of("acme", ada).empty());
    EXPECT_EQ(directory.groups_of("acme", cy).front().display_name, "Eng");
    EXPECT_TRUE(directory.groups_of("globex", cy).empty());
    directory.delete_user("acme", cy);
    EXPECT_EQ(directory.find_group_by_id("acme", group.id)->members.size(), 1u);
    EXPECT_TRUE(directory.find_group_by_id("acme", group.id, false)->members.empty());
    EXPECT_TRUE(directory.group_name_taken("acme", "ENG"));
    EXPECT_TRUE(directory.delete_group("acme", group.id));
    EXPECT_TRUE(directory.groups_of("acme", bob).empty());
}

TEST_F(DirectoryTest, TokensAreHashedAndPerOrganisation) {
    directory.create_org("acme");
    EXPECT_TRUE(directory.org_exists("acme"));
    EXPECT_FALSE(directory.org_exists("globex"));
    EXPECT_FALSE(directory.token_matches("acme", ""));
    directory.set_token("acme", "first");
    directory.add_token("acme", "second");
    EXPECT_TRUE(directory.token_matches("acme", "first"));
    EXPECT_TRUE(directory.token_matches("acme", "second"));
    EXPECT_FALSE(directory.token_matches("globex", "first"));
    for (const char* near : {"firs", "firstx", "First", ""})
        EXPECT_FALSE(directory.token_matches("acme", near)) << near;
    directory.set_token("acme", "third");
    EXPECT_FALSE(directory.token_matches("acme", "first"));
    directory.set_token("acme", "");
    EXPECT_FALSE(directory.token_matches("acme", ""));
    EXPECT_EQ(directory.database().image().find("third"), std::string::npos);
}

TEST_F(DirectoryTest, LivesInAFile) {
    const std::filesystem::path path =
        std::filesystem::path(testing::TempDir()) / ("directory-" + std::to_string(::getpid()) + ".db");
    {
        Directory file(random, Database(path.string()));
        UserRecord record;
        record.org = "acme";
        record.user_name = "ada";
        file.create_user(record);
    }
    EXPECT_TRUE(Directory(random, Database(path.string())).find_user_by_user_name("acme", "ADA"));
    Database(path.string()).execute("PRAGMA user_version=99");
    EXPECT_THROW(Directory(random, Database(path.string())), Failure);
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + suffix);
}

/// The tables of the versions before, as they were made then: with `idp` from the second one on.
std::string tables_of_version(int version) {
    std::string tables = R"(
CREATE TABLE orgs(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE tokens(org TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY(org, digest)) WITHOUT ROWID;
CREATE TABLE users(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, org TEXT NOT NULL, user_name TEXT NOT NULL,
  user_name_key TEXT NOT NULL, external_id TEXT, email TEXT NOT NULL, email_key TEXT NOT NULL, active INTEGER NOT NULL,
  resource TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL, origin TEXT NOT NULL, role TEXT NOT NULL,
  teams TEXT NOT NULL, name_id TEXT NOT NULL, logins INTEGER NOT NULL, UNIQUE(org, user_name_key));
CREATE INDEX users_org ON users(org);
CREATE INDEX users_external_id ON users(org, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX users_email ON users(org, email_key);
CREATE TABLE groups(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, org TEXT NOT NULL, display_name TEXT NOT NULL,
  name_key TEXT NOT NULL, external_id TEXT, resource TEXT NOT NULL, created INTEGER NOT NULL,
  modified INTEGER NOT NULL);
CREATE INDEX groups_org ON groups(org);
CREATE INDEX groups_name ON groups(org, name_key);
CREATE TABLE members(group_id TEXT NOT NULL, seq INTEGER NOT NULL, member_id TEXT NOT NULL, type TEXT NOT NULL,
  display TEXT NOT NULL, PRIMARY KEY(group_id, seq)) WITHOUT ROWID;
CREATE INDEX members_member ON members(member_id);
INSERT INTO users(id, org, user_name, user_name_key, email, email_key, active, resource, created, modified, origin, role,
  teams, name_id, logins) VALUES('u-1', 'acme', 'Ada', 'ada', 'ada@x.test', 'ada@x.test', 1,
  '{"userName":"Ada","emails":[{"value":"Ada@X.test","type":"Work"},{"value":"b@x.test","primary":true}]}', 1000, 2000,
  'scim', '', '[]', '', 0);
INSERT INTO groups(id, org, display_name, name_key, resource, created, modified) VALUES('g-1', 'acme', 'Eng', 'eng', '{}', 1000, 2000);
INSERT INTO members VALUES('g-1', 1, 'u-1', 'User', '');
)";
    if (version == 2) tables += "ALTER TABLE users ADD COLUMN idp TEXT NOT NULL DEFAULT '';";
    return tables + "PRAGMA user_version=" + std::to_string(version);
}

class OlderDatabase : public DirectoryTest, public testing::WithParamInterface<int> {};

TEST_P(OlderDatabase, IsBroughtUpToDate) {
    Database database;
    database.execute(tables_of_version(GetParam()));
    Directory old(random, std::move(database));
    UserRecord ada = old.find_user_by_user_name("acme", "ada").value();
    EXPECT_EQ(ada.idp, "");
    ada.idp = "https://idp.test";
    old.update_user(ada);
    EXPECT_EQ(old.find_user_by_user_name("acme", "ada")->idp, "https://idp.test");
    EXPECT_EQ(old.groups_of("acme", "u-1").front().display_name, "Eng");
    Selection<UserRecord> selection;
    EXPECT_EQ(old.select_users("acme", selection).total, 1);
    EXPECT_EQ(old.select_groups("acme", {}).total, 1);
    selection.where = {"seq IN (SELECT user FROM user_emails WHERE value_key=?2 AND type_key=?3)",
                       {"ada@x.test", "work"}};
    EXPECT_EQ(old.select_users("acme", selection).total, 1);
    selection.where = {"seq IN (SELECT user FROM user_emails WHERE value_key=?2 AND is_primary)", {"b@x.test"}};
    EXPECT_EQ(old.select_users("acme", selection).total, 1);
    // The same tables, indexes and triggers as in a new one.
    const auto schema = [](Database& of) {
        std::string all;
        Statement query = of.prepare(
            "SELECT type, name, replace(sql, char(10), '') FROM sqlite_schema WHERE name<>'users' ORDER BY 1, 2");
        while (query.step()) all += query.text(0) + " " + query.text(1) + " " + query.text(2) + "\n";
        return all;
    };
    EXPECT_EQ(schema(old.database()), schema(directory.database()));
}
INSTANTIATE_TEST_SUITE_P(Versions, OlderDatabase, testing::Values(1, 2));

/// What is stored of users is since then what is shown of them.
TEST_F(DirectoryTest, SettlesTheUsersOfVersion4) {
    UserRecord ada = add("acme", "ada");
    Database database = Database::from_image(directory.database().image());
    database.execute("UPDATE users SET active=0, resource='{\"title\":\"t\",\"active\":true}'; PRAGMA user_version=4");
    Directory old(random, std::move(database));
    EXPECT_EQ(old.find_stored_user("acme", ada.id)->resource,
              "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"id\":\"" + ada.id +
                  "\",\"title\":\"t\",\"active\":false,\"userName\":\"ada\"}");
}

TEST_F(DirectoryTest, TokensAreThoseOfTheMoment) {
    directory.create_org("acme");
    EXPECT_FALSE(directory.token_grant("acme", "first"));
    directory.set_token("acme", "first");
    EXPECT_TRUE(directory.token_grant("acme", "first"));
    EXPECT_FALSE(directory.token_grant("globex", "first"));
    directory.add_token("acme", "reader", {TokenScope::read});
    EXPECT_EQ(directory.token_grant("acme", "reader")->scope, TokenScope::read);
    EXPECT_TRUE(directory.token_grant("acme", "first"));
    directory.set_token("acme", "second");
    EXPECT_FALSE(directory.token_grant("acme", "first"));
    EXPECT_FALSE(directory.token_grant("acme", "reader"));
    EXPECT_TRUE(directory.token_grant("acme", "second"));
    directory.revoke_tokens("acme");
    EXPECT_FALSE(directory.token_grant("acme", "second"));
}

/// Version 3 kept them by triggers.
TEST_F(DirectoryTest, CountsNobodyTwiceAfterVersion3) {
    Database database;
    {
        Directory made(random, Database::from_image(directory.database().image()));
        made.database().execute(
            "CREATE TRIGGER user_comes AFTER INSERT ON users BEGIN INSERT INTO tallies VALUES(NEW.org, 'users', 1) "
            "ON CONFLICT DO UPDATE SET n=n+1; END; PRAGMA user_version=3");
        database = Database::from_image(made.database().image());
    }
    Directory old(random, std::move(database));
    UserRecord record;
    record.org = "acme";
    record.user_name = "ada";
    old.create_user(record);
    Selection<UserRecord> none;
    none.take = 0;
    EXPECT_EQ(old.select_users("acme", none).total, 1);
}

TEST_F(DirectoryTest, TotalsFollowWhatIsCreatedAndDeleted) {
    const std::string ada = add("acme", "ada").id;
    add("acme", "bob");
    add("globex", "cy");
    GroupRecord group;
    group.org = "acme";
    group.display_name = "Eng";
    const std::string eng = directory.create_group(group).id;
    Selection<UserRecord> none;
    none.take = 0;
    EXPECT_EQ(directory.select_users("acme", none).total, 2);
    EXPECT_EQ(directory.select_users("globex", none).total, 1);
    directory.delete_user("acme", ada);
    EXPECT_EQ(directory.select_users("acme", none).total, 1);
    EXPECT_EQ(directory.select_groups("acme", {}).total, 1);
    directory.delete_group("acme", eng);
    EXPECT_EQ(directory.select_groups("acme", {}).total, 0);
    {
        Transaction undone(directory.database());
        add("acme", "dan");
    }
    EXPECT_EQ(directory.select_users("acme", none).total, 1);
}

TEST_F(DirectoryTest, AddressesFollowTheResource) {
    UserRecord ada = add("acme", "ada");
    const auto count = [&](const char* address) {
        Statement query =
            directory.database().prepare("SELECT count(*) FROM user_emails WHERE org='acme' AND value_key=?1");
        query.bind(1, std::string_view(address)).step();
        return query.number(0);
    };
    ada.resource["emails"] = boost::json::array{boost::json::object{{"value", "One@x.test"}}};
    directory.update_user(ada);
    EXPECT_EQ(count("one@x.test"), 1);
    ada.resource["emails"] = boost::json::array{boost::json::object{{"value", "two@x.test"}}};
    directory.update_user(ada);
    EXPECT_EQ(count("one@x.test"), 0);
    EXPECT_EQ(count("two@x.test"), 1);
    directory.delete_user("acme", ada.id);
    EXPECT_EQ(count("two@x.test"), 0);
}

} // namespace
} // namespace idpsim::scim_server
