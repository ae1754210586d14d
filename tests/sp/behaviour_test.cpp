/// The places where a fault can be planted: each fault shows, and nothing else changes.
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/saml/bindings.hpp"
#include "src/xml/canonical.hpp"
#include "tests/sp/bench.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp::test {
namespace {

BenchOptions faulty(std::function<void(SpBehaviour&)> plant) {
    BenchOptions options;
    plant(options.behaviour);
    return options;
}

/// The message that the rule `id` refuses, and that a service provider without the rule admits.
struct LeftOut {
    const char* id;
    std::function<void(pugi::xml_node, Bench&)> change;
};

pugi::xml_node assertion(pugi::xml_node response) { return response.child("saml:Assertion"); }
pugi::xml_node data(pugi::xml_node response) {
    return assertion(response).child("saml:Subject").child("saml:SubjectConfirmation").first_child();
}
pugi::xml_node conditions(pugi::xml_node response) { return assertion(response).child("saml:Conditions"); }

const std::vector<LeftOut>& left_out() {
    constexpr Millis hour{3'600'000};
    static const std::vector<LeftOut> all{
        {"response.version", [](auto r, Bench&) { r.attribute("Version").set_value("1.1"); }},
        {"response.destination", [](auto r, Bench&) { r.attribute("Destination").set_value("https://other.test/"); }},
        {"response.issuer", [](auto r, Bench&) { r.child("saml:Issuer").text().set("https://other.test/"); }},
        {"response.status",
         [](auto r, Bench&) {
             r.child("samlp:Status")
                 .first_child()
                 .attribute("Value")
                 .set_value("urn:oasis:names:tc:SAML:2.0:status:Responder");
         }},
        {"assertion.issuer",
         [](auto r, Bench&) { assertion(r).child("saml:Issuer").text().set("https://other.test/"); }},
        {"assertion.version", [](auto r, Bench&) { assertion(r).attribute("Version").set_value("1.1"); }},
        {"assertion.count", [](auto r, Bench&) { r.append_copy(assertion(r)).attribute("ID").set_value("_a2"); }},
        {"subject.recipient", [](auto r, Bench&) { data(r).attribute("Recipient").set_value("https://other.test/"); }},
        {"subject.not_on_or_after",
         [hour](auto r, Bench& b) { data(r).attribute("NotOnOrAfter").set_value(b.at(-hour).c_str()); }},
        {"subject.not_before",
         [hour](auto r, Bench& b) { data(r).append_attribute("NotBefore").set_value(b.at(-hour).c_str()); }},
        {"conditions.time",
         [hour](auto r, Bench& b) { conditions(r).attribute("NotBefore").set_value(b.at(hour).c_str()); }},
        {"conditions.audience",
         [](auto r, Bench&) { conditions(r).first_child().first_child().text().set("https://other.test/"); }},
        {"conditions.understood", [](auto r, Bench&) { conditions(r).append_child("saml:Condition"); }},
        {"authn.context", [](auto, Bench& b) { b.settings(R"({"authn_contexts":["urn:mfa"]})"); }},
        {"authn.statement", [](auto r, Bench&) { assertion(r).remove_child("saml:AuthnStatement"); }},
    };
    return all;
}

TEST(LeftOutRule, AdmitsWhatItAloneRefuses) {
    for (const LeftOut& each : left_out()) {
        Bench bench(faulty([&](SpBehaviour& behaviour) { ASSERT_TRUE(remove_rule(behaviour.rules, each.id)); }));
        Message message;
        message.change = [&](pugi::xml_node response) { each.change(response, bench); };
        Browser browser;
        const HttpResponse response = bench.login(message, browser);
        EXPECT_EQ(response.status, 303) << each.id << response.body;
        EXPECT_EQ(text_of(bench.whoami(browser), "email"), "ada@example.test") << each.id;
    }
}

TEST(LeftOutRule, InResponseToIsTwoRules) {
    Bench bench(faulty([](SpBehaviour& behaviour) { remove_rule(behaviour.rules, "response.in_response_to"); }));
    Message message;
    message.in_response_to = "_nobody";
    EXPECT_EQ(bench.login(message).status, 303);
}

/// Believes an element as it stands when verifying it ends in `fault`.
VerifyStep believing_on(Fault fault) {
    return [fault](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        Result<xml::Verified> verified = xml::verify_enveloped(document, element, policy);
        if (verified || verified.error().fault != fault) return verified;
        xml::Verified believed;
        believed.octets = xml::canonicalize(element).value();
        return Result<xml::Verified>(believed);
    };
}

TEST(VerifyStep, ASignatureMayBeOptional) {
    Bench bench(faulty([](SpBehaviour& behaviour) { behaviour.verify = believing_on(Fault::not_found); }));
    Message unsigned_message;
    unsigned_message.sign_assertion = false;
    EXPECT_EQ(bench.login(unsigned_message).status, 303);
    Message tampered;
    tampered.assertion_id = "_a2";
    tampered.after = [](std::string& xml) { xml = replace_all(xml, "ada@", "eve@"); };
    EXPECT_EQ(rule_of(bench.login(tampered)), "signature.valid");
}

TEST(VerifyStep, ADigestMayGoUnchecked) {
    Bench bench(faulty([](SpBehaviour& behaviour) { behaviour.verify = believing_on(Fault::bad_signature); }));
    Message tampered;
    tampered.after = [](std::string& xml) { xml = replace_all(xml, "ada@", "eve@"); };
    Browser browser;
    EXPECT_EQ(bench.login(tampered, browser).status, 303);
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "eve@example.test");
    Message unsigned_message;
    unsigned_message.sign_assertion = false;
    EXPECT_EQ(rule_of(bench.login(unsigned_message)), "signature.present");
}

