#include "simulator/idp/response_writer.hpp"

#include "src/core/text.hpp"
#include "src/saml/values.hpp"
#include "src/xml/algorithms.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::idp {
namespace {

void set_optional(saml::Scope& scope, const char* name, const std::optional<std::string>& value) {
    if (value) scope.values[name] = *value;
}

saml::Scope attribute_scope(const AttributeSent& attribute) {
    saml::Scope out;
    out.values["name"] = attribute.name;
    set_optional(out, "name_format", attribute.name_format);
    set_optional(out, "friendly_name", attribute.friendly_name);
    std::vector<saml::Scope>& values = out.lists["values"];
    values.reserve(attribute.values.size());
    for (const std::string& value : attribute.values) values.emplace_back().values["value"] = value;
    return out;
}

std::string id_of(const IdPattern& pattern, bool is_signed, const PatternContext& context) {
    return context.expand(is_signed ? pattern.when_signed : pattern.when_unsigned);
}

Instant authn_instant(const Times& times, Instant login, Instant now) {
    const Instant at = (times.authn_is_issue ? now : login) + times.authn_offset;
    return times.authn_whole_seconds ? Instant(std::chrono::floor<std::chrono::seconds>(at)) : at;
}

void add_windows(saml::Scope& scope, const Times& times, Instant login, Instant now) {
    const auto text = [&](Instant at) { return format_instant(at, times.digits); };
    const Instant base = now + times.conditions;
    scope.values["assertion_issue_instant"] = text(now + times.assertion_issue);
    scope.values["not_before"] = text(base + times.not_before);
    scope.values["not_on_or_after"] = text(base + times.not_on_or_after);
    scope.values["confirmation_not_on_or_after"] = text(base + times.confirmation);
    scope.values["authn_instant"] = text(authn_instant(times, login, now));
    if (times.session) scope.values["session_not_on_or_after"] = text(base + *times.session);
}

/// Some declare xs on what they sign, for the prefixes in attribute values to mean the same wherever it is put.
void add_xs(saml::Scope& scope, const Configuration& configuration) {
    if (configuration.sign_assertion) scope.values["assertion_xs"] = ns::xs;
    if (scope.parts.contains("response_signature") && !configuration.encryption.assertion)
        scope.values["response_xs"] = ns::xs;
}

} // namespace

bool signs_response(const SamlProfile& profile, const Configuration& configuration, const Answer& answer) {
    const bool fetched = answer.by_artifact && profile.artifact;
    return configuration.sign_response && (!fetched || profile.artifact->sign_message);
}

ResponseWriter::ResponseWriter(const SamlProfile& profile, const SigningKey& key, const ResponseHooks& hooks)
    : profile_(profile), key_(key), hooks_(hooks), key_info_(profile, key) {}

saml::Scope ResponseWriter::envelope(const Answer& answer, const Configuration& configuration,
                                     PatternContext& context) const {
    context.values["acs_url"] = answer.acs_url;
    context.values["sp_entity_id"] = answer.sp_entity_id;
    context.values["request_id"] = answer.request_id.value_or("");
    for (const auto& [name, pattern] : profile_.message) context.values[name] = context.expand(pattern);
    const bool is_signed = signs_response(profile_, configuration, answer);
    context.values["response_id"] = id_of(profile_.response_id, is_signed, context);

    saml::Scope scope;
    scope.values["response_id"] = context.values["response_id"];
    set_optional(scope, "in_response_to", answer.request_id);
    scope.values["issue_instant"] =
        format_instant(context.now + configuration.times.response_issue, configuration.times.digits);
    scope.values["issuer"] = context.values["entity_id"];
    if (is_signed || !profile_.destination_only_when_signed)
        scope.values["destination"] = configuration.setting_or("destination", answer.acs_url);
    scope.values["signature_method"] = xml::algorithm_of(configuration.algorithm).signature_method;
    scope.values["digest_method"] = xml::algorithm_of(configuration.digest).digest_method;
    if (is_signed) scope.parts["response_signature"] = &profile_.response_signature;
    key_info_.add(scope, configuration.key_info);
    return scope;
}

std::string ResponseWriter::audience(const Answer& answer, const Configuration& configuration) const {
    if (configuration.left_blank.contains("sp_entity_id")) return configuration.setting_or("sp_entity_id", "");
    // A scheme is what makes an entityID a URI here: urn:, https:, spn:.
    const bool is_uri = answer.sp_entity_id.find(':') != std::string::npos;
    const std::string own = (is_uri ? "" : profile_.audience_prefix_unless_uri) + answer.sp_entity_id;
    return configuration.setting_or("audience", own);
}

