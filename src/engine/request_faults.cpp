#include "src/engine/request_faults.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/engine/faults/edit.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/writer.hpp"

#include <algorithm>
#include <sstream>

namespace idpsim::engine {
namespace {

using faults::Node;

/// The message as the IdP would read it; what the service provider sent is well-formed by then.
saml::Received received(const HttpRequest& request) {
    const auto url = parse_url(request.url);
    auto out = request.method == "POST" ? saml::read_post(request.body) : saml::read_redirect(url.value().query);
    if (!out) throw Failure(Error{Fault::script, "request", "the AuthnRequest cannot be read: " + describe(out.error())});
    return std::move(*out);
}

/// Puts other parameters in the place of SAML's own; a query of the endpoint's stays.
void put_query(HttpRequest& request, const std::string& xml, const saml::Received& was, const saml::RedirectSigner* signer) {
    const Url url = parse_url(request.url).value();
    Params others;
    const Params query = parse_form(url.query).value();
    for (const auto& [name, value] : query) {
        constexpr std::string_view saml[] = {"SAMLRequest", "RelayState", "SigAlg", "Signature", "SAMLEncoding"};
        if (std::ranges::find(saml, name) == std::end(saml)) others.emplace_back(name, value);
    }
    std::string endpoint = url.origin() + url.path;
    if (!others.empty()) endpoint += "?" + write_form(others);
    request.url = saml::encode_redirect(endpoint, "SAMLRequest", xml, was.relay_state, signer);
}

void put_field(HttpRequest& request, const std::string& xml) {
    Params form = parse_form(request.body).value();
    for (auto& [name, value] : form)
        if (name == "SAMLRequest") value = saml::encode_post(xml);
    request.body = write_form(form);
}

/// Another document in the message's place, whoever signed it before; signed by `key` when there is one.
void replace(HttpRequest& request, const std::string& xml, const crypto::PrivateKey* key) {
    const saml::Received was = received(request);
    if (request.method == "POST")
        return put_field(request, key ? saml::write_signed(xml, *key, crypto::Hash::sha256, "") : xml);
    const saml::RedirectSigner signer{key, alg::rsa_sha256, false};
    put_query(request, xml, was, key ? &signer : nullptr);
}

std::string without_signature(const std::string& xml) {
    pugi::xml_document document;
    document.load_string(xml.c_str());
    if (const Node signature = faults::child_named(document.document_element(), "Signature")) faults::drop(signature);
    std::ostringstream out;
    document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
    return out.str();
}

void take_signature_away(HttpRequest& request, const Attack&) { replace(request, without_signature(received(request).xml), nullptr); }

void sign_as_stranger(HttpRequest& request, const Attack& attack) {
    replace(request, without_signature(received(request).xml), &attack.stranger);
}

/// A change of the document; what signs it stays as it was, over other octets.
std::function<void(HttpRequest&, const Attack&)> edited(std::function<void(Node root)> edit) {
    return [edit](HttpRequest& request, const Attack&) {
        const saml::Received was = received(request);
        pugi::xml_document document;
        document.load_string(was.xml.c_str());
        edit(document.document_element());
        std::ostringstream out;
        document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
        if (request.method == "POST") return put_field(request, out.str());
        put_query(request, out.str(), was, nullptr);
        if (!was.signature) return;
        request.url = with_param(request.url, "SigAlg", was.signature_algorithm.value_or(""));
        request.url = with_param(request.url, "Signature", crypto::base64_encode(*was.signature));
    };
}

std::function<void(HttpRequest&, const Attack&)> attribute(const char* name, const char* value) {
    return edited([name, value](Node root) { faults::put_attribute(root, name, value); });
}

/// The ACS by its number in the metadata, which then is the only word about it.
void by_index(Node root) {
    root.remove_attribute("AssertionConsumerServiceURL");
    root.remove_attribute("ProtocolBinding");
    faults::put_attribute(root, "AssertionConsumerServiceIndex", "0");
}

void without_acs(Node root) {
    root.remove_attribute("AssertionConsumerServiceURL");
    root.remove_attribute("ProtocolBinding");
}

} // namespace

const std::vector<RequestFault>& request_faults() {
    namespace why = idp::reason;
    static const std::vector<RequestFault> all = {
        {"request-unsigned", "its signature is taken away", why::unsigned_request, take_signature_away},
        {"request-other-signer", "somebody else signs it", why::bad_signature, sign_as_stranger},
        {"request-tampered", "it is changed after it was signed", why::bad_signature, attribute("ProviderName", "Somebody else")},
        {"request-acs-elsewhere", "it wants the Response sent elsewhere", why::acs_mismatch,
         attribute("AssertionConsumerServiceURL", "https://attacker.example/acs")},
        {"request-unknown-issuer", "it comes from a service provider that nobody registered", why::unknown_sp,
         edited([](Node root) { faults::set_text(root, "Issuer", "https://unknown.example/metadata"); })},
        {"request-acs-index", "it names the ACS by its index", "", edited(by_index)},
        {"request-no-acs", "it names no ACS", "", edited(without_acs)},
        {"request-provider-name", "it says what the service provider is called", "", attribute("ProviderName", "Our product")},
        {"request-consent", "it says that the person agreed", "", attribute("Consent", "urn:oasis:names:tc:SAML:2.0:consent:obtained")},
        {"request-no-name-id-policy", "it asks for no NameID format", "",
         edited([](Node root) {
             if (const Node policy = faults::child_named(root, "NameIDPolicy")) faults::drop(policy);
         })},
    };
    return all;
}

const RequestFault* find_request_fault(std::string_view id) {
    for (const RequestFault& one : request_faults())
        if (one.id == id) return &one;
    return nullptr;
}

bool carries_request(const HttpRequest& request) {
    const auto url = parse_url(request.url);
    const std::string_view text = request.method == "POST" ? std::string_view(request.body) : url ? std::string_view(url->query) : "";
    const auto params = parse_form(text);
    return params && find_param(*params, "SAMLRequest").has_value();
}

} // namespace idpsim::engine
