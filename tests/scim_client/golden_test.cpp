/// Every dialect's requests for one story, against files: IDPSIM_UPDATE_GOLDEN=1 rewrites them for review.
#include "tests/scim_client/dialects.hpp"
#include "tests/scim_client/recording_server.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace idpsim::test {
namespace {

struct Dialect {
    std::string vendor, variant;
};

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// The story's text: each event, each of its requests as sent, and what the client made of the answers.
class Story {
public:
    explicit Story(const idp::ScimProfile& profile) : bench(profile) {}

    void tell(const std::string& event, boost::asio::awaitable<idp::ScimStep> what) {
        const std::size_t before = bench.server.seen.size();
        const idp::ScimStep step = bench.run(std::move(what));
        text += "==== " + event + "\n";
        for (std::size_t i = before; i < bench.server.seen.size(); ++i) add(bench.server.seen[i]);
        text += "---- " + step.name + (step.ok ? ", ok: " : ", NOT OK: ") + step.explanation + "\n\n";
        EXPECT_EQ(step.exchanges.size(), bench.server.seen.size() - before) << event;
    }

    Bench bench;
    std::string text;

private:
    void add(const HttpRequest& request) {
        text += request.method + " " + request.url.substr(std::string("https://sp.example/scim/v2").size()) + "\n";
        for (const auto& [name, value] : request.headers) text += name + ": " + value + "\n";
        if (!request.body.empty()) text += "\n" + request.body + "\n";
        text += "\n";
    }
};

std::string tell_story(const idp::ScimProfile& profile) {
    Story story(profile);
    idp::ScimClient& client = story.bench.client();
    idp::Person ada = person("Ada", "Adams", "id-ada");
    idp::Person bob = person("Bob", "Brown", "id-bob");
    const idp::Person cyd = person("Cyd", "Cole", "id-cyd");
    ada.attributes = {{"title", "Engineer"}, {"department", "R&D"}};
    bob.attributes = {{"manager", ada.username}};
    story.bench.server.users["u900"] = json::parse(R"({"id":"u900","userName":"cyd@example.com","active":false,
        "emails":[{"value":"cyd@example.com","type":"work","primary":true,"display":"Cyd"}],"externalId":"kept"})")
                                           .as_object();

    story.tell("test connection", client.test_connection());
    story.tell("assign Ada", client.provision(ada));
    story.tell("assign Bob, whose manager Ada is", client.provision(bob));
    story.tell("assign Cyd, whom the server has, inactive", client.provision(cyd));
    ada.family_name = "Archer";
    ada.display_name = "Ada Archer";
    ada.username = ada.email = "ada.archer@example.com";
    ada.attributes["title"] = "Principal";
    story.tell("Ada changes her name", client.update(ada));
    story.tell("Ada is disabled", client.deactivate(ada));
    story.tell("Ada is enabled", client.reactivate(ada));
    story.tell("push the group R&D \"core\" with Ada and Bob", client.push_group("R&D \"core\"", {ada, bob}));
    story.tell("Bob leaves the group, Cyd joins", client.set_members("R&D \"core\"", {ada, cyd}));
    story.tell("Bob joins again", client.add_member("R&D \"core\"", bob));
    story.tell("Ada leaves", client.remove_member("R&D \"core\"", ada));
    story.tell("rename the group", client.rename_group("R&D \"core\"", "Research"));
    story.tell("push it whole", client.push_group("Research", {ada, bob}));
    story.tell("take the group off the app", client.unpush_group("Research"));
    story.tell("push a group without members", client.push_group("Nobody", {}));
    story.tell("delete that group", client.erase_group("Nobody"));
    story.tell("unassign Bob", client.remove(bob));
    story.tell("assign Bob again", client.provision(bob));
    story.tell("delete Ada", client.erase(ada));
    story.tell("delete Bob", client.erase(bob));
    return story.text;
}

class Golden : public testing::TestWithParam<Dialect> {};

TEST_P(Golden, RequestsAreAsReviewed) {
    const auto& [vendor, variant] = GetParam();
    const std::filesystem::path path =
        std::filesystem::path(IDPSIM_SOURCE_DIR) / "tests/golden/scim" / (vendor + "-" + variant + ".txt");
    const std::string told = tell_story(dialect(vendor, variant));
    if (const char* update = std::getenv("IDPSIM_UPDATE_GOLDEN"); update && std::string(update) == "1") {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << told;
    }
    EXPECT_EQ(told, read_file(path));
}

INSTANTIATE_TEST_SUITE_P(Dialects, Golden,
                         testing::Values(Dialect{"okta", "catalogue"}, Dialect{"okta", "wizard"},
                                         Dialect{"entra", "default"}, Dialect{"entra", "aadoptscim062020"},
                                         Dialect{"jumpcloud", "scim2"}, Dialect{"onelogin", "enterprise"},
                                         Dialect{"onelogin", "core"}, Dialect{"pingfederate", "provisioner"},
                                         Dialect{"pingone", "outbound"}, Dialect{"generic", "rfc"}),
                         [](const auto& named) { return named.param.vendor + "_" + named.param.variant; });

} // namespace
} // namespace idpsim::test
