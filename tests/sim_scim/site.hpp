#pragma once
/// A SCIM server with one organisation, talked to by requests; no socket.
#include "simulator/scim/server.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/scim/json.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace idpsim::scim_server {

namespace json = boost::json;

/// Single quotes stand for double ones.
inline std::string quotes(std::string text) {
    for (char& c : text) c = c == '\'' ? '"' : c;
    return text;
}

struct Answer {
    HttpResponse http;
    int status() const { return http.status; }
    json::object body() const { return scim::parse_json_object(http.body).value(); }
    std::string text(std::string_view name) const { return std::string(scim::text_member(body(), name)); }
    std::int64_t number(std::string_view name) const { return scim::find_member(body(), name)->as_int64(); }
    std::string id() const { return text("id"); }
    std::string header(std::string_view name) const { return find_header(http.headers, name).value_or(""); }
};

class Site {
public:
    explicit Site(ScimBehaviour behaviour = {}) : server(directory, clock, random, std::move(behaviour)) {
        directory.create_org("acme");
        directory.set_token("acme", "acme-token");
        directory.create_org("globex");
        directory.set_token("globex", "globex-token");
    }

    HttpRequest request(std::string method, const std::string& path, const std::string& body = "") const {
        HttpRequest made;
        made.method = std::move(method);
        made.url = "https://sp.test/scim/v2/acme" + path;
        made.headers = {{"Authorization", "Bearer " + token}, {"Content-Type", "application/scim+json; charset=utf-8"}};
        made.body = quotes(body);
        return made;
    }
    Answer send(const HttpRequest& made) { return {server.handle(made, "/scim/v2/acme", org, "https://sp.test")}; }
    Answer call(std::string method, const std::string& path, const std::string& body = "") {
        return send(request(std::move(method), path, body));
    }
    Answer find(const std::string& path, const std::string& filter) {
        return call("GET", path + "?filter=" + percent_encode(quotes(filter)));
    }
    /// Acts for another organisation from now on.
    void become(const std::string& name) {
        org = name;
        token = name + "-token";
    }

    Answer post_user(const std::string& members) {
        return call("POST", "/Users", "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User']," + members + "}");
    }
    std::string user(const std::string& name) { return post_user("'userName':'" + name + "'").id(); }
    Answer post_group(const std::string& members) {
        return call("POST", "/Groups", "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group']," + members + "}");
    }
    Answer patch(const std::string& path, const std::string& operations) {
        return call("PATCH", path,
                    "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[" + operations + "]}");
    }

    VirtualClock clock{parse_instant("2026-11-24T12:00:00Z").value()};
    Random random{1, "scim"};
    Directory directory{random};
    ScimServer server;
    std::string org = "acme", token = "acme-token";
};

inline void expect_refused(const Answer& answer, int status, std::string_view scim_type) {
    EXPECT_EQ(answer.status(), status) << answer.http.body;
    EXPECT_EQ(answer.text("scimType"), scim_type) << answer.http.body;
    EXPECT_EQ(answer.text("status"), std::to_string(status));
    EXPECT_EQ(answer.header("Content-Type"), "application/scim+json");
}

/// The ids or names in a list.
inline std::string names(const Answer& list, std::string_view attribute) {
    std::string all;
    const json::object body = list.body();
    for (const json::value& one : body.at("Resources").as_array()) {
        all += std::string(scim::text_member(one.as_object(), attribute)) + " ";
    }
    return all;
}

} // namespace idpsim::scim_server
