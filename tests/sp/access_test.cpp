/// Who may do what: every route of the product, and nobody forgotten.
#include "simulator/sp/routes.hpp"
#include "tests/sp/bench.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <gtest/gtest.h>

#include <set>

namespace idpsim::sp::test {
namespace {

/// A route's path in an organisation.
std::string filled(std::string_view pattern, const std::string& org) {
    std::string out;
    for (const std::string_view part : split(pattern.substr(1), '/')) out += "/" + (part == "{org}" ? org : part.starts_with('{') ? "some" : std::string(part));
    return out;
}

HttpResponse ask(Bench& bench, const Route<Product>& route, const std::string& org, Headers credentials, bool json) {
    credentials.emplace_back("Accept", json ? "application/json" : "text/html");
    credentials.emplace_back("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded");
    return bench.send(std::string(route.method), filled(route.pattern, org), credentials, json ? "{}" : "a=b");
}

Headers bearer(const std::string& token) { return {{"Authorization", "Bearer " + token}}; }

bool is_page(Access access) { return access == Access::admin_page || access == Access::staff_page || access == Access::person_page; }

/// Somebody signed in by SAML, with the default role.
Browser signed_in(Bench& bench, const std::string& email) {
    Browser browser;
    Message message;
    message.name_id = email;
    message.assertion_id = "_" + email.substr(0, email.find('@'));
    EXPECT_EQ(bench.login(message, browser).status, 303);
    return browser;
}

void make_admin(Bench& bench, const std::string& email) {
    const std::string id = text_of(bench.account(email), "id");
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + id, R"({"role":"Owner"})").status, 200);
}

TEST(Access, StrangersAreRefusedEverywhere) {
    Bench bench;
    for (const Route<Product>& route : all_routes()) {
        if (route.access == Access::anyone) continue;
        const HttpResponse response = ask(bench, route, bench.org, {}, true);
        EXPECT_EQ(response.status, 401) << route.method << " " << route.pattern << " " << response.body;
        EXPECT_EQ(ask(bench, route, bench.org, bearer("no-token-of-anybody"), true).status, 401) << route.method << " " << route.pattern;
        if (!is_page(route.access)) continue;
        const HttpResponse page = ask(bench, route, bench.org, {}, false);
        const std::string to = find_header(page.headers, "Location").value_or("");
        const bool to_sign_in = page.status == 303 && to.starts_with("/sign-in"), to_staff = page.status == 200 || (page.status == 303 && to == "/staff");
        EXPECT_TRUE(route.access == Access::admin_page ? to_sign_in : to_staff) << route.pattern;
        EXPECT_EQ(page.body.find("Example Works"), std::string::npos) << route.pattern;
    }
}

TEST(Access, ViewersAreRefusedWhereAdminsAreNot) {
    Bench bench;
    Browser viewer = signed_in(bench, "vic@example.test"), admin = signed_in(bench, "ada@example.test");
    make_admin(bench, "ada@example.test");
    for (const Route<Product>& route : all_routes()) {
        const bool of_admins = route.access == Access::admin || route.access == Access::admin_or_staff || route.access == Access::admin_page;
        if (!of_admins) continue;
        EXPECT_EQ(ask(bench, route, bench.org, {{"Cookie", viewer.header()}}, true).status, 403) << route.method << " " << route.pattern;
        if (route.access == Access::admin_page) {
            const HttpResponse page = ask(bench, route, bench.org, {{"Cookie", viewer.header()}}, false);
            EXPECT_EQ(page.status, 403) << route.pattern;
            EXPECT_NE(page.body.find("Only an Owner"), std::string::npos) << route.pattern;
        }
        const HttpResponse answer = ask(bench, route, bench.org, {{"Cookie", admin.header()}}, true);
        const std::string code = answer.body.starts_with('{') ? text_of(json_of(answer), "error") : "";
        EXPECT_NE(answer.status, 401) << route.method << " " << route.pattern;
        EXPECT_NE(code, "forbidden") << route.method << " " << route.pattern;
    }
}

