/// Single logout: what ends, what is believed, what is sent.
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace {

using sp::LogoutContext;
using sp::RuleOutcome;
using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view by_idp = "sso/single-logout-by-idp,negative/logout";
constexpr std::string_view by_sp = "sso/single-logout-by-sp,negative/logout-response";
constexpr std::string_view believed = "negative/logout,negative/redirect";
constexpr std::string_view both_ways = "sso/single-logout-*";
constexpr std::string_view responses = "negative/logout-response";

sp::LogoutRule& rule_named(SpBehaviour& behaviour, std::string_view id) {
    const auto found = std::ranges::find(behaviour.logout.rules, id, &sp::LogoutRule::id);
    if (found == behaviour.logout.rules.end()) throw std::logic_error("no rule is named " + Text(id));
    return *found;
}

/// Another measure: true lets the message pass.
void judge_by(SpBehaviour& behaviour, std::string_view rule, std::function<bool(const LogoutContext&)> passes) {
    sp::LogoutRule& found = rule_named(behaviour, rule);
    found.check = [right = found.check, passes](const LogoutContext& logout) {
        const RuleOutcome outcome = right(logout);
        return outcome.holds() || !passes(logout) ? outcome : RuleOutcome::hold();
    };
}

bool always(const LogoutContext&) { return true; }
template <const char* Rule> void without(SpBehaviour& b) { judge_by(b, Rule, always); }
constexpr char signed_rule[] = "logout.signed", signature_rule[] = "logout.signature", destination_rule[] = "logout.destination",
               issuer_rule[] = "logout.issuer", version_rule[] = "logout.version", expiry_rule[] = "logout.not_on_or_after";

// --- what is believed

void signature_ignored(SpBehaviour& b) {
    without<signed_rule>(b);
    without<signature_rule>(b);
}
void unsigned_ok(SpBehaviour& b) {
    for (const char* rule : {signed_rule, signature_rule}) judge_by(b, rule, [](const LogoutContext& logout) { return !logout.is_signed; });
}
void destination_optional(SpBehaviour& b) {
    judge_by(b, destination_rule, [](const LogoutContext& logout) { return logout.request && *logout.request && !(*logout.request)->destination; });
}
/// Whatever in the document verifies vouches for all of it.
void any_signature(SpBehaviour& b) {
    b.verify = [](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) -> Result<xml::Verified> {
        const auto right = xml::verify_enveloped(document, element, policy);
        if (right || element.name() != "LogoutRequest") return right;
        for (const xml::Element& inside : document.find_all(ns::saml, "Assertion")) {
            // Where the signature stands is nobody's concern either.
            const bool elsewhere = !inside.child(ns::ds, "Signature");
            if (elsewhere || xml::verify_enveloped(document, inside, policy)) {
                const auto octets = xml::canonicalize(element);
                if (octets) return xml::Verified{*octets, "", "", 0};
            }
        }
        return right;
    };
}

// --- what ends

void ends_nothing(SpBehaviour& b) {
    b.logout.means = [](const saml::LogoutRequest&, const sp::Session&) { return false; };
}
void ends_everything(SpBehaviour& b) {
    b.logout.means = [](const saml::LogoutRequest&, const sp::Session&) { return true; };
}
bool shares_index(const saml::LogoutRequest& request, const sp::Session& session) {
    return std::ranges::any_of(session.session_indexes, [&](const Text& own) { return std::ranges::find(request.session_indexes, own) != request.session_indexes.end(); });
}
void any_idp(SpBehaviour& b) {
    b.logout.means = [](saml::LogoutRequest request, const sp::Session& session) {
        request.issuer = session.idp;
        return sp::request_means_session(request, session);
    };
}
/// Neither whether it is one of its own, nor whose sessions it may end.
void issuer_ignored(SpBehaviour& b) {
    without<issuer_rule>(b);
    any_idp(b);
}
void index_only(SpBehaviour& b) { b.logout.means = shares_index; }
void name_only(SpBehaviour& b) {
    b.logout.means = [](const saml::LogoutRequest& request, const sp::Session& session) {
        return request.name_id && request.name_id->value == session.subject.value;
    };
}
void name_begins(SpBehaviour& b) {
    b.logout.means = [](const saml::LogoutRequest& request, const sp::Session& session) {
        return request.name_id && request.name_id->value.starts_with(session.subject.value) && shares_index(request, session);
    };
}
void index_needed(SpBehaviour& b) {
    b.logout.means = [](const saml::LogoutRequest& request, const sp::Session& session) {
        return !request.session_indexes.empty() && sp::request_means_session(request, session);
    };
}

// --- what is sent

void messages_unsigned(SpBehaviour& b) { b.logout.signs = false; }

template <auto Change> void requests_with(SpBehaviour& b) {
    b.logout.request = [](const sp::Organisation& org, const sp::Session& session, const Text& destination, Random& random, Instant now) {
        saml::LogoutRequest out = sp::make_logout_request(org, session, destination, random, now);
        Change(out);
        return out;
    };
}
template <auto Change> void answers_with(SpBehaviour& b) {
    b.logout.response = [](const sp::Organisation& org, const saml::LogoutRequest& request, const Text& destination, Random& random, Instant now) {
        saml::LogoutResponse out = sp::make_logout_response(org, request, destination, random, now);
        Change(out, request);
        return out;
    };
}
template <class Message> void foreign(Message& message) { message.issuer = *message.issuer + "/"; }
template <class Message> void astray(Message& message) { message.destination = "https://idp.invalid/slo"; }
void issuer_other(SpBehaviour& b) {
    requests_with<[](saml::LogoutRequest& out) { foreign(out); }>(b);
    answers_with<[](saml::LogoutResponse& out, const saml::LogoutRequest&) { foreign(out); }>(b);
}
void destination_other(SpBehaviour& b) {
    requests_with<[](saml::LogoutRequest& out) { astray(out); }>(b);
    answers_with<[](saml::LogoutResponse& out, const saml::LogoutRequest&) { astray(out); }>(b);
}
void id_borrowed(SpBehaviour& b) {
    answers_with<[](saml::LogoutResponse& out, const saml::LogoutRequest& request) { out.id = request.id; }>(b);
}
void answers_other(SpBehaviour& b) {
    answers_with<[](saml::LogoutResponse& out, const saml::LogoutRequest&) { out.in_response_to = out.id; }>(b);
}
void answers_no(SpBehaviour& b) {
    answers_with<[](saml::LogoutResponse& out, const saml::LogoutRequest&) { out.status.code = "urn:oasis:names:tc:SAML:2.0:status:Responder"; }>(b);
}
void name_simplified(SpBehaviour& b) {
    requests_with<[](saml::LogoutRequest& out) { out.name_id->format = saml::nameid_email; }>(b);
}
void index_left_out(SpBehaviour& b) {
    requests_with<[](saml::LogoutRequest& out) { out.session_indexes.clear(); }>(b);
}
void answers_nobody(SpBehaviour& b) {
    b.send = [](const sp::Outgoing& message, const sp::KeyPair* signer) {
        return message.parameter == "SAMLResponse" ? html_response(200, "<p>You are logged out.</p>") : sp::send_message(message, signer);
    };
}
void relay_state_forgotten(SpBehaviour& b) {
    b.send = [](sp::Outgoing message, const sp::KeyPair* signer) {
        message.relay_state.reset();
        return sp::send_message(message, signer);
    };
}

// --- what breaks it

bool is_slo(const HttpRequest& request) { return request.url.find("/slo") != Text::npos; }

Text field_of(const HttpRequest& request, std::string_view name) {
    const auto form = parse_form(request.body);
    return form ? find_param(*form, name).value_or("") : "";
}
/// The message that was posted there, in whatever field.
Text posted_xml(const HttpRequest& request) {
    for (const char* field : {"SAMLRequest", "SAMLResponse"})
        if (const auto xml = crypto::base64_decode(field_of(request, field)); xml && !xml->empty()) return *xml;
    return {};
}

void breaks_when(SpBehaviour& b, std::function<bool(const HttpRequest&, const Text& xml)> too_much) {
    b.before = [too_much](HttpRequest& request) -> std::optional<HttpResponse> {
        if (is_slo(request) && too_much(request, posted_xml(request))) return text_response(500, "Something went wrong.");
        return std::nullopt;
    };
}
template <const char* Part> void breaks_over(SpBehaviour& b) {
    breaks_when(b, [](const HttpRequest&, const Text& xml) { return xml.find(Part) != Text::npos; });
}
constexpr char encrypted[] = "EncryptedID", partial[] = "PartialLogout", failed[] = "status:Responder", thousandth[] = "_session-1000<";
void breaks_over_repetition(SpBehaviour& b) {
    breaks_when(b, [known = std::make_shared<std::set<Text>>()](const HttpRequest& request, const Text& xml) {
        return request.method == "POST" && !known->insert(xml).second;
    });
}
/// What it refuses it does not survive.
template <const char* Field> void breaks_over_refused(SpBehaviour& b) {
    b.after = [](const HttpRequest& request, HttpResponse& response) {
        const bool of_kind = posted_xml(request).find("LogoutResponse") != Text::npos && !field_of(request, Field).empty();
        if (is_slo(request) && of_kind && response.status >= 400) response = text_response(500, "Something went wrong.");
    };
}
constexpr char as_response[] = "SAMLResponse", as_request[] = "SAMLRequest";

void doctype_read_over(SpBehaviour& b) {
    b.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        const Text xml = is_slo(request) ? posted_xml(request) : "";
        const auto at = xml.find("<!DOCTYPE");
        if (at == Text::npos) return std::nullopt;
        const auto end = xml.find("]>", at) + 2;
        request.body = write_form({{"SAMLRequest", crypto::base64_encode(xml.substr(0, at) + xml.substr(end))}});
        return std::nullopt;
    };
}

