/// Exchanges of each kind that is known from the vendors' clients, with people and ids of our own: given the same answers, a
/// client must send the same requests again, octet for octet and header by header. tests/replays/<vendor>/<name>.json;
/// IDPSIM_UPDATE_GOLDEN=1 plays them against a plain server and writes the exchanges anew, for review.
#include "tests/scim_client/dialects.hpp"
#include "tests/scim_client/recording_server.hpp"

#include "src/core/file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace idpsim::test {
namespace {

namespace fs = std::filesystem;

fs::path folder() { return fs::path(IDPSIM_SOURCE_DIR) / "tests" / "replays"; }

std::vector<std::string> replays() {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder()))
        if (entry.path().extension() == ".json") out.push_back(fs::relative(entry.path(), folder()).string());
    std::ranges::sort(out);
    return out;
}

std::string text(const json::object& from, std::string_view name, std::string fallback = {}) {
    const json::value* found = from.if_contains(name);
    return found ? std::string(found->as_string()) : std::move(fallback);
}

std::map<std::string, std::string> texts(const json::object& from, std::string_view name) {
    std::map<std::string, std::string> out;
    if (const json::value* found = from.if_contains(name))
        for (const auto& member : found->as_object()) out[member.key()] = std::string(member.value().as_string());
    return out;
}

/// A person's fields by the names that a directory gives them.
void set_field(idp::Person& person, const std::string& name, const json::value& value) {
    if (value.is_array()) {
        person.lists[name].clear();
        for (const json::value& one : value.as_array()) person.lists[name].emplace_back(one.as_string());
        return;
    }
    const std::string as_text(value.as_string());
    const std::map<std::string, std::string*> own{
        {"id", &person.id},           {"username", &person.username},       {"email", &person.email},
        {"given", &person.given_name}, {"family", &person.family_name},     {"display", &person.display_name}};
    const auto found = own.find(name);
    if (found == own.end())
        person.attributes[name] = as_text;
    else
        *found->second = as_text;
}

/// What the file says, played step by step.
class Replay {
public:
    explicit Replay(const json::object& file)
        : bench_(dialect(text(file, "vendor"), text(file, "variant")), texts(file, "options")) {
        for (const auto& member : file.at("people").as_object()) {
            idp::Person& made = people_[member.key()];
            for (const auto& field : member.value().as_object()) set_field(made, field.key(), field.value());
        }
        if (const json::value* users = file.if_contains("server"))
            for (const auto& member : users->as_object()) bench_.server.users[member.key()] = member.value().as_object();
    }

    RecordingServer& server() { return bench_.server; }

    idp::ScimStep play(const json::object& event) {
        idp::ScimClient& client = bench_.client();
        const std::string what = text(event, "do");
        if (what == "test") return bench_.run(client.test_connection());
        if (what == "import") return bench_.run(import(client, everybody()));
        if (what.starts_with("group ")) return play_group(client, what.substr(6), event);
        idp::Person& person = people_.at(text(event, "person"));
        if (const json::value* changed = event.if_contains("set"))
            for (const auto& field : changed->as_object()) set_field(person, field.key(), field.value());
        if (what == "assign") return bench_.run(client.provision(person));
        if (what == "change") return bench_.run(client.update(person));
        if (what == "disable") return bench_.run(client.deactivate(person));
        if (what == "enable") return bench_.run(client.reactivate(person));
        if (what == "unassign") return bench_.run(client.remove(person));
        if (what == "delete") return bench_.run(client.erase(person));
        throw std::runtime_error("no event is called " + what);
    }

private:
    static boost::asio::awaitable<idp::ScimStep> import(idp::ScimClient& client, std::vector<idp::Person> people) {
        const idp::ScimImport done = co_await client.import(std::move(people));
        idp::ScimStep out;
        out.ok = done.ok;
        out.explanation = done.explanation;
        co_return out;
    }

    std::vector<idp::Person> everybody() const {
        std::vector<idp::Person> out;
        for (const auto& [name, person] : people_) out.push_back(person);
        return out;
    }

