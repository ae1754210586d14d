/// Checks of the logout messages that the SP makes: its LogoutRequest, or its answer to the IdP's.
#include "conformance/checks/tables.hpp"

#include "src/core/url.hpp"
#include "src/crypto/certificate.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/verify.hpp"

#include <algorithm>
#include <set>

namespace idpsim::conformance::checks {
namespace {

constexpr char at_issuer[] = "Issuer", at_destination[] = "@Destination", at_id[] = "@ID", at_signature[] = "Signature",
               at_name_id[] = "NameID", at_session_index[] = "SessionIndex", at_in_response_to[] = "@InResponseTo",
               at_status[] = "Status", at_relay_state[] = "RelayState";

std::string shown(const std::optional<std::string>& value) { return value ? "\"" + *value + "\"" : "(absent)"; }

/// What both kinds of message have.
struct Envelope {
    std::string id;
    std::optional<std::string> destination, issuer;
};

Envelope envelope_of(const LogoutMessage& message) {
    if (message.request) return {message.request->id, message.request->destination, message.request->issuer};
    return {message.response->id, message.response->destination, message.response->issuer};
}

bool is_readable(const std::optional<LogoutMessage>& message) {
    return message && (message->request || message->response);
}

/// Why there is nothing to judge, or nothing.
std::optional<Finding> without_message(const LogoutRecord& logout) {
    const std::optional<LogoutMessage>& message = logout.by_sp();
    if (is_readable(message)) return std::nullopt;
    if (logout.idp_initiated && !logout.request)
        return Finding::unverified("the identity provider sent no LogoutRequest, so there is nothing to answer");
    Finding found = Finding::fail(logout.idp_initiated ? "a LogoutResponse to the identity provider's LogoutRequest"
                                                       : "a LogoutRequest sent by the SP to the identity provider");
    if (message) return found.saw("message", message->error, message->exchange);
    return found.saw("landed at", "none came; the browser ended at " + logout.landed_url, logout.sp_exchange);
}

std::optional<Finding> without_own_request(const LogoutRecord& logout) {
    if (logout.idp_initiated) return Finding::unverified("the identity provider began the logout, so the SP sent no LogoutRequest");
    return without_message(logout);
}

std::optional<Finding> without_answer(const LogoutRecord& logout) {
    if (!logout.idp_initiated) return Finding::unverified("the SP began the logout, so the answer is not its own");
    return without_message(logout);
}

/// The keys that the SP's metadata says it signs with.
std::vector<crypto::PublicKey> signing_keys(const LogoutRecord& logout) {
    std::vector<crypto::PublicKey> out;
    const auto entity = saml::read_metadata(logout.sp.metadata);
    if (!entity || !entity->sp) return out;
    for (const saml::KeyDescriptor& key : entity->sp->keys) {
        if (key.use && *key.use != "signing") continue;
        for (const std::string& base64 : key.certificates)
            if (const auto certificate = crypto::Certificate::from_base64(base64)) out.push_back(certificate->public_key());
    }
    return out;
}

bool is_by_redirect(const LogoutMessage& message) { return message.binding == saml::binding_redirect; }

bool has_signature(const LogoutMessage& message) {
    if (is_by_redirect(message)) return message.received.signature.has_value();
    return message.request ? message.request->is_signed : message.response->is_signed;
}

Result<void> verify(const LogoutMessage& message, const std::vector<crypto::PublicKey>& keys) {
    if (is_by_redirect(message)) {
        Result<void> last = Error{Fault::bad_signature, "query Signature", "no key is known"};
        for (const crypto::PublicKey& key : keys)
            if (last = saml::verify_redirect(message.received, key, true); last) break;
        return last;
    }
    const auto document = xml::Document::parse(message.received.xml);
    if (!document) return document.error();
    xml::VerifyPolicy policy;
    policy.keys = keys;
    policy.allow_sha1 = true;
    policy.min_rsa_bits = 1024;
    const auto verified = xml::verify_enveloped(*document, document->root(), policy);
    return verified ? Result<void>() : Result<void>(verified.error());
}

Finding is_signed(const LogoutRecord& logout) {
    if (auto missing = without_message(logout)) return *missing;
    const LogoutMessage& message = *logout.by_sp();
    Finding found = Finding::fail("a signature by a key of the SP's metadata");
    if (!has_signature(message)) return found.saw(at_signature, "(absent)", message.exchange);
    const auto keys = signing_keys(logout);
    if (keys.empty()) return Finding::unverified("the SP's metadata tells no signing key, so whose signature it is cannot be told");
    const Result<void> verified = verify(message, keys);
    if (verified) return Finding::pass(at_signature, "verifies", message.exchange);
    return found.saw(at_signature, verified.error().detail, message.exchange);
}

Finding names_its_maker(const LogoutRecord& logout) {
    if (auto missing = without_message(logout)) return *missing;
    if (logout.sp.entity_id.empty()) return Finding::unverified("nothing tells the SP's entityID");
    const auto issuer = envelope_of(*logout.by_sp()).issuer;
    if (issuer == logout.sp.entity_id) return Finding::pass(at_issuer, *issuer, logout.by_sp()->exchange);
    return Finding::fail("the Issuer \"" + logout.sp.entity_id + "\"").saw(at_issuer, shown(issuer), logout.by_sp()->exchange);
}

/// Signed messages say where they go (saml-bindings-2.0 sections 3.4.5.2 and 3.5.5.2).
Finding names_its_destination(const LogoutRecord& logout) {
    if (auto missing = without_message(logout)) return *missing;
    const auto destination = envelope_of(*logout.by_sp()).destination;
    const auto& known = logout.idp.slo_urls;
    const bool ours = destination && std::ranges::find(known, *destination) != known.end();
    if (ours) return Finding::pass(at_destination, *destination, logout.by_sp()->exchange);
    Finding found = Finding::fail("the identity provider's single logout service" + (known.empty() ? "" : " \"" + known.front() + "\""));
    return found.saw(at_destination, shown(destination), logout.by_sp()->exchange);
}

Finding has_own_id(const LogoutRecord& logout) {
    if (auto missing = without_message(logout)) return *missing;
    const std::string id = envelope_of(*logout.by_sp()).id;
    const std::string others = logout.idp_initiated && is_readable(logout.request) ? envelope_of(*logout.request).id : "";
    const bool digit_first = !id.empty() && id.front() >= '0' && id.front() <= '9';
    if (!id.empty() && !digit_first && id != others) return Finding::pass(at_id, id, logout.by_sp()->exchange);
    return Finding::fail("an xs:ID of the message's own").saw(at_id, "\"" + id + "\"", logout.by_sp()->exchange);
}

std::string described(const saml::NameId& name) {
    std::string out = "\"" + name.value + "\"";
    if (name.format) out += " Format " + *name.format;
    if (name.name_qualifier) out += " NameQualifier " + *name.name_qualifier;
    if (name.sp_name_qualifier) out += " SPNameQualifier " + *name.sp_name_qualifier;
    return out;
}

/// Without a Format it is "unspecified" (saml-core-2.0 section 2.2.2).
std::string format_of(const saml::NameId& name) { return name.format.value_or(saml::nameid_unspecified); }

/// "Strongly matches": each part that the assertion had is there again, and nothing else.
bool is_same_name(const saml::NameId& a, const saml::NameId& b) {
    return a.value == b.value && format_of(a) == format_of(b) && a.name_qualifier == b.name_qualifier && a.sp_name_qualifier == b.sp_name_qualifier;
}

Finding names_the_person(const LogoutRecord& logout) {
    if (auto missing = without_own_request(logout)) return *missing;
    if (!logout.assertion || !logout.assertion->name_id) return Finding::unverified("the login's assertion showed no NameID");
    const saml::LogoutRequest& request = *logout.request->request;
    if (request.encrypted_id) return Finding::unverified("the name is encrypted");
    const saml::NameId& wanted = *logout.assertion->name_id;
    if (request.name_id && is_same_name(*request.name_id, wanted))
        return Finding::pass(at_name_id, described(wanted), logout.request->exchange);
    Finding found = Finding::fail("the login's NameID " + described(wanted));
    return found.saw(at_name_id, request.name_id ? described(*request.name_id) : "(absent)", logout.request->exchange);
}

Finding names_the_session(const LogoutRecord& logout) {
    if (auto missing = without_own_request(logout)) return *missing;
    if (!logout.assertion) return Finding::unverified("the login showed no assertion");
    std::set<std::string> wanted, got;
    for (const saml::AuthnStatement& statement : logout.assertion->authn_statements)
        if (statement.session_index) wanted.insert(*statement.session_index);
    const auto& named = logout.request->request->session_indexes;
    got.insert(named.begin(), named.end());
    const auto listed = [](const std::set<std::string>& all) {
        std::string out;
        for (const std::string& one : all) out += (out.empty() ? "" : ", ") + one;
        return out.empty() ? std::string("(none)") : out;
    };
    // A browser that logged in more than once with one session has more of them.
    if (std::ranges::includes(got, wanted)) return Finding::pass(at_session_index, listed(got), logout.request->exchange);
    return Finding::fail("SessionIndex " + listed(wanted)).saw(at_session_index, listed(got), logout.request->exchange);
}

/// The IdP's own word: it could do what it was asked.
Finding is_taken(const LogoutRecord& logout) {
    if (auto missing = without_own_request(logout)) return *missing;
    Finding found = Finding::fail("a LogoutResponse of the identity provider that says Success");
    if (!is_readable(logout.response) || !logout.response->response)
        return found.saw("landed at", "none came; the browser ended at " + logout.landed_url, logout.request->exchange);
    const saml::Status& status = logout.response->response->status;
    if (status.code == saml::status_success) return Finding::pass(at_status, status.code, logout.response->exchange);
    return found.saw(at_status, status.code, logout.response->exchange);
}

Finding answers(const LogoutRecord& logout) {
    if (auto missing = without_answer(logout)) return *missing;
    const saml::LogoutResponse* response = logout.response->response ? &*logout.response->response : nullptr;
    if (!response) return Finding::fail("a LogoutResponse").saw("message", "a LogoutRequest", logout.response->exchange);
    if (!is_readable(logout.request) || !logout.request->request)
        return Finding::unverified("the identity provider's LogoutRequest cannot be read, so its ID is not known");
    const std::string& wanted = logout.request->request->id;
    Finding found = Finding::fail("InResponseTo \"" + wanted + "\" and the status Success");
    if (response->in_response_to != wanted) found.saw(at_in_response_to, shown(response->in_response_to), logout.response->exchange);
    if (response->status.code != saml::status_success) found.saw(at_status, response->status.code, logout.response->exchange);
    return found.evidence.empty() ? Finding::pass(at_in_response_to, wanted, logout.response->exchange) : found;
}

Finding brings_relay_state_back(const LogoutRecord& logout) {
    if (auto missing = without_answer(logout)) return *missing;
    const auto& wanted = logout.request->received.relay_state;
    const auto& got = logout.response->received.relay_state;
    if (got == wanted) return Finding::pass(at_relay_state, shown(got), logout.response->exchange);
    return Finding::fail("RelayState " + shown(wanted)).saw(at_relay_state, shown(got), logout.response->exchange);
}

constexpr LogoutCheck table[] = {
    {"saml.logout.message.signed", "saml-profiles-4.4.4.1-authenticated", "the SP's logout message is signed by a key of its metadata",
     is_signed},
    {"saml.logout.message.issuer", "saml-profiles-4.4.4.1-issuer", "the Issuer of the SP's logout message is its entityID", names_its_maker},
    {"saml.logout.message.destination", "saml-core-3.2.1-destination", "the SP's logout message is destined for the IdP's single logout service",
     names_its_destination},
    {"saml.logout.message.id", "saml-core-1.3.4-id", "the SP's logout message has an xs:ID of its own", has_own_id},
    {"saml.logout.request.name_id", "saml-profiles-4.4.4.1-name-id", "the SP's LogoutRequest has the NameID of the login", names_the_person},
    {"saml.logout.request.session_index", "saml-profiles-4.4.4.1-session-index", "the SP's LogoutRequest has the SessionIndex of the login",
     names_the_session},
    {"saml.logout.request.taken", "saml-profiles-4.4.3.1-request", "the identity provider takes the SP's LogoutRequest", is_taken},
    {"saml.logout.response.answers", "saml-core-3.2.2-in-response-to", "the SP answers the LogoutRequest by name, with Success", answers},
    {"saml.logout.response.relay_state", "saml-bindings-3.5.3-relay-state", "the RelayState of a LogoutRequest comes back with the answer",
     brings_relay_state_back},
};

} // namespace

std::span<const LogoutCheck> logout_message_checks() { return table; }

} // namespace idpsim::conformance::checks
