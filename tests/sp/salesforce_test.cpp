/// Logins with Salesforce and the people pulled in from there: what the product admits, and what it refuses how.
#include "simulator/sp/salesforce_rules.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "tests/sp/bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

namespace json = boost::json;

constexpr char org_id[] = "00D000000000AbcEAE", user_id[] = "005000000000XyzAAE", other_id[] = "005000000000QrsAAE";
constexpr char secret[] = "consumer-secret";
constexpr char production[] = "https://login.salesforce.com", my_domain[] = "https://works.my.salesforce.com";

void knows_salesforce(SpConfig& config) {
    config.salesforce = {production,
                         "https://test.salesforce.com",
                         "https://*.my.salesforce.com",
                         "https://*--*.sandbox.my.salesforce.com",
                         "/services/oauth2/authorize",
                         "/services/oauth2/token",
                         "/id",
                         "/services/data/v60.0/query"};
}

BenchOptions with_salesforce(bool idp = true) {
    BenchOptions out;
    out.connected = idp;
    out.configure = knows_salesforce;
    return out;
}

json::object connection(json::object more = {}) {
    json::object out{{"environment", "production"},
                     {"organization_id", org_id},
                     {"my_domain", my_domain},
                     {"client_id", "key"},
                     {"client_secret", secret}};
    for (auto& [name, value] : more) out[name] = value;
    return out;
}

/// A Salesforce that says what it is told to; good answers unless changed.
struct Vendor {
    std::string id = std::string(production) + "/id/" + org_id + "/" + user_id;
    std::string signed_with = secret;
    std::function<void(json::object&)> token, identity;
    std::function<void(HttpResponse&)> raw; ///< of the token
    std::vector<HttpRequest> asked;
    std::vector<json::object> pages; ///< of users

    Result<HttpResponse> answer(const HttpRequest& request) {
        asked.push_back(request);
        const std::string path = parse_url(request.url).value().path;
        if (path == "/services/oauth2/token") {
            json::object out{
                {"access_token", "00D!AQtoken"}, {"id", id}, {"issued_at", "1795521600000"}, {"token_type", "Bearer"}};
            out["signature"] =
                crypto::base64_encode(crypto::hmac(crypto::Hash::sha256, signed_with, id + "1795521600000"));
            if (token) token(out);
            HttpResponse response = json_response(200, json::serialize(out));
            if (raw) raw(response);
            return response;
        }
        if (path.starts_with("/services/data/")) {
            if (pages.empty()) return Error{Fault::unreachable, request.url, "down"};
            const json::object page = pages.front();
            pages.erase(pages.begin());
            return json_response(200, json::serialize(page));
        }
        json::object out{{"organization_id", org_id},   {"user_id", user_id},     {"username", "ada@works.test"},
                         {"email", "ada@example.test"}, {"email_verified", true}, {"active", true}};
        if (identity) identity(out);
        return json_response(200, json::serialize(out));
    }
};

struct SalesforceBench : Bench {
    explicit SalesforceBench(BenchOptions options = with_salesforce()) : Bench(std::move(options)) {
        EXPECT_EQ(connect().status, 200);
    }
    HttpResponse connect(json::object more = {}) {
        return api("PUT", "/api/orgs/" + org + "/salesforce", json::serialize(connection(std::move(more))));
    }
    std::string base() const { return "/sso/" + org + "/salesforce/"; }
    /// Begins a login; the parameters that Salesforce is asked with.
    Params begin(Browser& browser, const std::string& more = {}) {
        const HttpResponse response = get(base() + "login?environment=production" + more, browser);
        EXPECT_EQ(response.status, 303) << response.body;
        return parse_form(parse_url(find_header(response.headers, "Location").value_or("http://nowhere"))->query)
            .value();
    }
    HttpResponse finish(Browser& browser, const std::string& state, const std::string& more = "&code=aPrx%3D%3D") {
        return send_with_errands("GET", base() + "callback?state=" + state + more, browser, {},
                                 [this](const HttpRequest& request) { return vendor.answer(request); });
    }
    HttpResponse log_in(Browser& browser) { return finish(browser, find_param(begin(browser), "state").value()); }
    HttpResponse log_in() {
        Browser browser;
        return log_in(browser);
    }
    /// An account of ada@example.test, as SSO makes it.
    void meet_ada() { ASSERT_EQ(login(Message{}).status, 303); }
    HttpResponse pull(std::string body = {}) {
        HttpRequest request{"POST",
                            base_url + std::string("/api/orgs/") + org + "/salesforce/sync",
                            {{"Authorization", "Bearer " + admin_token}},
                            std::move(body)};
        if (!request.body.empty()) request.headers.emplace_back("Content-Type", "application/json");
        Reply reply = sp.begin(request);
        while (reply.errand) {
            const auto errand = reply.errand;
            if (between) between();
            reply = errand->then(vendor.answer(errand->request));
        }
        return reply.response;
    }
    Vendor vendor;
    std::function<void()> between;
};

