/// A simulated Salesforce through its URLs: logins, the web-server flow, identity, users, SSO.
#include "simulator/salesforce/salesforce.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/engine/load_salesforce.hpp"
#include "src/saml/bindings.hpp"
#include "src/xml/html.hpp"
#include "src/xml/library.hpp"
#include "tests/sp/bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace idpsim::salesforce {
namespace {

using sp::test::json_of;
using sp::test::text_of;

constexpr char callback[] = "https://app.example.test/callback";
constexpr char verifier[] = "a-verifier-of-forty-three-characters-or-more-1";

const Vendor& vendor() {
    static const xml::Library library;
    static const Vendor loaded = [] {
        lua::State state;
        return engine::load_salesforce(state, IDPSIM_SOURCE_DIR "/simulator/salesforce/salesforce.lua");
    }();
    return loaded;
}

class Bench {
public:
    explicit Bench(const Vendor& of = vendor())
        : clock(parse_instant("2026-11-24T12:00:00Z").value()), random(7, "salesforce"), salesforce(of, clock, random) {
        org = &salesforce.add_org("Works", "works", "");
        ada = &salesforce.add_user(*org, {"", "ada@works.test", "ada@mail.test", true, "ada@fed.test", "Ada", "Byron",
                                          "a secret of Ada", true});
        ConnectedApp made;
        made.name = "Product";
        made.callback_urls = {callback};
        made.scopes = {"id", "api"};
        made.pre_authorized = true;
        made.requires_pkce = true;
        made.run_as = ada->id;
        app = &salesforce.add_app(*org, std::move(made));
    }

    HttpResponse send(std::string method, std::string url, const Params& form = {}, Headers headers = {}) {
        HttpRequest request{std::move(method), std::move(url), std::move(headers), write_form(form)};
        request.headers.emplace_back("Cookie", cookies.header());
        if (request.method == "POST") request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        HttpResponse response = salesforce.handle(request);
        cookies.keep(response);
        return response;
    }
    Params ask(Params more = {}) const {
        Params out{{"response_type", "code"},
                   {"client_id", app->client_id},
                   {"redirect_uri", callback},
                   {"state", "s1"},
                   {"code_challenge", crypto::base64url_encode(crypto::digest(crypto::Hash::sha256, verifier))}};
        for (auto& [name, value] : more) {
            std::erase_if(out, [&](const auto& each) { return each.first == name; });
            if (!value.empty()) out.emplace_back(name, value);
        }
        return out;
    }
    HttpResponse authorize(Params more = {}, const std::string& host = "https://login.salesforce.com") {
        return send("GET", host + "/services/oauth2/authorize?" + write_form(ask(std::move(more))));
    }
    /// Fills in the login form of a page, or sends the form that offers a saved username.
    HttpResponse use(const HttpResponse& page, std::string_view id, Params more) {
        const auto html = xml::read_html(page.body).value();
        for (const xml::HtmlForm& form : html.forms) {
            if (form.id != id) continue;
            Params fields;
            for (const xml::HtmlInput& input : form.inputs)
                if (input.type != "submit" && !find_param(more, input.name))
                    fields.emplace_back(input.name, input.value);
            for (auto& field : more) fields.push_back(field);
            return send("POST", form.action, fields);
        }
        ADD_FAILURE() << "no form " << id << " on\n" << html.text;
        return {};
    }
    HttpResponse log_in(const HttpResponse& page) {
        return use(page, "login", {{"username", ada->username}, {"pw", ada->password}});
    }
    /// The code of a login from scratch.
    std::string code() { return param(log_in(authorize()), "code"); }
    static std::string param(const HttpResponse& response, std::string_view name) {
        const auto url = parse_url(find_header(response.headers, "Location").value_or(""));
        return url ? find_param(parse_form(url->query).value(), name).value_or("") : "";
    }
    HttpResponse token(Params more, const std::string& host = "https://login.salesforce.com") {
        Params form{{"grant_type", "authorization_code"},
                    {"client_id", app->client_id},
                    {"client_secret", app->client_secret},
                    {"redirect_uri", callback},
                    {"code_verifier", verifier}};
        for (auto& [name, value] : more) {
            std::erase_if(form, [&](const auto& each) { return each.first == name; });
            if (!value.empty()) form.emplace_back(name, value);
        }
        return send("POST", host + "/services/oauth2/token", form);
    }
    std::string access_token() { return text_of(json_of(token({{"code", code()}})), "access_token"); }
    HttpResponse with_token(const std::string& url, const std::string& bearer) {
        return send("GET", url, {}, {{"Authorization", "Bearer " + bearer}});
    }

