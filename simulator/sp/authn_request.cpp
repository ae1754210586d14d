#include "simulator/sp/authn_request.hpp"

#include "src/saml/writer.hpp"

namespace idpsim::sp {

saml::AuthnRequest make_authn_request(const Organisation& org, const std::string& destination, Random& random,
                                      Instant now) {
    saml::AuthnRequest request;
    request.id = "_" + random.hex(32);
    request.issue_instant = now;
    request.destination = destination;
    request.issuer = org.entity_id;
    request.acs_url = org.acs_url;
    request.protocol_binding = saml::binding_post;
    request.name_id_policy = saml::NameIdPolicy{.format = {}, .sp_name_qualifier = {}, .allow_create = true};
    return request;
}

std::string make_metadata(const Organisation& org) {
    saml::SpRole role;
    role.authn_requests_signed = false;
    role.name_id_formats = {saml::nameid_email, saml::nameid_unspecified};
    role.acs.push_back({.binding = saml::binding_post, .location = org.acs_url, .response_location = {}, .index = 0,
                        .is_default = true});
    saml::EntityDescriptor entity;
    entity.entity_id = org.entity_id;
    entity.sp = std::move(role);
    return saml::write_sp_metadata(entity);
}

} // namespace idpsim::sp
