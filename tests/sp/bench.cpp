#include "tests/sp/bench.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/xml/library.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/sign.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <sstream>
#include <stdexcept>

namespace idpsim::sp::test {
namespace {

// White space between elements is dropped where the text is read.
constexpr char response_text[] = R"(
<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
    ID="_r{serial}" Version="2.0" IssueInstant="{now}" Destination="{acs}">
  <saml:Issuer>{idp}</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  <saml:Assertion ID="{assertion}" Version="2.0" IssueInstant="{now}">
    <saml:Issuer>{idp}</saml:Issuer>
    <saml:Subject>
      <saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"/>
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml:SubjectConfirmationData NotOnOrAfter="{end}" Recipient="{acs}"/>
      </saml:SubjectConfirmation>
    </saml:Subject>
    <saml:Conditions NotBefore="{start}" NotOnOrAfter="{end}">
      <saml:AudienceRestriction><saml:Audience>{sp}</saml:Audience></saml:AudienceRestriction>
    </saml:Conditions>
    <saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s{serial}">
      <saml:AuthnContext>
        <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
      </saml:AuthnContext>
    </saml:AuthnStatement>
  </saml:Assertion>
</samlp:Response>)";

constexpr char signature_text[] = R"(
<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <ds:SignedInfo>
    <ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
    <ds:SignatureMethod Algorithm="{method}"/>
    <ds:Reference URI="#{id}">
      <ds:Transforms>
        <ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
        <ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
      </ds:Transforms>
      <ds:DigestMethod Algorithm="{digest}"/>
      <ds:DigestValue/>
    </ds:Reference>
  </ds:SignedInfo>
  <ds:SignatureValue/>
</ds:Signature>)";

constexpr char metadata_text[] = R"(
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{idp}" {more}>
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    {keys}
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
        Location="https://idp.example.test/sso?tenant=1"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
        Location="https://idp.example.test/sso/post"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>)";

constexpr char key_text[] = R"(
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>)";

const crypto::PrivateKey& made_once(int which) {
    static const crypto::PrivateKey keys[] = {crypto::PrivateKey::generate_rsa(2048),
                                              crypto::PrivateKey::generate_rsa(2048)};
    return keys[which];
}

void sign(pugi::xml_node element, const Message& message) {
    const bool sha1 = message.algorithm == alg::rsa_sha1;
    std::string text = replace_all(signature_text, "{method}", message.algorithm);
    text = replace_all(text, "{id}", element.attribute("ID").value());
    text = replace_all(text, "{digest}", sha1 ? alg::sha1 : alg::sha256);
    pugi::xml_document signature;
    signature.load_string(text.c_str());
    const pugi::xml_node issuer = element.first_child();   // the schema's place for a signature is behind it
    const pugi::xml_node placed = element.insert_copy_after(signature.first_child(), issuer);
    xml::sign_in_place(placed, message.key ? *message.key : idp_key());
}

void add_attributes(pugi::xml_node assertion, const Message& message) {
    if (message.attributes.empty()) return;
    pugi::xml_node statement = assertion.append_child("saml:AttributeStatement");
    for (const auto& [name, value] : message.attributes) {
        pugi::xml_node attribute = statement.append_child("saml:Attribute");
        attribute.append_attribute("Name").set_value(name.c_str());
        attribute.append_child("saml:AttributeValue").text().set(value.c_str());
    }
}

std::string print(const pugi::xml_document& tree) {
    std::ostringstream out;
    tree.save(out, "", pugi::format_raw | pugi::format_no_declaration);
    return out.str();
}

void expect_status(const HttpResponse& response, int status) {
    if (response.status != status)
        throw std::runtime_error("bench: " + std::to_string(response.status) + " " + response.body);
}

SpConfig config_for(const BenchOptions& options) {
    static const xml::Library library;
    SpConfig config;
    config.base_url = base_url;
    config.staff_token = staff_token;
    config.names = {.company = "Example Product", .default_team = "Everyone", .default_role = "Reader",
                    .admin_role = "Owner", .roles = {"Writer"}, .operator_domain = {}, .start_path = {}};
    if (options.configure) options.configure(config);
    return config;
}

} // namespace

const crypto::PrivateKey& idp_key() { return made_once(0); }
const crypto::PrivateKey& other_key() { return made_once(1); }

