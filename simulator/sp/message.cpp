#include "simulator/sp/message.hpp"

#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::sp {
namespace {

constexpr xml::ParseLimits message_limits{.octets = max_message_octets, .depth = 64, .attributes = 128};

SignatureState look_at_signature(const LoginContext& login, const xml::Element& element, const VerifyStep& verify) {
    SignatureState state;
    state.present = element.child(ns::ds, "Signature").has_value();
    // Asked even when no signature is there: whether that matters is the step's and the rules' business.
    if (login.policy) state.outcome = verify(**login.document, element, *login.policy);
    return state;
}

Result<saml::Response> read_envelope(const SignatureState& signature, const xml::Element& as_sent) {
    if (!signature.verified()) return saml::read_response(as_sent);
    const Result<xml::Document> signed_part = xml::Document::parse((*signature.outcome)->octets, message_limits);
    if (!signed_part) return signed_part.error();
    Result<saml::Response> response = saml::read_response(signed_part->root());
    if (response) response->is_signed = true;   // the digested octets are without the signature itself
    return response;
}

Result<saml::Assertion> read_root_assertion(const std::string& octets) {
    const Result<xml::Document> part = xml::Document::parse(octets, message_limits);
    if (!part) return part.error();
    return saml::read_assertion(part->root());
}

Result<saml::Assertion> read_inner_assertion(const std::string& response_octets) {
    const Result<xml::Document> part = xml::Document::parse(response_octets, message_limits);
    if (!part) return part.error();
    const std::optional<xml::Element> assertion = part->root().child(ns::saml, "Assertion");
    if (!assertion) return Error{Fault::invalid, "Response", "the signed octets hold no assertion"};
    return saml::read_assertion(*assertion);
}

/// The Issuer of the Response, else of its assertion, as sent: it chooses whose keys may verify, and is then held to
/// what they verified. "" when there is none.
std::string claimed_issuer(const xml::Element& response) {
    std::optional<xml::Element> issuer = response.child(ns::saml, "Issuer");
    const std::optional<xml::Element> assertion = response.child(ns::saml, "Assertion");
    if (!issuer && assertion) issuer = assertion->child(ns::saml, "Issuer");
    const Result<std::string> text = issuer ? issuer->text() : Result<std::string>(std::string());
    return text ? *text : std::string();
}

void read_first_assertion(LoginContext& login, const xml::Element& as_sent) {
    // A signature that is there and does not verify taints what a signature around it would vouch for.
    const bool broken_inside = login.assertion_signature.present && !login.assertion_signature.verified();
    if (login.assertion_signature.verified())
        login.assertion = read_root_assertion((*login.assertion_signature.outcome)->octets);
    else if (login.response_signature.verified() && !broken_inside)
        login.assertion = read_inner_assertion((*login.response_signature.outcome)->octets);
    else {
        login.assertion = saml::read_assertion(as_sent);
        return;
    }
    login.assertion_verified = true;
}

} // namespace

void read_message(LoginContext& login, std::string_view xml, const AttributeMapping& mapping,
                  const VerifyStep& verify) {
    login.document = xml::Document::parse(xml, message_limits);
    if (!*login.document) return;
    const xml::Element root = (*login.document)->root();
    login.root_is_response = root.is(ns::samlp, "Response");
    if (!login.root_is_response) return;

    const std::vector<xml::Element> assertions = root.children(ns::saml, "Assertion");
    if (login.choose_idp) login.choose_idp(claimed_issuer(root));
    login.assertions = assertions.size();
    login.encrypted_assertions = root.children(ns::saml, "EncryptedAssertion").size();
    login.response_signature = look_at_signature(login, root, verify);
    login.response = read_envelope(login.response_signature, root);
    if (assertions.empty()) return;

    login.assertion_signature = look_at_signature(login, assertions.front(), verify);
    read_first_assertion(login, assertions.front());
    if (*login.assertion) login.identity = read_identity(**login.assertion, mapping);
}

void read_request(LoginContext& login, const HttpRequest& request, const AttributeMapping& mapping,
                  const VerifyStep& verify) {
    login.request = &request;
    login.received = saml::read_post(request.body, max_message_octets);
    if (*login.received) read_message(login, (*login.received)->xml, mapping, verify);
}

} // namespace idpsim::sp
