#include "simulator/sp/rules/judging.hpp"
#include "simulator/sp/rules/rules.hpp"

namespace idpsim::sp {
namespace {

RuleOutcome is_encrypted_where_it_must(const LoginContext& login) {
    if (!login.root_is_response) return without_response();
    if (!login.require_encryption) return without("whether assertions have to be encrypted");
    if (!*login.require_encryption) return RuleOutcome::hold("not asked for");
    if (login.assertions == 0) return RuleOutcome::hold("encrypted");
    return RuleOutcome::fail("an EncryptedAssertion: this organisation takes no other", "an Assertion");
}

/// Left closed because the Response around it is forged: that is what the login is refused for.
bool is_left_closed(const LoginContext& login) {
    return login.policy && login.response_signature.present && !login.response_signature.verified();
}

/// What anybody can see without a key may be told apart.
bool is_about_form(Fault fault) { return fault != Fault::refused; }

RuleOutcome is_of_an_admitted_form(const LoginContext& login) {
    if (!login.root_is_response) return without_response();
    if (login.encrypted_assertions == 0) return RuleOutcome::hold("not encrypted");
    if (is_left_closed(login)) return RuleOutcome::hold("left closed");
    if (!login.opened) return without("this service provider's keys");
    if (*login.opened || !is_about_form(login.opened->error().fault)) return RuleOutcome::hold();
    return RuleOutcome::fail("an EncryptedData and an EncryptedKey by algorithms that this organisation admits",
                             login.opened->error().detail);
}

RuleOutcome opens_to_an_assertion(const LoginContext& login) {
    if (!login.root_is_response) return without_response();
    if (login.encrypted_assertions == 0) return RuleOutcome::hold("not encrypted");
    if (is_left_closed(login)) return RuleOutcome::hold("left closed");
    if (!login.opened) return without("this service provider's keys");
    if (*login.opened) return RuleOutcome::hold((*login.opened)->block_cipher);
    return RuleOutcome::fail("an assertion that this service provider can open and somebody it trusts has signed",
                             "it is not that");
}

RuleOutcome name_id_opens(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!assertion->encrypted_id) return RuleOutcome::hold("not encrypted");
    if (!login.opened_name_id) return without("this service provider's keys");
    if (*login.opened_name_id) return RuleOutcome::hold((**login.opened_name_id).value);
    return RuleOutcome::fail("an EncryptedID that opens to a NameID", login.opened_name_id->error().detail);
}

} // namespace

std::vector<Rule> encryption_rules() {
    return {
        {"encryption.required", "product: settings", "The assertion is encrypted where the organisation wants it.",
         is_encrypted_where_it_must, {}},
        {"encryption.form", "saml-core-2.0 section 2.3.4",
         "An encrypted assertion is laid out as EncryptedData and EncryptedKey, by admitted algorithms.",
         is_of_an_admitted_form, {}},
        {"encryption.opens", "saml-profiles-2.0 section 4.1.4.5",
         "An encrypted assertion opens, and a signature inside or around it vouches for it: anybody can encrypt.",
         opens_to_an_assertion, {}},
    };
}

std::vector<Rule> encrypted_id_rules() {
    return {
        {"subject.encrypted_id", "saml-core-2.0 section 2.2.4", "An EncryptedID opens to a NameID.", name_id_opens, {}},
    };
}

} // namespace idpsim::sp