    VirtualClock clock;
    Random random;
    Salesforce salesforce;
    sp::test::Browser cookies;
    Org* org;
    User* ada;
    ConnectedApp* app;
};

std::string location(const HttpResponse& response) { return find_header(response.headers, "Location").value_or(""); }
std::string error_of(const HttpResponse& response) { return text_of(json_of(response), "error"); }
bool says(const HttpResponse& response, std::string_view text) { return response.body.find(text) != std::string::npos; }

TEST(SalesforceIds, TheLongFormTellsTheCase) {
    EXPECT_EQ(long_id("aaaaaAAAAA00000"), "aaaaaAAAAA00000A5A");
    EXPECT_EQ(long_id("Aaaaa0000000001"), "Aaaaa0000000001BAA");
    Random random(1, "ids");
    const std::string id = draw_id("005", random);
    EXPECT_EQ(id, long_id(short_id(id)));
    EXPECT_EQ(id.size(), 18u);
}

TEST(SalesforceFlow, EndsWithWhoSomebodyIs) {
    Bench bench;
    const HttpResponse back = bench.log_in(bench.authorize());
    EXPECT_TRUE(location(back).starts_with(std::string(callback) + "?code=aPrx")) << location(back);
    EXPECT_EQ(Bench::param(back, "state"), "s1");
    const HttpResponse answer = bench.token({{"code", Bench::param(back, "code")}});
    ASSERT_EQ(answer.status, 200) << answer.body;
    const boost::json::object token = json_of(answer);
    const std::string id = text_of(token, "id"), issued_at = text_of(token, "issued_at");
    EXPECT_EQ(id, "https://login.salesforce.com/id/" + bench.org->id + "/" + bench.ada->id);
    EXPECT_EQ(issued_at, "1795521600000");
    EXPECT_FALSE(token.contains("expires_in"));
    EXPECT_EQ(text_of(token, "instance_url"), "https://works.my.salesforce.com");
    EXPECT_TRUE(text_of(token, "access_token").starts_with(std::string(short_id(bench.org->id)) + "!"));
    EXPECT_EQ(text_of(token, "signature"),
              crypto::base64_encode(crypto::hmac(crypto::Hash::sha256, bench.app->client_secret, id + issued_at)));
    const boost::json::object who = json_of(bench.with_token(id, text_of(token, "access_token")));
    EXPECT_EQ(text_of(who, "username"), "ada@works.test");
    EXPECT_EQ(text_of(who, "email"), "ada@mail.test");
    EXPECT_EQ(text_of(who, "organization_id"), bench.org->id);
    EXPECT_TRUE(who.at("email_verified").as_bool());
    EXPECT_EQ(who.begin()->key(), "id");
    const boost::json::object info = json_of(
        bench.with_token("https://login.salesforce.com/services/oauth2/userinfo", text_of(token, "access_token")));
    EXPECT_EQ(text_of(info, "sub"), id);
}

TEST(SalesforceToken, ACodeIsGoodOnceAndForItsOwner) {
    Bench bench;
    std::string code = bench.code();
    EXPECT_EQ(error_of(bench.token({{"code", code}, {"client_secret", "wrong"}})), "invalid_client");
    EXPECT_EQ(error_of(bench.token({{"code", code}, {"client_id", "unknown"}})), "invalid_client_id");
    EXPECT_EQ(error_of(bench.token({{"code", code}, {"redirect_uri", "https://app.example.test/other"}})),
              "redirect_uri_mismatch");
    EXPECT_EQ(error_of(bench.token({{"code", code}, {"grant_type", "password"}})), "unsupported_grant_type");
    EXPECT_EQ(error_of(bench.token({{"code", code}}, "https://test.salesforce.com")), "invalid_client_id");
    EXPECT_EQ(bench.token({{"code", code}}).status, 200);
    EXPECT_EQ(error_of(bench.token({{"code", code}})), "invalid_grant");
    code = Bench::param(bench.authorize(), "code");
    EXPECT_EQ(error_of(bench.token({{"code", code}, {"code_verifier", "another"}})), "invalid_request");
    EXPECT_EQ(error_of(bench.token({{"code", code}})), "invalid_grant") << "an attempt is an attempt";
    code = Bench::param(bench.authorize(), "code");
    EXPECT_EQ(error_of(bench.token({{"code", code}, {"code_verifier", ""}})), "invalid_grant");
    code = Bench::param(bench.authorize(), "code");
    bench.clock.advance(std::chrono::minutes(15));
    const HttpResponse late = bench.token({{"code", code}});
    EXPECT_EQ(late.status, 400);
    EXPECT_EQ(find_header(late.headers, "Cache-Control"), "no-store");
    EXPECT_EQ(text_of(json_of(late), "error_description"), "expired authorization code");
}

TEST(SalesforceToken, BasicCredentialsAreTaken) {
    Bench bench;
    const std::string basic =
        crypto::base64_encode(form_encode(bench.app->client_id) + ":" + form_encode(bench.app->client_secret));
    const Params form{{"grant_type", "authorization_code"},
                      {"code", bench.code()},
                      {"redirect_uri", callback},
                      {"code_verifier", verifier}};
    EXPECT_EQ(bench
                  .send("POST", "https://login.salesforce.com/services/oauth2/token", form,
                        {{"Authorization", "Basic " + basic}})
                  .status,
              200);
}

TEST(SalesforceAuthorize, WhatMayNotBeToldToTheAppStaysOnAPage) {
    Bench bench;
    for (const auto& [change, word] : std::vector<std::pair<Params, std::string>>{
             {{{"client_id", "unknown"}}, "invalid_client_id"},
             {{{"redirect_uri", "https://app.example.test/callback2"}}, "redirect_uri_mismatch"},
             {{{"display", "hologram"}}, "invalid_request"}}) {
        const HttpResponse page = bench.authorize(change);
        EXPECT_EQ(page.status, 400);
        EXPECT_EQ(location(page), "");
        EXPECT_TRUE(says(page, word)) << word;
    }
    bench.app->blocked = true;
    EXPECT_TRUE(says(bench.authorize(), "OAUTH_APP_BLOCKED"));
}

TEST(SalesforceAuthorize, TheRestIsToldToTheApp) {
    Bench bench;
    EXPECT_EQ(Bench::param(bench.authorize({{"response_type", "token"}}), "error"), "unsupported_response_type");
    EXPECT_EQ(Bench::param(bench.authorize({{"scope", "id full"}}), "error"), "invalid_scope");
    EXPECT_EQ(Bench::param(bench.authorize({{"code_challenge", ""}}), "error"), "invalid_request");
    EXPECT_EQ(Bench::param(bench.authorize({{"code_challenge_method", "plain"}}), "error"), "invalid_request");
    const HttpResponse immediate = bench.authorize({{"immediate", "true"}});
    EXPECT_EQ(Bench::param(immediate, "error"), "immediate_unsuccessful");
    EXPECT_EQ(Bench::param(immediate, "state"), "s1");
    bench.app->permitted.emplace();
    EXPECT_EQ(Bench::param(bench.log_in(bench.authorize()), "error"), "OAUTH_APP_ACCESS_DENIED");
}

TEST(SalesforceAuthorize, ASessionIsEnoughUnlessTheAppAsksForMore) {
    Bench bench;
    bench.code();
    EXPECT_NE(Bench::param(bench.authorize(), "code"), "");
    EXPECT_NE(Bench::param(bench.authorize({{"immediate", "true"}}), "code"), "");
    EXPECT_TRUE(says(bench.authorize({{"prompt", "login"}}), "Password"));
    bench.clock.advance(std::chrono::hours(2));
    EXPECT_TRUE(says(bench.authorize(), "Password"));
}

TEST(SalesforceLogin, ASavedUsernameFinishesItWhileItsSessionLives) {
    Bench bench;
    bench.code();
    const HttpResponse offered = bench.authorize({{"prompt", "select_account"}});
    ASSERT_TRUE(says(offered, "Saved usernames"));
    EXPECT_NE(Bench::param(bench.use(offered, "saved", {}), "code"), "");
    bench.salesforce.end_sessions(bench.ada->id);
    const HttpResponse asked = bench.use(bench.authorize({{"prompt", "select_account"}}), "saved", {});
    EXPECT_EQ(location(asked), "");
    EXPECT_TRUE(says(asked, "value=\"ada@works.test\""));
    EXPECT_NE(Bench::param(bench.log_in(asked), "code"), "");
}

TEST(SalesforceLogin, AForgedCookieOpensNothing) {
    Bench bench;
    bench.cookies.cookies["oinfo"] = percent_encode("ada@works.test") + "|%zz|" + std::string(5000, 'x');
    bench.cookies.cookies["sid_" + std::string(short_id(bench.org->id))] = "guess";
    const HttpResponse page = bench.use(bench.authorize(), "saved", {});
    EXPECT_EQ(location(page), "");
    EXPECT_TRUE(says(page, "Password"));
}

TEST(SalesforceLogin, EnvironmentsHaveUsersOfTheirOwn) {
    Bench bench;
    Org& sandbox = bench.salesforce.add_org("Works, uat", "works", "uat");
    EXPECT_EQ(sandbox.origin, "https://works--uat.sandbox.my.salesforce.com");
    User& tess = bench.salesforce.add_user(
        sandbox, {"", "tess@works.test.uat", "tess@mail.test", true, "", "Tess", "Byron", "a secret of Tess", true});
    const auto at = [&](const std::string& host, const User& user) {
        return bench.send("POST", host + "/", {{"username", user.username}, {"pw", user.password}});
    };
    EXPECT_TRUE(says(at("https://login.salesforce.com", tess), "check your username and password"));
    EXPECT_TRUE(says(at("https://test.salesforce.com", *bench.ada), "check your username and password"));
    EXPECT_EQ(at("https://test.salesforce.com", tess).status, 302);
    EXPECT_EQ(at(sandbox.origin, tess).status, 302);
    EXPECT_TRUE(says(at(bench.org->origin, tess), "check your username and password"));
    EXPECT_THROW(bench.salesforce.add_user(sandbox, tess), Failure);
}

TEST(SalesforceLogin, NobodyWithoutAPasswordGetsInByOne) {
    Bench bench;
    bench.ada->password.clear();
    for (const char* guess : {"", " ", "password"})
        EXPECT_EQ(location(bench.use(bench.authorize(), "login", {{"username", bench.ada->username}, {"pw", guess}})),
                  "");
    bench.ada->password = "another";
    bench.ada->active = false;
    EXPECT_EQ(location(bench.log_in(bench.authorize())), "");
}

TEST(SalesforceLogin, LeadsToPlacesOfItsOwnHostAlone) {
    Bench bench;
    for (const char* place : {"https://elsewhere.test/", "//elsewhere.test/", "/\\elsewhere.test", "elsewhere"}) {
        const HttpResponse response =
            bench.send("POST", "https://login.salesforce.com/",
                       {{"username", bench.ada->username}, {"pw", bench.ada->password}, {"startURL", place}});
        EXPECT_EQ(location(response), "https://login.salesforce.com/home/home.jsp") << place;
    }
}

TEST(SalesforceConsent, IsAskedOnceAndCannotBeForged) {
    Bench bench;
    bench.app->pre_authorized = false;
    HttpResponse page = bench.log_in(bench.authorize());
    ASSERT_TRUE(says(page, "Product is asking to"));
    const HttpResponse denied = bench.use(page, "consent", {{"cancel", "1"}});
    EXPECT_EQ(Bench::param(denied, "error"), "access_denied");
    EXPECT_EQ(Bench::param(denied, "state"), "s1");
    const HttpResponse forged = bench.use(page, "consent", {{"save", "1"}, {"token", "guess"}});
    EXPECT_EQ(Bench::param(forged, "code"), "");
    page = bench.authorize();
    EXPECT_NE(Bench::param(bench.use(page, "consent", {{"save", "1"}}), "code"), "");
    EXPECT_NE(Bench::param(bench.authorize(), "code"), "");
    EXPECT_TRUE(says(bench.authorize({{"prompt", "consent"}}), "is asking to"));
}

TEST(SalesforceApps, OfAnotherOrgHaveToBeInstalled) {
    Bench bench;
    Org& other = bench.salesforce.add_org("Others", "others", "");
    const User& bob = bench.salesforce.add_user(
        other, {"", "bob@others.test", "bob@mail.test", true, "", "Bob", "Cray", "a secret of Bob", true});
    const auto enter = [&] {
        return bench.use(bench.authorize({{"prompt", "login"}}), "login",
                         {{"username", bob.username}, {"pw", bob.password}});
    };
    const HttpResponse refused = enter();
    EXPECT_TRUE(location(refused).find("/setup/secur/RemoteAccessErrorPage.apexp?error=invalid_client") !=
                std::string::npos)
        << location(refused);
    EXPECT_TRUE(says(bench.send("GET", location(refused)), "app must be installed into org"));
    other.installed.insert(bench.app->client_id);
    EXPECT_NE(Bench::param(enter(), "code"), "");
}

TEST(SalesforceIdentity, IsToldOfTheTokensUserAlone) {
    Bench bench;
    const User& bob = bench.salesforce.add_user(
        *bench.org, {"", "bob@works.test", "bob@mail.test", true, "", "Bob", "Cray", "x", true});
    const std::string base = "https://login.salesforce.com/id/" + bench.org->id + "/", token = bench.access_token();
    EXPECT_EQ(bench.send("GET", base + bench.ada->id).status, 403);
    EXPECT_EQ(bench.with_token(base + bench.ada->id, "guess").status, 403);
    EXPECT_EQ(bench.with_token(base + bob.id, token).status, 403);
    EXPECT_EQ(bench.with_token(base + bench.ada->id, token).status, 200);
    bench.app->scopes = {"api"};
    EXPECT_EQ(bench
                  .with_token(base + bench.ada->id,
                              text_of(json_of(bench.token({{"code", Bench::param(bench.authorize(), "code")}})),
                                      "access_token"))
                  .body,
              "Wrong_Scope");
    EXPECT_EQ(bench.send("POST", "https://login.salesforce.com/services/oauth2/revoke", {{"token", token}}).status,
              200);
    EXPECT_EQ(bench.with_token(base + bench.ada->id, token).status, 403);
    bench.ada->active = false;
}

TEST(SalesforceQuery, GivesUsersPageByPage) {
    Vendor small = vendor();
    small.batch_size = 2;
    Bench bench(small);
    for (const char* name : {"b", "c", "d"})
        bench.salesforce.add_user(*bench.org, {"", std::string(name) + "@works.test", std::string(name) + "@mail.test",
                                               true, "", name, "Cray", "", *name != 'd'});
    const std::string host = bench.org->origin;
    const auto token = [&](const std::string& at) { return bench.token({{"grant_type", "client_credentials"}}, at); };
    EXPECT_EQ(error_of(token("https://login.salesforce.com")), "invalid_grant");
    const std::string bearer = text_of(json_of(token(host)), "access_token");
    const auto ask = [&](const std::string& query) {
        return bench.with_token(host + "/services/data/v60.0/query?" + write_form({{"q", query}}), bearer);
    };
    const boost::json::object first = json_of(ask("SELECT Id, Email FROM User WHERE IsActive = true"));
    EXPECT_EQ(first.at("totalSize").to_number<int>(), 3);
    EXPECT_FALSE(first.at("done").as_bool());
    EXPECT_EQ(first.at("records").as_array().size(), 2u);
    EXPECT_EQ(text_of(first.at("records").as_array().at(0).as_object(), "Email"), "ada@mail.test");
    const boost::json::object second = json_of(bench.with_token(host + text_of(first, "nextRecordsUrl"), bearer));
    EXPECT_TRUE(second.at("done").as_bool());
    EXPECT_EQ(second.at("records").as_array().size(), 1u);
    EXPECT_EQ(ask("SELECT Id FROM Account").status, 400);
    EXPECT_EQ(ask("DELETE FROM User").status, 400);
    EXPECT_EQ(ask("SELECT Salary FROM User").status, 400);
    EXPECT_EQ(ask("SELECT Id FROM User WHERE IsActive = true OR 1 = 1").status, 400);
    EXPECT_EQ(bench.with_token(host + "/services/data/v60.0/query/01g-7", bearer).status, 400);
    EXPECT_EQ(bench.with_token(host + "/services/data/v60.0/query?q=SELECT+Id+FROM+User", "guess").status, 401);
    EXPECT_EQ(
        bench.with_token("https://login.salesforce.com/services/data/v60.0/query?q=SELECT+Id+FROM+User", bearer).status,
        401);
    bench.app->run_as.clear();
    EXPECT_EQ(error_of(token(host)), "invalid_grant");
}

TEST(SalesforceSso, BeginsAtMyDomainWithTheVendorsRequest) {
    Bench bench;
    bench.salesforce.trust(*bench.org, sp::test::idp_metadata());
    EXPECT_TRUE(says(bench.authorize(), "Password")) << "the login host knows no company";
    EXPECT_TRUE(says(bench.send("GET", bench.org->origin + "/?login"), "Password"));
    const HttpResponse sent = bench.authorize({}, bench.org->origin);
    ASSERT_TRUE(location(sent).starts_with("https://idp.example.test/sso?")) << location(sent);
    const auto request = saml::read_redirect(parse_url(location(sent))->query);
    ASSERT_TRUE(request);
    EXPECT_TRUE(request->relay_state.value_or("").starts_with("/services/oauth2/authorize?"));
    const std::string& xml = request->xml;
    EXPECT_TRUE(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?><samlp:AuthnRequest "
                                "xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
                                "AssertionConsumerServiceURL=\"https://works.my.salesforce.com?so=" +
                                std::string(short_id(bench.org->id)) + "\" Destination="))
        << xml;
    const std::size_t id = xml.find(" ID=\"_2");
    ASSERT_NE(id, std::string::npos);
    EXPECT_EQ(xml.find('"', id + 5) - id - 5, 234u);
    EXPECT_EQ(xml.find("NameIDPolicy"), std::string::npos);
}

