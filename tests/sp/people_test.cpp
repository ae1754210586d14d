/// People with passwords, the audit log, and the small stores behind them.
#include "simulator/sp/audit.hpp"
#include "simulator/sp/form_body.hpp"
#include "simulator/sp/invitations.hpp"
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/sign_in_failures.hpp"
#include "tests/sp/bench.hpp"

#include "src/core/url.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

constexpr Instant start{Millis{1'000'000}};
constexpr char password[] = "correct horse battery";

/// A form as its page would have sent it; the browser's cookie, or the session, binds it.
HttpResponse send_form(Bench& bench, std::string_view path, Browser& browser, Params fields, std::string_view bound_to_cookie = "__Host-browser") {
    const auto bound = browser.cookies.find(std::string(bound_to_cookie));
    fields.emplace_back(form_token_field, form_token(bound == browser.cookies.end() ? "" : bound->second));
    HttpResponse response = bench.send("POST", path, {{"Cookie", browser.header()}, {"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "text/html"}}, write_form(fields));
    browser.keep(response);
    return response;
}

/// Accepts an invitation with this browser.
HttpResponse accept(Bench& bench, Browser& browser, const std::string& url, const std::string& chosen = password) {
    bench.get(path_of(url), browser);
    return send_form(bench, "/invitation", browser, {{"token", url.substr(url.find('=') + 1)}, {"password", chosen}, {"again", chosen}});
}

HttpResponse sign_in(Bench& bench, Browser& browser, const std::string& email, const std::string& with = password) {
    bench.get("/sign-in", browser);
    return send_form(bench, "/sign-in/password", browser, {{"email", email}, {"password", with}});
}

BenchOptions without_sso() {
    BenchOptions options;
    options.connected = false;
    return options;
}

std::string invitation_of(Bench& bench, const std::string& email, const std::string& role) {
    const HttpResponse answer = bench.api("POST", "/api/orgs/" + bench.org + "/invitations", R"({"email":")" + email + R"(","role":")" + role + "\"}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text_of(json_of(answer), "invitation");
}

TEST(Invitation, FirstAdminChoosesAPassword) {
    Bench bench(without_sso());
    const HttpResponse made = bench.api("POST", "/api/orgs", R"({"name":"New","admin":{"email":"root@new.test"}})", staff_token);
    ASSERT_EQ(made.status, 201);
    Browser browser;
    EXPECT_EQ(accept(bench, browser, text_of(json_of(made), "invitation")).status, 303);
    EXPECT_EQ(text_of(bench.whoami(browser), "role"), "Owner");
    EXPECT_EQ(text_of(bench.whoami(browser), "org"), text_of(json_of(made), "id"));
    Browser later;
    EXPECT_EQ(sign_in(bench, later, "Root@new.test").status, 303);
    EXPECT_EQ(text_of(bench.whoami(later), "email"), "root@new.test");
}

TEST(Invitation, OpensOnceAndForAWhile) {
    Bench bench(without_sso());
    Browser browser;
    const std::string first = invitation_of(bench, "ada@example.test", "Reader"), second = invitation_of(bench, "ada@example.test", "Reader");
    EXPECT_EQ(bench.get(path_of(first), browser).status, 410);   // the later one takes its place
    EXPECT_EQ(accept(bench, browser, second, "short").status, 400);
    EXPECT_EQ(accept(bench, browser, second, "ada@example.test").status, 400);
    EXPECT_EQ(accept(bench, browser, second).status, 303);
    EXPECT_EQ(accept(bench, browser, second, "another password").status, 410);
    const std::string late = invitation_of(bench, "bob@example.test", "Reader");
    bench.clock.advance(std::chrono::hours{24 * 7});
    EXPECT_EQ(bench.get(path_of(late), browser).status, 410);
    EXPECT_EQ(bench.api("POST", "/api/orgs/" + bench.org + "/invitations", R"({"email":"x","role":"Reader"})").status, 400);
    EXPECT_EQ(bench.api("POST", "/api/orgs/" + bench.org + "/invitations", R"({"email":"x@y.test","role":"King"})").status, 400);
    EXPECT_EQ(bench.api("POST", "/api/orgs/" + bench.org + "/invitations", R"({"email":"ada@example.test","role":"Owner"})").status, 409);
}

TEST(Password, ANewSessionIdEachTime) {
    Bench bench(without_sso());
    Browser browser;
    accept(bench, browser, invitation_of(bench, "ada@example.test", "Reader"));
    const std::string before = browser.cookies.at("__Host-session");
    EXPECT_EQ(sign_in(bench, browser, "ada@example.test").status, 303);
    EXPECT_NE(browser.cookies.at("__Host-session"), before);
    Browser old;
    old.cookies["__Host-session"] = before;
    EXPECT_EQ(bench.get("/whoami", old).status, 401);
    Browser planted;
    planted.cookies["__Host-session"] = "planted-by-somebody";
    EXPECT_EQ(sign_in(bench, planted, "ada@example.test").status, 303);
    EXPECT_NE(planted.cookies.at("__Host-session"), "planted-by-somebody");
}

TEST(Password, IsForAdminsOnceSsoIsConnected) {
    Bench bench(without_sso());
    Browser browser, admin;
    accept(bench, browser, invitation_of(bench, "ada@example.test", "Reader"));
    accept(bench, admin, invitation_of(bench, "root@example.test", "Owner"));
    ASSERT_EQ(bench.put_metadata(idp_metadata()).status, 200);
    Browser again;
    EXPECT_EQ(sign_in(bench, again, "ada@example.test").status, 403);
    EXPECT_EQ(sign_in(bench, again, "root@example.test").status, 303);
}

TEST(Password, SurvivesARestartAndAPauseDoes) {
    Bench bench(without_sso());
    Browser browser;
    accept(bench, browser, invitation_of(bench, "ada@example.test", "Reader"));
    for (int i = 0; i < SignInFailures::free_failures; ++i) EXPECT_EQ(sign_in(bench, browser, "ada@example.test", "wrong one here").status, 403);
    SpConfig config;
    config.base_url = base_url;
    config.names = {.company = "Example Product", .default_team = "Everyone", .default_role = "Reader", .admin_role = "Owner", .roles = {}, .operator_domain = {}, .start_path = {}};
    bench.sp = ServiceProvider(std::move(config), bench.directory, bench.clock, bench.random);
    const HttpResponse paused = sign_in(bench, browser, "ada@example.test");
    EXPECT_EQ(paused.status, 429);
    EXPECT_TRUE(find_header(paused.headers, "Retry-After"));
    bench.clock.advance(SignInFailures::longest_pause);
    EXPECT_EQ(sign_in(bench, browser, "ada@example.test").status, 303);
}

TEST(Audit, TellsWhoDidWhatAndNoSecrets) {
    Bench bench;
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    Message forged;
    forged.key = &other_key();
    forged.assertion_id = "_forged";
    EXPECT_EQ(bench.login(forged).status, 403);
    const std::string token = text_of(json_of(bench.api("POST", "/api/orgs/" + bench.org + "/scim-token")), "token");
    const std::string id = text_of(bench.account("ada@example.test"), "id");
    bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + id, R"({"role":"Writer","active":false})");
    const std::string body = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"sue@example.test"})";
    bench.send("POST", "/scim/v2/" + bench.org + "/Users", {{"Authorization", "Bearer " + token}, {"Content-Type", "application/scim+json"}}, body);
    const std::string log = bench.api("GET", "/api/orgs/" + bench.org + "/audit").body;
    for (const char* word : {"organisation_made", "sso_enabled", "idp_connected", "account_created", "signed_in", "sign_in_refused", "scim_token_issued",
                             "role_changed", "Reader -> Writer", "account_disabled", "admin token", "SCIM client", "sue@example.test", idp_entity_id})
        EXPECT_NE(log.find(word), std::string::npos) << word;
    EXPECT_EQ(log.find(token), std::string::npos);
    EXPECT_EQ(bench.api("GET", "/api/orgs/" + bench.org + "/audit?limit=0").status, 400);
    EXPECT_EQ(bench.api("GET", "/api/orgs/" + bench.org + "/audit?before=x").status, 400);
}