void ResponseWriter::add_assertion(saml::Scope& scope, const Answer& answer, Instant login,
                                   const Configuration& configuration, const PatternContext& context) const {
    scope.values["assertion_id"] = context.values.find("assertion_id")->second;
    scope.values["recipient"] = configuration.setting_or("recipient", answer.acs_url);
    scope.values["audience"] = audience(answer, configuration);
    scope.values["class_ref"] = answer.class_ref_asked.value_or(configuration.class_ref);
    const bool solicited = answer.request_id || profile_.session_index_unsolicited.empty();
    scope.values["session_index"] =
        context.expand(solicited ? profile_.session_index : profile_.session_index_unsolicited);
    add_windows(scope, configuration.times, login, context.now);
    scope.parts["assertion"] = &profile_.assertion;
    if (!configuration.sign_assertion) return;
    scope.parts["assertion_signature"] = &profile_.assertion_signature;
    scope.values["saml_if_signed"] = ns::saml;
}

Result<Written> ResponseWriter::write(const Answer& answer, const Tenant& tenant, const Person& person, Instant login,
                                      const Configuration& configuration, PatternContext context) const {
    const auto encryptor = Encryptor::make(profile_, configuration, tenant);
    if (!encryptor) return encryptor.error();
    add_person_values(context.values, person);
    saml::Scope scope = envelope(answer, configuration, context);
    context.values["assertion_id"] = id_of(profile_.assertion_id, configuration.sign_assertion, context);

    const auto name_id = choose_name_id(profile_.name_id, tenant, person, configuration, answer.name_id_format_asked, context);
    if (!name_id) return Error{Fault::refused, reason::name_id_policy, "the NameIDPolicy's Format is not offered"};
    if (name_id->value.empty())
        return Error{Fault::refused, reason::no_name_id, "the person has no value for the NameID"};
    scope.values["name_id"] = context.values["name_id"] = name_id->value;
    if (!name_id->format.empty()) scope.values["name_id_format"] = name_id->format;
    const auto qualifier = profile_.name_id.echo_sp_name_qualifier ? answer.sp_name_qualifier : std::nullopt;
    set_optional(scope, "sp_name_qualifier", qualifier);

    scope.values["status_code"] = saml::status_success;
    add_assertion(scope, answer, login, configuration, context);
    std::vector<saml::Scope>& attributes = scope.lists["attributes"];
    const auto all = attributes_of(profile_, tenant, person, configuration, context);
    if (!all) return all.error();
    for (const AttributeSent& sent : *all) attributes.push_back(attribute_scope(sent));
    if (!attributes.empty()) add_xs(scope, configuration);
    const std::string session_index = scope.values["session_index"];
    const Participant participant{answer.sp_entity_id, name_id->value, name_id->format, qualifier, session_index};
    return Written{finish(scope, *encryptor ? &**encryptor : nullptr, context), participant};
}

std::string ResponseWriter::write_refusal(const Answer& answer, const Refusal& refusal,
                                          const Configuration& configuration, PatternContext context) const {
    saml::Scope scope = envelope(answer, configuration, context);
    scope.values["status_code"] = refusal.status_code;
    if (!refusal.status_nested.empty()) scope.values["status_nested"] = refusal.status_nested;
    if (!refusal.message.empty()) scope.values["status_message"] = context.expand(refusal.message);
    return finish(scope, nullptr, context);
}

std::string ResponseWriter::finish(saml::Scope& scope, const Encryptor* encryptor, const PatternContext& context) const {
    if (hooks_.filled) hooks_.filled(scope);
    pugi::xml_document document;
    const pugi::xml_node response = profile_.response.render(document, scope);
    if (hooks_.before_signing) hooks_.before_signing(response);
    const pugi::xml_node assertion = child_named(response, "Assertion");
    if (encryptor && assertion) encryptor->hide_name_id(assertion, context);
    // Inside out: the Response's digest covers the Assertion's signature, and its ciphertext.
    if (const pugi::xml_node inner = signature_of(assertion)) xml::sign_in_place(inner, key_.key, profile_.signature);
    if (hooks_.before_encrypting) hooks_.before_encrypting(response);
    if (encryptor && assertion) encryptor->hide_assertion(response, assertion, context);
    if (const pugi::xml_node outer = signature_of(response)) xml::sign_in_place(outer, key_.key, profile_.signature);
    if (hooks_.after_signing) hooks_.after_signing(response);
    std::string out = saml::print(response, profile_.print);
    if (hooks_.printed) hooks_.printed(out);
    return out;
}

} // namespace idpsim::idp
