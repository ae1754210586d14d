/// Responses and bare assertions: the rules of the service provider's assertion consumer service, one by one.
#include "simulator/sp/config.hpp"
#include "simulator/sp/message.hpp"
#include "simulator/sp/rules/rules.hpp"
#include "src/core/text.hpp"
#include "src/engine/inspect_rules.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/decrypt.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::engine {
namespace {

/// What the service provider would expect, as far as it was told.
sp::LoginContext expectations(const Known& known) {
    sp::LoginContext login;
    login.now = known.given.now;
    login.skew = sp::SpConfig{}.clock_skew;
    login.sp_entity_id = known.given.sp_entity_id;
    login.acs_url = known.given.acs_url;
    login.idp_entity_id = known.idp_entity_id;
    login.policy = known.policy;
    if (known.metadata) login.metadata_valid_until = known.metadata->valid_until;
    if (!known.given.keys.empty())
        login.decrypt_policy = [keys = known.given.keys] {
            xml::DecryptPolicy policy;
            policy.keys = keys;
            return policy;
        };
    if (const auto id = known.given.request_id)
        login.request_state = [id](std::string_view asked) {
            return asked == *id ? sp::RequestState::pending : sp::RequestState::unknown;
        };
    return login;
}

bool is_about_envelope(std::string_view id) {
    return id.starts_with("response.") || id.starts_with("transport.") || id == "assertion.count";
}

/// Which attribute holds the address is a setting of the service provider's: that none of the usual ones does is no
/// fault.
sp::RuleOutcome softened(const sp::Judgement& judgement) {
    if (judgement.rule->id != "account.email" || !judgement.outcome.fails()) return judgement.outcome;
    sp::RuleOutcome out = sp::RuleOutcome::not_judged("which attribute holds the e-mail address");
    out.actual = judgement.outcome.actual;
    return out;
}

RuleList judged(const sp::LoginContext& login, bool bare_assertion) {
    static const std::vector<sp::Rule> rules = sp::default_rules(); // the judgements point into it
    RuleList out;
    for (const sp::Judgement& judgement : sp::judge(rules, login, sp::Judge::all)) {
        const sp::Rule& rule = *judgement.rule;
        const bool beside = bare_assertion && is_about_envelope(rule.id);
        out.add(rule.id, rule.clause, rule.sentence,
                beside ? sp::RuleOutcome::not_judged("the Response around the assertion") : softened(judgement));
    }
    return out;
}

void add_fact(Inspected& out, std::string label, const std::optional<std::string>& value) {
    if (value) out.facts.emplace_back(std::move(label), sp::printable(*value));
}

void describe(const sp::LoginContext& login, Inspected& out) {
    if (login.response && *login.response) {
        const saml::Response& response = **login.response;
        add_fact(out, "issuer", response.issuer);
        add_fact(out, "issued", format_instant(response.issue_instant));
        add_fact(out, "destination", response.destination);
        add_fact(out, "in response to", response.in_response_to.value_or("(nothing: IdP-initiated)"));
        add_fact(out, "status", response.status.code);
    }
    if (!login.assertion || !*login.assertion) return;
    const saml::Assertion& assertion = **login.assertion;
    if (!login.response) add_fact(out, "issuer", assertion.issuer);
    if (assertion.name_id) add_fact(out, "NameID format", assertion.name_id->format.value_or("(none)"));
    if (!assertion.conditions) return;
    for (const auto& audiences : assertion.conditions->audience_restrictions)
        add_fact(out, "audience", join(audiences, ", "));
    if (const auto& until = assertion.conditions->not_on_or_after)
        add_fact(out, "usable until", format_instant(*until));
}

/// Nothing that did not verify is told as a value.
void take_values(const sp::LoginContext& login, Inspected& out) {
    if (!login.assertion_verified || !login.assertion || !*login.assertion) return;
    const saml::Assertion& assertion = **login.assertion;
    if (assertion.name_id) out.name_id = assertion.name_id->value;
    for (const saml::Attribute& attribute : assertion.attributes)
        out.attributes.emplace_back(attribute.name, attribute.values);
}

/// The verified octets when there are some, else the element as sent.
Result<saml::Assertion> read_signed(const xml::Document& document, const sp::SignatureState& signature) {
    if (!signature.verified()) return saml::read_assertion(document.root());
    const auto signed_part = xml::Document::parse((*signature.outcome)->octets);
    return signed_part ? saml::read_assertion(signed_part->root()) : Result<saml::Assertion>(signed_part.error());
}

sp::SignatureState look_at_signature(const xml::Document& document, const std::optional<xml::VerifyPolicy>& policy) {
    sp::SignatureState out;
    out.present = document.root().child(ns::ds, "Signature").has_value();
    if (policy) out.outcome = xml::verify_enveloped(document, document.root(), *policy);
    return out;
}

/// What became of an encrypted assertion.
void describe_encryption(const sp::LoginContext& login, const Known& known, Inspected& out) {
    if (!login.opened) return;
    if (!*login.opened) {
        out.notes.push_back("The assertion stays closed: " + login.opened->error().detail + ".");
        return;
    }
    const xml::Decrypted& opened = **login.opened;
    out.notes.push_back("The assertion was encrypted by " + opened.block_cipher + ", its key by " +
                        opened.key_transport + ".");
    if (const auto inside = xml::Document::parse(opened.octets)) describe_signatures(*inside, known, out.notes);
}

void conclude(const sp::LoginContext& login, bool bare_assertion, Inspected& out) {
    RuleList rules = judged(login, bare_assertion);
    out.valid = !rules.any_fails() && login.assertion_verified;
    if (!login.policy)
        out.notes.emplace_back(
            "No certificate was given, so nothing in it is verified: give --idp-metadata or --cert.");
    describe(login, out);
    take_values(login, out);
    out.rules = rules.take();
}

} // namespace

void inspect_response(const FoundMessage& message, const Known& known, Inspected& out) {
    sp::LoginContext login = expectations(known);
    const auto& mapping = sp::AttributeMapping::usual();
    if (message.request && message.request->method == "POST")
        sp::read_request(login, *message.request, mapping, xml::verify_enveloped);
    // A form that only a tolerant reader makes sense of is judged as such; what it holds, all the same.
    if (!login.document) sp::read_message(login, message.xml, mapping, xml::verify_enveloped);
    describe_encryption(login, known, out);
    conclude(login, false, out);
}

void inspect_assertion(const FoundMessage&, const xml::Document& document, const Known& known, Inspected& out) {
    sp::LoginContext login = expectations(known);
    login.document = document;
    login.assertions = 1;
    login.assertion_signature = look_at_signature(document, login.policy);
    login.assertion = read_signed(document, login.assertion_signature);
    login.assertion_verified = login.assertion_signature.verified();
    if (*login.assertion) login.identity = sp::read_identity(**login.assertion, sp::AttributeMapping::usual());
    conclude(login, true, out);
}

} // namespace idpsim::engine
