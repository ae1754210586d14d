/// What the IdP sends back: Responses, refusals, metadata; and its people.
#include "simulator/idp/idp.hpp"

#include "simulator/idp/metadata_writer.hpp"
#include "simulator/idp/pages.hpp"
#include "src/core/text.hpp"
#include "src/saml/bindings.hpp"

namespace idpsim::idp {
namespace {

const Refusal& refusal_for(const SamlProfile& profile, const std::string& why) {
    const auto own = profile.refusals.find(why);
    return own != profile.refusals.end() ? own->second : profile.refusals.at(reason::bad_request);
}

/// A field of a new person, unless it is given, by the profile's pattern.
void fill(std::string& field, const char* name, const SamlProfile& profile, const PatternContext& context) {
    const auto pattern = profile.person.find(name);
    if (field.empty() && pattern != profile.person.end()) field = context.expand(pattern->second);
}

} // namespace

std::string Idp::entity_id_of(const Configuration& configuration) const {
    Values values = tenant_.variables;
    values.insert(configuration.values.begin(), configuration.values.end());
    return configuration.setting_or("entity_id", expand(profile_.saml.entity_id, values).value());
}

std::string Idp::entity_id() const { return entity_id_of(configuration()); }

std::string Idp::initiate_url() const {
    return endpoints_.url("initiate", sp_entity_id(tenant_, configuration()).value_or(""));
}

std::string Idp::metadata_url() const {
    return endpoints_.url("metadata", sp_entity_id(tenant_, configuration()).value_or(""));
}

PatternContext Idp::context(const Configuration& configuration) const {
    PatternContext out{tenant_.variables, &random_, clock_.now()};
    for (const auto& [key, value] : configuration.values) out.values[key] = value;
    out.values["entity_id"] = entity_id_of(configuration);
    return out;
}

std::string Idp::metadata() const {
    const Configuration now = configuration();
    saml::Scope scope;
    for (const auto& [name, url] : endpoints_.all()) scope.values[name + "_url"] = endpoints_.url(name);
    scope.values["entity_id"] = entity_id_of(now);
    scope.values["metadata_id"] = metadata_id_;
    scope.values["name_id_format"] = now.name_id_format;
    if (now.name_id_format != profile_.saml.name_id.format) scope.values["name_id_format_chosen"] = "";
    scope.values["wants_signed_requests"] = now.require_signature ? "true" : "false";
    for (const auto& [key, value] : now.values)
        if (!value.empty()) scope.values["setting." + key] = value;
    return write_metadata(profile_.saml, key_, now, std::move(scope));
}

HttpResponse Idp::post(const Errand& errand, const std::string& xml) const {
    std::vector<std::pair<std::string, std::string>> fields{{"SAMLResponse", saml::encode_post(xml)}};
    if (errand.relay_state || profile_.saml.requests.relay_state_always)
        fields.emplace_back("RelayState", errand.relay_state.value_or(""));
    return post_page(profile_.saml.auto_post, errand.answer.acs_url, fields);
}

HttpResponse Idp::refuse(const Configuration& settings, const Refused& refused, const Person* person) {
    const Refusal& refusal = refusal_for(profile_.saml, refused.reason);
    PatternContext values = context(settings);
    values.values["detail"] = refused.detail;
    values.values["timestamp"] = format_instant(values.now);
    values.values["acs_url"] = refused.errand ? refused.errand->answer.acs_url : "";
    values.values["request_id"] = refused.errand ? refused.errand->answer.request_id.value_or("") : "";
    values.values["sp_entity_id"] = sp_entity_id(tenant_, settings).value_or("");
    add_person_values(values.values, person ? *person : Person{});
    const bool can_answer = refused.errand && refused.errand->kind == Errand::Kind::answer;
    if (refusal.as_response && can_answer)
        return post(*refused.errand, writer_.write_refusal(refused.errand->answer, refusal, settings, values));
    return refusal_page(refusal, values.values, random_, values.now);
}

Person& Idp::add_person(Person person) {
    PatternContext values{tenant_.variables, &random_, clock_.now()};
    const SamlProfile& rules = profile_.saml;
    const auto filled = [&](std::string& field, const char* name) {
        add_person_values(values.values, person);
        fill(field, name, rules, values);
    };
    if (person.email.empty()) person.email = person.username;
    filled(person.id, "id");
    filled(person.email, "email");
    filled(person.username, "username");
    filled(person.given_name, "given_name");
    filled(person.family_name, "family_name");
    filled(person.display_name, "display_name");
    if (trim(person.display_name).empty()) person.display_name = person.username;
    if (person.password.empty()) person.password = random_.token();
    if (person.username.empty() || tenant_.find(person.username) != nullptr)
        throw Failure(Error{Fault::invalid, "person \"" + person.username + "\"", "the username is missing or taken"});
    tenant_.people.push_back(std::move(person));
    return tenant_.people.back();
}

void Idp::assign(std::string_view username) {
    if (tenant_.find(username) == nullptr)
        throw Failure(Error{Fault::not_found, "person \"" + std::string(username) + "\"", "nobody has this username"});
    tenant_.assigned.emplace(username);
}

void Idp::unassign(std::string_view username) { tenant_.assigned.erase(std::string(username)); }

} // namespace idpsim::idp
