#include "simulator/sp/outgoing.hpp"

#include "src/saml/bindings.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::sp {
namespace {

HttpResponse redirect(const Outgoing& message, const KeyPair* signer) {
    saml::RedirectSigner signs;
    if (signer) signs = {&signer->key, alg::rsa_sha256};
    return redirect_response(saml::encode_redirect(message.destination, message.parameter, message.xml,
                                                   message.relay_state, signer ? &signs : nullptr));
}

HttpResponse posting_page(const Outgoing& message, const KeyPair* signer) {
    const std::string xml =
        signer ? saml::write_signed(message.xml, signer->key, crypto::Hash::sha256, signer->certificate.base64())
               : message.xml;
    std::vector<std::pair<std::string, std::string>> fields{{message.parameter, saml::encode_post(xml)}};
    if (message.relay_state) fields.emplace_back("RelayState", *message.relay_state);
    HttpResponse response = html_response(200, auto_post_page(message.destination, fields));
    // The page posts itself to the IdP, which the policy of our other pages would forbid.
    set_header(response.headers, "Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; "
                                                            "frame-ancestors 'none'; base-uri 'none'");
    return response;
}

} // namespace

HttpResponse send_message(const Outgoing& message, const KeyPair* signer) {
    return message.by_post ? posting_page(message, signer) : redirect(message, signer);
}

} // namespace idpsim::sp
