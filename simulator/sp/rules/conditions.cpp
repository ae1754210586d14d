#include "simulator/sp/rules/judging.hpp"
#include "simulator/sp/rules/rules.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

/// Both bounds with tolerance; a window that no instant satisfies stays one, whatever the tolerance.
RuleOutcome is_in_time(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!login.now) return without("the time");
    if (!assertion->conditions) return RuleOutcome::hold("(no Conditions)");
    const auto& [not_before, not_on_or_after] =
        std::tie(assertion->conditions->not_before, assertion->conditions->not_on_or_after);
    if (not_before && not_on_or_after && *not_before >= *not_on_or_after)
        return RuleOutcome::fail("NotBefore earlier than NotOnOrAfter",
                                 format_instant(*not_before) + " and " + format_instant(*not_on_or_after));
    if (not_before && is_early(*not_before, *login.now, login.skew))
        return RuleOutcome::fail("NotBefore at or before " + format_instant(*login.now + login.skew),
                                 format_instant(*not_before));
    if (not_on_or_after && is_over(*not_on_or_after, *login.now, login.skew))
        return RuleOutcome::fail("NotOnOrAfter " + after(*login.now - login.skew), format_instant(*not_on_or_after));
    return RuleOutcome::hold();
}

std::string describe_restrictions(const std::vector<std::vector<std::string>>& restrictions) {
    std::string out;
    for (const std::vector<std::string>& audiences : restrictions)
        out += (out.empty() ? "" : " and ") + std::string("[") + join(audiences, ", ") + "]";
    return out;
}

RuleOutcome is_for_us(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!login.sp_entity_id) return without("the service provider's entityID");
    if (!assertion->conditions || assertion->conditions->audience_restrictions.empty())
        return RuleOutcome::fail(*login.sp_entity_id, "(no AudienceRestriction)");
    const auto& restrictions = assertion->conditions->audience_restrictions;
    const bool ours = std::all_of(restrictions.begin(), restrictions.end(), [&](const auto& audiences) {
        return std::find(audiences.begin(), audiences.end(), *login.sp_entity_id) != audiences.end();
    });
    const std::string actual = describe_restrictions(restrictions);
    return ours ? RuleOutcome::hold(actual) : RuleOutcome::fail(*login.sp_entity_id, actual);
}

RuleOutcome all_understood(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!assertion->conditions || assertion->conditions->unknown.empty()) return RuleOutcome::hold();
    return RuleOutcome::fail("conditions that are understood", join(assertion->conditions->unknown, ", "));
}

RuleOutcome has_authn_statement(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!assertion->authn_statements.empty()) return RuleOutcome::hold();
    return RuleOutcome::fail("an AuthnStatement", "none");
}

/// By Comparison exact: the very URI. Nothing says on which of several statements the session stands, so each must be good.
RuleOutcome is_of_a_class_asked_for(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    const saml::Response* response = readable(login.response);
    if (!assertion) return without_assertion();
    if (!response) return without_response();
    if (!login.contexts_asked) return without("the classes of authentication that were asked for");
    const std::vector<std::string> asked = login.contexts_asked(response->in_response_to);
    if (asked.empty()) return RuleOutcome::hold("none was asked for");
    for (const saml::AuthnStatement& statement : assertion->authn_statements)
        if (!statement.class_ref || std::ranges::find(asked, *statement.class_ref) == asked.end())
            return RuleOutcome::fail("AuthnContextClassRef " + join(asked, " or "), or_none(statement.class_ref));
    return RuleOutcome::hold(asked.front());
}

/// Without tolerance: the session would be over before its first page.
RuleOutcome session_is_not_over(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!login.now) return without("the time");
    for (const saml::AuthnStatement& statement : assertion->authn_statements)
        if (statement.session_not_on_or_after && *statement.session_not_on_or_after <= *login.now)
            return RuleOutcome::fail("SessionNotOnOrAfter " + after(*login.now),
                                     format_instant(*statement.session_not_on_or_after));
    return RuleOutcome::hold();
}

RuleOutcome is_first_use(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!login.seen_before) return without("the assertions used before");
    if (!login.seen_before(assertion->issuer, assertion->id)) return RuleOutcome::hold(assertion->id);
    return RuleOutcome::fail("an assertion that was not used before", assertion->id);
}

RuleOutcome is_used_once(const LoginContext& login) {
    const saml::Assertion* assertion = readable(login.assertion);
    if (!assertion) return without_assertion();
    if (!assertion->conditions || !assertion->conditions->one_time_use) return RuleOutcome::hold("no OneTimeUse");
    return is_first_use(login);
}

} // namespace

std::vector<Rule> conditions_rules() {
    return {
        {"conditions.time", "saml-core-2.0 section 2.5.1.2", "Now lies within NotBefore and NotOnOrAfter.",
         is_in_time, {}},
        {"conditions.audience", "saml-core-2.0 section 2.5.1.4",
         "An AudienceRestriction is there, and each one names this service provider.", is_for_us, {}},
        {"conditions.understood", "saml-core-2.0 section 2.5.1.1", "No condition is unknown.", all_understood, {}},
        {"authn.statement", "saml-profiles-2.0 section 4.1.4.2", "The assertion has an AuthnStatement.",
         has_authn_statement, {}},
        {"authn.context", "saml-core-2.0 section 3.3.2.2.1",
         "The login is of a class of authentication that was asked for.", is_of_a_class_asked_for, {}},
        {"authn.session_time", "saml-core-2.0 section 2.7.2", "SessionNotOnOrAfter is not past.",
         session_is_not_over, {}},
        {"replay", "saml-profiles-2.0 section 4.1.4.5", "A bearer assertion is used once.", is_first_use, {}},
        {"conditions.one_time_use", "saml-core-2.0 section 2.5.1.5", "An assertion with OneTimeUse is used once.",
         is_used_once, {}},
    };
}

} // namespace idpsim::sp
