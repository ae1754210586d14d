#include "tests/idp/idp_fixture.hpp"

#include "src/engine/load_profile.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"

#include <map>

namespace idpsim::idp::testing {
namespace {

/// libxml2 and xmlsec for the whole program.
const xml::Library library;

constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{9} + Millis{250};

/// Keys that tests set whatever label, choices and page a vendor's console has for them.
constexpr const char* protocol_keys[] = {
    "encrypt", "encrypt.name_id", "encryption.algorithm", "encryption.key_transport", "encryption.certificate",
    "sp_certificate", "slo", "slo.participate", "slo_url", "slo_response_url", "slo_binding", "slo.sp_issuer",
    "slo.sign_request", "slo.sign_response", "slo.name_id_format", "slo.soap", "response_binding", "acs_any_if_signed",
    "authn_context.obey", "allow_sha1", "enabled", "require_signature", "acs_urls"};

Profile load(const std::string& id) {
    lua::State state;
    Profile out = engine::load_profile(state, std::string(IDPSIM_SOURCE_DIR) + "/simulator/profiles/" + id + ".lua");
    for (const char* key : protocol_keys) {
        ConsoleField& field = out.saml.console.emplace_back();
        field.label = std::string("test ") + key;
        field.key = key;
    }
    return out;
}

bool verifies(const xml::Document& document, const xml::Element& element, const crypto::PublicKey& key) {
    xml::VerifyPolicy policy;
    policy.keys = {key};
    policy.allow_sha1 = true;
    return xml::verify_enveloped(document, element, policy).has_value();
}

saml::Endpoint endpoint(const char* location, int index) {
    saml::Endpoint out;
    out.binding = saml::binding_post;
    out.location = location;
    out.index = index;
    return out;
}

} // namespace

const Profile& profile(const std::string& id) {
    static std::map<std::string, Profile> loaded;
    const auto known = loaded.find(id);
    return known != loaded.end() ? known->second : loaded.emplace(id, load(id)).first->second;
}

KeyRing& test_keys() {
    static KeyRing keys(IDPSIM_TEST_KEYS);
    return keys;
}

saml::EntityDescriptor test_sp() {
    saml::EntityDescriptor out;
    out.entity_id = sp_id;
    out.sp.emplace();
    out.sp->acs = {endpoint(acs, 0), endpoint(second_acs, 1)};
    return out;
}

Tenant tenant_with(const std::map<std::string, std::string>& settings_by_key) {
    Tenant out;
    for (const auto& [key, value] : settings_by_key) out.settings["test " + key] = value;
    return out;
}

const SigningKey& sp_key() {
    static const SigningKey key = test_keys().get(profile("generic"), {{"host", "sp.example.test"}, {"organisation", "SP"}},
                                                  start, {7, {}, {}, {}});
    return key;
}

saml::EntityDescriptor full_sp() {
    saml::EntityDescriptor out = test_sp();
    out.sp->keys = {{std::nullopt, {sp_key().certificate.base64()}, {}}};
    for (const char* binding : {saml::binding_redirect, saml::binding_post}) {
        saml::Endpoint one;
        one.binding = binding;
        one.location = slo;
        out.sp->slo.push_back(one);
    }
    return out;
}

HttpResponse Hands::send(HttpRequest request) {
    if (!cookie_.empty()) request.headers.emplace_back("Cookie", cookie_);
    HttpResponse answer = idp_.handle(request);
    if (const auto set = find_header(answer.headers, "Set-Cookie")) {
        set_cookie_ = *set;
        cookie_ = set->substr(0, set->find(';'));
    }
    return answer;
}

HttpResponse Hands::get(std::string url) {
    for (int hops = 0; hops < 5; ++hops) {
        HttpResponse answer = send(HttpRequest{"GET", url, {}, {}});
        if (answer.status != 302) return answer;
        url = find_header(answer.headers, "Location").value();
    }
    throw std::runtime_error("redirects without end");
}

HttpResponse Hands::log_in(const HttpResponse& page, const Person& person) {
    return is_login_form(page) ? log_in(page, person.username, person.password) : page;
}

HttpResponse Hands::log_in(const HttpResponse& page, const std::string& username, const std::string& password) {
    const xml::HtmlForm form = xml::read_html(page.body)->forms.at(0);
    Params fields;
    for (const xml::HtmlInput& input : form.inputs) {
        if (input.name == "username")
            fields.emplace_back(input.name, username);
        else if (input.name == "password")
            fields.emplace_back(input.name, password);
        else if (!input.name.empty())
            fields.emplace_back(input.name, input.value);
    }
    return send(
        HttpRequest{"POST", form.action, {{"Content-Type", "application/x-www-form-urlencoded"}}, write_form(fields)});
}

bool is_login_form(const HttpResponse& page) {
    const auto html = xml::read_html(page.body);
    if (!html || html->forms.empty()) return false;
    for (const xml::HtmlInput& input : html->forms[0].inputs)
        if (input.type == "password") return true;
    return false;
}

std::optional<Posted> posted(const HttpResponse& page) {
    const auto html = xml::read_html(page.body);
    if (!html || html->forms.size() != 1 || !html->submits_itself) return std::nullopt;
    Posted out;
    out.action = html->forms[0].action;
    Params fields;
    for (const xml::HtmlInput& input : html->forms[0].inputs)
        if (!input.name.empty()) fields.emplace_back(input.name, input.value);
    if (!find_param(fields, "SAMLResponse")) return std::nullopt;
    out.xml = saml::read_post(write_form(fields)).value().xml;
    out.relay_state = find_param(fields, "RelayState");
    return out;
}

World::World(const std::string& profile_id, Tenant tenant, std::optional<std::string> base_origin)
    : clock(start), random(7, profile_id),
      idp(profile(profile_id), std::move(tenant), test_keys(), clock, random, base_origin), hands(idp) {
    idp.connect_sp(test_sp());
    Person person;
    person.username = "ada.byron@example.test";
    person.given_name = "Ada";
    person.family_name = "Byron";
    person.groups = {"engineering", "chess"};
    ada = idp.add_person(person);
    idp.assign(ada.username);
}

saml::AuthnRequest World::request() const {
    saml::AuthnRequest out;
    out.id = request_id;
    out.issue_instant = clock.now();
    out.destination = idp.sso_url();
    out.issuer = sp_id;
    out.acs_url = acs;
    out.protocol_binding = saml::binding_post;
    return out;
}

std::string World::redirect_to(const saml::AuthnRequest& request, std::optional<std::string> relay_state) const {
    return saml::encode_redirect(idp.sso_url(), "SAMLRequest", saml::write_authn_request(request), relay_state);
}

HttpResponse World::login(const saml::AuthnRequest& request, std::optional<std::string> relay_state) {
    return hands.log_in(hands.get(redirect_to(request, std::move(relay_state))), ada);
}

HttpResponse World::initiate() { return hands.log_in(hands.get(idp.initiate_url()), ada); }

Read read(const std::string& xml, const crypto::PublicKey& key) {
    const xml::Document document = xml::Document::parse(xml).value();
    const xml::Element root = document.root();
    Read out;
    out.response = saml::read_response(root).value();
    out.response_verified = verifies(document, root, key);
    if (const auto assertion = root.child(ns::saml, "Assertion")) {
        out.assertion = saml::read_assertion(*assertion).value();
        out.assertion_verified = verifies(document, *assertion, key);
    }
    return out;
}

} // namespace idpsim::idp::testing
