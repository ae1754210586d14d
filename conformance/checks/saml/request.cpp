/// Checks of the AuthnRequest that the SP sends.
#include "conformance/checks/tables.hpp"

#include "src/core/url.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/verify.hpp"

#include <algorithm>
#include <cctype>

namespace idpsim::conformance::checks {
namespace {

constexpr std::chrono::minutes clock_tolerance{5};

std::string shown(const std::optional<std::string>& value) { return value ? "\"" + *value + "\"" : "(absent)"; }

/// The request, or a finding that says why there is none to judge.
std::optional<Finding> without_request(const LoginRecord& login) {
    if (login.request) return std::nullopt;
    if (!login.sp_initiated)
        return Finding::unverified("the login was not SP-initiated, so there is no AuthnRequest to judge");
    Finding found = Finding::fail("an AuthnRequest sent by the SP to " + login.idp.sso_url);
    if (!login.request_error.empty()) return found.saw("AuthnRequest", login.request_error, login.request_exchange);
    return found.saw("landed at", "no AuthnRequest came; the browser ended at " + login.landed_url);
}

/// An xs:ID. Characters beyond ASCII are let pass, as XML's tables of them only leave out a few.
bool is_ncname(std::string_view id) {
    const auto starts = [](unsigned char c) { return std::isalpha(c) || c == '_' || c >= 0x80; };
    const auto goes_on = [&](unsigned char c) { return starts(c) || std::isdigit(c) || c == '-' || c == '.'; };
    return !id.empty() && starts(static_cast<unsigned char>(id.front())) &&
           std::ranges::all_of(id, [&](char c) { return goes_on(static_cast<unsigned char>(c)); });
}

constexpr char at_id[] = "/samlp:AuthnRequest/@ID";
constexpr char at_issuer[] = "/samlp:AuthnRequest/saml:Issuer";
constexpr char at_destination[] = "/samlp:AuthnRequest/@Destination";
constexpr char at_acs[] = "/samlp:AuthnRequest/@AssertionConsumerServiceURL";
constexpr char at_acs_index[] = "/samlp:AuthnRequest/@AssertionConsumerServiceIndex";
constexpr char at_binding[] = "/samlp:AuthnRequest/@ProtocolBinding";
constexpr char at_issue_instant[] = "/samlp:AuthnRequest/@IssueInstant";

Finding request_id(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    Finding found = Finding::fail("an ID that is an xs:ID and was never used before in this case");
    const std::string& id = login.request->id;
    if (!is_ncname(id)) return found.saw(at_id, "\"" + id + "\", which is no xs:ID", login.request_exchange);
    if (std::ranges::find(login.earlier_request_ids, id) != login.earlier_request_ids.end())
        return found.saw(at_id, "\"" + id + "\", used by an earlier request", login.request_exchange);
    return Finding::pass(at_id, id, login.request_exchange);
}

Finding request_issuer(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    const std::string& sp = login.sp.entity_id;
    if (sp.empty()) return Finding::unverified("nothing tells the SP's entityID");
    if (login.request->issuer == sp) return Finding::pass(at_issuer, sp, login.request_exchange);
    Finding found = Finding::fail("the Issuer \"" + sp + "\"");
    return found.saw(at_issuer, shown(login.request->issuer), login.request_exchange);
}

/// Where the request went. The record has that without the query, as the Redirect binding adds to it; a query of the
/// endpoint's own, known from the IdP's metadata, belongs to its address.
std::string address_sent_to(const LoginRecord& login) {
    const std::string& sso = login.idp.sso_url;
    return sso.substr(0, sso.find('?')) == login.request_sent_to ? sso : login.request_sent_to;
}

/// The case of the host and a default port that is written out make no other address (rfc3986 section 6.2).
bool is_same_address(const std::string& a, const std::string& b) {
    if (a == b) return true;
    const auto left = parse_url(a);
    const auto right = parse_url(b);
    return left && right && left->origin() == right->origin() && left->target() == right->target();
}

Finding request_destination(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    const auto& destination = login.request->destination;
    const std::string sent_to = address_sent_to(login);
    if (!destination || is_same_address(*destination, sent_to))
        return Finding::pass(at_destination, shown(destination), login.request_exchange);
    Finding found = Finding::fail("no Destination, or the endpoint it was sent to, \"" + sent_to + "\"");
    return found.saw(at_destination, shown(destination), login.request_exchange);
}

/// The SP's role as its metadata has it, or nothing.
std::optional<saml::SpRole> sp_role(const LoginRecord& login) {
    const auto entity = saml::read_metadata(login.sp.metadata);
    return entity ? entity->sp : std::nullopt;
}

/// An ACS asked for by its number in the metadata, which is then the only word about it (saml-core section 3.4.1).
Finding request_acs_index(const LoginRecord& login, int index) {
    const auto& request = *login.request;
    if (request.acs_url || request.protocol_binding) {
        Finding found = Finding::fail("an AssertionConsumerServiceIndex alone, or a URL and a binding without it");
        return found.saw(at_acs_index, std::to_string(index) + " beside a URL or a binding", login.request_exchange);
    }
    const auto role = sp_role(login);
    if (!role)
        return Finding::unverified("the ACS is asked for by its index, and there is no metadata to look it up in");
    for (const saml::Endpoint& acs : role->acs)
        if (acs.index == index) return Finding::pass(at_acs_index, std::to_string(index), login.request_exchange);
    Finding found = Finding::fail("the index of an ACS that the SP's metadata lists");
    return found.saw(at_acs_index, std::to_string(index), login.request_exchange);
}

/// The SP's own ACS URLs for the binding that the request asks for. `acs_urls` are those of HTTP-POST.
std::vector<std::string> own_acs_urls(const LoginRecord& login) {
    std::vector<std::string> out = login.sp.acs_urls;
    std::erase(out, std::string());
    const std::string binding = login.request->protocol_binding.value_or(saml::binding_post);
    if (binding == saml::binding_post) return out;
    if (const auto role = sp_role(login))
        for (const saml::Endpoint& acs : role->acs)
            if (acs.binding == binding) out.push_back(acs.location);
    return out;
}

Finding request_acs(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    if (login.request->acs_index) return request_acs_index(login, *login.request->acs_index);
    const auto& acs = login.request->acs_url;
    if (!acs) return Finding::pass(at_acs, shown(acs), login.request_exchange);
    const std::vector<std::string> own = own_acs_urls(login);
    if (own.empty()) return Finding::unverified("nothing tells the SP's ACS");
    if (std::ranges::find(own, *acs) != own.end()) return Finding::pass(at_acs, shown(acs), login.request_exchange);
    Finding found = Finding::fail("an ACS URL that the SP's metadata lists");
    return found.saw(at_acs, shown(acs), login.request_exchange);
}

Finding request_binding(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    const auto& binding = login.request->protocol_binding;
    if (!binding || *binding == saml::binding_post || *binding == saml::binding_artifact)
        return Finding::pass(at_binding, shown(binding), login.request_exchange);
    Finding found = Finding::fail("HTTP-POST or HTTP-Artifact as the binding of the Response");
    return found.saw(at_binding, shown(binding), login.request_exchange);
}

Finding request_issue_instant(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    const Instant issued = login.request->issue_instant;
    if (issued >= login.now - clock_tolerance && issued <= login.now + clock_tolerance)
        return Finding::pass(at_issue_instant, format_instant(issued), login.request_exchange);
    Finding found = Finding::fail("a time within 5 minutes of " + format_instant(login.now));
    return found.saw(at_issue_instant, format_instant(issued), login.request_exchange);
}

constexpr char at_signature[] = "AuthnRequest's signature";

/// The keys that the SP's metadata gives for signing.
std::vector<crypto::PublicKey> signing_keys(const saml::SpRole& role) {
    std::vector<crypto::PublicKey> out;
    for (const saml::KeyDescriptor& key : role.keys)
        for (const std::string& text : key.certificates)
            if (const auto certificate = crypto::Certificate::from_base64(text); certificate && key.use.value_or("signing") == "signing")
                out.push_back(certificate->public_key());
    return out;
}

bool is_signed(const LoginRecord& login) {
    return login.request->is_signed || (login.request_message && login.request_message->signature);
}

/// By the binding that it came by: of the query, or in the document.
Result<void> verify_request(const saml::Received& message, const std::vector<crypto::PublicKey>& keys) {
    if (message.signature) {
        Result<void> last = Error{Fault::not_found, "metadata", "no key for signing"};
        for (const crypto::PublicKey& key : keys)
            if (last = saml::verify_redirect(message, key, true); last) break;
        return last;
    }
    const auto document = xml::Document::parse(message.xml);
    if (!document) return document.error();
    const auto verified = xml::verify_enveloped(*document, document->root(), {keys, true, 1024});
    if (!verified) return verified.error();
    return {};
}

/// Which algorithms are good enough is another question.
Finding request_signature(const LoginRecord& login) {
    if (auto missing = without_request(login)) return *missing;
    const auto role = sp_role(login);
    const bool promised = role && role->authn_requests_signed.value_or(false);
    if (!is_signed(login)) {
        if (!promised) return Finding::pass(at_signature, "none, and none is promised", login.request_exchange);
        Finding found = Finding::fail("a signature, as AuthnRequestsSigned in the SP's metadata says");
        return found.saw(at_signature, "none", login.request_exchange);
    }
    const auto keys = role ? signing_keys(*role) : std::vector<crypto::PublicKey>();
    if (keys.empty() || !login.request_message) return Finding::unverified("the request is signed, and no metadata gives a key for it");
    const auto verified = verify_request(*login.request_message, keys);
    if (verified) return Finding::pass(at_signature, "verifies with a key of the SP's metadata", login.request_exchange);
    Finding found = Finding::fail("a signature that verifies with a signing key of the SP's metadata");
    return found.saw(at_signature, verified.error().detail, login.request_exchange);
}

constexpr LoginCheck table[] = {
    {"saml.request.id", "saml-core-1.3.4-id", "the AuthnRequest's ID is an xs:ID and fresh", request_id},
    {"saml.request.issuer", "saml-profiles-4.1.4.1-issuer", "the AuthnRequest's Issuer is the SP's entityID",
     request_issuer},
    {"saml.request.destination", "saml-core-3.2.1-destination", "a Destination names the endpoint it was sent to",
     request_destination},
    {"saml.request.acs", "saml-core-3.4.1-acs", "the ACS URL asked for is one of the SP's own", request_acs},
    {"saml.request.binding", "saml-profiles-4.1.2-binding", "the Response is asked for by POST or Artifact",
     request_binding},
    {"saml.request.issue_instant", "saml-core-3.2.1-issue-instant", "IssueInstant is the time of issue",
     request_issue_instant},
    {"saml.request.signature", "saml-metadata-2.4.4-requests-signed",
     "the AuthnRequest is signed where the metadata says so, and by one of its keys", request_signature},
};

} // namespace

std::span<const LoginCheck> request_checks() { return table; }

} // namespace idpsim::conformance::checks
