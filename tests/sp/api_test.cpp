/// The API of the vendor's team and of account admins: who may do what, and what is refused how.
#include "src/core/text.hpp"
#include "src/saml/reader.hpp"
#include "tests/sp/bench.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

TEST(StaffApi, ANewOrganisationIsToldEverything) {
    Bench bench;
    const HttpResponse response = bench.api("POST", "/api/orgs", R"({"name":"Second"})", staff_token);
    ASSERT_EQ(response.status, 201);
    const boost::json::object body = json_of(response);
    const std::string id = text_of(body, "id");
    const std::string sso = std::string(base_url) + "/sso/" + id;
    EXPECT_EQ(text_of(body, "entity_id"), sso + "/metadata");
    EXPECT_EQ(text_of(body, "metadata"), sso + "/metadata");
    EXPECT_EQ(text_of(body, "acs"), sso + "/acs");
    EXPECT_EQ(text_of(body, "login"), sso + "/login");
    EXPECT_EQ(text_of(body, "whoami"), std::string(base_url) + "/whoami");
    EXPECT_EQ(text_of(body, "scim"), std::string(base_url) + "/scim/v2/" + id);
    EXPECT_EQ(text_of(body, "admin_token").size(), 32u);
    EXPECT_FALSE(body.contains("scim_token"));   // SAML needs none
    EXPECT_NE(id, bench.org);
    EXPECT_EQ(find_header(response.headers, "Cache-Control"), "no-store");
}

TEST(StaffApi, IsForStaff) {
    Bench bench;
    EXPECT_EQ(bench.api("POST", "/api/orgs", R"({"name":"x"})", "wrong").status, 401);
    EXPECT_EQ(bench.api("POST", "/api/orgs", R"({"name":"x"})", "").status, 401);
    EXPECT_EQ(bench.api("POST", "/api/orgs", R"({"name":"x"})", bench.admin_token).status, 403);
    EXPECT_EQ(bench.send("POST", "/api/orgs", {{"Content-Type", "application/json"}}, R"({"name":"x"})").status, 401);
    const std::string enabled = "/api/orgs/" + bench.org + "/enabled";
    EXPECT_EQ(bench.api("PUT", enabled, R"({"enabled":false})", bench.admin_token).status, 403);
    EXPECT_EQ(bench.api("PUT", enabled, R"({"enabled":"no"})", staff_token).status, 400);
    EXPECT_EQ(bench.api("PUT", "/api/orgs/org-none/enabled", R"({"enabled":true})", staff_token).status, 404);
    EXPECT_EQ(find_header(bench.api("POST", "/api/orgs", "{}", "wrong").headers, "WWW-Authenticate"), "Bearer");
}

TEST(StaffApi, NobodyIsStaffWithoutAToken) {
    BenchOptions options;
    options.configure = [](SpConfig& config) { config.staff_token = ""; };
    EXPECT_THROW(Bench{options}, std::runtime_error);
}

