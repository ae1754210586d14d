#include "src/xml/sign.hpp"

#include "src/core/text.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/verify.hpp"
#include "tests/xml/messages.hpp"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <openssl/evp.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

namespace idpsim::xml {
namespace {

using test::key;

/// What xmlsec alone says of the `which`th ds:Signature in document order.
bool xmlsec_verifies(const std::string& text, std::size_t which, const crypto::PrivateKey& by) {
    xmlDoc* document = xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, XML_PARSE_NONET);
    if (!document) return false;
    const xmlChar* ids[] = {reinterpret_cast<const xmlChar*>("ID"), nullptr};
    xmlSecAddIDs(document, xmlDocGetRootElement(document), ids);
    std::vector<xmlNode*> signatures;
    const auto collect = [&signatures](const auto& self, xmlNode* node) -> void {
        for (; node; node = node->next) {
            if (xmlSecCheckNodeName(node, xmlSecNodeSignature, xmlSecDSigNs)) signatures.push_back(node);
            self(self, node->children);
        }
    };
    collect(collect, document->children);
    xmlSecDSigCtx* context = xmlSecDSigCtxCreate(nullptr);
    EVP_PKEY_up_ref(by.native());
    context->signKey = xmlSecKeyCreate();
    xmlSecKeySetValue(context->signKey, xmlSecOpenSSLEvpKeyAdopt(by.native()));
    const bool good = which < signatures.size() && xmlSecDSigCtxVerify(context, signatures[which]) == 0 &&
                      context->status == xmlSecDSigStatusSucceeded;
    xmlSecDSigCtxDestroy(context);
    xmlFreeDoc(document);
    return good;
}

test::SignatureOptions listing(const char* prefixes) {
    test::SignatureOptions options;
    options.prefix_list = prefixes;
    return options;
}

bool verifies(const std::string& text, const std::string& id, bool allow_sha1 = false) {
    const auto document = Document::parse(text);
    if (!document) return false;
    const auto elements = document->elements_with_id(id);
    if (elements.size() != 1) return false;
    return verify_enveloped(*document, elements[0], {{key().public_key()}, allow_sha1}).has_value();
}

TEST(Sign, EveryAlgorithmVerifiesHereAndWithXmlsec) {
    const std::pair<const char*, const char*> methods[] = {
        {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2000/09/xmldsig#sha1"},
        {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2001/04/xmlenc#sha256"},
        {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#sha384"},
        {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "http://www.w3.org/2001/04/xmlenc#sha512"}};
    for (const auto& [signature, digest] : methods) {
        const std::string text = test::signed_assertion({signature, digest, "", ""});
        EXPECT_TRUE(xmlsec_verifies(text, 0, key())) << signature;
        EXPECT_TRUE(verifies(text, "_a1", true)) << signature;
        EXPECT_FALSE(xmlsec_verifies(text, 0, test::other_key()));
    }
}

TEST(Sign, AssertionFirstThenResponse) {
    const std::string text = test::signed_twice();
    for (const std::size_t which : {0u, 1u}) EXPECT_TRUE(xmlsec_verifies(text, which, key()));
    EXPECT_TRUE(verifies(text, "_r1"));
    EXPECT_TRUE(verifies(text, "_a1"));
}

TEST(Sign, PrefixLists) {
    for (const char* list : {"xs", "xs xsi", "#default xs saml", "none", " xs  ds "}) {
        const std::string text = test::signed_twice(listing(list));
        for (const std::size_t which : {0u, 1u}) EXPECT_TRUE(xmlsec_verifies(text, which, key())) << list;
        EXPECT_TRUE(verifies(text, "_r1"));
        EXPECT_TRUE(verifies(text, "_a1"));
    }
    const auto with = Document::parse(test::signed_assertion(listing("xs"))).value();
    const auto verified = verify_enveloped(with, with.elements_with_id("_a1")[0], {{key().public_key()}});
    EXPECT_NE(verified.value().octets.find("xmlns:xs="), std::string::npos);
}

TEST(Sign, SignedInfoIsOctetForOctetLibxml2s) {
    const std::string text = test::signed_twice(listing("xs"));
    pugi::xml_document written;
    test::read(written, text);
    const Document received = Document::parse(text).value();
    const auto infos = received.find_all("http://www.w3.org/2000/09/xmldsig#", "SignedInfo");
    ASSERT_EQ(infos.size(), 2u);
    const pugi::xml_node response = written.first_child();
    const auto ours = [](pugi::xml_node parent) {
        return canonicalize(parent.child("ds:Signature").child("ds:SignedInfo"), {}, {});
    };
    EXPECT_EQ(ours(response), canonicalize(infos[0]).value());
    EXPECT_EQ(ours(response.child("saml:Assertion")), canonicalize(infos[1]).value());
}

TEST(Sign, OneAlteredOctetAnywhereFails) {
    const std::string text = test::signed_assertion();
    const std::size_t begin = text.find("<saml:Assertion"), end = text.find("</samlp:Response>");
    const std::size_t key_info = text.find("<ds:KeyInfo"), after = text.find("</ds:Signature>");
    const std::string octets = [&] {
        const Document document = Document::parse(text).value();
        return verify_enveloped(document, document.elements_with_id("_a1")[0], {{key().public_key()}}).value().octets;
    }();
    std::size_t tried = 0, same = 0;
    for (std::size_t at = begin; at < end; ++at) {
        if (at >= key_info && at < after) continue; // KeyInfo is not signed and not believed
        std::string altered = text;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        const auto document = Document::parse(altered);
        ++tried;
        if (!document) continue;
        for (const Element& element : document->find_all("urn:oasis:names:tc:SAML:2.0:assertion", "Assertion"))
            if (const auto verified = verify_enveloped(*document, element, {{key().public_key()}})) {
                EXPECT_EQ(verified->octets, octets) << "octet " << at; // white space in a tag, say
                ++same;
            }
    }
    EXPECT_GT(tried, 2000u);
    EXPECT_LT(same, 20u);
}

TEST(Sign, Base64Styles) {
    const auto value_in = [](const Base64Style& style) {
        pugi::xml_document tree;
        test::read(tree, test::response_xml("", test::signature_xml(test::over({}, "_a1"))));
        const pugi::xml_node signature = tree.first_child().child("saml:Assertion").child("ds:Signature");
        sign_in_place(signature, key(), style);
        EXPECT_TRUE(verifies(test::print(tree), "_a1"));
        return std::string(signature.child("ds:SignatureValue").text().get());
    };
    const std::string one_line = value_in({});
    EXPECT_EQ(one_line.size(), 344u);
    EXPECT_EQ(value_in({76, "\n", false}), wrap(one_line, 76));
    EXPECT_EQ(value_in({64, "\r\n", true}), "\r\n" + wrap(one_line, 64, "\r\n") + "\r\n");
    EXPECT_EQ(value_in({0, "\n", true}), "\n" + one_line + "\n");
}

TEST(Sign, PrefixesAreFree) {
    std::string text = test::response_xml("", test::signature_xml(test::over({}, "_a1")));
    text = replace_all(replace_all(text, "ds:", ""), "xmlns:ds", "xmlns");
    text = replace_all(text, "<Signature xmlns:", "<Signature xmlns");
    pugi::xml_document tree;
    test::read(tree, replace_all(text, "<Signature :ds=", "<Signature xmlns="));
    const pugi::xml_node signature = tree.first_child().child("saml:Assertion").child("Signature");
    ASSERT_TRUE(signature);
    sign_in_place(signature, key());
    EXPECT_TRUE(verifies(test::print(tree), "_a1"));
    EXPECT_TRUE(xmlsec_verifies(test::print(tree), 0, key()));
}

TEST(Sign, SignsAgainWithTheSameOutcome) {
    pugi::xml_document tree;
    test::read(tree, test::response_xml("", test::signature_xml(test::over({}, "_a1"))));
    const pugi::xml_node signature = tree.first_child().child("saml:Assertion").child("ds:Signature");
    sign_in_place(signature, key());
    const std::string first = test::print(tree);
    sign_in_place(signature, key());
    EXPECT_EQ(test::print(tree), first);
}

TEST(Sign, WhatIsNoFittingTemplateIsAFailure) {
    const auto fails = [](const std::string& from, const std::string& to) {
        pugi::xml_document tree;
        test::read(tree, replace_all(test::response_xml("", test::signature_xml(test::over({}, "_a1"))), from, to));
        EXPECT_THROW(sign_in_place(tree.first_child().child("saml:Assertion").child("ds:Signature"), key()), Failure)
            << from;
    };
    fails("URI=\"#_a1\"", "URI=\"#_r1\"");
    fails("URI=\"#_a1\"", "URI=\"\"");
    fails("<ds:DigestValue/>", "");
    fails("<ds:SignatureValue/>", "");
    fails("#rsa-sha256", "#hmac-sha256");
    fails("xmlenc#sha256", "xmlenc#md5");
    fails("http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315");
    fails("#enveloped-signature", "#base64");
    fails("xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"", "xmlns:ds=\"urn:other\"");
}

} // namespace
} // namespace idpsim::xml
