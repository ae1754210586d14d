#include "simulator/idp/logout_writer.hpp"

#include "simulator/idp/pages.hpp"
#include "src/saml/bindings.hpp"
#include "src/xml/algorithms.hpp"

namespace idpsim::idp {
namespace {

/// How long an SP may take over a LogoutRequest before it is to be ignored.
constexpr Millis request_lifetime = std::chrono::minutes(5);

} // namespace

/// One message on its way.
struct LogoutWriter::Sending {
    const LogoutEndpoint& to;
    const char* parameter;
    const saml::Shape& shape;
    bool is_signed;
    const std::optional<std::string>& relay_state;

    bool posts() const { return to.binding == saml::binding_post; }
    bool is_signed_inside() const { return is_signed && to.binding != saml::binding_redirect; }
};

LogoutWriter::LogoutWriter(const SamlProfile& profile, const SigningKey& key, const LogoutHooks& hooks)
    : profile_(profile), key_(key), hooks_(hooks), key_info_(profile, key) {}

std::string LogoutWriter::new_id(const PatternContext& context) const {
    PatternContext values = context;
    for (const auto& [name, pattern] : profile_.message) values.values[name] = values.expand(pattern);
    return values.expand(profile_.logout->id);
}

saml::Scope LogoutWriter::envelope(const Sending& sending, const std::string& id, const Configuration& configuration,
                                   const PatternContext& context) const {
    const LogoutRules& rules = *profile_.logout;
    saml::Scope scope;
    scope.values["logout_id"] = id;
    scope.values["issue_instant"] = format_instant(context.now, configuration.times.digits);
    if (!sending.to.url.empty()) scope.values["destination"] = sending.to.url;
    const auto own = context.values.find("entity_id");
    scope.values["issuer"] = own->second;
    scope.values["signature_method"] = xml::algorithm_of(configuration.algorithm).signature_method;
    scope.values["digest_method"] = xml::algorithm_of(configuration.digest).digest_method;
    if (sending.is_signed_inside()) scope.parts["logout_signature"] = &rules.signature;
    key_info_.add(scope, configuration.key_info);
    return scope;
}

std::string LogoutWriter::write(const Sending& sending, saml::Scope& scope, const saml::PrintStyle& style) const {
    if (hooks_.filled) hooks_.filled(scope);
    pugi::xml_document document;
    const pugi::xml_node root = sending.shape.render(document, scope);
    if (hooks_.before_signing) hooks_.before_signing(root);
    if (const pugi::xml_node signature = signature_of(root))
        xml::sign_in_place(signature, key_.key, profile_.signature);
    if (hooks_.after_signing) hooks_.after_signing(root);
    std::string xml = saml::print(root, style);
    if (hooks_.printed) hooks_.printed(xml);
    return xml;
}

HttpResponse LogoutWriter::send(const Sending& sending, saml::Scope& scope, const Configuration& configuration) const {
    const std::string xml = write(sending, scope, profile_.print);
    if (sending.posts()) {
        std::vector<std::pair<std::string, std::string>> fields{{sending.parameter, saml::encode_post(xml)}};
        if (sending.relay_state) fields.emplace_back("RelayState", *sending.relay_state);
        return post_page(profile_.auto_post, sending.to.url, fields);
    }
    saml::RedirectSigner signer{&key_.key, xml::algorithm_of(configuration.algorithm).signature_method};
    signer.lower_case_escapes = profile_.logout->lower_case_escapes;
    return redirect_response(saml::encode_redirect(sending.to.url, sending.parameter, xml, sending.relay_state,
                                                   sending.is_signed ? &signer : nullptr));
}

HttpResponse LogoutWriter::request(const LogoutEndpoint& to, const std::string& id, const Participant& name,
                                   const std::vector<std::string>& session_indexes, const Configuration& configuration,
                                   const PatternContext& context) const {
    const std::optional<std::string> no_relay_state;
    const Sending sending{to, "SAMLRequest", profile_.logout->request, configuration.logout.sign_request,
                          no_relay_state};
    saml::Scope scope = envelope(sending, id, configuration, context);
    scope.values["name_id"] = name.name_id;
    if (configuration.logout.name_id_format && !name.name_id_format.empty())
        scope.values["name_id_format"] = name.name_id_format;
    if (name.sp_name_qualifier) scope.values["sp_name_qualifier"] = *name.sp_name_qualifier;
    scope.values["not_on_or_after"] = format_instant(context.now + request_lifetime, configuration.times.digits);
    for (const std::string& index : session_indexes)
        scope.lists["session_indexes"].emplace_back().values["session_index"] = index;
    return send(sending, scope, configuration);
}

saml::Scope LogoutWriter::answer(const Sending& sending, const std::string& in_response_to,
                                 const LogoutOutcome& outcome, const Configuration& configuration,
                                 const PatternContext& context) const {
    saml::Scope scope = envelope(sending, new_id(context), configuration, context);
    if (!profile_.logout->response_issuer.empty()) scope.values["issuer"] = context.expand(profile_.logout->response_issuer);
    scope.values["in_response_to"] = in_response_to;
    scope.values["status_code"] = outcome.status.code;
    if (!outcome.status.nested.empty()) scope.values["status_nested"] = outcome.status.nested;
    if (!outcome.message.empty()) scope.values["status_message"] = outcome.message;
    return scope;
}

HttpResponse LogoutWriter::response(const LogoutEndpoint& to, const std::string& in_response_to,
                                    const LogoutOutcome& outcome, const std::optional<std::string>& relay_state,
                                    const Configuration& configuration, const PatternContext& context) const {
    const Sending sending{to, "SAMLResponse", profile_.logout->response, configuration.logout.sign_response,
                          relay_state};
    saml::Scope scope = answer(sending, in_response_to, outcome, configuration, context);
    return send(sending, scope, configuration);
}

std::string LogoutWriter::document(const std::string& in_response_to, const LogoutOutcome& outcome,
                                   const Configuration& configuration, const PatternContext& context) const {
    const std::optional<std::string> no_relay_state;
    const LogoutEndpoint back{{}, saml::binding_soap};
    const Sending sending{back, "", profile_.logout->response, configuration.logout.sign_response, no_relay_state};
    saml::Scope scope = answer(sending, in_response_to, outcome, configuration, context);
    saml::PrintStyle style = profile_.print;
    style.declaration.clear(); // it stands inside an envelope
    return write(sending, scope, style);
}

} // namespace idpsim::idp
