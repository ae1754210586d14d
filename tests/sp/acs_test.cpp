/// Rules about how a Response travels, and about what happened before it.
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/xml/namespaces.hpp"
#include "tests/sp/bench.hpp"

#include <gtest/gtest.h>

#include <map>

namespace idpsim::sp::test {
namespace {

using Node = pugi::xml_node;

Node conditions(Node response) { return response.child("saml:Assertion").child("saml:Conditions"); }
Node audience(Node response) { return conditions(response).child("saml:AudienceRestriction").child("saml:Audience"); }

// -- how the message travels

HttpResponse post_form(Bench& bench, std::string body, std::string type = "application/x-www-form-urlencoded",
                       std::string_view query = {}) {
    return bench.send("POST", path_of(bench.acs) + std::string(query),
                      {{"Content-Type", std::move(type)}, {"Accept", "application/json"}}, std::move(body));
}

TEST(TransportRules, OnlyPostIsTaken) {
    Bench bench;
    const std::string query = "?SAMLResponse=" + percent_encode(crypto::base64_encode(bench.write({})));
    for (const char* method : {"GET", "PUT", "HEAD", "OPTIONS"}) {
        const HttpResponse response = bench.send(method, path_of(bench.acs) + query, {{"Accept", "application/json"}});
        EXPECT_EQ(response.status, 405) << method;
        EXPECT_EQ(rule_of(response), "transport.method");
        EXPECT_EQ(find_header(response.headers, "Allow"), "POST");
    }
}

TEST(TransportRules, OtherBodiesThanFormsAreNotTaken) {
    Bench bench;
    const std::string form = write_form({{"SAMLResponse", crypto::base64_encode(bench.write({}))}});
    for (const char* type : {"text/plain", "application/json", "text/xml", ""}) {
        const HttpResponse response = post_form(bench, form, type);
        EXPECT_EQ(response.status, 415) << type;
        EXPECT_EQ(rule_of(response), "transport.form");
    }
    EXPECT_EQ(post_form(bench, form, "Application/X-WWW-Form-URLEncoded; charset=UTF-8").status, 303);
}

TEST(TransportRules, UndecodableFormsAreBadRequests) {
    Bench bench;
    const std::string good = percent_encode(crypto::base64_encode(bench.write({})));
    const std::map<std::string, std::string> bodies{
        {"nothing", ""},
        {"RelayState only", "RelayState=x"},
        {"empty", "SAMLResponse="},
        {"twice", "SAMLResponse=" + good + "&SAMLResponse=" + good},
        {"with a request", "SAMLResponse=" + good + "&SAMLRequest=" + good},
        {"raw XML", "SAMLResponse=" + percent_encode(bench.write({}))},
        {"trailing garbage", "SAMLResponse=" + good + "%21%21%21%21"},
        {"broken escape", "SAMLResponse=%zz"},
        {"too large", "SAMLResponse=" + std::string(2u << 20, 'A')},
    };
    for (const auto& [name, body] : bodies) {
        const HttpResponse response = post_form(bench, body);
        EXPECT_EQ(response.status, 400) << name;
        EXPECT_EQ(rule_of(response), "transport.encoding") << name << response.body;
    }
    EXPECT_EQ(rule_of(post_form(bench, "SAMLRequest=" + good)), "transport.parameter");
    EXPECT_EQ(rule_of(post_form(bench, "SAMLResponse=" + good, "application/x-www-form-urlencoded",
                                "?SAMLResponse=x")), "transport.query");
    EXPECT_EQ(bench.account_count(), 0u);
    EXPECT_TRUE(bench.admits_a_good_login());
}

TEST(TransportRules, LineBreaksInBase64AreUsual) {
    Bench bench;
    std::string lines = crypto::base64_encode(bench.write({}));
    for (std::size_t at = 76; at < lines.size(); at += 78) lines.insert(at, "\r\n");
    EXPECT_EQ(post_form(bench, write_form({{"SAMLResponse", lines}})).status, 303);
}

// -- rules that need a history

TEST(ReplayRule, AnAssertionIsUsedOnce) {
    Bench bench;
    const std::string xml = bench.write({});
    Browser first, second;
    EXPECT_EQ(bench.post(xml, first).status, 303);
    EXPECT_EQ(rule_of(bench.post(xml, second)), "replay");
    EXPECT_TRUE(second.cookies.empty());
}

TEST(ReplayRule, TheAssertionCountsNotTheResponseAroundIt) {
    Bench bench;
    Message message;
    message.after = [](std::string& xml) { xml.replace(xml.find("ID=\"_r"), 6, "ID=\"_other"); };
    EXPECT_EQ(bench.login({}).status, 303);
    EXPECT_EQ(rule_of(bench.login(message)), "replay");
}

TEST(ReplayRule, HoldsUntilTheAssertionIsOverWithToleranceIncluded) {
    Bench bench;
    const std::string xml = bench.write({});
    Browser browser;
    EXPECT_EQ(bench.post(xml, browser).status, 303);
    bench.clock.advance(Millis{300'000 + 180'000 - 1});
    EXPECT_TRUE(bench.admits_a_good_login());   // gives the cache its chance to forget
    EXPECT_EQ(rule_of(bench.post(xml, browser)), "replay");
    bench.clock.advance(Millis{1});
    EXPECT_EQ(rule_of(bench.post(xml, browser)), "subject.not_on_or_after");
}

TEST(ReplayRule, ARefusedMessageSpendsNothing) {
    Bench bench;
    Message refused;
    refused.change = [](Node r) { audience(r).text().set("https://other.example.test"); };
    EXPECT_EQ(rule_of(bench.login(refused)), "conditions.audience");
    EXPECT_EQ(bench.login({}).status, 303);
}

TEST(OneTimeUseRule, StandsByItself) {
    BenchOptions options;
    remove_rule(options.behaviour.rules, "replay");
    Bench bench(options);
    Message once;
    once.change = [](Node r) { conditions(r).append_child("saml:OneTimeUse"); };
    EXPECT_EQ(bench.login(once).status, 303);
    EXPECT_EQ(rule_of(bench.login(once)), "conditions.one_time_use");
    Message any;
    any.assertion_id = "_a2";
    EXPECT_EQ(bench.login(any).status, 303);
    EXPECT_EQ(bench.login(any).status, 303);
}

TEST(UnsolicitedRule, TheOrganisationMayForbidIt) {
    Bench bench;
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/settings", R"({"allow_unsolicited":false})").status, 200);
    EXPECT_EQ(rule_of(bench.login({})), "response.unsolicited");
}

TEST(MetadataRule, ExpiredMetadataIsNotTrustedAnyMore) {
    BenchOptions options;
    options.metadata = idp_metadata(R"(validUntil="2026-11-24T12:00:01Z")");
    Bench bench(options);
    EXPECT_EQ(bench.login({}).status, 303);
    bench.clock.advance(Millis{1000});
    Message later;
    later.assertion_id = "_a2";
    EXPECT_EQ(rule_of(bench.login(later)), "idp.metadata_current");
}

TEST(SignatureRule, ShaOneOnlyWhereTheOrganisationSaysSo) {
    Bench bench;
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/settings", R"({"allow_sha1":true})").status, 200);
    Message message;
    message.algorithm = alg::rsa_sha1;
    EXPECT_EQ(bench.login(message).status, 303);
}

TEST(SignatureRule, EveryPublishedKeyIsTrustedAndARemovedOneIsNot) {
    BenchOptions options;
    options.metadata = idp_metadata({}, &other_key());
    Bench bench(options);
    Message message;
    message.key = &other_key();
    EXPECT_EQ(bench.login(message).status, 303);
    EXPECT_EQ(bench.put_metadata(idp_metadata()).status, 200);
    message.assertion_id = "_a2";
    EXPECT_EQ(rule_of(bench.login(message)), "signature.valid");
}

TEST(AccountRules, ADisabledAccountStaysOut) {
    Bench bench;
    EXPECT_EQ(bench.login({}).status, 303);
    const std::string id = text_of(bench.account("ada@example.test"), "id");
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + id, R"({"active":false})").status, 200);
    Message again;
    again.assertion_id = "_a2";
    EXPECT_EQ(rule_of(bench.login(again)), "account.active");
    EXPECT_FALSE(bench.account("ada@example.test").at("active").as_bool());
}

TEST(AccountRules, NobodyNewWhereLoginsCreateNothing) {
    BenchOptions options;
    options.behaviour.jit.may_create = [](auto&&...) { return false; };
    Bench bench(options);
    EXPECT_EQ(rule_of(bench.login({})), "account.known");
    EXPECT_EQ(bench.account_count(), 0u);
}

} // namespace
} // namespace idpsim::sp::test
