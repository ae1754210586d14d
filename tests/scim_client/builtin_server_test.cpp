/// Every dialect against the built-in SCIM server: what the vendor's client sends has to come out right on the other
/// side.
#include "simulator/idp/scim_attributes.hpp"
#include "simulator/scim/server.hpp"
#include "tests/scim_client/dialects.hpp"
#include "tests/scim_client/recording_server.hpp"

#include <gtest/gtest.h>

namespace idpsim::test {
namespace {

struct Dialect {
    std::string vendor, variant;
    std::map<std::string, std::string> options = {};
};

/// The built-in server with one organisation, behind a client of one dialect.
struct Pair {
    explicit Pair(const Dialect& spoken) : bench(dialect(spoken.vendor, spoken.variant), spoken.options) {
        directory.create_org("acme");
        directory.set_token("acme", "secret-token-0001");
        bench.server.behind = [this](const HttpRequest& request) { return ask(request); };
    }

    HttpResponse ask(const HttpRequest& request) {
        return server.handle(request, "/scim/v2", "acme", "https://sp.example");
    }

    /// The resource as a plain client reads it; an empty object when there is none.
    json::object read(const std::string& path) {
        const HttpRequest get{
            "GET", "https://sp.example/scim/v2" + path, {{"Authorization", "Bearer secret-token-0001"}}, ""};
        const HttpResponse answer = ask(get);
        return answer.status == 200 ? json::parse(answer.body).as_object() : json::object();
    }

    json::object user(const idp::Person& who) {
        return read("/Users/" + bench.client().linked_id(who.username).value_or("none"));
    }

    std::set<std::string> members(const std::string& group) {
        std::set<std::string> out;
        const json::object found = read("/Groups/" + bench.client().linked_group_id(group).value_or("none"));
        const json::value* list = idp::value_at(found, "members");
        if (!list || !list->is_array()) return out;
        for (const json::value& member : list->get_array()) out.emplace(member.at("value").as_string());
        return out;
    }

    std::string id(const idp::Person& who) { return bench.client().linked_id(who.username).value_or("none"); }

    void expect_ok(const char* event, boost::asio::awaitable<idp::ScimStep> what) {
        const auto step = bench.run(std::move(what));
        EXPECT_TRUE(step.ok) << event << ": " << step.explanation << "\n" << bench.server.seen.back().body;
    }

