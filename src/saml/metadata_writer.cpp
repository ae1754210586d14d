#include "src/core/result.hpp"
#include "src/saml/writer.hpp"
#include "src/saml/writing.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::saml {
namespace {

/// KeyInfo first, then the EncryptionMethods (saml-metadata-2.0 section 2.4.1.1).
void write_keys(pugi::xml_node role, const std::vector<KeyDescriptor>& keys) {
    for (const KeyDescriptor& key : keys) {
        pugi::xml_node element = role.append_child("md:KeyDescriptor");
        put(element, "use", key.use);
        pugi::xml_node info = element.append_child("ds:KeyInfo");
        put(info, "xmlns:ds", std::string(ns::ds));
        for (const std::string& certificate : key.certificates)
            put_text(info.append_child("ds:X509Data"), "ds:X509Certificate", certificate);
        for (const std::string& algorithm : key.encryption_methods)
            put(element.append_child("md:EncryptionMethod"), "Algorithm", algorithm);
    }
}

pugi::xml_node write_endpoint(pugi::xml_node role, const char* name, const Endpoint& endpoint) {
    pugi::xml_node element = role.append_child(name);
    put(element, "Binding", endpoint.binding);
    put(element, "Location", endpoint.location);
    put(element, "ResponseLocation", endpoint.response_location);
    return element;
}

/// Children in the order of SPSSODescriptorType's schema (saml-metadata-2.0 section 2.4.4).
void write_sp(pugi::xml_node root, const SpRole& sp) {
    pugi::xml_node role = root.append_child("md:SPSSODescriptor");
    put(role, "validUntil", sp.valid_until);
    put(role, "AuthnRequestsSigned", sp.authn_requests_signed);
    put(role, "WantAssertionsSigned", sp.want_assertions_signed);
    put(role, "protocolSupportEnumeration", std::string(ns::samlp));
    write_keys(role, sp.keys);
    for (const Endpoint& slo : sp.slo) write_endpoint(role, "md:SingleLogoutService", slo);
    for (const std::string& format : sp.name_id_formats) put_text(role, "md:NameIDFormat", format);
    int position = 0;
    for (const Endpoint& acs : sp.acs) {
        const pugi::xml_node element = write_endpoint(role, "md:AssertionConsumerService", acs);
        put(element, "index", std::to_string(acs.index.value_or(position++)));
        put(element, "isDefault", acs.is_default);
    }
}

} // namespace

std::string write_sp_metadata(const EntityDescriptor& entity) {
    if (!entity.sp || entity.sp->acs.empty())
        throw Failure({Fault::invalid, "SP metadata",
                       "an SP needs an AssertionConsumerService (saml-metadata-2.0 section 2.4.4)"});
    pugi::xml_document tree;
    pugi::xml_node root = tree.append_child("md:EntityDescriptor");
    put(root, "xmlns:md", std::string(ns::md));
    put(root, "entityID", entity.entity_id);
    put(root, "ID", entity.id);
    put(root, "validUntil", entity.valid_until);
    put(root, "cacheDuration", entity.cache_duration);
    write_sp(root, *entity.sp);
    return printed(tree, 2);
}

} // namespace idpsim::saml