TEST(SalesforceSso, AResponseThatDoesNotVerifyOpensNothing) {
    Bench bench;
    bench.salesforce.trust(*bench.org, sp::test::idp_metadata());
    for (const std::string message :
         {"", "%%%", "PHg+",
          "PHNhbWxwOlJlc3BvbnNlIHhtbG5zOnNhbWxwPSJ1cm46b2FzaXM6bmFtZXM6dGM6U0FNTDoyLjA6cHJvdG9jb2wiLz4="}) {
        const HttpResponse page = bench.send("POST", bench.org->acs_url(), {{"SAMLResponse", message}});
        EXPECT_EQ(page.status, 403);
        EXPECT_TRUE(says(page, "Single Sign-On Error"));
    }
    EXPECT_EQ(bench.send("POST", "https://login.salesforce.com/", {{"SAMLResponse", "PHg+"}}).status, 403);
    EXPECT_EQ(bench.send("GET", bench.org->origin + "/home/home.jsp").status, 302);
}

TEST(Salesforce, OtherPlacesAreNotThere) {
    Bench bench;
    EXPECT_EQ(bench.send("GET", "https://login.salesforce.com/nothing").status, 404);
    EXPECT_EQ(bench.send("GET", "https://elsewhere.test/").status, 421);
    EXPECT_EQ(bench.send("GET", "https://login.salesforce.com/?startURL=%zz").status, 400);
    EXPECT_THROW(bench.salesforce.add_org("Again", "works", ""), Failure);
}

} // namespace
} // namespace idpsim::salesforce