json::object user(std::string id, std::string email) {
    return {{"Id", std::move(id)},
            {"Username", email + ".sf"},
            {"Email", email},
            {"FirstName", "Ada"},
            {"LastName", "Byron"}};
}
json::object page_of(json::array records, std::string next = {}) {
    json::object out{{"totalSize", 9}, {"done", next.empty()}, {"records", std::move(records)}};
    if (!next.empty()) out["nextRecordsUrl"] = next;
    return out;
}

TEST(SalesforceIds, AreHeldAgainstTheirForm) {
    EXPECT_TRUE(is_salesforce_id(org_id, "00D"));
    EXPECT_TRUE(is_salesforce_id("00D000000000Abc", "00D"));
    EXPECT_FALSE(is_salesforce_id("00D000000000AbcAAA", "00D")) << "the letters do not fit";
    EXPECT_FALSE(is_salesforce_id(org_id, "005"));
    EXPECT_FALSE(is_salesforce_id("00D00000000/Abc", "00D"));
    EXPECT_EQ(long_salesforce_id("00D000000000Abc"), org_id);
}

TEST(SalesforceApi, TellsTheAdminEverythingButTheSecret) {
    SalesforceBench bench;
    const HttpResponse response = bench.api("GET", "/api/orgs/" + bench.org + "/salesforce");
    ASSERT_EQ(response.status, 200);
    EXPECT_EQ(response.body.find(secret), std::string::npos);
    EXPECT_EQ(text_of(json_of(response), "callback"),
              base_url + std::string("/sso/") + bench.org + "/salesforce/callback");
    EXPECT_EQ(bench.connect().body.find(secret), std::string::npos);
    EXPECT_EQ(json_of(response).at("connections").as_array().size(), 1u);
    EXPECT_EQ(bench.api("DELETE", "/api/orgs/" + bench.org + "/salesforce/production").status, 204);
    EXPECT_EQ(bench.api("DELETE", "/api/orgs/" + bench.org + "/salesforce/production").status, 404);
    Browser browser;
    EXPECT_EQ(bench.get(bench.base() + "login", browser).status, 404);
}

TEST(SalesforceApi, IsForAdmins) {
    SalesforceBench bench;
    const std::string path = "/api/orgs/" + bench.org + "/salesforce";
    for (const char* token : {"", "wrong"}) {
        EXPECT_EQ(bench.api("GET", path, "", token).status, 401);
        EXPECT_EQ(bench.api("PUT", path, json::serialize(connection()), token).status, 401);
        EXPECT_EQ(bench.api("DELETE", path + "/production", "", token).status, 401);
        EXPECT_EQ(bench.api("POST", path + "/sync", "", token).status, 401);
    }
    EXPECT_EQ(bench.api("POST", path + "/sync", "", staff_token).status, 403);
}