crypto::Certificate certificate_of(const crypto::PrivateKey& key) {
    crypto::CertificateSpec spec;
    spec.subject = {{"CN", "idp.example.test"}};
    spec.not_before = parse_instant("2020-01-01T00:00:00Z").value();
    spec.not_after = parse_instant("2021-01-01T00:00:00Z").value();   // past: the key is what is trusted
    spec.serial = "\x01";
    return crypto::Certificate::self_signed(key, spec);
}

void Browser::keep(const HttpResponse& response) {
    for (const std::string& cookie : all_headers(response.headers, "Set-Cookie")) {
        const std::string_view pair = std::string_view(cookie).substr(0, cookie.find(';'));
        const std::size_t equals = pair.find('=');
        const std::string name(pair.substr(0, equals));
        if (cookie.find("Max-Age=0") != std::string::npos) cookies.erase(name);
        else cookies[name] = pair.substr(equals + 1);
    }
}

std::string Browser::header() const {
    std::string out;
    for (const auto& [name, value] : cookies) out += (out.empty() ? "" : "; ") + name + "=" + value;
    return out;
}

Bench::Bench(BenchOptions options)
    : clock(parse_instant("2026-11-24T12:00:00Z").value()), random(7, "sp"), directory(random),
      sp(config_for(options), directory, clock, random, options.behaviour) {
    const HttpResponse created = api("POST", "/api/orgs", R"({"name":"Example Works"})", staff_token);
    expect_status(created, 201);
    const boost::json::object body = json_of(created);
    org = text_of(body, "id");
    entity_id = text_of(body, "entity_id");
    acs = text_of(body, "acs");
    admin_token = text_of(body, "admin_token");
    if (options.enabled)
        expect_status(api("PUT", "/api/orgs/" + org + "/enabled", R"({"enabled":true})", staff_token), 200);
    if (options.enabled && options.connected)
        expect_status(put_metadata(options.metadata.empty() ? idp_metadata() : options.metadata), 200);
}

HttpResponse Bench::send(std::string method, std::string_view path, Headers headers, std::string body) {
    HttpRequest request;
    request.method = std::move(method);
    request.url = base_url + std::string(path);
    request.headers = std::move(headers);
    request.body = std::move(body);
    return sp.handle(request);
}

HttpResponse Bench::get(std::string_view path, Browser& browser) {
    HttpResponse response = send("GET", path, {{"Cookie", browser.header()}});
    browser.keep(response);
    return response;
}

HttpResponse Bench::api(std::string method, std::string_view path, std::string body, std::string token) {
    return send(std::move(method), path,
                {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}}, std::move(body));
}

HttpResponse Bench::send_with_errands(std::string method, std::string_view path, Browser& browser, std::string body,
                                      const std::function<Result<HttpResponse>(const HttpRequest&)>& answer_errand) {
    HttpRequest request{std::move(method), base_url + std::string(path),
                        {{"Accept", "application/json"}, {"Cookie", browser.header()}}, std::move(body)};
    if (!request.body.empty()) request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    Reply reply = sp.begin(request);
    while (reply.errand) {
        const std::shared_ptr<Errand> errand = reply.errand;
        reply = errand->then(answer_errand(errand->request));
    }
    browser.keep(reply.response);
    return std::move(reply.response);
}

crypto::Certificate Bench::own_certificate(std::string_view use) {
    const boost::json::object keys = json_of(api("GET", "/api/orgs/" + org + "/keys"));
    const boost::json::array& pairs = keys.at(boost::json::string_view(use.data(), use.size())).as_array();
    return crypto::Certificate::from_base64(text_of(pairs.back().as_object(), "certificate")).value();
}

HttpResponse Bench::put_metadata(std::string metadata) {
    return send("PUT", "/api/orgs/" + org + "/idp",
                {{"Authorization", "Bearer " + admin_token}, {"Content-Type", "application/xml"}}, std::move(metadata));
}

