/// What the IdP sends back: Responses, refusals, metadata; and its people.
#include "simulator/idp/idp.hpp"

#include "simulator/idp/idp_visit.hpp"
#include "simulator/idp/metadata_writer.hpp"
#include "simulator/idp/new_person.hpp"
#include "simulator/idp/pages.hpp"
#include "src/core/text.hpp"
#include "src/saml/bindings.hpp"

#include <algorithm>

namespace idpsim::idp {

std::string Idp::entity_id_of(const Configuration& configuration) const {
    Values values = tenant_.variables;
    values.insert(configuration.values.begin(), configuration.values.end());
    const std::string pattern = configuration.setting_or("entity_id.pattern", profile_.saml.entity_id);
    return configuration.setting_or("entity_id", expand(pattern, values).value());
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

saml::Scope Idp::metadata_scope(const Configuration& now) const {
    saml::Scope scope;
    for (const auto& [name, url] : endpoints_.all()) scope.values[name + "_url"] = endpoints_.url(name);
    scope.values["entity_id"] = entity_id_of(now);
    scope.values["metadata_id"] = metadata_id_;
    scope.values["name_id_format"] = now.name_id_format;
    if (now.name_id_format != profile_.saml.name_id.format) scope.values["name_id_format_chosen"] = "";
    scope.values["wants_signed_requests"] = now.require_signature ? "true" : "false";
    if (now.logout.enabled) scope.values["slo"] = "";
    if (now.logout.enabled && now.takes_post) scope.values["slo_post"] = "";
    if (now.logout.enabled && now.takes_redirect) scope.values["slo_redirect"] = "";
    if (now.takes_post) scope.values["takes_post"] = "";
    if (now.takes_redirect) scope.values["takes_redirect"] = "";
    if (now.logout.enabled && now.logout.soap) scope.values["slo_soap"] = "";
    if (now.redirect_endpoint) scope.values["redirect_endpoint"] = "";
    const auto acs = default_acs(profile_.saml, tenant_, now);
    if (profile_.saml.artifact && (now.by_artifact || (acs && acs->by_artifact))) scope.values["artifact"] = "";
    for (const auto& [key, value] : now.values)
        if (!value.empty()) scope.values["setting." + key] = value;
    return scope;
}

std::string Idp::metadata() const {
    const Configuration now = configuration();
    std::vector<SigningKey> keys;
    for (const IdpCertificate& one : certificates_.all())
        keys.insert(one.active ? keys.begin() : keys.end(), one.signing);
    return write_metadata(profile_.saml, keys, now, metadata_scope(now));
}

std::string Idp::federation_metadata() const {
    const FederationRules& rules = *profile_.saml.metadata.federation;
    std::vector<SigningKey> keys;
    for (int number = 0; number < rules.count; ++number)
        keys.push_back(keys_.get(profile_.id + "-federation", rules.certificate, tenant_.variables, clock_.now(),
                                 {number, {}, {}, {}}));
    const Configuration now = configuration();
    return write_metadata(profile_.saml, keys, now, metadata_scope(now));
}

HttpResponse Idp::serve_metadata(const Visit& visit) const {
    const MetadataRules& rules = profile_.saml.metadata;
    const auto absent = [&](const std::string& name) { return !visit.query(name); };
    if (rules.federation && std::ranges::all_of(rules.identifies, absent))
        return text_response(200, federation_metadata(), rules.content_type);
    if (!query_agrees(visit.url, metadata_url(), rules.identifies))
        return text_response(404, "No such application\n");
    return text_response(200, metadata(), rules.content_type);
}

const SigningKey& Idp::signing_key() const {
    if (!key_.key) throw Failure(Error{Fault::not_found, "certificates", "none is active"});
    return key_;
}

void Idp::use_active_key() {
    const IdpCertificate* active = certificates_.active();
    key_ = active ? active->signing : SigningKey{};
    writer_.reset();
    logout_writer_.reset();
    if (!active) return;
    writer_ = std::make_unique<ResponseWriter>(profile_.saml, key_, hooks_);
    if (profile_.saml.logout) logout_writer_ = std::make_unique<LogoutWriter>(profile_.saml, key_, logout_hooks_);
    if (artifacts_) artifacts_->key_changed();
    else if (profile_.saml.artifact) artifacts_ = std::make_unique<Artifacts>(profile_.saml, key_, artifact_hooks_);
}

void Idp::activate_certificate(std::size_t place) {
    certificates_.activate(place);
    use_active_key();
}

void Idp::activate_certificate(std::string_view fingerprint) {
    const auto place = certificates_.find(fingerprint);
    if (!place) throw Failure(Error{Fault::not_found, "certificates", "none has this fingerprint"});
    activate_certificate(*place);
}

void Idp::expire_certificate(std::size_t place) {
    certificates_.expire(place, clock_.now());
    use_active_key();
}

void Idp::connect_sp(saml::EntityDescriptor sp) {
    const std::string where = "metadata of \"" + sp.entity_id + "\"";
    const auto no = [&](const char* why) { throw Failure(Error{Fault::invalid, where, why}); };
    if (!sp.sp) no("it describes no service provider (SPSSODescriptor)");
    if ((sp.valid_until && *sp.valid_until <= clock_.now()) || (sp.sp->valid_until && *sp.sp->valid_until <= clock_.now()))
        no("it is past its validUntil");
    const bool answerable = std::ranges::any_of(sp.sp->acs, [&](const saml::Endpoint& one) {
        return one.binding == saml::binding_post || (profile_.saml.artifact && one.binding == saml::binding_artifact);
    });
    if (!answerable) no("it has no AssertionConsumerService in a binding that this identity provider offers");
    tenant_.sp = std::move(sp);
}

HttpResponse Idp::redirect_artifact(const Configuration& settings, const Errand& errand, const std::string& xml) {
    const Instant until = clock_.now() + profile_.saml.artifact->lifetime;
    const std::string artifact =
        artifacts_->keep(entity_id_of(settings), {xml, errand.answer.sp_entity_id, until}, random_);
    std::string to = with_param(errand.answer.acs_url, "SAMLart", artifact);
    if (errand.relay_state) to = with_param(std::move(to), "RelayState", *errand.relay_state);
    return redirect_response(to);
}

HttpResponse Idp::deliver(const Configuration& settings, const Errand& errand, const std::string& xml) {
    const bool by_artifact = errand.answer.by_artifact && artifacts_;
    return by_artifact ? redirect_artifact(settings, errand, xml) : post(errand, xml);
}

HttpResponse Idp::post(const Errand& errand, const std::string& xml) const {
    std::vector<std::pair<std::string, std::string>> fields{{"SAMLResponse", saml::encode_post(xml)}};
    if (errand.relay_state || profile_.saml.requests.relay_state_always)
        fields.emplace_back("RelayState", errand.relay_state.value_or(""));
    return post_page(profile_.saml.auto_post, errand.answer.acs_url, fields);
}

HttpResponse Idp::refuse(const Configuration& settings, const Refused& refused, const Person* person) {
    const Refusal& refusal = refusal_for(profile_.saml.refusals, refused.reason);
    PatternContext values = context(settings);
    values.values["detail"] = refused.detail;
    values.values["timestamp"] = format_instant(values.now);
    values.values["acs_url"] = refused.errand ? refused.errand->answer.acs_url : "";
    values.values["request_id"] = refused.errand ? refused.errand->answer.request_id.value_or("") : "";
    values.values["sp_entity_id"] = sp_entity_id(tenant_, settings).value_or("");
    add_person_values(values.values, person ? *person : Person{});
    const bool can_answer = refused.errand && refused.errand->kind == Errand::Kind::answer;
    if (refusal.as_response && can_answer && writer_) {
        const std::string xml = writer_->write_refusal(refused.errand->answer, refusal, settings, values);
        return deliver(settings, *refused.errand, xml);
    }
    return refusal_page(refusal, values.values, random_, values.now);
}

Person& Idp::add_person(Person given) {
    Person person = new_person(std::move(given), profile_.saml, {tenant_.variables, &random_, clock_.now()});
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