TEST(SalesforceApi, BodiesAreChecked) {
    SalesforceBench bench;
    EXPECT_EQ(bench.connect({{"organization_id", "00D000000000Abc"}}).status, 200);
    for (const json::object& bad :
         std::vector<json::object>{{{"environment", "staging"}},
                                   {{"organization_id", "00D000000000AbcAAA"}},
                                   {{"organization_id", user_id}},
                                   {{"my_domain", "http://works.my.salesforce.com"}},
                                   {{"my_domain", "https://works.my.salesforce.com.elsewhere.test"}},
                                   {{"my_domain", "https://127.0.0.1"}},
                                   {{"my_domain", "https://works.my.salesforce.com/path"}},
                                   {{"my_domain", "https://works--uat.sandbox.my.salesforce.com"}},
                                   {{"client_id", "a b"}},
                                   {{"client_secret", ""}},
                                   {{"client_secret", 7}},
                                   {{"more", "x"}}}) {
        const HttpResponse response = bench.connect(bad);
        EXPECT_EQ(response.status, 400) << json::serialize(bad);
    }
    BenchOptions without;
    Bench plain(without);
    EXPECT_EQ(plain.api("PUT", "/api/orgs/" + plain.org + "/salesforce", json::serialize(connection())).status, 404);
}

TEST(SalesforceLogin, AsksForACodeBoundToTheBrowser) {
    SalesforceBench bench;
    Browser browser;
    const HttpResponse response = bench.get(bench.base() + "login?environment=production", browser);
    const std::string to = find_header(response.headers, "Location").value();
    EXPECT_TRUE(to.starts_with(std::string(production) + "/services/oauth2/authorize?")) << to;
    const Params ask = parse_form(parse_url(to)->query).value();
    EXPECT_EQ(find_param(ask, "client_id"), "key");
    EXPECT_EQ(find_param(ask, "code_challenge_method"), "S256");
    EXPECT_EQ(find_param(ask, "code_challenge")->size(), 43u);
    EXPECT_EQ(find_param(ask, "redirect_uri"), base_url + bench.base() + "callback");
    EXPECT_EQ(to.find(secret), std::string::npos);
    EXPECT_NE(find_param(bench.begin(browser), "state"), find_param(ask, "state"));
    EXPECT_EQ(bench.get(bench.base() + "login?environment=sandbox", browser).status, 404);
    EXPECT_EQ(bench.get(bench.base() + "login?relay_state=" + std::string(3000, 'x'), browser).status, 400);
    EXPECT_EQ(bench.get("/sso/org-none/salesforce/login", browser).status, 404);
}

TEST(SalesforceLogin, OpensTheAccountOfTheVerifiedAddressAndLinksIt) {
    SalesforceBench bench;
    bench.meet_ada();
    Browser browser;
    const Params ask = bench.begin(browser, "&relay_state=%2Fhome%3Fa%3D1");
    const HttpResponse response = bench.finish(browser, find_param(ask, "state").value());
    ASSERT_EQ(response.status, 303) << response.body;
    EXPECT_EQ(find_header(response.headers, "Location"), "/home?a=1");
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "ada@example.test");
    const HttpRequest& exchange = bench.vendor.asked.at(0);
    EXPECT_EQ(exchange.url, std::string(production) + "/services/oauth2/token");
    const std::string verifier = find_param(parse_form(exchange.body).value(), "code_verifier").value();
    EXPECT_EQ(crypto::base64url_encode(crypto::digest(crypto::Hash::sha256, verifier)),
              find_param(ask, "code_challenge"));
    EXPECT_EQ(find_header(bench.vendor.asked.at(1).headers, "Authorization"), "Bearer 00D!AQtoken");
    EXPECT_EQ(bench.account("ada@example.test").at("logins").as_int64(), 2);
    // From now on by the link, whatever the address says.
    bench.vendor.identity = [](json::object& who) {
        who["email"] = "new@example.test";
        who["email_verified"] = false;
    };
    Browser later;
    ASSERT_EQ(bench.log_in(later).status, 303);
    EXPECT_EQ(text_of(bench.whoami(later), "email"), "ada@example.test");
    EXPECT_EQ(bench.account_count(), 1u);
}

TEST(SalesforceLogin, EndsTheSessionThatTheBrowserHadBefore) {
    SalesforceBench bench;
    bench.meet_ada();
    Browser browser;
    ASSERT_EQ(bench.log_in(browser).status, 303);
    const Browser before = browser;
    ASSERT_EQ(bench.log_in(browser).status, 303);
    Browser old = before;
    EXPECT_TRUE(bench.whoami(old).empty());
    EXPECT_FALSE(bench.whoami(browser).empty());
}

