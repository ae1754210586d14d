#pragma once
/// Encrypted documents as vendors lay them out, for the tests of src/xml.
#include "src/xml/encrypt.hpp"
#include "src/xml/namespaces.hpp"
#include "tests/xml/messages.hpp"

#include <string>

namespace idpsim::xml::test {

enum class Layout { inside, sibling_retrieved, sibling };

struct Encryption {
    std::string block_cipher = alg::aes256_cbc;
    std::string transport = alg::rsa_oaep_mgf1p;
    std::string transport_parameters; ///< children of the EncryptedKey's EncryptionMethod
    Layout layout = Layout::inside;
};

/// A Response around an EncryptedAssertion that is still to be filled in.
inline std::string encryption_template(const Encryption& how) {
    const std::string key =
        "<xenc:EncryptedKey Id=\"_key\"><xenc:EncryptionMethod Algorithm=\"" + how.transport + "\">" +
        how.transport_parameters +
        "</xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey>";
    std::string info;
    if (how.layout == Layout::inside) info = "<ds:KeyInfo>" + key + "</ds:KeyInfo>";
    if (how.layout == Layout::sibling_retrieved)
        info = "<ds:KeyInfo><ds:RetrievalMethod Type=\"http://www.w3.org/2001/04/xmlenc#EncryptedKey\" "
               "URI=\"#_key\"/></ds:KeyInfo>";
    return "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
           "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
           "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" xmlns=\"urn:example:default\">"
           "<saml:EncryptedAssertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">"
           "<xenc:EncryptedData xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\" "
           "Type=\"http://www.w3.org/2001/04/xmlenc#Element\">"
           "<xenc:EncryptionMethod Algorithm=\"" +
           how.block_cipher + "\"/>" + info +
           "<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>" +
           (how.layout == Layout::inside
                ? ""
                : key.substr(0, 18) + " xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\"" + key.substr(18)) +
           "</saml:EncryptedAssertion></samlp:Response>";
}

inline std::string encrypted(const Encryption& how, std::string_view plaintext, const crypto::PublicKey& recipient,
                             const Base64Style& style = {}) {
    pugi::xml_document tree;
    const auto loaded = tree.load_string(encryption_template(how).c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    if (!loaded) throw std::runtime_error(loaded.description());
    encrypt_in_place(tree.document_element().first_child(), plaintext, recipient, style);
    std::ostringstream out;
    tree.save(out, "", pugi::format_raw | pugi::format_no_declaration);
    return out.str();
}

inline constexpr char plain_assertion[] = "<saml:Assertion ID=\"_a\"><saml:Issuer>https://idp.example</saml:Issuer><v "
                                          "xs:type=\"x\">\xC3\xA9</v></saml:Assertion>";

} // namespace idpsim::xml::test