void relay_anywhere(SpBehaviour& b) {
    b.after = [](const HttpRequest& request, HttpResponse& response) {
        const Text to = is_slo(request) ? field_of(request, "RelayState") : "";
        if (to.starts_with("https://")) response = redirect_response(to);
    };
}

constexpr Mutant table[] = {
    {"m-slo-deaf", "ends nothing when the IdP asks", ends_nothing, by_idp},
    {"m-slo-everybody", "ends everybody's session", ends_everything, by_idp},
    {"m-slo-index-only", "ends sessions by SessionIndex alone", index_only, by_idp},
    {"m-slo-name-only", "ends every session of the name, whatever SessionIndex says", name_only, by_idp},
    {"m-slo-name-begins", "compares the beginning of the NameID", name_begins, by_idp},
    {"m-slo-index-needed", "ends nothing without a SessionIndex", index_needed, by_idp},
    {"m-slo-any-idp", "lets each of its identity providers end the sessions of the others' people", any_idp, "negative/logout-other-idp"},

    {"m-slo-signature-ignored", "does not verify logout messages", signature_ignored, believed},
    {"m-slo-unsigned", "takes logout messages without a signature", unsigned_ok, believed},
    {"m-slo-any-signature", "is content with any signature inside", any_signature, by_idp},
    {"m-slo-expiry-ignored", "does not look at NotOnOrAfter", without<expiry_rule>, by_idp},
    {"m-slo-destination-ignored", "does not look at the Destination", without<destination_rule>, believed},
    {"m-slo-destination-optional", "lets a logout message name no Destination", destination_optional, by_idp},
    {"m-slo-issuer-ignored", "does not look at the Issuer", issuer_ignored, by_idp},
    {"m-slo-version-ignored", "does not look at the version", without<version_rule>, by_idp},
    {"m-slo-doctype-ok", "reads over a DOCTYPE", doctype_read_over, by_idp},

    {"m-slo-messages-unsigned", "does not sign its logout messages", messages_unsigned, both_ways},
    {"m-slo-issuer-other", "names itself in another way when it logs out", issuer_other, both_ways},
    {"m-slo-destination-other", "destines its logout messages for another place", destination_other, both_ways},
    {"m-slo-id-borrowed", "answers under the request's own ID", id_borrowed, both_ways},
    {"m-slo-answers-other", "answers another LogoutRequest", answers_other, both_ways},
    {"m-slo-answers-no", "ends the session and says that it could not", answers_no, both_ways},
    {"m-slo-unanswered", "ends the session and does not answer", answers_nobody, both_ways},
    {"m-slo-name-simplified", "calls every name an e-mail address", name_simplified, by_sp},
    {"m-slo-index-left-out", "sends no SessionIndex", index_left_out, by_sp},
    {"m-slo-relay-forgotten", "does not send RelayState back", relay_state_forgotten, by_idp},
    {"m-slo-relay-open", "goes wherever RelayState says", relay_anywhere, "negative/logout,negative/logout-response"},

    {"m-slo-encrypted-breaks", "breaks down over an encrypted name", breaks_over<encrypted>, by_idp},
    {"m-slo-mass-breaks", "breaks down over many SessionIndexes", breaks_over<thousandth>, by_idp},
    {"m-slo-repetition-breaks", "breaks down over a message that came before", breaks_over_repetition, "negative/logout,negative/logout-response"},
    {"m-slo-partial-breaks", "breaks down over PartialLogout", breaks_over<partial>, responses},
    {"m-slo-failed-breaks", "breaks down over a logout that failed at the IdP", breaks_over<failed>, responses},
    {"m-slo-response-breaks", "breaks down over answers that it refuses", breaks_over_refused<as_response>, responses},
    {"m-slo-kind-breaks", "breaks down over an answer in a request's place", breaks_over_refused<as_request>, responses},
};

} // namespace

std::span<const Mutant> logout_mutants() { return table; }

} // namespace idpsim::mutants