TEST(SalesforceLogin, AReturnIsGoodOnceInItsBrowserAndInTime) {
    SalesforceBench bench;
    bench.meet_ada();
    Browser browser, other;
    bench.begin(other);
    const auto state = [&] { return find_param(bench.begin(browser), "state").value(); };
    EXPECT_EQ(rule_of(bench.finish(browser, "guess")), "salesforce.state.known");
    EXPECT_EQ(rule_of(bench.finish(browser, "")), "salesforce.state.known");
    EXPECT_EQ(rule_of(bench.finish(other, state())), "salesforce.state.browser");
    const std::string used = state();
    EXPECT_EQ(bench.finish(browser, used).status, 303);
    EXPECT_EQ(rule_of(bench.finish(browser, used)), "salesforce.state.fresh");
    EXPECT_EQ(rule_of(bench.finish(browser, state(), "")), "salesforce.code");
    EXPECT_EQ(rule_of(bench.finish(browser, state(), "&code=" + std::string(5000, 'x'))), "salesforce.code");
    const HttpResponse denied = bench.finish(browser, state(), "&error=access_denied&error_description=%3Cscript%3E");
    EXPECT_EQ(rule_of(denied), "salesforce.code");
    const std::string late = state();
    bench.clock.advance(std::chrono::minutes(10));
    EXPECT_EQ(rule_of(bench.finish(browser, late)), "salesforce.state.fresh");
    EXPECT_EQ(bench.vendor.asked.size(), 2u) << "refused returns cost Salesforce nothing";
}

TEST(SalesforceLogin, AnOrganisationsStateIsNoOthers) {
    SalesforceBench bench;
    const json::object second = json_of(bench.api("POST", "/api/orgs", R"({"name":"Second"})", staff_token));
    Browser browser;
    const std::string state = find_param(bench.begin(browser), "state").value();
    const HttpResponse response =
        bench.send_with_errands("GET", "/sso/" + text_of(second, "id") + "/salesforce/callback?code=x&state=" + state,
                                browser, {}, [&](const HttpRequest& request) { return bench.vendor.answer(request); });
    EXPECT_EQ(rule_of(response), "salesforce.state.known");
}