std::string Bench::write(const Message& message) {
    std::string text = replace_all(response_text, "{serial}", std::to_string(++serial_));
    text = replace_all(text, "{assertion}", message.assertion_id);
    text = replace_all(text, "{now}", at(Millis{0}));
    text = replace_all(text, "{start}", at(Millis{-300'000}));
    text = replace_all(text, "{end}", at(Millis{300'000}));
    text = replace_all(text, "{acs}", acs);
    text = replace_all(text, "{sp}", entity_id);
    text = replace_all(text, "{idp}", idp_entity_id);
    pugi::xml_document tree;
    tree.load_string(text.c_str());
    const pugi::xml_node response = tree.first_child();
    pugi::xml_node assertion = response.child("saml:Assertion");
    pugi::xml_node subject = assertion.child("saml:Subject");
    subject.child("saml:NameID").text().set(message.name_id.c_str());
    if (message.in_response_to) {
        pugi::xml_node data = subject.child("saml:SubjectConfirmation").first_child();
        for (pugi::xml_node node : {response, data})
            node.append_attribute("InResponseTo").set_value(message.in_response_to->c_str());
    }
    add_attributes(assertion, message);
    if (message.change) message.change(response);
    for (const pugi::xml_node each : response.children("saml:Assertion"))
        if (message.sign_assertion) sign(each, message);
    if (message.between) message.between(response);
    if (message.sign_response) sign(response, message);
    std::string xml = print(tree);
    if (message.after) message.after(xml);
    return xml;
}

HttpResponse Bench::post(const std::string& xml, Browser& browser, std::optional<std::string> relay_state) {
    Params form{{"SAMLResponse", crypto::base64_encode(xml)}};
    if (relay_state) form.emplace_back("RelayState", *relay_state);
    HttpResponse response = send("POST", path_of(acs),
                                 {{"Content-Type", "application/x-www-form-urlencoded"},
                                  {"Accept", "application/json"},
                                  {"Cookie", browser.header()}},
                                 write_form(form));
    browser.keep(response);
    return response;
}

bool Bench::admits_a_good_login() {
    Message message;
    message.name_id = "control@example.test";
    message.assertion_id = "_control" + std::to_string(++serial_);
    return login(message).status == 303;
}

boost::json::object Bench::whoami(Browser& browser) {
    const HttpResponse response = get("/whoami", browser);
    return response.status == 200 ? json_of(response) : boost::json::object{};
}

boost::json::object Bench::account(std::string_view email) {
    const HttpResponse response = api("GET", "/api/orgs/" + org + "/accounts?email=" + percent_encode(email));
    expect_status(response, 200);
    const boost::json::array accounts = json_of(response).at("accounts").as_array();
    return accounts.empty() ? boost::json::object{} : accounts.at(0).as_object();
}

std::size_t Bench::account_count() {
    return json_of(api("GET", "/api/orgs/" + org + "/accounts")).at("accounts").as_array().size();
}

std::string path_of(std::string_view url) { return std::string(url.substr(std::string_view(base_url).size())); }

boost::json::object json_of(const HttpResponse& response) { return boost::json::parse(response.body).as_object(); }

std::string text_of(const boost::json::object& object, std::string_view name) {
    const boost::json::value* value = object.if_contains(boost::json::string_view(name.data(), name.size()));
    return value && value->is_string() ? std::string(value->get_string().c_str()) : std::string{};
}

std::string signed_document(const std::string& xml, const crypto::PrivateKey& key) {
    pugi::xml_document tree;
    tree.load_string(xml.c_str());
    Message message;
    message.key = &key;
    sign(tree.first_child(), message);
    return print(tree);
}

std::string full_idp_metadata(std::string_view more_role_attributes) {
    constexpr char more[] = R"(
    <md:ArtifactResolutionService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" index="3"
        Location="https://idp.example.test/artifact"/>
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
        Location="https://idp.example.test/slo" ResponseLocation="https://idp.example.test/slo/done"/>
    <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
        Location="https://idp.example.test/slo/post"/>
    <md:SingleSignOnService)";
    std::string text = idp_metadata();
    text.replace(text.find("<md:SingleSignOnService"), std::string_view("<md:SingleSignOnService").size(), more);
    return replace_all(text, "<md:IDPSSODescriptor", "<md:IDPSSODescriptor " + std::string(more_role_attributes));
}

std::string idp_metadata(std::string_view more_attributes, const crypto::PrivateKey* second) {
    std::string keys;
    for (const crypto::PrivateKey* key : {&idp_key(), second})
        if (key) keys += replace_all(key_text, "{certificate}", certificate_of(*key).base64());
    std::string text = replace_all(metadata_text, "{idp}", idp_entity_id);
    text = replace_all(text, "{more}", more_attributes);
    return replace_all(text, "{keys}", keys);
}

std::string rule_of(const HttpResponse& response) {
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(response.body, error);
    return error || !value.is_object() ? std::string{} : text_of(value.get_object(), "rule");
}

} // namespace idpsim::sp::test
