/// Every rule of the assertion consumer service: a message that passes, and one for each way of failing.
#include "simulator/sp/rules/rules.hpp"
#include "src/crypto/digest.hpp"
#include "src/xml/namespaces.hpp"
#include "tests/sp/bench.hpp"

#include "src/core/url.hpp"

#include <gtest/gtest.h>

#include <set>

namespace idpsim::sp::test {
namespace {

using Node = pugi::xml_node;

Node assertion(Node response) { return response.child("saml:Assertion"); }
Node subject(Node response) { return assertion(response).child("saml:Subject"); }
Node confirmation(Node response) { return subject(response).child("saml:SubjectConfirmation"); }
Node data(Node response) { return confirmation(response).child("saml:SubjectConfirmationData"); }
Node conditions(Node response) { return assertion(response).child("saml:Conditions"); }
Node audience(Node response) { return conditions(response).child("saml:AudienceRestriction").child("saml:Audience"); }
Node authn(Node response) { return assertion(response).child("saml:AuthnStatement"); }
Node class_ref(Node response) { return authn(response).child("saml:AuthnContext").child("saml:AuthnContextClassRef"); }
Node status_code(Node response) { return response.child("samlp:Status").child("samlp:StatusCode"); }

void set(Node node, const char* name, const std::string& value) {
    pugi::xml_attribute attribute = node.attribute(name);
    if (!attribute) attribute = node.append_attribute(name);
    attribute.set_value(value.c_str());
}

void append_condition(Node response, const char* name) { conditions(response).append_child(name); }

/// One change to a good message, and the rule that must refuse it.
struct Fault {
    const char* name;
    const char* rule;
    std::function<void(Message&, Bench&)> plant;
    int status = 403;
};

std::function<void(Message&, Bench&)> changed(std::function<void(Node)> change) {
    return [change](Message& message, Bench&) { message.change = change; };
}

/// The change needs the time or the URLs of the bench.
std::function<void(Message&, Bench&)> changed(std::function<void(Node, Bench&)> change) {
    return [change](Message& message, Bench& bench) {
        message.change = [change, &bench](Node response) { change(response, bench); };
    };
}

std::function<void(Message&, Bench&)> rewritten(std::string from, std::string to) {
    return [from, to](Message& message, Bench&) {
        message.after = [from, to](std::string& xml) {
            const std::size_t at = xml.find(from);
            ASSERT_NE(at, std::string::npos) << from;
            xml.replace(at, from.size(), to);
        };
    };
}

void copy_assertion(Node response, const char* id) {
    Node copy = response.append_copy(assertion(response));
    set(copy, "ID", id);
}

const std::vector<Fault>& faults() {
    constexpr long minute = 60'000;
    static const std::vector<Fault> all{
        {"doctype", "xml.no_doctype", rewritten("<samlp:Response", "<!DOCTYPE r><samlp:Response"), 400},
        {"not_well_formed", "xml.well_formed", rewritten("</samlp:Response>", ""), 400},
        {"trailing_root", "xml.well_formed", rewritten("</samlp:Response>", "</samlp:Response><x/>"), 400},
        {"other_root", "response.root", changed([](Node r) { r.set_name("samlp:LogoutResponse"); })},
        {"no_response_id", "response.readable", changed([](Node r) { r.remove_attribute("ID"); })},
        {"no_status", "response.readable", changed([](Node r) { r.remove_child("samlp:Status"); })},
        {"two_status", "response.readable", changed([](Node r) { r.append_copy(r.child("samlp:Status")); })},
        {"impossible_issue_instant", "response.readable",
         changed([](Node r) { set(r, "IssueInstant", "2026-02-30T00:00:00Z"); })},
        {"response_version", "response.version", changed([](Node r) { set(r, "Version", "1.1"); })},
        {"response_version_blank", "response.version", changed([](Node r) { set(r, "Version", "2.0 "); })},
        {"other_destination", "response.destination",
         changed([](Node r) { set(r, "Destination", "https://other.example.test/acs"); })},
        {"destination_with_suffix", "response.destination",
         changed([](Node r, Bench& b) { set(r, "Destination", b.acs + ".evil.test"); })},
        {"empty_destination", "response.destination", changed([](Node r) { set(r, "Destination", ""); })},
        {"signed_without_destination", "response.destination",
         [](Message& m, Bench&) {
             m.sign_response = true;
             m.change = [](Node r) { r.remove_attribute("Destination"); };
         }},
        {"response_issuer", "response.issuer",
         changed([](Node r) { r.child("saml:Issuer").text().set("https://other.example.test"); })},
        {"response_issuer_with_slash", "response.issuer",
         changed([](Node r) { r.child("saml:Issuer").text().set((std::string(idp_entity_id) + "/").c_str()); })},
        {"status_requester", "response.status",
         changed([](Node r) { set(status_code(r), "Value", "urn:oasis:names:tc:SAML:2.0:status:Requester"); })},
        {"status_suffix", "response.status", changed([](Node r) { set(status_code(r), "Value", "urn:x:Success"); })},
        {"status_nested_success", "response.status", changed([](Node r) {
             set(status_code(r), "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder");
             set(status_code(r).append_child("samlp:StatusCode"), "Value", saml::status_success);
         })},
        {"unknown_request", "response.in_response_to", [](Message& m, Bench&) { m.in_response_to = "_nobody"; }},
        {"empty_in_response_to", "response.in_response_to", [](Message& m, Bench&) { m.in_response_to = ""; }},
        {"no_assertion", "assertion.count", changed([](Node r) { r.remove_child("saml:Assertion"); })},
        {"two_assertions", "assertion.count", changed([](Node r) { copy_assertion(r, "_a2"); })},
        {"nested_assertion", "assertion.count",
         [](Message& m, Bench&) {
             m.sign_assertion = false;
             m.sign_response = true;
             m.change = [](Node r) {
                 Node wrapper = r.append_child("samlp:Extensions");
                 wrapper.append_copy(assertion(r));
                 r.remove_child("saml:Assertion");
             };
         }},
        {"encrypted_assertion", "encryption.form",
         changed([](Node r) { assertion(r).set_name("saml:EncryptedAssertion"); })},
        {"unsigned", "signature.present", [](Message& m, Bench&) { m.sign_assertion = false; }},
        {"empty_signature", "signature.valid",
         [](Message& m, Bench&) {
             m.sign_assertion = false;
             m.change = [](Node r) {
                 set(assertion(r).append_child("ds:Signature"), "xmlns:ds", ns::ds);
             };
         }},
        {"changed_name_id", "signature.valid", rewritten("ada@example.test", "eve@example.test")},
        {"wrong_key", "signature.valid", [](Message& m, Bench&) { m.key = &other_key(); }},
        {"sha1", "signature.valid", [](Message& m, Bench&) { m.algorithm = alg::rsa_sha1; }},
        {"broken_inner_signature", "signature.valid",
         [](Message& m, Bench&) {
             m.change = [](Node r) {
                 set(assertion(r).append_child("ds:Signature"), "xmlns:ds", ns::ds);
             };
             m.sign_assertion = false;
             m.sign_response = true;
         }},
        {"no_assertion_issuer", "assertion.readable",
         changed([](Node r) { assertion(r).child("saml:Issuer").set_name("saml:Other"); })},
        {"unreadable_time", "assertion.readable",
         changed([](Node r) { set(conditions(r), "NotOnOrAfter", "tomorrow"); })},
        {"time_without_zone", "assertion.readable",
         changed([](Node r) { set(conditions(r), "NotOnOrAfter", "2027-01-01T00:00:00"); })},
        {"two_conditions", "assertion.readable", changed([](Node r) { assertion(r).append_copy(conditions(r)); })},
        {"two_name_ids", "assertion.readable",
         changed([](Node r) { subject(r).prepend_copy(subject(r).child("saml:NameID")); })},
        {"assertion_version", "assertion.version", changed([](Node r) { set(assertion(r), "Version", "1.1"); })},
        {"assertion_issuer", "assertion.issuer",
         changed([](Node r) { assertion(r).child("saml:Issuer").text().set("https://other.example.test"); })},
        {"assertion_issuer_case", "assertion.issuer",
         changed([](Node r) { assertion(r).child("saml:Issuer").text().set("https://IDP.example.test/metadata"); })},
        {"assertion_issuer_format", "assertion.issuer",
         changed([](Node r) { set(assertion(r).child("saml:Issuer"), "Format", saml::nameid_email); })},
        {"no_name_id", "subject.name_id", changed([](Node r) { subject(r).remove_child("saml:NameID"); })},
        {"empty_name_id", "subject.name_id", changed([](Node r) { subject(r).child("saml:NameID").text().set(""); })},
        {"blank_name_id", "subject.name_id", changed([](Node r) { subject(r).child("saml:NameID").text().set("  "); })},
        {"foreign_qualifier", "subject.qualifiers", changed([](Node r) {
             Node id = subject(r).child("saml:NameID");
             set(id, "Format", saml::nameid_persistent);
             set(id, "NameQualifier", "https://other.example.test");
         })},
        {"foreign_sp_qualifier", "subject.qualifiers", changed([](Node r) {
             Node id = subject(r).child("saml:NameID");
             set(id, "Format", saml::nameid_persistent);
             set(id, "SPNameQualifier", "https://other.example.test");
         })},
        {"no_confirmation", "subject.bearer",
         changed([](Node r) { subject(r).remove_child("saml:SubjectConfirmation"); })},
        {"holder_of_key", "subject.bearer",
         changed([](Node r) { set(confirmation(r), "Method", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"); })},
        {"method_suffix", "subject.bearer", changed([](Node r) { set(confirmation(r), "Method", "urn:x:cm:bearer"); })},
        {"no_confirmation_data", "subject.bearer",
         changed([](Node r) { confirmation(r).remove_child("saml:SubjectConfirmationData"); })},
        {"other_recipient", "subject.recipient",
         changed([](Node r) { set(data(r), "Recipient", "https://other.example.test/acs"); })},
        {"no_recipient", "subject.recipient", changed([](Node r) { data(r).remove_attribute("Recipient"); })},
        {"recipient_entity_id", "subject.recipient",
         changed([](Node r, Bench& b) { set(data(r), "Recipient", b.entity_id); })},
        {"confirmation_over", "subject.not_on_or_after",
         changed([](Node r, Bench& b) { set(data(r), "NotOnOrAfter", b.at(Millis{-3 * minute})); })},
        {"confirmation_endless", "subject.not_on_or_after",
         changed([](Node r) { data(r).remove_attribute("NotOnOrAfter"); })},
        {"mixed_confirmations", "subject.not_on_or_after", changed([](Node r, Bench& b) {
             Node second = subject(r).append_copy(confirmation(r));
             set(data(r), "NotOnOrAfter", b.at(Millis{-60 * minute}));
             set(second.first_child(), "Recipient", "https://other.example.test/acs");
         })},
        {"confirmation_not_before", "subject.not_before",
         changed([](Node r, Bench& b) { set(data(r), "NotBefore", b.at(Millis{-minute})); })},
        {"confirmation_answers_more", "subject.in_response_to",
         changed([](Node r) { set(data(r), "InResponseTo", "_nobody"); })},
        {"conditions_over", "conditions.time",
         changed([](Node r, Bench& b) { set(conditions(r), "NotOnOrAfter", b.at(Millis{-3 * minute})); })},
        {"conditions_early", "conditions.time",
         changed([](Node r, Bench& b) { set(conditions(r), "NotBefore", b.at(Millis{3 * minute + 1})); })},
        {"conditions_empty_window", "conditions.time", changed([](Node r, Bench& b) {
             set(conditions(r), "NotBefore", b.at(Millis{0}));
             set(conditions(r), "NotOnOrAfter", b.at(Millis{0}));
         })},
        {"other_audience", "conditions.audience",
         changed([](Node r) { audience(r).text().set("https://other.example.test/metadata"); })},
        {"audience_with_suffix", "conditions.audience",
         changed([](Node r, Bench& b) { audience(r).text().set((b.entity_id + ".evil.test").c_str()); })},
        {"no_audience_restriction", "conditions.audience",
         changed([](Node r) { conditions(r).remove_child("saml:AudienceRestriction"); })},
        {"no_conditions", "conditions.audience", changed([](Node r) { assertion(r).remove_child("saml:Conditions"); })},
        {"second_restriction_for_others", "conditions.audience", changed([](Node r) {
             Node second = conditions(r).append_copy(conditions(r).child("saml:AudienceRestriction"));
             second.child("saml:Audience").text().set("https://other.example.test/metadata");
         })},
        {"unknown_condition", "conditions.understood", changed([](Node r) { append_condition(r, "saml:Condition"); })},
        {"no_authn_statement", "authn.statement",
         changed([](Node r) { assertion(r).remove_child("saml:AuthnStatement"); })},
        {"other_authn_context", "authn.context",
         [](Message& message, Bench& b) {
             b.settings(R"({"authn_contexts":["urn:mfa","urn:oasis:names:tc:SAML:2.0:ac:classes:Password"]})");
             message.change = [](Node r) { class_ref(r).text().set("urn:oasis:names:tc:SAML:2.0:ac:classes:password"); };
         }},
        {"no_authn_context_class", "authn.context",
         [](Message& message, Bench& b) {
             b.settings(R"({"authn_contexts":["urn:oasis:names:tc:SAML:2.0:ac:classes:Password"]})");
             message.change = [](Node r) {
                 Node context = class_ref(r).parent();
                 context.remove_child("saml:AuthnContextClassRef");
                 context.append_child("saml:AuthnContextDeclRef").text().set("urn:declaration");
             };
         }},
        {"second_statement_of_another_class", "authn.context",
         [](Message& message, Bench& b) {
             b.settings(R"({"authn_contexts":["urn:oasis:names:tc:SAML:2.0:ac:classes:Password"]})");
             message.change = [](Node r) {
                 const Node second = assertion(r).insert_copy_after(authn(r), authn(r));
                 second.child("saml:AuthnContext").child("saml:AuthnContextClassRef").text().set("urn:weaker");
             };
         }},
        {"session_over", "authn.session_time",
         changed([](Node r, Bench& b) { set(authn(r), "SessionNotOnOrAfter", b.at(Millis{0})); })},
        {"no_email", "account.email", [](Message& m, Bench&) { m.name_id = "00u1"; }},
        {"two_addresses", "account.email", [](Message& m, Bench&) { m.name_id = "ada@example.test,eve@example.test"; }},
    };
    return all;
}

class OneFault : public testing::TestWithParam<Fault> {};

TEST_P(OneFault, IsRefusedByItsRule) {
    const Fault& fault = GetParam();
    Bench bench;
    Message message;
    fault.plant(message, bench);
    Browser browser;
    const HttpResponse refused = bench.login(message, browser);
    EXPECT_EQ(refused.status, fault.status) << refused.body;
    EXPECT_EQ(rule_of(refused), fault.rule) << refused.body;
    EXPECT_TRUE(browser.cookies.empty());
    EXPECT_EQ(bench.account_count(), 0u);
    EXPECT_TRUE(bench.admits_a_good_login());
}

INSTANTIATE_TEST_SUITE_P(Rules, OneFault, testing::ValuesIn(faults()),
                         [](const auto& instance) { return std::string(instance.param.name); });

/// What is unusual but right.
struct Variation {
    const char* name;
    std::function<void(Message&, Bench&)> plant;
};

const std::vector<Variation>& variations() {
    constexpr long minute = 60'000;
    static const std::vector<Variation> all{
        {"as_is", [](Message&, Bench&) {}},
        {"response_signed",
         [](Message& m, Bench&) {
             m.sign_assertion = false;
             m.sign_response = true;
         }},
        {"both_signed", [](Message& m, Bench&) { m.sign_response = true; }},
        {"unsigned_response_without_destination", changed([](Node r) { r.remove_attribute("Destination"); })},
        {"unsigned_response_without_issuer", changed([](Node r) { r.remove_child("saml:Issuer"); })},
        {"issuer_format_entity",
         changed([](Node r) {
             set(assertion(r).child("saml:Issuer"), "Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:entity");
         })},
        {"confirmation_within_skew",
         changed([](Node r, Bench& b) { set(data(r), "NotOnOrAfter", b.at(Millis{-3 * minute + 1})); })},
        {"conditions_within_skew",
         changed([](Node r, Bench& b) { set(conditions(r), "NotBefore", b.at(Millis{3 * minute})); })},
        {"conditions_without_times",
         changed([](Node r) {
             conditions(r).remove_attribute("NotBefore");
             conditions(r).remove_attribute("NotOnOrAfter");
         })},
        {"far_future", changed([](Node r) { set(conditions(r), "NotOnOrAfter", "2107-01-01T00:00:00Z"); })},
        {"microseconds", changed([](Node r) { set(conditions(r), "NotOnOrAfter", "2027-01-01T00:00:00.123456Z"); })},
        {"second_bearer_is_ours",
         changed([](Node r) {
             Node other = subject(r).insert_copy_before(confirmation(r), confirmation(r));
             set(other.first_child(), "Recipient", "https://other.example.test/acs");
         })},
        {"holder_of_key_beside",
         changed([](Node r) {
             Node other = subject(r).append_copy(confirmation(r));
             set(other, "Method", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key");
         })},
        {"several_audiences",
         changed([](Node r) {
             conditions(r).first_child().prepend_child("saml:Audience").text().set("https://other.example.test");
         })},
        {"two_restrictions_both_ours",
         changed([](Node r) { conditions(r).append_copy(conditions(r).first_child()); })},
        {"one_time_use", changed([](Node r) { append_condition(r, "saml:OneTimeUse"); })},
        {"proxy_restriction", changed([](Node r) { append_condition(r, "saml:ProxyRestriction"); })},
        {"success_with_message",
         changed([](Node r) { r.child("samlp:Status").append_child("samlp:StatusMessage").text().set("fine"); })},
        {"advice_with_another_assertion",
         changed([](Node r) {
             pugi::xml_document copy;
             copy.append_copy(assertion(r));
             Node advice = assertion(r).insert_child_after("saml:Advice", conditions(r));
             Node inner = advice.append_copy(copy.first_child());
             set(inner, "ID", "_advice");
             inner.child("saml:Subject").child("saml:NameID").text().set("eve@example.test");
         })},
        {"unknown_attribute", [](Message& m, Bench&) { m.attributes["__proto__"] = "admin"; }},
        {"email_attribute",
         [](Message& m, Bench&) {
             m.name_id = "0c2b1f9e";
             m.attributes["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"] = "ada@example.test";
         }},
        {"own_qualifiers",
         changed([](Node r, Bench& b) {
             Node id = subject(r).child("saml:NameID");
             set(id, "Format", saml::nameid_persistent);
             set(id, "NameQualifier", idp_entity_id);
             set(id, "SPNameQualifier", b.entity_id);
         })},
    };
    return all;
}

class Unusual : public testing::TestWithParam<Variation> {};

TEST_P(Unusual, IsAdmittedAsAda) {
    Bench bench;
    Message message;
    GetParam().plant(message, bench);
    Browser browser;
    const HttpResponse admitted = bench.login(message, browser);
    EXPECT_EQ(admitted.status, 303) << admitted.body;
    EXPECT_EQ(text_of(bench.whoami(browser), "email"), "ada@example.test");
}

INSTANTIATE_TEST_SUITE_P(Rules, Unusual, testing::ValuesIn(variations()),
                         [](const auto& instance) { return std::string(instance.param.name); });

// -- the rules as a whole

TEST(Rules, EachHasWordsOfItsOwn) {
    std::set<std::string_view> ids;
    for (const Rule& rule : default_rules()) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
        EXPECT_FALSE(rule.clause.empty()) << rule.id;
        EXPECT_FALSE(rule.sentence.empty()) << rule.id;
        EXPECT_NE(static_cast<bool>(rule.check), static_cast<bool>(rule.confirms)) << rule.id;
        EXPECT_GE(rule.status, 400);
        EXPECT_LT(rule.status, 500);
    }
}

TEST(Rules, EachIsSeenToRefuse) {
    std::set<std::string_view> shown{"transport.method", "transport.form", "transport.query", "transport.encoding",
                                     "transport.parameter", "idp.metadata_current", "response.unsolicited", "replay",
                                     "conditions.one_time_use", "account.active", "account.known", "account.idp",
                                     "encryption.required", "encryption.form", "encryption.opens",
                                     "signature.assertion", "subject.encrypted_id"};
    for (const Fault& fault : faults()) shown.insert(fault.rule);
    for (const Rule& rule : default_rules()) EXPECT_TRUE(shown.contains(rule.id)) << rule.id;
}

TEST(Rules, AreNotJudgedWithoutTheirInputs) {
    const LoginContext nothing;
    const std::vector<Rule> rules = default_rules();
    for (const Judgement& judgement : judge(rules, nothing, Judge::all)) {
        EXPECT_EQ(judgement.outcome.kind, RuleOutcome::Kind::not_judged) << judgement.rule->id;
        EXPECT_FALSE(judgement.outcome.expected.empty()) << judgement.rule->id;
    }
}

TEST(Rules, ExplainAMessageWithoutKeysOrRequest) {
    Bench bench;
    LoginContext login;
    read_message(login, bench.write({}), AttributeMapping::usual(), xml::verify_enveloped);
    login.now = bench.clock.now();
    login.sp_entity_id = bench.entity_id;
    const std::vector<Rule> rules = default_rules();
    std::map<std::string_view, RuleOutcome::Kind> outcomes;
    for (const Judgement& judgement : judge(rules, login, Judge::all))
        outcomes[judgement.rule->id] = judgement.outcome.kind;
    EXPECT_FALSE(login.assertion_verified);
    EXPECT_EQ(outcomes.at("signature.present"), RuleOutcome::Kind::holds);
    EXPECT_EQ(outcomes.at("signature.valid"), RuleOutcome::Kind::not_judged);
    EXPECT_EQ(outcomes.at("conditions.audience"), RuleOutcome::Kind::holds);
    EXPECT_EQ(outcomes.at("subject.recipient"), RuleOutcome::Kind::not_judged);
    EXPECT_EQ(outcomes.at("replay"), RuleOutcome::Kind::not_judged);
}

TEST(Rules, HostileTextIsTamedInRefusals) {
    Bench bench;
    Message message;
    message.change = [](Node r) { r.child("saml:Issuer").text().set("<script>alert(1)</script>\r\nSet-Cookie: x"); };
    const std::string form = write_form({{"SAMLResponse", crypto::base64_encode(bench.write(message))}});
    const HttpResponse page = bench.send("POST", path_of(bench.acs),
                                         {{"Content-Type", "application/x-www-form-urlencoded"}}, form);
    EXPECT_EQ(page.status, 403);
    EXPECT_NE(page.body.find("response.issuer"), std::string::npos);
    EXPECT_EQ(page.body.find("<script>"), std::string::npos);
    EXPECT_EQ(page.body.find('\r'), std::string::npos);
    EXPECT_NE(find_header(page.headers, "Content-Security-Policy"), std::nullopt);
}

} // namespace
} // namespace idpsim::sp::test