TEST(SalesforceLogin, RefusesWhatIsWrongWithTheTokenAnswer) {
    SalesforceBench bench;
    bench.meet_ada();
    const auto refused_by = [&](std::function<void(Vendor&)> change) {
        bench.vendor = {};
        change(bench.vendor);
        const HttpResponse response = bench.log_in();
        EXPECT_EQ(response.body.find(secret), std::string::npos);
        return rule_of(response);
    };
    const std::string path = std::string("/id/") + org_id + "/" + user_id;
    EXPECT_EQ(refused_by([](Vendor& v) { v.signed_with = "another"; }), "salesforce.token.signature");
    EXPECT_EQ(refused_by([](Vendor& v) { v.token = [](json::object& t) { t.erase("signature"); }; }),
              "salesforce.token.signature");
    EXPECT_EQ(refused_by([](Vendor& v) { v.token = [](json::object& t) { t["issued_at"] = "1"; }; }),
              "salesforce.token.signature");
    EXPECT_EQ(refused_by([&](Vendor& v) { v.id = "https://elsewhere.test" + path; }), "salesforce.token.host");
    EXPECT_EQ(refused_by([&](Vendor& v) { v.id = "http://login.salesforce.com" + path; }), "salesforce.token.host");
    EXPECT_EQ(refused_by([&](Vendor& v) { v.id = "https://test.salesforce.com" + path; }), "salesforce.token.host");
    EXPECT_EQ(refused_by([](Vendor& v) { v.id = std::string(production) + "/id/00D000000000ZzzIAE/" + user_id; }),
              "salesforce.token.organisation");
    EXPECT_EQ(refused_by([](Vendor& v) { v.id = std::string(production) + "/id/../" + user_id; }),
              "salesforce.token.organisation");
    EXPECT_EQ(refused_by([](Vendor& v) { v.id = "no url"; }), "salesforce.token.answer");
    EXPECT_EQ(refused_by([](Vendor& v) { v.token = [](json::object& t) { t["access_token"] = "a\r\nb"; }; }),
              "salesforce.token.answer");
    EXPECT_EQ(refused_by([](Vendor& v) { v.token = [](json::object& t) { t["id"] = json::array{}; }; }),
              "salesforce.token.answer");
    EXPECT_EQ(refused_by([](Vendor& v) {
                  v.raw = [](HttpResponse& r) {
                      r.status = 400;
                      r.body = R"({"error":"invalid_grant","error_description":"no"})";
                  };
              }),
              "salesforce.token.answer");
    EXPECT_EQ(refused_by([](Vendor& v) { v.raw = [](HttpResponse& r) { r.body.append(70'000, ' '); }; }),
              "salesforce.token.answer");
    EXPECT_EQ(refused_by([](Vendor& v) { v.raw = [](HttpResponse& r) { r.body = std::string(60'000, '['); }; }),
              "salesforce.token.answer");
    bench.vendor = {};
    EXPECT_EQ(bench.log_in().status, 303);
    bench.vendor.id = std::string(my_domain) + path;
    EXPECT_EQ(bench.log_in().status, 303) << "the org's own host is Salesforce as well";
}

TEST(SalesforceLogin, RefusesWhatIsWrongWithTheIdentity) {
    SalesforceBench bench;
    bench.meet_ada();
    const auto refused_by = [&](std::function<void(json::object&)> change) {
        bench.vendor.identity = std::move(change);
        return rule_of(bench.log_in());
    };
    EXPECT_EQ(refused_by([](json::object& who) { who["user_id"] = other_id; }), "salesforce.identity.user");
    EXPECT_EQ(refused_by([](json::object& who) { who["organization_id"] = "00D000000000ZzzIAE"; }),
              "salesforce.identity.answer");
    EXPECT_EQ(refused_by([](json::object& who) { who["active"] = false; }), "salesforce.identity.active");
    EXPECT_EQ(refused_by([](json::object& who) { who["email_verified"] = "true"; }), "salesforce.identity.answer");
    EXPECT_EQ(refused_by([](json::object& who) { who["email"] = "ada@example.test, eve@example.test"; }),
              "salesforce.identity.answer");
    EXPECT_EQ(refused_by([](json::object& who) { who.erase("email"); }), "salesforce.identity.answer");
    EXPECT_EQ(refused_by([](json::object& who) { who["email_verified"] = false; }), "salesforce.account.known");
    EXPECT_EQ(refused_by([](json::object& who) { who["email"] = "nobody@example.test"; }), "salesforce.account.known");
    EXPECT_EQ(bench.account_count(), 1u) << "a login with Salesforce makes no account";
}

TEST(SalesforceLogin, AnAccountBelongsToOneUser) {
    SalesforceBench bench;
    bench.meet_ada();
    ASSERT_EQ(bench.log_in().status, 303);
    bench.vendor.id = std::string(production) + "/id/" + org_id + "/" + other_id;
    bench.vendor.identity = [](json::object& who) { who["user_id"] = other_id; };
    EXPECT_EQ(rule_of(bench.log_in()), "salesforce.account.known");
    bench.vendor = {};
    bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + text_of(bench.account("ada@example.test"), "id"),
              R"({"active":false})");
    EXPECT_EQ(rule_of(bench.log_in()), "salesforce.account.active");
}

TEST(SalesforceLogin, LinksOutliveARestartAndEndWithTheirOrg) {
    SalesforceBench bench;
    bench.meet_ada();
    ASSERT_EQ(bench.log_in().status, 303);
    SpConfig config;
    config.base_url = base_url;
    config.names = {.company = "Example Product",
                    .default_team = "Everyone",
                    .default_role = "Reader",
                    .admin_role = "Owner",
                    .roles = {},
                    .operator_domain = {},
                    .start_path = {}};
    knows_salesforce(config);
    bench.sp = ServiceProvider(config, bench.directory, bench.clock, bench.random);
    bench.vendor.identity = [](json::object& who) { who["email_verified"] = false; };
    EXPECT_EQ(bench.log_in().status, 303) << "by the link alone";
    ASSERT_EQ(bench.connect({{"organization_id", "00D000000000ZzzIAE"}}).status, 400) << "these letters do not fit";
    ASSERT_EQ(bench.connect({{"organization_id", "00D000000000Zzz"}}).status, 200);
    ASSERT_EQ(bench.connect().status, 200);
    EXPECT_EQ(rule_of(bench.log_in()), "salesforce.account.known") << "another org had its place meanwhile";
}

TEST(SalesforceLogin, IsOfferedOnTheSignInPage) {
    SalesforceBench bench;
    Browser browser;
    const std::string page = bench.get("/sign-in", browser).body;
    EXPECT_NE(page.find("/sso/" + bench.org + "/salesforce/login?environment=production"), std::string::npos);
    EXPECT_EQ(page.find("sandbox"), std::string::npos);
}

TEST(SalesforcePull, MakesAccountsOfThoseWhoHaveNone) {
    SalesforceBench bench(with_salesforce(false));
    bench.vendor.pages = {page_of({user(user_id, "ada@example.test"), user("bad", "bob@example.test")},
                                  "/services/data/v60.0/query/01g-2"),
                          page_of({user(other_id, "no address"), user(other_id, "cy@example.test")})};
    const HttpResponse response = bench.pull();
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(json_of(response).at("added").as_int64(), 2);
    EXPECT_EQ(json_of(response).at("left_out").as_array().size(), 2u);
    EXPECT_EQ(bench.vendor.asked.at(0).url, std::string(my_domain) + "/services/oauth2/token");
    const json::object ada = bench.account("ada@example.test");
    EXPECT_EQ(text_of(ada, "role"), "Reader");
    EXPECT_EQ(text_of(ada, "origin"), "salesforce");
    EXPECT_EQ(ada.at("logins").as_int64(), 0);
    bench.vendor.pages = {page_of({user(user_id, "ada@example.test")})};
    EXPECT_EQ(json_of(bench.pull()).at("known").as_int64(), 1);
    bench.vendor.identity = [](json::object& who) { who["email_verified"] = false; };
    EXPECT_EQ(bench.log_in().status, 303) << "who was pulled in is linked";
}

TEST(SalesforcePull, StopsWithSso) {
    SalesforceBench bench;
    bench.vendor.pages = {page_of({user(user_id, "ada@example.test")})};
    const HttpResponse refused = bench.pull();
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(text_of(json_of(refused), "error"), "sso_connected");
    EXPECT_TRUE(bench.vendor.asked.empty());
    SalesforceBench late(with_salesforce(false));
    late.vendor.pages = {page_of({user(user_id, "ada@example.test")})};
    late.between = [&] { late.put_metadata(idp_metadata()); };
    EXPECT_EQ(late.pull().status, 409) << "SSO was connected while Salesforce answered";
    EXPECT_EQ(late.account_count(), 0u);
}

TEST(SalesforcePull, IsToldWhatWentWrong) {
    SalesforceBench bench(with_salesforce(false));
    EXPECT_EQ(bench.pull(R"({"environment":"sandbox"})").status, 404);
    EXPECT_EQ(bench.pull(R"({"env":"sandbox"})").status, 400);
    EXPECT_EQ(bench.pull().status, 502) << "no users";
    bench.vendor.signed_with = "another";
    EXPECT_EQ(bench.pull().status, 502);
    bench.vendor.signed_with = secret;
    bench.vendor.pages = {page_of({}, "https://elsewhere.test/query/1")};
    EXPECT_EQ(bench.pull().status, 502);
    bench.vendor.pages = {json::object{{"records", "none"}, {"done", true}}};
    EXPECT_EQ(bench.pull().status, 502);
    EXPECT_EQ(bench.account_count(), 0u);
    for (int i = 0; i < 60; ++i)
        bench.vendor.pages.push_back(page_of({}, "/services/data/v60.0/query/01g-" + std::to_string(i)));
    EXPECT_EQ(bench.pull().status, 502) << "a list without end";
    EXPECT_LT(bench.vendor.asked.size(), 80u);
}

} // namespace
} // namespace idpsim::sp::test
