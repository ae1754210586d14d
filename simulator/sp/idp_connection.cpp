#include "simulator/sp/idp_connection.hpp"

#include "simulator/sp/rule.hpp"
#include "src/core/url.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/document.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

Error unusable(Fault fault, std::string detail) { return Error{fault, "IdP metadata", std::move(detail)}; }

/// Why a document without an IdP role is not one: what it is instead.
std::string describe_other(const saml::EntityDescriptor& entity) {
    if (entity.sp) return "this is a service provider's metadata (SPSSODescriptor), not an identity provider's";
    return "the EntityDescriptor has no IDPSSODescriptor";
}

void take_endpoint(IdpConnection& out, const saml::Endpoint& endpoint) {
    std::optional<std::string>* slot = nullptr;
    if (endpoint.binding == saml::binding_redirect) slot = &out.sso_redirect;
    if (endpoint.binding == saml::binding_post) slot = &out.sso_post;
    if (!slot) {
        out.warnings.push_back("binding " + printable(endpoint.binding) + " is not used");
    } else if (!parse_url(endpoint.location)) {
        out.warnings.push_back("location " + printable(endpoint.location) + " is no http(s) URL");
    } else if (!*slot) {
        *slot = endpoint.location;
    }
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
    if (entity->valid_until && now >= *entity->valid_until)
        return unusable(Fault::refused, "the metadata expired at " + format_instant(*entity->valid_until) +
                                            "; download it again from the identity provider");
    IdpConnection out;
    out.entity_id = entity->entity_id;
    out.valid_until = entity->valid_until;
    for (const saml::Endpoint& endpoint : entity->idp->sso) take_endpoint(out, endpoint);
    take_keys(out, *entity->idp);
    if (!out.sso_redirect && !out.sso_post)
        return unusable(Fault::invalid, "there is no SingleSignOnService with the HTTP-Redirect or HTTP-POST binding");
    if (out.keys.empty()) return unusable(Fault::invalid, "there is no readable certificate for signing");
    return out;
}

} // namespace idpsim::sp