TEST(StaffApi, BodiesAreChecked) {
    Bench bench;
    const auto post = [&](std::string type, std::string body) {
        return bench.send("POST", "/api/orgs", {{"Authorization", std::string("bearer ") + staff_token},
                                                {"Content-Type", std::move(type)}}, std::move(body)).status;
    };
    EXPECT_EQ(post("application/json; charset=utf-8", R"({"name":"x"})"), 201);
    EXPECT_EQ(post("text/plain", R"({"name":"x"})"), 415);
    EXPECT_EQ(post("application/json", "not json"), 400);
    EXPECT_EQ(post("application/json", R"({"name":"x","name":"y"})"), 400);
    EXPECT_EQ(post("application/json", R"({"name":"x","enabled":true})"), 400);
    EXPECT_EQ(post("application/json", "{\"name\":" + std::string(200, '[') + std::string(200, ']') + "}"), 400);
    EXPECT_EQ(post("application/json", "{\"name\":\"" + std::string(70'000, 'x') + "\"}"), 413);
    EXPECT_EQ(post("application/json", R"({"name":"a\u0000b"})"), 400);
}

TEST(StaffApi, TakesAChosenIdOnce) {
    Bench bench;
    const std::string chosen = R"({"name":"Example Works","id":"example-works"})";
    const HttpResponse created = bench.api("POST", "/api/orgs", chosen, staff_token);
    ASSERT_EQ(created.status, 201) << created.body;
    EXPECT_EQ(text_of(json_of(created), "id"), "example-works");
    EXPECT_EQ(bench.api("POST", "/api/orgs", chosen, staff_token).status, 409);
    for (const char* id : {"", "-a", "A", "a/b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
        EXPECT_EQ(bench.api("POST", "/api/orgs", R"({"name":"x","id":")" + std::string(id) + "\"}", staff_token).status,
                  400)
            << id;
}

TEST(StaffApi, RenewsAnAdminToken) {
    Bench bench;
    const std::string api = "/api/orgs/" + bench.org;
    EXPECT_EQ(bench.api("POST", api + "/admin-token", "", bench.admin_token).status, 403);
    const HttpResponse renewed = bench.api("POST", api + "/admin-token", "", staff_token);
    ASSERT_EQ(renewed.status, 201) << renewed.body;
    EXPECT_EQ(bench.api("GET", api + "/settings", "", bench.admin_token).status, 401);
    EXPECT_EQ(bench.api("GET", api + "/settings", "", text_of(json_of(renewed), "admin_token")).status, 200);
}

TEST(AdminApi, IsForTheOrganisationsOwnAdmin) {
    Bench bench;
    const boost::json::object other = json_of(bench.api("POST", "/api/orgs", R"({"name":"Other"})", staff_token));
    const std::string token = text_of(other, "admin_token");
    const std::string scim_token =
        text_of(json_of(bench.api("POST", "/api/orgs/" + bench.org + "/scim-token")), "token");
    for (const auto& [method, path] : std::vector<std::pair<std::string, std::string>>{{"PUT", "/idp"},
                                                                                       {"POST", "/scim-token"},
                                                                                       {"GET", "/accounts"},
                                                                                       {"PATCH", "/accounts/x"},
                                                                                       {"GET", "/teams"},
                                                                                       {"POST", "/teams"},
                                                                                       {"GET", "/settings"},
                                                                                       {"PATCH", "/settings"}}) {
        const std::string url = "/api/orgs/" + bench.org + path;
        EXPECT_EQ(bench.send(method, url).status, 401) << path;
        EXPECT_EQ(bench.api(method, url, "{}", "wrong").status, 401) << path;
        EXPECT_EQ(bench.api(method, url, "{}", scim_token).status, 401) << path;
        EXPECT_EQ(bench.api(method, url, "{}", token).status, 403) << path;
        EXPECT_EQ(bench.api(method, url, "{}", staff_token).status, 403) << path;
        EXPECT_EQ(bench.api(method, "/api/orgs/org-none" + path, "{}", token).status, 403) << path;
    }
}

TEST(AdminApi, AnAccountAdminMayDoItFromTheBrowser) {
    Bench bench;
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    const std::string teams = "/api/orgs/" + bench.org + "/teams";
    const auto make_team = [&] {
        return bench.send("POST", teams, {{"Cookie", browser.header()}, {"Content-Type", "application/json"}},
                          R"({"name":"Analysts"})").status;
    };
    EXPECT_EQ(make_team(), 403);   // a Reader
    const std::string ada = "/api/orgs/" + bench.org + "/accounts/" + text_of(bench.account("ada@example.test"), "id");
    EXPECT_EQ(bench.api("PATCH", ada, R"({"role":"Owner"})").status, 200);
    EXPECT_EQ(make_team(), 201);
}

TEST(AdminApi, AFreshScimTokenReplacesTheOldOne) {
    Bench bench;
    const std::string api = "/api/orgs/" + bench.org;
    EXPECT_EQ(json_of(bench.api("GET", api + "/settings")).at("scim_tokens"), 0);
    EXPECT_EQ(bench.login({}).status, 303);
    std::string previous;
    for (int i = 0; i < 2; ++i) {
        const HttpResponse response = bench.api("POST", api + "/scim-token");
        EXPECT_EQ(response.status, 201);
        const std::string token = text_of(json_of(response), "token");
        EXPECT_TRUE(bench.directory.token_matches(bench.org, token));
        EXPECT_FALSE(bench.directory.token_matches(bench.org, previous));
        EXPECT_EQ(json_of(bench.api("GET", api + "/settings")).at("scim_tokens"), 1);
        previous = token;
    }
}

TEST(AdminApi, ScimTokensMayDoLessThanEverything) {
    Bench bench;
    const std::string api = "/api/orgs/" + bench.org;
    EXPECT_EQ(bench.login({}).status, 303);
    const std::string ada = text_of(bench.account("ada@example.test"), "id");
    const auto issue = [&](const std::string& body) { return bench.api("POST", api + "/scim-token", body); };
    const std::string full = text_of(json_of(issue("")), "token");
    const std::string read = text_of(json_of(issue(R"({"scope":"read"})")), "token");
    const std::string self = text_of(json_of(issue(R"({"scope":"self","user":")" + ada + "\"}")), "token");
    const auto status = [&](const char* method, const std::string& path, const std::string& token) {
        return bench.api(method, "/scim/v2/" + bench.org + path, "", token).status;
    };
    EXPECT_EQ(status("GET", "/Users", full), 200);   // tokens with a scope join the one of the organisation
    EXPECT_EQ(status("GET", "/Users", read), 200);
    EXPECT_EQ(status("DELETE", "/Users/" + ada, read), 403);
    EXPECT_EQ(status("GET", "/Me", self), 200);
    EXPECT_EQ(status("GET", "/Users", self), 403);
    EXPECT_EQ(status("GET", "/Me", full), 501);
    for (const char* body : {R"({"scope":"all"})", R"({"scope":1})", R"({"scope":"self"})", R"({"scope":"self","user":"nobody"})",
                             R"({"scope":"read","user":"x"})", R"({"user":"x"})", R"({"scop":"read"})"}) {
        EXPECT_EQ(issue(body).status, 400) << body;
    }
    EXPECT_EQ(status("GET", "/Users", full), 200);
    const std::string next = text_of(json_of(issue(R"({"scope":"full"})")), "token");
    for (const std::string& ended : {full, read, self}) EXPECT_EQ(status("GET", "/Users", ended), 401);
    EXPECT_EQ(status("GET", "/Users", next), 200);
}

TEST(ScimRoot, SpeaksVersion2) {
    Bench bench;
    const HttpResponse response = bench.send("GET", "/scim/v9/" + bench.org + "/Users");
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(text_of(json_of(response), "scimType"), "invalidVers");
}

TEST(Gate, NothingIsSetUpBeforeTheVendorAllows) {
    BenchOptions options;
    options.enabled = false;
    Bench bench(options);
    Browser browser;
    const std::string api = "/api/orgs/" + bench.org;
    for (const HttpResponse& response :
         {bench.put_metadata(idp_metadata()), bench.api("POST", api + "/scim-token"),
          bench.api("PATCH", api + "/settings", "{}"),
          bench.send("GET", "/sso/" + bench.org + "/login", {{"Accept", "application/json"}}),
          bench.post("<x/>", browser),
          bench.send("GET", "/scim/v2/" + bench.org + "/Users", {{"Authorization", "Bearer x"}})}) {
        EXPECT_EQ(response.status, 403);
        EXPECT_EQ(text_of(json_of(response), "error"), "not_enabled") << response.body;
    }
    EXPECT_EQ(bench.send("GET", "/sso/" + bench.org + "/metadata").status, 200);
    EXPECT_EQ(bench.api("PUT", api + "/enabled", R"({"enabled":true})", staff_token).status, 200);
    EXPECT_EQ(bench.put_metadata(idp_metadata()).status, 200);
    EXPECT_EQ(bench.login({}).status, 303);
    EXPECT_EQ(bench.api("PUT", api + "/enabled", R"({"enabled":false})", staff_token).status, 200);
    EXPECT_EQ(bench.login({}).status, 403);
}

TEST(Gate, NobodyLogsInBeforeAnIdpIsConnected) {
    BenchOptions options;
    options.connected = false;
    Bench bench(options);
    Browser browser;
    EXPECT_EQ(bench.login({}).status, 403);
    EXPECT_EQ(bench.get("/sso/" + bench.org + "/login", browser).status, 409);
}

// -- IdP metadata

TEST(IdpMetadata, IsReadOnceAndDescribed) {
    Bench bench;
    const HttpResponse response = bench.put_metadata(idp_metadata({}, &other_key()));
    ASSERT_EQ(response.status, 200);
    const boost::json::object body = json_of(response);
    EXPECT_EQ(text_of(body, "entity_id"), idp_entity_id);
    EXPECT_EQ(body.at("certificates").as_array().size(), 2u);
    EXPECT_EQ(text_of(body, "sso_post"), "https://idp.example.test/sso/post");
    EXPECT_TRUE(body.at("warnings").as_array().empty());
}

TEST(IdpMetadata, WhatIsWrongIsNamedAndTheOldStays) {
    Bench bench;
    const std::string good = idp_metadata();
    const std::string sp = bench.send("GET", "/sso/" + bench.org + "/metadata").body;
    const std::vector<std::pair<std::string, std::string>> documents{
        {"", ""},
        {"<html><body>Sign in</body></html>", ""},
        {"{\"not\":\"xml\"}", ""},
        {sp, "service provider's metadata"},
        {idp_metadata(R"(validUntil="2026-11-24T11:59:59Z")"), "expired at 2026-11-24T11:59:59"},
        {replace_all(good, "use=\"signing\"", "use=\"encryption\""), "certificate for signing"},
        {replace_all(good, "HTTP-", "HTTP-x-"), "SingleSignOnService"},
        {replace_all(replace_all(good, "https://idp.example.test/sso", "javascript:alert(1)//"), "x", "x"),
         "SingleSignOnService"},
        {"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + good, ""},
        {good.substr(0, good.size() / 2), ""},
    };
    for (const auto& [document, sentence] : documents) {
        const HttpResponse response = bench.put_metadata(document);
        EXPECT_EQ(response.status, 400) << document.substr(0, 80);
        EXPECT_EQ(text_of(json_of(response), "error"), "invalid_metadata");
        EXPECT_NE(text_of(json_of(response), "detail").find(sentence), std::string::npos) << response.body;
    }
    EXPECT_EQ(bench.put_metadata(std::string((1u << 20) + 1, ' ')).status, 413);
    EXPECT_EQ(bench.login({}).status, 303);
}

TEST(IdpMetadata, IsXml) {
    Bench bench;
    const auto put = [&](std::string type) {
        return bench.send("PUT", "/api/orgs/" + bench.org + "/idp",
                          {{"Authorization", "Bearer " + bench.admin_token}, {"Content-Type", std::move(type)}},
                          idp_metadata()).status;
    };
    EXPECT_EQ(put("application/samlmetadata+xml"), 200);
    EXPECT_EQ(put("text/xml; charset=utf-8"), 200);
    EXPECT_EQ(put("application/json"), 415);
}

TEST(SpMetadata, DescribesTheOrganisation) {
    Bench bench;
    const HttpResponse response = bench.send("GET", "/sso/" + bench.org + "/metadata");
    EXPECT_EQ(find_header(response.headers, "Content-Type"), "application/samlmetadata+xml");
    const saml::EntityDescriptor entity = saml::read_metadata(response.body).value();
    EXPECT_EQ(entity.entity_id, bench.entity_id);
    ASSERT_TRUE(entity.sp);
    ASSERT_EQ(entity.sp->acs.size(), 2u);
    EXPECT_EQ(entity.sp->acs[0].location, bench.acs);
    EXPECT_EQ(entity.sp->acs[0].binding, saml::binding_post);
    EXPECT_EQ(bench.send("GET", "/sso/org-none/metadata").status, 404);
}

TEST(Settings, AllOrNothing) {
    Bench bench;
    const std::string url = "/api/orgs/" + bench.org + "/settings";
    EXPECT_EQ(bench.api("PATCH", url, R"({"allow_sha1":true,"attributes":{"email":"mail"}})").status, 400);
    EXPECT_EQ(bench.api("PATCH", url, R"({"attributes":{"phone":["x"]}})").status, 400);
    EXPECT_EQ(bench.api("PATCH", url, R"({"allow_unsolicited":"no"})").status, 400);
    EXPECT_FALSE(json_of(bench.api("GET", url)).at("allow_sha1").as_bool());
}

TEST(Router, SaysWhatIsThereAndHow) {
    Bench bench;
    EXPECT_EQ(bench.send("GET", "/nothing").status, 404);
    EXPECT_EQ(bench.send("GET", "/api/orgs//teams").status, 404);
    EXPECT_EQ(bench.send("GET", "/scim/v2/org-none/Users").status, 404);
    const HttpResponse response = bench.send("DELETE", "/api/orgs/" + bench.org + "/teams");
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(find_header(response.headers, "Allow"), "GET, POST");
    HttpRequest bad;
    bad.url = "not a url";
    EXPECT_EQ(bench.sp.handle(bad).status, 400);
    EXPECT_EQ(bench.sp.origins(), std::vector<std::string>{base_url});
}

TEST(Settings, ClockSkewHasBounds) {
    Bench bench;
    const std::string path = "/api/orgs/" + bench.org + "/settings";
    for (const char* bad : {"-1", "301", "1.5", "\"60\"", "true"})
        EXPECT_EQ(bench.api("PATCH", path, R"({"clock_skew_seconds":)" + std::string(bad) + "}").status, 400) << bad;
    Message message;
    message.change = [&](pugi::xml_node response) {
        pugi::xml_node conditions = response.child("saml:Assertion").child("saml:Conditions");
        conditions.attribute("NotBefore").set_value(bench.at(std::chrono::seconds{30}).c_str());
    };
    EXPECT_EQ(bench.api("PATCH", path, R"({"clock_skew_seconds":0})").status, 200);
    EXPECT_EQ(rule_of(bench.login(message)), "conditions.time");
    EXPECT_EQ(bench.api("PATCH", path, R"({"clock_skew_seconds":29})").status, 200);
    EXPECT_EQ(rule_of(bench.login(message)), "conditions.time");
    EXPECT_EQ(bench.api("PATCH", path, R"({"clock_skew_seconds":30})").status, 200);
    EXPECT_EQ(bench.login(message).status, 303);
    const HttpResponse cleared = bench.api("PATCH", path, R"({"clock_skew_seconds":null})");
    EXPECT_TRUE(json_of(cleared).at("clock_skew_seconds").is_null());
}

TEST(Settings, WideningTheSkewRevivesNoUsedAssertion) {
    Bench bench;
    const std::string path = "/api/orgs/" + bench.org + "/settings";
    EXPECT_EQ(bench.api("PATCH", path, R"({"clock_skew_seconds":0})").status, 200);
    const std::string xml = bench.write({});   // good for five minutes
    Browser browser;
    EXPECT_EQ(bench.post(xml, browser).status, 303);
    bench.clock.advance(std::chrono::minutes{9});
    EXPECT_EQ(bench.api("PATCH", path, R"({"clock_skew_seconds":300})").status, 200);
    EXPECT_EQ(rule_of(bench.post(xml, browser)), "replay");
}

} // namespace
} // namespace idpsim::sp::test
