#include "simulator/sp/authn_request.hpp"

#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::sp {

saml::AuthnRequest make_authn_request(const Organisation& org, const std::string& destination, Random& random,
                                      Instant now) {
    saml::AuthnRequest request;
    request.id = "_" + random.hex(32);
    request.issue_instant = now;
    request.destination = destination;
    request.issuer = org.entity_id;
    request.acs_url = org.acs_url;
    const OrganisationSettings& settings = org.settings;
    request.protocol_binding =
        settings.response_binding == ResponseBinding::artifact ? saml::binding_artifact : saml::binding_post;
    request.name_id_policy =
        saml::NameIdPolicy{.format = settings.name_id_format, .sp_name_qualifier = {}, .allow_create = true};
    request.force_authn = settings.force_authn;
    request.is_passive = settings.is_passive;
    request.requested_class_refs = settings.authn_contexts;
    return request;
}

bool signs_authn_requests(const Organisation& org, const IdpConnection& idp) {
    return org.settings.sign_requests || idp.wants_signed_requests;
}

namespace {

saml::KeyDescriptor describe_key(const char* use, const KeyPair& pair) {
    saml::KeyDescriptor out;
    out.use = use;
    out.certificates = {pair.certificate.base64()};
    return out;
}

/// What the organisation's settings admit, the best first.
std::vector<std::string> encryption_methods(const OrganisationSettings& settings) {
    std::vector<std::string> out{alg::aes256_gcm, alg::aes128_gcm};
    if (settings.allow_cbc) out.insert(out.end(), {alg::aes256_cbc, alg::aes128_cbc});
    out.insert(out.end(), {alg::rsa_oaep, alg::rsa_oaep_mgf1p});
    if (settings.allow_rsa_1_5) out.emplace_back(alg::rsa_1_5);
    return out;
}

/// Two keys for signing while they roll over; for encryption only the one that is to be used from now on.
std::vector<saml::KeyDescriptor> describe_keys(const Organisation& org) {
    std::vector<saml::KeyDescriptor> out;
    for (const KeyPair& pair : org.keys.signing) out.push_back(describe_key("signing", pair));
    if (org.keys.encryption.empty()) return out;
    out.push_back(describe_key("encryption", org.keys.encryption.back()));
    out.back().encryption_methods = encryption_methods(org.settings);
    return out;
}

saml::Endpoint endpoint(const char* binding, const std::string& location) {
    saml::Endpoint out;
    out.binding = binding;
    out.location = location;
    return out;
}

} // namespace

std::string make_metadata(const Organisation& org) {
    saml::SpRole role;
    role.authn_requests_signed = org.settings.sign_requests;
    if (org.settings.want_assertions_signed) role.want_assertions_signed = true;
    role.keys = describe_keys(org);
    for (const char* binding : {saml::binding_redirect, saml::binding_post})
        role.slo.push_back(endpoint(binding, org.slo_url));
    role.name_id_formats = {saml::nameid_email, saml::nameid_unspecified};
    for (const char* binding : {saml::binding_post, saml::binding_artifact})
        role.acs.push_back(endpoint(binding, org.acs_url));
    for (std::size_t i = 0; i < role.acs.size(); ++i) role.acs[i].index = static_cast<int>(i);
    role.acs.front().is_default = true;
    saml::EntityDescriptor entity;
    entity.entity_id = org.entity_id;
    entity.sp = std::move(role);
    return saml::write_sp_metadata(entity);
}

} // namespace idpsim::sp
