#include "simulator/sp/rules/judging.hpp"
#include "simulator/sp/rules/rules.hpp"
#include "src/core/text.hpp"

namespace idpsim::sp {
namespace {

RuleOutcome has_name_id(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!assertion->name_id) return RuleOutcome::fail("a NameID", "none");
    if (trim(assertion->name_id->value).empty()) return RuleOutcome::fail("a NameID", "an empty one");
    return RuleOutcome::hold(assertion->name_id->value);
}

/// A persistent identifier means something only between its two qualifiers; left out, they are these two parties.
RuleOutcome qualifiers_are_ours(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion || !assertion->name_id) return without("a NameID");
    const saml::NameId& id = *assertion->name_id;
    if (id.format != saml::nameid_persistent) return RuleOutcome::hold("not persistent");
    if (!login.idp_entity_id || !login.sp_entity_id) return without("both entityIDs");
    if (id.name_qualifier && id.name_qualifier != login.idp_entity_id)
        return RuleOutcome::fail("NameQualifier " + *login.idp_entity_id, *id.name_qualifier);
    if (id.sp_name_qualifier && id.sp_name_qualifier != login.sp_entity_id)
        return RuleOutcome::fail("SPNameQualifier " + *login.sp_entity_id, *id.sp_name_qualifier);
    return RuleOutcome::hold();
}

RuleOutcome has_data(const LoginContext&, const saml::SubjectConfirmation& confirmation) {
    if (confirmation.has_data) return RuleOutcome::hold();
    return RuleOutcome::fail("SubjectConfirmationData in the bearer confirmation", "none");
}

RuleOutcome recipient_is_here(const LoginContext& login, const saml::SubjectConfirmation& confirmation) {
    if (!login.acs_url) return without("the assertion consumer service URL");
    if (confirmation.recipient == login.acs_url) return RuleOutcome::hold();
    return RuleOutcome::fail(*login.acs_url, or_none(confirmation.recipient));
}

RuleOutcome is_in_time(const LoginContext& login, const saml::SubjectConfirmation& confirmation) {
    if (!login.now) return without("the time");
    if (!confirmation.not_on_or_after) return RuleOutcome::fail(after(*login.now), "(no NotOnOrAfter)");
    if (!is_over(*confirmation.not_on_or_after, *login.now, login.skew)) return RuleOutcome::hold();
    return RuleOutcome::fail(after(*login.now - login.skew), format_instant(*confirmation.not_on_or_after));
}

RuleOutcome has_no_not_before(const LoginContext&, const saml::SubjectConfirmation& confirmation) {
    if (!confirmation.not_before) return RuleOutcome::hold();
    return RuleOutcome::fail("no NotBefore in a bearer confirmation", format_instant(*confirmation.not_before));
}

/// The confirmation's copy stands under the signature when the envelope's may not, so the two must say the same.
RuleOutcome answers_the_same_request(const LoginContext& login, const saml::SubjectConfirmation& confirmation) {
    const saml::Response* response = readable(login.response);
    if (!response) return without_response();
    if (confirmation.in_response_to == response->in_response_to)
        return RuleOutcome::hold(or_none(confirmation.in_response_to));
    return RuleOutcome::fail("InResponseTo " + std::string(or_none(response->in_response_to)) + " as the Response",
                             or_none(confirmation.in_response_to));
}

} // namespace

std::vector<Rule> subject_rules() {
    return {
        {"subject.name_id", "saml-core-2.0 section 2.4.1", "The Subject has a NameID that is not empty.",
         has_name_id, {}},
        {"subject.qualifiers", "saml-core-2.0 section 8.3.7",
         "A persistent NameID is qualified by this IdP and this service provider, or not at all.",
         qualifiers_are_ours, {}},
        {"subject.bearer", "saml-profiles-2.0 section 4.1.4.2", "A bearer SubjectConfirmation with data is there.",
         {}, has_data},
        {"subject.recipient", "saml-profiles-2.0 section 4.1.4.3",
         "The bearer confirmation's Recipient is this assertion consumer service.", {}, recipient_is_here},
        {"subject.not_on_or_after", "saml-profiles-2.0 section 4.1.4.3",
         "The bearer confirmation has a NotOnOrAfter that is not past.", {}, is_in_time},
        {"subject.not_before", "saml-profiles-2.0 section 4.1.4.2", "The bearer confirmation has no NotBefore.",
         {}, has_no_not_before},
        {"subject.in_response_to", "saml-profiles-2.0 section 4.1.4.3",
         "The bearer confirmation answers the request that the Response answers, or none where it answers none.",
         {}, answers_the_same_request},
    };
}

} // namespace idpsim::sp