    VirtualClock clock{parse_instant("2026-11-24T12:00:00Z").value()};
    Random random{2, "server"};
    scim_server::Directory directory{random};
    scim_server::ScimServer server{directory, clock, random};
    Bench bench;
};

std::string text_at(const json::object& resource, std::string_view path) {
    const json::value* found = idp::value_at(resource, path);
    return found && found->is_string() ? std::string(found->get_string()) : "(none)";
}

bool is_active(const json::object& user) {
    const json::value* found = idp::value_at(user, "active");
    return found && *found == json::value(true);
}

class Builtin : public testing::TestWithParam<Dialect> {};

TEST_P(Builtin, AccountsComeOutRight) {
    Pair pair(GetParam());
    idp::ScimClient& client = pair.bench.client();
    idp::Person ada = person("Ada", "Adams", "id-ada");
    pair.expect_ok("test", client.test_connection());
    pair.expect_ok("assign", client.provision(ada));
    EXPECT_EQ(text_at(pair.user(ada), "userName"), ada.username);
    EXPECT_EQ(text_at(pair.user(ada), "name.familyName"), "Adams");
    EXPECT_EQ(text_at(pair.user(ada), R"(emails[type eq "work"].value)"), ada.email);
    EXPECT_TRUE(is_active(pair.user(ada)));

    ada.family_name = "Archer";
    ada.username = "ada.archer@example.com";
    pair.expect_ok("update", client.update(ada));
    EXPECT_EQ(text_at(pair.user(ada), "name.familyName"), "Archer");
    EXPECT_EQ(text_at(pair.user(ada), "name.givenName"), "Ada");
    EXPECT_EQ(text_at(pair.user(ada), "userName"), ada.username);

    pair.expect_ok("deactivate", client.deactivate(ada));
    EXPECT_FALSE(is_active(pair.user(ada)));
    pair.expect_ok("reactivate", client.reactivate(ada));
    EXPECT_TRUE(is_active(pair.user(ada)));
    pair.expect_ok("unassign", client.remove(ada));
    pair.expect_ok("assign again", client.provision(ada));
    EXPECT_TRUE(is_active(pair.user(ada)));
    // Where the identifier cannot change, the changed one made a second account.
    const bool second = dialect(GetParam().vendor, GetParam().variant).users.rename_creates;
    EXPECT_EQ(pair.directory.list_users("acme").size(), second ? 2U : 1U) << "nobody is there twice";
    pair.expect_ok("delete", client.erase(ada));
}

TEST_P(Builtin, GroupsComeOutRight) {
    Pair pair(GetParam());
    idp::ScimClient& client = pair.bench.client();
    const idp::Person ada = person("Ada", "Adams", "id-ada"), bob = person("Bob", "Brown", "id-bob");
    pair.expect_ok("assign", client.provision(ada));
    pair.expect_ok("assign", client.provision(bob));
    pair.expect_ok("push", client.push_group("Research", {ada}));
    EXPECT_EQ(pair.members("Research"), (std::set<std::string>{pair.id(ada)}));
    pair.expect_ok("add", client.add_member("Research", bob));
    EXPECT_EQ(pair.members("Research"), (std::set<std::string>{pair.id(ada), pair.id(bob)}));
    pair.expect_ok("remove", client.remove_member("Research", ada));
    EXPECT_EQ(pair.members("Research"), (std::set<std::string>{pair.id(bob)}));
    pair.expect_ok("push again", client.push_group("Research", {ada, bob}));
    EXPECT_EQ(pair.members("Research").size(), 2U);
    pair.expect_ok("rename", client.rename_group("Research", "Science"));
    EXPECT_EQ(pair.members("Science").size(), 2U) << "a rename keeps the members";
    pair.expect_ok("unpush", client.unpush_group("Science"));
}

/// The vendor's own template has URNs that no server by RFC 7643 takes; admins replace them, as every guide says.
const std::string onelogin_template = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
    "userName":"{$parameters.scimusername}","name":{"givenName":"{$user.firstname}","familyName":"{$user.lastname}"},
    "emails":[{"value":"{$user.email}","type":"work","primary":true}],"displayName":"{$user.display_name}"})";

INSTANTIATE_TEST_SUITE_P(
    Dialects, Builtin,
    testing::Values(Dialect{"okta", "catalogue"}, Dialect{"okta", "wizard"}, Dialect{"entra", "default"},
                    Dialect{"entra", "aadoptscim062020"}, Dialect{"jumpcloud", "scim2"},
                    Dialect{"onelogin", "enterprise", {{"SCIM JSON Template", onelogin_template}}},
                    Dialect{"pingfederate", "provisioner", {{"Group Membership Handling", "Overwrite"}}},
                    Dialect{"pingone", "outbound", {{"Group Membership Handling", "Overwrite"}}},
                    Dialect{"generic", "rfc"}),
    [](const auto& named) { return named.param.vendor + "_" + named.param.variant; });

/// What consoles can be set to, and the rarer dialects.
INSTANTIATE_TEST_SUITE_P(
    Consoles, Builtin,
    testing::Values(Dialect{"okta", "entitlements"}, Dialect{"okta", "catalogue", {{"push", "no path"}}},
                    Dialect{"okta", "catalogue", {{"new_group", "with members"}, {"member_display", "null"}}},
                    Dialect{"okta", "wizard", {{"put_id", "no"}, {"member_display", "null"}, {"space", "%20"}}},
                    Dialect{"entra", "customappsso"}, Dialect{"entra", "default", {{"members", "one per PATCH with $ref"}}},
                    Dialect{"entra", "default", {{"members", "several per PATCH"}, {"formatted", "No"}}},
                    Dialect{"entra", "aadoptscim062020", {{"members", "several per PATCH"}, {"matching", "externalId"}}},
                    Dialect{"entra", "default", {{"matching", "emails[type eq \"work\"].value"}, {"group_matching", "externalId"}}},
                    Dialect{"jumpcloud", "scim2", {{"membership", "PUT"}}},
                    Dialect{"onelogin", "enterprise", {{"template", "RFC enterprise"}, {"removal", "value list"}}},
                    Dialect{"onelogin", "core", {{"template", "RFC core with display name"}, {"suspend", "PATCH"}}}),
    [](const auto& named) { return named.param.vendor + "_" + std::to_string(named.index); });

} // namespace
} // namespace idpsim::test
