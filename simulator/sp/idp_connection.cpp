#include "simulator/sp/idp_connection.hpp"

#include "simulator/sp/rule.hpp"
#include "src/core/url.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/document.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

Error unusable(Fault fault, std::string detail) { return Error{fault, "IdP metadata", std::move(detail)}; }

/// Why a document without an IdP role is not one: what it is instead.
std::string describe_other(const saml::EntityDescriptor& entity) {
    if (entity.sp) return "this is a service provider's metadata (SPSSODescriptor), not an identity provider's";
    return "the EntityDescriptor has no IDPSSODescriptor";
}

/// Notes why an endpoint is left aside; true for one that can be used.
bool is_usable(IdpConnection& out, const saml::Endpoint& endpoint) {
    if (parse_url(endpoint.location) && (!endpoint.response_location || parse_url(*endpoint.response_location)))
        return true;
    out.warnings.push_back("location " + printable(endpoint.location) + " is no http(s) URL");
    return false;
}

void take_sso(IdpConnection& out, const saml::Endpoint& endpoint) {
    std::optional<std::string>* slot = nullptr;
    if (endpoint.binding == saml::binding_redirect) slot = &out.sso_redirect;
    if (endpoint.binding == saml::binding_post) slot = &out.sso_post;
    if (!slot)
        out.warnings.push_back("binding " + printable(endpoint.binding) + " is not used");
    else if (is_usable(out, endpoint) && !*slot)
        *slot = endpoint.location;
}

void take_slo(IdpConnection& out, const saml::Endpoint& endpoint) {
    std::optional<LogoutEndpoint>* slot = nullptr;
    if (endpoint.binding == saml::binding_redirect) slot = &out.slo_redirect;
    if (endpoint.binding == saml::binding_post) slot = &out.slo_post;
    if (!slot)
        out.warnings.push_back("logout binding " + printable(endpoint.binding) + " is not used");
    else if (is_usable(out, endpoint) && !*slot)
        *slot = LogoutEndpoint{endpoint.location, endpoint.response_location.value_or(endpoint.location)};
}

/// The first of an index wins; without one it is 0, as the first of a list is.
void take_artifact_resolution(IdpConnection& out, const saml::Endpoint& endpoint) {
    if (endpoint.binding != saml::binding_soap)
        out.warnings.push_back("artifact resolution binding " + printable(endpoint.binding) + " is not used");
    else if (is_usable(out, endpoint))
        out.artifact_resolution.emplace(endpoint.index.value_or(0), endpoint.location);
}

void take_endpoints(IdpConnection& out, const saml::IdpRole& role) {
    for (const saml::Endpoint& endpoint : role.sso) take_sso(out, endpoint);
    for (const saml::Endpoint& endpoint : role.slo) take_slo(out, endpoint);
    for (const saml::Endpoint& endpoint : role.artifact_resolution) take_artifact_resolution(out, endpoint);
}

/// The document ends with the first of its parts that does.
std::optional<Instant> earliest(std::optional<Instant> a, std::optional<Instant> b) {
    return a && b ? std::min(*a, *b) : a ? a : b;
}

void take_cache_duration(IdpConnection& out, const std::optional<std::string>& text) {
    if (!text) return;
    const Result<Millis> length = parse_duration(*text);
    if (length) out.cache_duration = *length;
    else out.warnings.push_back("cacheDuration " + printable(*text) + " is no duration");
}

void take_certificate(IdpConnection& out, const std::string& base64) {
    Result<crypto::Certificate> certificate = crypto::Certificate::from_base64(base64);
    if (!certificate) {
        out.warnings.push_back("a certificate cannot be read: " + printable(certificate.error().detail));
        return;
    }
    if (std::find(out.certificates.begin(), out.certificates.end(), *certificate) != out.certificates.end()) return;
    out.keys.push_back(certificate->public_key());
    out.certificates.push_back(std::move(*certificate));
}

void take_keys(IdpConnection& out, const saml::IdpRole& role) {
    constexpr std::size_t enough = 16;   // each failing login tries every key
    for (const saml::KeyDescriptor& key : role.keys) {
        if (key.use && *key.use != "signing") continue;
        for (const std::string& certificate : key.certificates)
            if (out.keys.size() < enough) take_certificate(out, certificate);
    }
}

} // namespace

Result<IdpConnection> read_idp_connection(std::string_view metadata, Instant now) {
    if (metadata.size() > max_metadata_octets) return unusable(Fault::too_large, "the document is larger than 1 MiB");
    const Result<saml::EntityDescriptor> entity = saml::read_metadata(metadata);
    if (!entity) return unusable(entity.error().fault, describe(entity.error()));
    if (!entity->idp) return unusable(Fault::invalid, describe_other(*entity));
    if (entity->entity_id.empty()) return unusable(Fault::invalid, "the EntityDescriptor has no entityID");
    IdpConnection out;
    out.entity_id = entity->entity_id;
    out.valid_until = earliest(entity->valid_until, entity->idp->valid_until);
    if (out.valid_until && now >= *out.valid_until)
        return unusable(Fault::refused, "the metadata expired at " + format_instant(*out.valid_until) +
                                            "; download it again from the identity provider");
    for (const Error& borne : entity->warnings) out.warnings.push_back(describe(borne));
    out.wants_signed_requests = entity->idp->want_authn_requests_signed.value_or(false);
    take_cache_duration(out, entity->cache_duration);
    take_endpoints(out, *entity->idp);
    take_keys(out, *entity->idp);
    if (!out.sso_redirect && !out.sso_post)
        return unusable(Fault::invalid, "there is no SingleSignOnService with the HTTP-Redirect or HTTP-POST binding");
    if (out.keys.empty()) return unusable(Fault::invalid, "there is no readable certificate for signing");
    return out;
}

Result<std::string> verified_metadata(std::string_view metadata, const crypto::Certificate& signer) {
    if (metadata.size() > max_metadata_octets) return unusable(Fault::too_large, "the document is larger than 1 MiB");
    const Result<xml::Document> document = xml::Document::parse(metadata);
    if (!document) return unusable(document.error().fault, describe(document.error()));
    xml::VerifyPolicy policy;
    policy.keys = {signer.public_key()};
    Result<xml::Verified> verified = xml::verify_enveloped(*document, document->root(), policy);
    if (verified) return std::move(verified->octets);
    return unusable(Fault::bad_signature, "the document is not signed with the certificate that was set for it: " +
                                              verified.error().detail);
}

} // namespace idpsim::sp
