#pragma once
/// A SCIM server of a few lines for the client's tests: keeps what it is given and every request it saw. Of a PATCH it
/// understands only who is active: these tests are about what is sent.
#include "simulator/idp/scim_client.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/net/network.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::test {

namespace json = boost::json;

class RecordingServer {
public:
    std::vector<HttpRequest> seen;
    std::deque<HttpResponse> next;                     ///< answers that come first, in order
    std::map<std::string, json::object> users, groups; ///< by id

    std::function<HttpResponse(const HttpRequest&)> behind; ///< when set, a real server answers instead

    HttpResponse answer(const HttpRequest& request) {
        seen.push_back(request);
        if (!next.empty()) {
            HttpResponse canned = next.front();
            next.pop_front();
            return canned;
        }
        if (behind) return behind(request);
        const Url url = parse_url(request.url).value();
        const std::string path = url.path.substr(std::string("/scim/v2").size());
        const bool group = path.starts_with("/Groups");
        auto& kept = group ? groups : users;
        const std::string id = path.size() > (group ? 8U : 7U) ? path.substr(group ? 8 : 7) : "";
        if (path == "/ResourceTypes") return resource_types();
        if (path == "/Schemas" || path.starts_with("/Roles")) return list({}, "");
        if (request.method == "POST") return create(kept, request, group ? "g" : "u");
        if (path == "/Users" || path == "/Groups") return list(kept, url.query);
        if (path == "/ServiceProviderConfig") return json_response(200, R"({"patch":{"supported":true}})");
        const auto found = kept.find(id);
        if (found == kept.end()) return json_response(404, R"({"detail":"there is no such resource","status":"404"})");
        if (request.method == "DELETE") {
            kept.erase(found);
            return {204, {}, ""};
        }
        if (request.method == "PATCH") return patch(found->second, to_lower(request.body));
        if (request.method == "PUT") found->second = with_id(json::parse(request.body).as_object(), id);
        return json_response(200, json::serialize(found->second), "application/scim+json");
    }

private:
    static json::object with_id(const json::object& body, const std::string& id) {
        json::object out;
        out["id"] = id;
        for (const auto& member : body) out[member.key()] = member.value();
        out["id"] = id;
        out["meta"] = {{"resourceType", id.starts_with('g') ? "Group" : "User"}};
        return out;
    }

    static HttpResponse resource_types() {
        return json_response(200, R"({"totalResults":2,"Resources":[{"id":"User","endpoint":"/Users"},{"id":"Role","endpoint":"/Roles"}]})",
                             "application/scim+json");
    }

    static HttpResponse patch(json::object& resource, const std::string& body) {
        const bool about_active = body.find("active") != std::string::npos;
        const bool off = body.find("false") != std::string::npos;
        if (about_active && (off || body.find("true") != std::string::npos)) resource["active"] = !off;
        return {204, {}, ""};
    }

    HttpResponse create(std::map<std::string, json::object>& kept, const HttpRequest& request,
                        const std::string& kind) {
        const std::string id = kind + std::to_string(++made_);
        kept[id] = with_id(json::parse(request.body).as_object(), id);
        return json_response(201, json::serialize(kept[id]), "application/scim+json");
    }

    /// A filter's value in quotes is looked for in the whole resource.
    static HttpResponse list(const std::map<std::string, json::object>& kept, const std::string& query) {
        const std::string plain = percent_decode(query, true).value();
        const auto open = plain.find(" eq \"");
        const auto close = plain.rfind('"');
        const std::string wanted = open == std::string::npos ? "" : plain.substr(open + 4, close - open - 3);
        json::array hits;
        for (const auto& [id, resource] : kept) {
            if (json::serialize(resource).find(wanted) != std::string::npos) hits.push_back(resource);
        }
        const json::object out{{"schemas", {"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
                               {"totalResults", hits.size()},
                               {"startIndex", 1},
                               {"itemsPerPage", hits.size()},
                               {"Resources", hits}};
        return json_response(200, json::serialize(out), "application/scim+json");
    }

    int made_ = 0;
};

/// A client of one dialect against a RecordingServer, on a clock and a random stream that are always the same.
class Bench {
public:
    Bench(const idp::ScimProfile& profile, std::map<std::string, std::string> options = {},
          std::string base = "https://sp.example/scim/v2")
        : profile_(profile), client_(connect(std::move(base), std::move(options))) {}

    RecordingServer server;

    idp::ScimClient& client() { return client_; }
    Transcript& transcript() { return transcript_; }

    /// Runs one event to its end.
    idp::ScimStep run(boost::asio::awaitable<idp::ScimStep> event) {
        std::optional<idp::ScimStep> out;
        std::exception_ptr failed;
        const auto finish = [&](std::exception_ptr error, idp::ScimStep step) {
            failed = error;
            if (!error) out = std::move(step);
        };
        boost::asio::co_spawn(io_, std::move(event), finish);
        io_.restart();
        io_.run();
        if (failed) std::rethrow_exception(failed);
        return out.value();
    }

private:
    static boost::asio::awaitable<HttpResponse> reply(RecordingServer* to, HttpRequest request) {
        co_return to->answer(request);
    }

    idp::ScimClient connect(std::string base, std::map<std::string, std::string> options) {
        RecordingServer* to = &server;
        network_.mount("https://sp.example", "sp", [to](HttpRequest request) { return reply(to, std::move(request)); });
        idp::ScimConnection connection{std::move(base), "secret-token-0001", std::move(options)};
        return {profile_, std::move(connection), net::Wire(network_, transcript_, clock_, "idp"), random_};
    }

    const idp::ScimProfile& profile_;
    boost::asio::io_context io_;
    net::Network network_;
    Transcript transcript_;
    VirtualClock clock_{parse_instant("2026-11-24T12:00:00Z").value()};
    Random random_{1, "scim client"};
    idp::ScimClient client_;
};

inline idp::Person person(const std::string& given, const std::string& family, const std::string& id) {
    idp::Person out;
    out.id = id;
    out.username = to_lower(given) + "@example.com";
    out.email = out.username;
    out.given_name = given;
    out.family_name = family;
    out.display_name = given + " " + family;
    return out;
}

} // namespace idpsim::test