TEST(VerifyStep, NothingUnverifiedIsBelievedWithoutTheSignatureRules) {
    Bench bench(faulty([](SpBehaviour& behaviour) {
        remove_rule(behaviour.rules, "signature.present");
        remove_rule(behaviour.rules, "signature.valid");
    }));
    Message message;
    message.sign_assertion = false;
    EXPECT_EQ(bench.login(message).status, 403);
    EXPECT_EQ(bench.account_count(), 0u);
}

TEST(Spending, RequestsAndAssertionsMayStayUsable) {
    Bench bench(faulty([](SpBehaviour& behaviour) {
        behaviour.consumes_requests = false;
        behaviour.remembers_assertions = false;
    }));
    Browser browser;
    const HttpResponse started = bench.get("/sso/" + bench.org + "/login", browser);
    const Url url = parse_url(*find_header(started.headers, "Location")).value();
    const std::string xml = saml::read_redirect(url.query).value().xml;
    const std::size_t at = xml.find(" ID=\"") + 5;
    Message message;
    message.in_response_to = xml.substr(at, xml.find('"', at) - at);
    EXPECT_EQ(bench.login(message, browser).status, 303);
    EXPECT_EQ(bench.login(message, browser).status, 303);
}

TEST(JitPolicy, EveryStepCanGoWrong) {
    Bench bench(faulty([](SpBehaviour& behaviour) {
        behaviour.jit.first_login = [](const Login& login) {
            scim_server::UserRecord account = account_of_first_login(login);
            account.role = login.names.admin_role;
            account.teams = login.assertion.values_of("groups");
            return account;
        };
        behaviour.jit.further_login = [](scim_server::UserRecord& account, const Login& login) {
            count_login(account, login);
            account.active = true;
            account.teams = login.assertion.values_of("groups");
        };
        remove_rule(behaviour.rules, "account.active");
    }));
    Message message;
    message.attributes = {{"groups", "Owners"}};
    EXPECT_EQ(bench.login(message).status, 303);
    const boost::json::object created = bench.account("ada@example.test");
    EXPECT_EQ(text_of(created, "role"), "Owner");
    EXPECT_EQ(created.at("teams"), boost::json::array{"Owners"});
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + text_of(created, "id"),
                        R"({"active":false,"teams":["Everyone"]})").status, 200);
    message.assertion_id = "_a2";
    EXPECT_EQ(bench.login(message).status, 303);
    EXPECT_TRUE(bench.account("ada@example.test").at("active").as_bool());
    EXPECT_EQ(bench.account("ada@example.test").at("teams"), boost::json::array{"Owners"});
}

