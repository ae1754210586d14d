#include "simulator/sp/rules/judging.hpp"
#include "simulator/sp/rules/rules.hpp"

namespace idpsim::sp {
namespace {

bool has_assertion(const LoginContext& login) { return login.assertions + login.encrypted_assertions > 0; }

RuleOutcome exactly_one_assertion(const LoginContext& login) {
    if (!login.root_is_response) return without_response();
    if (login.assertions == 1 && login.encrypted_assertions == 0) return RuleOutcome::hold("1");
    if (login.assertions == 0 && login.encrypted_assertions == 1) return RuleOutcome::hold("1, encrypted");
    std::string actual = std::to_string(login.assertions);
    if (login.encrypted_assertions > 0) actual += " and " + std::to_string(login.encrypted_assertions) + " encrypted";
    return RuleOutcome::fail("1", actual);
}

bool was_not_found(const SignatureState& signature) {
    return signature.outcome && !*signature.outcome && signature.outcome->error().fault == Fault::not_found;
}

/// Neither signed nor otherwise vouched for.
bool is_unsigned(const SignatureState& signature) {
    return !signature.present && (!signature.outcome || was_not_found(signature));
}

RuleOutcome something_is_signed(const LoginContext& login) {
    if (!has_assertion(login)) return without_assertion();
    if (login.envelope_vouched) return RuleOutcome::hold("the ArtifactResponse around it");
    if (!is_unsigned(login.response_signature) || !is_unsigned(login.assertion_signature)) return RuleOutcome::hold();
    return RuleOutcome::fail("a ds:Signature of the Response or of the Assertion", "neither is signed");
}

std::string problem_of(std::string_view element, const SignatureState& signature) {
    if (!signature.present || signature.verified() || !signature.outcome) return {};
    return std::string(element) + ": " + signature.outcome->error().detail;
}

RuleOutcome every_signature_verifies(const LoginContext& login) {
    if (!login.policy) return without("the IdP's certificates");
    if (!has_assertion(login)) return without_assertion();
    if (login.policy->keys.empty()) return RuleOutcome::fail("a signing certificate of the IdP", "none is configured");
    std::string problem = problem_of("Response", login.response_signature);
    if (problem.empty()) problem = problem_of("Assertion", login.assertion_signature);
    if (problem.empty() && !login.assertion_verified) problem = "nothing that verified covers the assertion";
    if (!problem.empty()) return RuleOutcome::fail("a signature by one of the IdP's certificates", problem);
    const SignatureState& by = login.assertion_signature.verified() ? login.assertion_signature
                                                                    : login.response_signature;
    if (!by.verified()) return RuleOutcome::hold("the ArtifactResponse around it");
    return RuleOutcome::hold((*by.outcome)->signature_method);
}

/// What the metadata promises IdPs is then asked of them.
RuleOutcome assertion_is_signed(const LoginContext& login) {
    if (!has_assertion(login)) return without_assertion();
    if (!login.want_assertions_signed) return without("whether assertions have to be signed themselves");
    if (!*login.want_assertions_signed) return RuleOutcome::hold("not asked for");
    if (login.assertion_signature.verified()) return RuleOutcome::hold("signed");
    return RuleOutcome::fail("an assertion that is signed itself", "a signature around it alone");
}

RuleOutcome assertion_is_readable(const LoginContext& login) {
    if (!login.assertion) return without("an assertion");
    if (*login.assertion) return RuleOutcome::hold();
    return RuleOutcome::fail("every mandatory part of an Assertion", describe(login.assertion->error()));
}

RuleOutcome assertion_version(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (assertion->version == "2.0") return RuleOutcome::hold(assertion->version);
    return RuleOutcome::fail("2.0", assertion->version);
}

constexpr std::string_view entity_format = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";

RuleOutcome assertion_issuer(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!login.idp_entity_id) return without("the IdP's entityID");
    if (assertion->issuer_format && *assertion->issuer_format != entity_format)
        return RuleOutcome::fail("an Issuer of format entity", *assertion->issuer_format);
    if (assertion->issuer == *login.idp_entity_id) return RuleOutcome::hold(assertion->issuer);
    return RuleOutcome::fail(*login.idp_entity_id, assertion->issuer);
}

} // namespace

std::vector<Rule> count_rules() {
    return {
        {"assertion.count", "saml-profiles-2.0 section 4.1.4.2", "The Response holds exactly one assertion.",
         exactly_one_assertion, {}},
    };
}

std::vector<Rule> signature_rules() {
    return {
        {"signature.present", "saml-profiles-2.0 section 4.1.3.5", "The Response or its Assertion is signed.",
         something_is_signed, {}},
        {"signature.valid", "saml-core-2.0 section 5.4",
         "Every signature verifies with a certificate of the organisation's IdP, and one covers the assertion.",
         every_signature_verifies, {}},
        {"signature.assertion", "saml-metadata-2.0 section 2.4.4",
         "The assertion is signed itself where the service provider's metadata wants it (WantAssertionsSigned).",
         assertion_is_signed, {}},
        {"assertion.readable", "saml-core-2.0 section 2.3.3", "Every mandatory part of the Assertion is there.",
         assertion_is_readable, {}},
        {"assertion.version", "saml-core-2.0 section 2.3.3", "The Assertion's Version is 2.0.", assertion_version, {}},
        {"assertion.issuer", "saml-profiles-2.0 section 4.1.4.2", "The Assertion's Issuer is the organisation's IdP.",
         assertion_issuer, {}},
    };
}

} // namespace idpsim::sp