TEST(Access, AdminsOfAnotherOrganisationAreRefused) {
    Bench bench;
    const HttpResponse made = bench.api("POST", "/api/orgs", R"({"name":"Another"})", staff_token);
    const std::string other = text_of(json_of(made), "id");
    Browser admin = signed_in(bench, "ada@example.test");
    make_admin(bench, "ada@example.test");
    for (const Route<Product>& route : all_routes()) {
        if (route.access != Access::admin && route.access != Access::admin_or_staff) continue;
        EXPECT_EQ(ask(bench, route, other, bearer(bench.admin_token), true).status, 403) << route.method << " " << route.pattern;
        EXPECT_EQ(ask(bench, route, other, {{"Cookie", admin.header()}}, true).status, 403) << route.method << " " << route.pattern;
        EXPECT_EQ(ask(bench, route, "nowhere", bearer(bench.admin_token), true).status, 403) << route.method << " " << route.pattern;
    }
}

TEST(Access, StaffAndAdminsAreNotOneAnother) {
    Bench bench;
    for (const Route<Product>& route : all_routes()) {
        const std::string other = route.access == Access::admin ? staff_token : route.access == Access::staff ? bench.admin_token : "";
        if (other.empty()) continue;
        EXPECT_EQ(ask(bench, route, bench.org, bearer(other), true).status, 403) << route.method << " " << route.pattern;
    }
}

TEST(Access, OptionsOfSsoAnswerNothingBeforeItIsEnabled) {
    BenchOptions options;
    options.enabled = false;
    Bench bench(options);
    const std::set<std::string_view> of_the_option{"/api/orgs/{org}/idp", "/api/orgs/{org}/keys/{use}", "/api/orgs/{org}/scim-token"};
    for (const Route<Product>& route : all_routes()) {
        const bool changes_idps = route.pattern.starts_with("/api/orgs/{org}/idps") && route.method != "GET";
        if (!changes_idps && !of_the_option.contains(route.pattern)) continue;
        const HttpResponse answer = ask(bench, route, bench.org, bearer(bench.admin_token), true);
        EXPECT_EQ(answer.status, 403) << route.method << " " << route.pattern;
        EXPECT_EQ(text_of(json_of(answer), "error"), "not_enabled") << route.pattern;
    }
}

TEST(Access, FormsOfAdminsNeedTheirToken) {
    Bench bench;
    Browser admin = signed_in(bench, "ada@example.test");
    make_admin(bench, "ada@example.test");
    for (const Route<Product>& route : all_routes()) {
        if (route.access != Access::admin_page || route.method != "POST") continue;
        const HttpResponse answer = ask(bench, route, bench.org, {{"Cookie", admin.header()}}, false);
        EXPECT_EQ(answer.status, 403) << route.pattern;
        EXPECT_NE(answer.body.find("too old"), std::string::npos) << route.pattern;
        const HttpResponse foreign = ask(bench, route, bench.org, {{"Cookie", admin.header()}, {"Sec-Fetch-Site", "same-site"}}, false);
        EXPECT_NE(foreign.body.find("another site"), std::string::npos) << route.pattern;
    }
}

TEST(Access, SessionsChangeNothingForAnotherSite) {
    Bench bench;
    Browser admin = signed_in(bench, "ada@example.test");
    make_admin(bench, "ada@example.test");
    const std::string settings = "/api/orgs/" + bench.org + "/settings";
    const auto patch = [&](Headers more) {
        more.emplace_back("Cookie", admin.header());
        more.emplace_back("Content-Type", "application/json");
        return bench.send("PATCH", settings, more, R"({"allow_unsolicited":true})").status;
    };
    EXPECT_EQ(patch({}), 200);
    EXPECT_EQ(patch({{"Origin", "https://evil.test"}}), 403);
    EXPECT_EQ(patch({{"Origin", "null"}}), 403);
    EXPECT_EQ(patch({{"Sec-Fetch-Site", "cross-site"}}), 403);
}

} // namespace
} // namespace idpsim::sp::test