TEST(AuditLog, IsReadInPagesAndNeverChanged) {
    scim_server::Database database;
    const AuditLog log(database);
    for (int i = 1; i <= 7; ++i) log.add("acme", {0, start, {ActorKind::person, "ada"}, "did_" + std::to_string(i), "", ""});
    log.add("other", {0, start, {}, "did", "", ""});
    const auto first = log.list("acme", 1'000, 3);
    ASSERT_EQ(first.size(), 3u);
    EXPECT_EQ(first.front().action, "did_7");
    EXPECT_EQ(log.list("acme", first.back().number, 100).size(), 4u);
    EXPECT_THROW(database.execute("UPDATE product_audit SET actor='eve'"), Failure);
    EXPECT_THROW(database.execute("DELETE FROM product_audit"), Failure);
    EXPECT_EQ(log.list("acme", 1'000, 100).size(), 7u);
}

TEST(AuditLog, WhatScimClientsDoPushesNothingOut) {
    scim_server::Database database;
    const AuditLog log(database);
    log.add("acme", {0, start, {ActorKind::person, "ada"}, "role_changed", "", ""});
    {
        scim_server::Transaction many(database);
        for (int i = 0; i < AuditLog::most_provisioned + 1'500; ++i) log.add("acme", {0, start, {ActorKind::scim, ""}, "account_created", "x", ""});
        many.commit();
    }
    const auto all = log.list("acme", 1'000'000, 1'000'000);
    EXPECT_LE(all.size(), static_cast<std::size_t>(AuditLog::most_provisioned + 1'001));
    EXPECT_EQ(all.back().action, "role_changed");
    EXPECT_EQ(AuditLog(database).list("acme", 1'000'000, 1).front().number, all.front().number);
    AuditLog(database).add("acme", {0, start, {}, "did", "", ""});   // another one goes on where this one is
    EXPECT_EQ(log.list("acme", 1'000'000, 1).front().number, all.front().number + 1);
}

TEST(AuditLog, AFloodOfRefusalsPushesNothingOut) {
    scim_server::Database database;
    const AuditLog log(database);
    log.add("acme", {0, start, {ActorKind::person, "ada"}, "role_changed", "", ""});
    for (int i = 0; i < 2 * AuditLog::most_refusals + 100; ++i) log.add("acme", {0, start, {}, "sign_in_refused", std::string(1000, 'x'), ""});
    const auto all = log.list("acme", 1'000'000, 1'000'000);
    EXPECT_LE(all.size(), static_cast<std::size_t>(AuditLog::most_refusals + 1'001));
    EXPECT_EQ(all.back().action, "role_changed");
    EXPECT_LE(all.front().target.size(), longest_audit_text + 3);
}

TEST(SignInFailures, PausesGrowAndEnd) {
    scim_server::Database database;
    SignInFailures failures(database);
    for (int i = 0; i < SignInFailures::free_failures; ++i) {
        EXPECT_EQ(failures.pause("ada@example.test", start), Millis{0});
        failures.count("Ada@Example.test", start);
    }
    EXPECT_EQ(failures.pause("ada@example.test", start), SignInFailures::first_pause);
    failures.count("ada@example.test", start);
    EXPECT_EQ(failures.pause("ada@example.test", start), 2 * SignInFailures::first_pause);
    for (int i = 0; i < 50; ++i) failures.count("ada@example.test", start);
    EXPECT_EQ(failures.pause("ada@example.test", start), SignInFailures::longest_pause);
    EXPECT_EQ(failures.pause("ada@example.test", start + SignInFailures::longest_pause), Millis{0});
    EXPECT_EQ(failures.pause("bob@example.test", start), Millis{0});
    failures.forget("ADA@example.test");
    EXPECT_EQ(failures.pause("ada@example.test", start), Millis{0});
}

HttpRequest multipart(std::string body, std::string type = "multipart/form-data; boundary=\"x y\"") {
    return {"POST", "https://a.test/", {{"Content-Type", std::move(type)}, {"Accept", "application/json"}}, std::move(body)};
}

TEST(FormBody, ReadsFieldsAndFiles) {
    const auto form = read_form_body(multipart("--x y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\ntwo\r\n--x y\r\n"
                                               "content-disposition: form-data; name=\"f\"; filename=\"C:\\\\maps\\\\my \\\"map\\\".xlsx\"\r\nContent-Type: x/y\r\n\r\n"
                                               "PK\r\n--x\r\n\r\n--x y--\r\n"));
    ASSERT_TRUE(form);
    EXPECT_EQ(form->field("a"), "one\r\ntwo");
    ASSERT_TRUE(form->file("f"));
    EXPECT_EQ(form->file("f")->name, "my \"map\".xlsx");
    EXPECT_EQ(form->file("f")->content, "PK\r\n--x\r\n");
    EXPECT_EQ(form->file("g"), nullptr);
}

TEST(FormBody, RefusesWhatIsNoForm) {
    EXPECT_EQ(read_form_body(multipart("", "multipart/form-data")).error().status, 400);
    for (const char* body : {"", "--x y", "--x y\r\n", "--x y\r\nno end", "--x y\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x y--", "--x yz\r\n\r\n\r\n--x y--",
                             "--x y\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--x y--"})
        EXPECT_FALSE(read_form_body(multipart(body))) << body;
    std::string many;
    for (int i = 0; i < 300; ++i) many += "--x y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
    EXPECT_EQ(read_form_body(multipart(many + "--x y--\r\n")).error().status, 400);
    EXPECT_EQ(read_form_body(multipart("{}", "application/json")).error().status, 415);
    EXPECT_EQ(read_form_body(multipart("a=%zz", "application/x-www-form-urlencoded")).error().status, 400);
}

TEST(Guide, FollowsTheMapping) {
    Bench before;
    Browser browser;
    EXPECT_EQ(before.login({}, browser).status, 303);
    const std::string id = text_of(before.account("ada@example.test"), "id");
    before.api("PATCH", "/api/orgs/" + before.org + "/accounts/" + id, R"({"role":"Owner"})");
    EXPECT_EQ(before.get("/app/settings/connect/sso/guide/other", browser).status, 403);
    EXPECT_EQ(before.get("/app/settings/connect/sso", browser).body.find("/guide/"), std::string::npos);
    before.directory.database().prepare("UPDATE product_orgs SET settings=json_set(settings, '$.mapping_uploaded', json('true'))").run();
    SpConfig config;
    config.base_url = base_url;
    config.names = {.company = "Example Product", .default_team = "Everyone", .default_role = "Reader", .admin_role = "Owner", .roles = {}, .operator_domain = {}, .start_path = {}};
    config.guides = {{"acme", "Acme ID", {{"Enter {acs}", {{"Where", "{entity_id}", "not {token}"}}}}, {}}};
    before.sp = ServiceProvider(std::move(config), before.directory, before.clock, before.random);
    Message again;
    again.assertion_id = "_again";
    EXPECT_EQ(before.login(again, browser).status, 303);
    EXPECT_NE(before.get("/app/settings/connect/sso", browser).body.find("/guide/acme"), std::string::npos);
    const HttpResponse page = before.get("/app/settings/connect/sso/guide/acme", browser);
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("Enter " + before.acs), std::string::npos);
    EXPECT_NE(page.body.find(before.entity_id), std::string::npos);
    EXPECT_NE(page.body.find("There is no SCIM"), std::string::npos);
    EXPECT_EQ(before.get("/app/settings/connect/sso/guide/nobody", browser).status, 404);
}

} // namespace
} // namespace idpsim::sp::test
