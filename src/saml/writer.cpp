#include "src/saml/writer.hpp"

#include "src/core/result.hpp"
#include "src/saml/writing.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::saml {
namespace {

/// The root with what every message begins with (saml-core-2.0 sections 3.2.1, 3.2.2).
template <class Message> pugi::xml_node write_root(pugi::xml_document& tree, const char* name, const Message& message) {
    pugi::xml_node root = tree.append_child(name);
    put(root, "xmlns:samlp", std::string(ns::samlp));
    put(root, "xmlns:saml", std::string(ns::saml));
    put(root, "ID", message.id);
    put(root, "Version", message.version);
    put(root, "IssueInstant", format_instant(message.issue_instant));
    put(root, "Destination", message.destination);
    return root;
}

template <class Message> void write_issuer(pugi::xml_node root, const Message& message) {
    if (message.issuer) put_text(root, "saml:Issuer", *message.issuer);
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

void write_name_id(pugi::xml_node root, const NameId& name_id) {
    const pugi::xml_node element = put_text(root, "saml:NameID", name_id.value);
    put(element, "NameQualifier", name_id.name_qualifier);
    put(element, "SPNameQualifier", name_id.sp_name_qualifier);
    put(element, "Format", name_id.format);
}

void write_status(pugi::xml_node root, const Status& status) {
    pugi::xml_node element = root.append_child("samlp:Status");
    pugi::xml_node code = element.append_child("samlp:StatusCode");
    put(code, "Value", status.code);
    for (const std::string& nested : status.nested) {
        code = code.append_child("samlp:StatusCode");
        put(code, "Value", nested);
    }
    if (status.message) put_text(element, "samlp:StatusMessage", *status.message);
}

} // namespace

std::string write_authn_request(const AuthnRequest& request) {
    pugi::xml_document tree;
    pugi::xml_node root = write_root(tree, "samlp:AuthnRequest", request);
    if (request.force_authn) put(root, "ForceAuthn", std::string("true"));
    if (request.is_passive) put(root, "IsPassive", std::string("true"));
    put(root, "AssertionConsumerServiceIndex", request.acs_index);
    put(root, "AssertionConsumerServiceURL", request.acs_url);
    put(root, "ProtocolBinding", request.protocol_binding);
    write_issuer(root, request);
    if (request.name_id_policy) write_policy(root, *request.name_id_policy);
    if (!request.requested_class_refs.empty()) write_context(root, request);
    return printed(tree, -1);
}

std::string write_logout_request(const LogoutRequest& request) {
    if (!request.name_id)
        throw Failure({Fault::invalid, "LogoutRequest", "it needs a NameID (saml-core-2.0 section 3.7.1)"});
    pugi::xml_document tree;
    pugi::xml_node root = write_root(tree, "samlp:LogoutRequest", request);
    put(root, "Reason", request.reason);
    put(root, "NotOnOrAfter", request.not_on_or_after);
    write_issuer(root, request);
    write_name_id(root, *request.name_id);
    for (const std::string& index : request.session_indexes) put_text(root, "samlp:SessionIndex", index);
    return printed(tree, -1);
}

std::string write_logout_response(const LogoutResponse& response) {
    pugi::xml_document tree;
    pugi::xml_node root = write_root(tree, "samlp:LogoutResponse", response);
    put(root, "InResponseTo", response.in_response_to);
    write_issuer(root, response);
    write_status(root, response.status);
    return printed(tree, -1);
}

std::string write_artifact_resolve(const ArtifactResolve& request) {
    pugi::xml_document tree;
    pugi::xml_node root = write_root(tree, "samlp:ArtifactResolve", request);
    write_issuer(root, request);
    put_text(root, "samlp:Artifact", request.artifact);
    return printed(tree, -1);
}

} // namespace idpsim::saml
