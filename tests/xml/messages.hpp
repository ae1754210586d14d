#pragma once
/// Messages and keys that the tests of src/xml share.
#include "src/crypto/key.hpp"
#include "src/xml/document.hpp"
#include "src/xml/sign.hpp"

#include <pugixml.hpp>

#include <sstream>
#include <string>

namespace idpsim::xml::test {

/// One for the test program.
inline const Library library;

inline const crypto::PrivateKey& key() {
    static const crypto::PrivateKey made = crypto::PrivateKey::generate_rsa(2048);
    return made;
}

inline const crypto::PrivateKey& other_key() {
    static const crypto::PrivateKey made = crypto::PrivateKey::generate_rsa(2048);
    return made;
}

struct SignatureOptions {
    std::string signature_method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    std::string digest_method = "http://www.w3.org/2001/04/xmlenc#sha256";
    std::string prefix_list; ///< of the Transform; "" for no InclusiveNamespaces
    std::string uri;         ///< of the Reference, with "#"
};

/// A ds:Signature template.
inline std::string signature_xml(const SignatureOptions& options) {
    const std::string inclusive =
        options.prefix_list.empty()
            ? ""
            : "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"" +
                  options.prefix_list + "\"/>";
    return "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>"
           "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"
           "<ds:SignatureMethod Algorithm=\"" +
           options.signature_method + "\"/><ds:Reference URI=\"" + options.uri +
           "\"><ds:Transforms>"
           "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>"
           "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">" +
           inclusive + "</ds:Transform></ds:Transforms><ds:DigestMethod Algorithm=\"" + options.digest_method +
           "\"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/>"
           "<ds:KeyInfo><ds:X509Data><ds:X509Certificate>" +
           std::string(1200, 'A') + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>";
}

/// A Response of some 5 KB around one assertion with an attribute statement.
inline std::string response_xml(const std::string& response_signature, const std::string& assertion_signature) {
    std::string attributes;
    for (const char* name : {"email", "firstName", "lastName", "groups", "department", "title"})
        attributes += std::string("<saml:Attribute Name=\"") + name +
                      "\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified\">"
                      "<saml:AttributeValue xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                      "xsi:type=\"xs:string\">value of " +
                      name + " &amp; a d\xC3\xA9tail</saml:AttributeValue></saml:Attribute>";
    return "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
           "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
           "Destination=\"https://sp.example.test/acs\" ID=\"_r1\" InResponseTo=\"_q1\" "
           "IssueInstant=\"2026-11-24T13:35:09.120Z\" Version=\"2.0\">"
           "<saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">https://idp.example.test</saml:Issuer>" +
           response_signature +
           "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>"
           "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_a1\" "
           "IssueInstant=\"2026-11-24T13:35:09.120Z\" "
           "Version=\"2.0\"><saml:Issuer>https://idp.example.test</saml:Issuer>" +
           assertion_signature +
           "<saml:Subject><saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">"
           "ada@example.test</saml:NameID><saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">"
           "<saml:SubjectConfirmationData InResponseTo=\"_q1\" NotOnOrAfter=\"2026-11-24T13:40:09.120Z\" "
           "Recipient=\"https://sp.example.test/acs\"/></saml:SubjectConfirmation></saml:Subject>"
           "<saml:Conditions NotBefore=\"2026-11-24T13:30:09.120Z\" NotOnOrAfter=\"2026-11-24T13:40:09.120Z\">"
           "<saml:AudienceRestriction><saml:Audience>https://sp.example.test</saml:Audience></saml:AudienceRestriction>"
           "</saml:Conditions><saml:AuthnStatement AuthnInstant=\"2026-11-24T13:35:09.120Z\" SessionIndex=\"_s1\">"
           "<saml:AuthnContext><saml:AuthnContextClassRef>"
           "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>"
           "</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>" +
           attributes + "</saml:AttributeStatement></saml:Assertion></samlp:Response>";
}

/// Reads text into `tree` exactly as written.
inline void read(pugi::xml_document& tree, const std::string& text) {
    tree.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_cdata);
}

inline std::string print(const pugi::xml_document& tree) {
    std::ostringstream out;
    tree.save(out, "", pugi::format_raw | pugi::format_no_declaration);
    return out.str();
}

inline SignatureOptions over(SignatureOptions options, std::string id) {
    options.uri = "#" + std::move(id);
    return options;
}

/// The Response with its assertion signed.
inline std::string signed_assertion(const SignatureOptions& options = {}, const crypto::PrivateKey& by = key()) {
    pugi::xml_document tree;
    read(tree, response_xml("", signature_xml(over(options, "_a1"))));
    sign_in_place(tree.first_child().child("saml:Assertion").child("ds:Signature"), by);
    return print(tree);
}

/// The Response with its assertion signed first, then itself.
inline std::string signed_twice(const SignatureOptions& options = {}, const crypto::PrivateKey& by = key()) {
    pugi::xml_document tree;
    read(tree, response_xml(signature_xml(over(options, "_r1")), signature_xml(over(options, "_a1"))));
    sign_in_place(tree.first_child().child("saml:Assertion").child("ds:Signature"), by);
    sign_in_place(tree.first_child().child("ds:Signature"), by);
    return print(tree);
}

} // namespace idpsim::xml::test
