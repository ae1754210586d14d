#include "src/saml/writer.hpp"

#include "src/core/result.hpp"
#include "src/saml/shape.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::saml {
namespace {

constexpr char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

void put(pugi::xml_node element, const char* name, const std::string& value) {
    element.append_attribute(name).set_value(value.c_str());
}

void put(pugi::xml_node element, const char* name, const std::optional<std::string>& value) {
    if (value) put(element, name, *value);
}

void put(pugi::xml_node element, const char* name, const std::optional<int>& value) {
    if (value) put(element, name, std::to_string(*value));
}

void put(pugi::xml_node element, const char* name, const std::optional<bool>& value) {
    if (value) put(element, name, std::string(*value ? "true" : "false"));
}

void put_text(pugi::xml_node parent, const char* name, const std::string& text) {
    parent.append_child(name).append_child(pugi::node_pcdata).set_value(text.c_str());
}

void write_policy(pugi::xml_node root, const NameIdPolicy& policy) {
    const pugi::xml_node element = root.append_child("samlp:NameIDPolicy");
    put(element, "Format", policy.format);
    put(element, "SPNameQualifier", policy.sp_name_qualifier);
    put(element, "AllowCreate", policy.allow_create);
}

void write_context(pugi::xml_node root, const AuthnRequest& request) {
    pugi::xml_node element = root.append_child("samlp:RequestedAuthnContext");
    put(element, "Comparison", request.requested_comparison);
    for (const std::string& ref : request.requested_class_refs) put_text(element, "saml:AuthnContextClassRef", ref);
}

void write_keys(pugi::xml_node role, const std::vector<KeyDescriptor>& keys) {
    for (const KeyDescriptor& key : keys) {
        pugi::xml_node element = role.append_child("md:KeyDescriptor");
        put(element, "use", key.use);
        pugi::xml_node info = element.append_child("ds:KeyInfo");
        put(info, "xmlns:ds", std::string(ns::ds));
        for (const std::string& certificate : key.certificates)
            put_text(info.append_child("ds:X509Data"), "ds:X509Certificate", certificate);
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

std::string printed(const pugi::xml_document& tree, int indent) {
    PrintStyle style;
    style.declaration = declaration;
    style.indent = indent;
    style.final_line_feed = true;
    return print(tree, style);
}

} // namespace

std::string write_authn_request(const AuthnRequest& request) {
    pugi::xml_document tree;
    pugi::xml_node root = tree.append_child("samlp:AuthnRequest");
    put(root, "xmlns:samlp", std::string(ns::samlp));
    put(root, "xmlns:saml", std::string(ns::saml));
    put(root, "ID", request.id);
    put(root, "Version", request.version);
    put(root, "IssueInstant", format_instant(request.issue_instant));
    put(root, "Destination", request.destination);
    if (request.force_authn) put(root, "ForceAuthn", std::string("true"));
    if (request.is_passive) put(root, "IsPassive", std::string("true"));
    put(root, "AssertionConsumerServiceIndex", request.acs_index);
    put(root, "AssertionConsumerServiceURL", request.acs_url);
    put(root, "ProtocolBinding", request.protocol_binding);
    if (request.issuer) put_text(root, "saml:Issuer", *request.issuer);
    if (request.name_id_policy) write_policy(root, *request.name_id_policy);
    if (!request.requested_class_refs.empty()) write_context(root, request);
    return printed(tree, -1);
}

std::string write_sp_metadata(const EntityDescriptor& entity) {
    if (!entity.sp || entity.sp->acs.empty())
        throw Failure({Fault::invalid, "SP metadata",
                       "an SP needs an AssertionConsumerService (saml-metadata-2.0 section 2.4.4)"});
    pugi::xml_document tree;
    pugi::xml_node root = tree.append_child("md:EntityDescriptor");
    put(root, "xmlns:md", std::string(ns::md));
    put(root, "entityID", entity.entity_id);
    put(root, "ID", entity.id);
    if (entity.valid_until) put(root, "validUntil", format_instant(*entity.valid_until));
    put(root, "cacheDuration", entity.cache_duration);
    write_sp(root, *entity.sp);
    return printed(tree, 2);
}

} // namespace idpsim::saml