TEST(JitPolicy, AnAccountMayBeCreatedTwice) {
    Bench bench(faulty([](SpBehaviour& behaviour) {
        behaviour.jit.find = [](auto&&...) { return std::nullopt; };
        behaviour.jit.first_login = [](const Login& login) {
            scim_server::UserRecord account = account_of_first_login(login);
            account.user_name += "#" + login.assertion.id;
            return account;
        };
        remove_rule(behaviour.rules, "account.known");
    }));
    Message message;
    EXPECT_EQ(bench.login(message).status, 303);
    message.assertion_id = "_a2";
    EXPECT_EQ(bench.login(message).status, 303);
    EXPECT_EQ(bench.account_count(), 2u);
}

TEST(SessionPolicy, ASessionMayOutliveItsAccount) {
    Bench bench(faulty([](SpBehaviour& behaviour) {
        behaviour.session.is_alive = [](auto&&...) { return true; };
        behaviour.session.whoami = [](const Session& session, AccountView account) {
            account.email = "somebody.else@example.test";
            return describe_session(session, account);
        };
    }));
    Browser browser;
    EXPECT_EQ(bench.login({}, browser).status, 303);
    const std::string id = text_of(bench.account("ada@example.test"), "id");
    EXPECT_EQ(bench.api("PATCH", "/api/orgs/" + bench.org + "/accounts/" + id, R"({"active":false})").status, 200);
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "somebody.else@example.test");
}

TEST(RequestSteps, WhatIsAskedAndSaidCanGoWrong) {
    Bench bench(faulty([](SpBehaviour& behaviour) {
        behaviour.authn_request = [](const Organisation& org, const std::string& destination, Random& random,
                                     Instant now) {
            saml::AuthnRequest request = make_authn_request(org, destination, random, now);
            request.id = "_same";
            request.issuer = "https://other.test/";
            return request;
        };
        behaviour.write_authn_request = [](const saml::AuthnRequest& request) {
            return replace_all(saml::write_authn_request(request),
                               " IssueInstant=\"" + format_instant(request.issue_instant) + "\"", "");
        };
        behaviour.metadata = [](const Organisation& org) {
            return replace_all(make_metadata(org), "AssertionConsumerService", "Nothing");
        };
        behaviour.landing = [](std::string_view relay_state, std::string_view) { return std::string(relay_state); };
        behaviour.has_sso_option = [](const Organisation&) { return true; };
        behaviour.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
            if (request.url.ends_with("/metadata?gone")) return text_response(410, "gone");
            return std::nullopt;
        };
        behaviour.after = [](const HttpRequest& request, HttpResponse& response) {
            if (request.url.ends_with("/whoami") && response.status == 401) response = json_response(200, "{}");
        };
    }));
    Browser browser;
    const HttpResponse started = bench.get("/sso/" + bench.org + "/login", browser);
    const std::string xml =
        saml::read_redirect(parse_url(*find_header(started.headers, "Location")).value().query).value().xml;
    EXPECT_NE(xml.find("ID=\"_same\""), std::string::npos);
    EXPECT_NE(xml.find("https://other.test/"), std::string::npos);
    EXPECT_EQ(xml.find("IssueInstant"), std::string::npos);
    EXPECT_EQ(bench.send("GET", "/sso/" + bench.org + "/metadata").body.find("AssertionConsumerService"),
              std::string::npos);
    EXPECT_EQ(bench.send("GET", "/sso/" + bench.org + "/metadata?gone").status, 410);
    EXPECT_EQ(bench.get("/whoami", browser).status, 200);
    EXPECT_EQ(bench.api("PUT", "/api/orgs/" + bench.org + "/enabled", R"({"enabled":false})", staff_token).status, 200);
    const HttpResponse admitted = bench.post(bench.write({}), browser, "https://evil.test/");
    EXPECT_EQ(find_header(admitted.headers, "Location"), "https://evil.test/");
}

} // namespace
} // namespace idpsim::sp::test