    idp::ScimStep play_group(idp::ScimClient& client, const std::string& what, const json::object& event) {
        const std::string group = text(event, "group");
        if (what == "rename") return bench_.run(client.rename_group(group, text(event, "to")));
        if (what == "unpush") return bench_.run(client.unpush_group(group));
        std::vector<idp::Person> members;
        for (const json::value& name : event.at("members").as_array()) members.push_back(people_.at(std::string(name.as_string())));
        if (what == "push") return bench_.run(client.push_group(group, std::move(members)));
        if (what == "members") return bench_.run(client.set_members(group, std::move(members)));
        throw std::runtime_error("no event is called group " + what);
    }

    Bench bench_;
    std::map<std::string, idp::Person> people_;
};

json::object exchange_of(const HttpRequest& request, const HttpResponse& response) {
    json::array headers;
    for (const auto& [name, value] : request.headers) headers.push_back(json::string(name + ": " + value));
    json::object out{{"request", request.method + " " + request.url}, {"headers", std::move(headers)}};
    if (!request.body.empty()) out["body"] = request.body;
    out["status"] = response.status;
    if (!response.body.empty()) out["answer"] = response.body;
    return out;
}

/// One exchange a line, so that a change can be read.
void write(const fs::path& path, json::object file, const std::vector<json::object>& exchanges) {
    std::ofstream out(path, std::ios::binary);
    out << "{\n";
    file.erase("exchanges");
    for (const auto& member : file) {
        out << " " << json::serialize(json::string(member.key())) << ": ";
        if (!member.value().is_array()) {
            out << json::serialize(member.value()) << ",\n";
            continue;
        }
        out << "[";
        for (std::size_t i = 0; i < member.value().as_array().size(); ++i)
            out << (i == 0 ? "\n  " : ",\n  ") << json::serialize(member.value().as_array()[i]);
        out << "],\n";
    }
    out << " \"exchanges\": [";
    for (std::size_t i = 0; i < exchanges.size(); ++i) out << (i == 0 ? "\n  " : ",\n  ") << json::serialize(exchanges[i]);
    out << "]\n}\n";
}

class ScimReplay : public testing::TestWithParam<std::string> {};

TEST_P(ScimReplay, SendsTheSameRequestsAgain) {
    const fs::path path = folder() / GetParam();
    json::object file = json::parse(read_file(path).value()).as_object();
    Replay replay(file);
    const char* update = std::getenv("IDPSIM_UPDATE_GOLDEN");
    const bool records = update && std::string(update) == "1";
    std::vector<json::object> made;
    RecordingServer plain; // answers while the exchanges are written
    plain.users = replay.server().users;
    const json::array& told = file["exchanges"].is_array() ? file["exchanges"].as_array() : (file["exchanges"] = json::array()).as_array();
    replay.server().behind = [&](const HttpRequest& request) {
        HttpResponse response{500, {}, "there is no such exchange"};
        if (records) {
            response = plain.answer(request);
        } else if (made.size() < told.size()) {
            const json::object& exchange = told[made.size()].as_object();
            response = {static_cast<int>(exchange.at("status").as_int64()), {{"Content-Type", "application/scim+json"}},
                        text(exchange, "answer")};
        }
        made.push_back(exchange_of(request, response));
        return response;
    };
    for (const json::value& event : file.at("events").as_array()) {
        const idp::ScimStep step = replay.play(event.as_object());
        EXPECT_TRUE(step.ok) << json::serialize(event) << ": " << step.explanation;
    }
    if (records) return write(path, file, made);
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(made.size(), told.size());
    for (std::size_t i = 0; i < std::min(made.size(), told.size()); ++i)
        EXPECT_EQ(json::serialize(made[i]), json::serialize(told[i])) << "exchange " << i + 1;
}

INSTANTIATE_TEST_SUITE_P(Recorded, ScimReplay, testing::ValuesIn(replays()), [](const auto& named) {
    std::string out = named.param;
    for (char& c : out)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    return out;
});

} // namespace
} // namespace idpsim::test
