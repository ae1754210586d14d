/// Audience, other conditions, statements. All signed so by the IdP.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "condition";
constexpr char other_sp[] = "https://other-sp.example/saml";

Node conditions_of(Node root) { return child_named(assertion_of(root), "Conditions"); }
Node restriction_of(Node root) { return first_named(assertion_of(root), "AudienceRestriction"); }
Node audience_of(Node root) { return first_named(assertion_of(root), "Audience"); }

Change audience(std::function<std::string(const Attack&)> write) {
    return before([write](Node root, const Attack& attack) { audience_of(root).text().set(write(attack).c_str()); });
}

Node second_restriction(Node root) {
    return conditions_of(root).insert_copy_after(restriction_of(root), restriction_of(root));
}

void right_one_outside(Node root, const Attack& attack) {
    audience_of(root).text().set(other_sp);
    const Node extensions = add_before(child_named(root, "Status"), "samlp:Extensions", ns::samlp);
    add(extensions, "saml:Audience", ns::saml).text().set(attack.sp_entity_id.c_str());
}

void unknown_condition(Node root, const Attack&) {
    Node condition = add(conditions_of(root), "saml:Condition", ns::saml);
    put_attribute(condition, "xmlns:xsi", ns::xsi);
    put_attribute(condition, "xmlns:x", "urn:example:extension");
    put_attribute(condition, "xsi:type", "x:OnlyOnMondays");
}

Node statement_of(Node root) { return child_named(assertion_of(root), "AuthnStatement"); }

void unknown_statement(Node root, const Attack&) {
    Node statement = add(assertion_of(root), "saml:Statement", ns::saml);
    put_attribute(statement, "xmlns:xsi", ns::xsi);
    put_attribute(statement, "xmlns:x", "urn:example:extension");
    put_attribute(statement, "xsi:type", "x:Remark");
}

void without_session(Node root, const Attack&) {
    statement_of(root).remove_attribute("SessionIndex");
    statement_of(root).remove_attribute("SessionNotOnOrAfter");
}

} // namespace

std::vector<SamlFault> condition_faults() {
    return {
        {"aud-missing-conditions", theme, "no Conditions", Must::refuse,
         before([](Node root, const Attack&) { drop(conditions_of(root)); })},
        {"aud-missing-restriction", theme, "no AudienceRestriction", Must::refuse,
         before([](Node root, const Attack&) { drop(restriction_of(root)); })},
        {"aud-empty-restriction", theme, "an AudienceRestriction with no Audience", Must::refuse,
         before([](Node root, const Attack&) { drop(audience_of(root)); })},
        {"aud-empty-audience", theme, "an empty Audience", Must::refuse, audience([](const Attack&) { return ""; })},
        {"aud-one-of-many", theme, "another service provider's Audience beside ours", Must::accept,
         before([](Node root, const Attack&) {
             Node second = restriction_of(root).insert_copy_before(audience_of(root), audience_of(root));
             second.text().set(other_sp);
         })},
        {"aud-two-restrictions-and", theme, "a second AudienceRestriction without us", Must::refuse,
         before([](Node root, const Attack&) { set_text(second_restriction(root), "Audience", other_sp); })},
        {"aud-two-restrictions-both", theme, "two AudienceRestrictions, both with us", Must::accept,
         before([](Node root, const Attack&) { second_restriction(root); })},
        {"aud-prefix-suffix", theme, "an Audience that begins with ours", Must::refuse,
         audience([](const Attack& attack) { return attack.sp_entity_id + ".evil.example"; })},
        {"aud-case-slash", theme, "our Audience with a slash behind it", Must::refuse,
         audience([](const Attack& attack) { return attack.sp_entity_id + "/"; })},
        {"aud-acs-url", theme, "the Audience is the ACS URL", Must::policy,
         audience([](const Attack& attack) { return attack.acs_url; })},
        {"aud-list-in-one", theme, "two names in one Audience", Must::refuse,
         audience([](const Attack& attack) { return std::string(other_sp) + " " + attack.sp_entity_id; })},
        {"aud-outside-conditions", theme, "our name stands outside of the Conditions", Must::refuse,
         before(right_one_outside)},
        {"cond-two", theme, "two Conditions", Must::refuse,
         before([](Node root, const Attack&) {
             assertion_of(root).insert_copy_after(conditions_of(root), conditions_of(root));
         })},
        {"cond-unknown", theme, "a condition that nobody knows", Must::refuse, before(unknown_condition)},
        {"cond-foreign-element", theme, "an element of another namespace among the conditions", Must::refuse,
         before([](Node root, const Attack&) { add(conditions_of(root), "x:Unknown", "urn:example:extension"); })},
        {"cond-onetimeuse", theme, "OneTimeUse, used once", Must::accept,
         before([](Node root, const Attack&) { add(conditions_of(root), "saml:OneTimeUse", ns::saml); })},
        {"cond-proxyrestriction", theme, "a ProxyRestriction", Must::accept,
         before([](Node root, const Attack&) {
             put_attribute(add(conditions_of(root), "saml:ProxyRestriction", ns::saml), "Count", "0");
         })},
        {"stm-none", theme, "no AuthnStatement", Must::refuse,
         before([](Node root, const Attack&) { drop(statement_of(root)); })},
        {"stm-unknown-type", theme, "an unknown statement beside the AuthnStatement", Must::accept, before(unknown_statement)},
        {"ctx-order-trick", theme, "two AuthnContextClassRefs", Must::refuse,
         before([](Node root, const Attack&) {
             const Node one = first_named(statement_of(root), "AuthnContextClassRef");
             one.parent().insert_copy_after(one, one);
         })},
        {"ok-authnstatement-no-session", theme, "no SessionIndex", Must::accept, before(without_session)},
    };
}

} // namespace idpsim::engine::faults
