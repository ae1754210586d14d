#include "tests/fidelity/maker.hpp"

#include "src/core/url.hpp"
#include "src/engine/inspect_input.hpp"
#include "src/saml/reader.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::fidelity {
namespace {

saml::EntityDescriptor sp_of(const Inputs& inputs) {
    saml::EntityDescriptor out;
    out.entity_id = inputs.sp_entity_id;
    out.sp.emplace();
    saml::Endpoint acs;
    acs.binding = saml::binding_post;
    acs.location = inputs.acs_url;
    acs.index = 0;
    out.sp->acs = {acs};
    saml::KeyDescriptor key;
    key.use = "encryption";
    key.certificates = {sp_key().certificate.base64()};
    out.sp->keys = {key, key};
    out.sp->keys[1].use = "signing";
    out.sp->slo = {acs};
    out.sp->slo[0].index.reset();
    return out;
}

saml::Assertion assertion_of(const std::string& response) {
    const auto document = xml::Document::parse(response).value();
    return saml::read_assertion(document.root().child(ns::saml, "Assertion").value()).value();
}

} // namespace

const idp::SigningKey& sp_key() {
    static const idp::SigningKey made = [] {
        crypto::CertificateSpec spec;
        spec.subject = {{"CN", "sp.example.test"}};
        spec.not_after = Instant(Millis(4102444800000));
        spec.serial = "1";
        const auto key = crypto::PrivateKey::generate_rsa(2048);
        return idp::SigningKey{key, crypto::Certificate::self_signed(key, spec)};
    }();
    return made;
}

Maker::Maker(const Inputs& inputs)
    : inputs_(inputs), clock_(inputs.login), random_(7, inputs.profile.id),
      idp_(inputs.profile, inputs.tenant, idp::testing::test_keys(), clock_, random_), hands_(idp_) {
    idp_.connect_sp(sp_of(inputs));
    idp::Person person;
    person.username = person.email = inputs.person;
    ada_ = idp_.add_person(person);
    idp_.assign(ada_.username);
}

std::string Maker::metadata() {
    if (!inputs_.tenant_wide) return idp_.metadata();
    const std::string url = idp_.metadata_url();
    return hands_.get(url.substr(0, url.find('?'))).body;
}

std::string Maker::response() {
    hands_.log_in(hands_.get(idp_.initiate_url()), ada_); // logged in at one moment, answered at another
    clock_.advance(inputs_.issued - inputs_.login);
    const HttpResponse page = inputs_.request_id ? hands_.get(request_url()) : hands_.get(idp_.initiate_url());
    const auto posted = idp::testing::posted(page);
    if (!posted)
        throw Failure(Error{Fault::refused, inputs_.profile.id, "no Response came: " + page.body.substr(0, 300)});
    return posted->xml;
}

std::string Maker::message_in(const HttpResponse& answer, const char* expected) const {
    const auto found = engine::find_messages(
        answer.status == 302 ? find_header(answer.headers, "Location").value_or("") : answer.body);
    if (!found)
        throw Failure(Error{Fault::refused, inputs_.profile.id,
                            std::string("no ") + expected + " came: " + answer.body.substr(0, 300)});
    return found->front().xml;
}

std::optional<std::string> Maker::logout_response() {
    if (idp_.slo_url().empty()) return std::nullopt;
    const saml::Assertion assertion = assertion_of(response());
    saml::LogoutRequest request;
    request.id = inputs_.request_id.value_or("_logout-0001");
    request.issue_instant = clock_.now();
    request.destination = idp_.slo_url();
    request.issuer = inputs_.sp_entity_id;
    request.name_id = assertion.name_id;
    request.session_indexes = {assertion.authn_statements.at(0).session_index.value()};
    const std::string xml = saml::write_signed(saml::write_logout_request(request), sp_key().key, crypto::Hash::sha256,
                                               sp_key().certificate.base64());
    const HttpResponse answer = hands_.send({"POST",
                                             idp_.slo_url(),
                                             {{"Content-Type", "application/x-www-form-urlencoded"}},
                                             write_form({{"SAMLRequest", saml::encode_post(xml)}})});
    return message_in(answer, "LogoutResponse");
}

std::optional<std::string> Maker::logout_request() {
    if (idp_.slo_url().empty()) return std::nullopt;
    hands_.log_in(hands_.get(idp_.initiate_url()), ada_);
    return message_in(hands_.send({"GET", idp_.logout_url(), {}, {}}), "LogoutRequest");
}

std::string Maker::request_url() const {
    saml::AuthnRequest request;
    request.id = *inputs_.request_id;
    request.issue_instant = clock_.now();
    request.issuer = inputs_.sp_entity_id;
    request.acs_url = inputs_.acs_url;
    request.protocol_binding = saml::binding_post;
    return saml::encode_redirect(idp_.sso_url(), "SAMLRequest", saml::write_authn_request(request), std::nullopt);
}

} // namespace idpsim::fidelity
