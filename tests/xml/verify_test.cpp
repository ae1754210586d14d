#include "src/xml/verify.hpp"

#include "src/core/text.hpp"
#include "tests/xml/messages.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace idpsim::xml {
namespace {

using test::key;
using test::other_key;

constexpr char assertion_ns[] = "urn:oasis:names:tc:SAML:2.0:assertion";

VerifyPolicy trusting(const crypto::PrivateKey& one) { return {{one.public_key()}}; }

Result<Verified> verify(const std::string& text, const VerifyPolicy& policy = trusting(key())) {
    const auto document = Document::parse(text);
    if (!document) return document.error();
    return verify_enveloped(*document, document->find_all(assertion_ns, "Assertion").front(), policy);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    EXPECT_NE(text.find(from), std::string::npos) << from;
    return replace_all(std::move(text), from, to);
}

void expect_fault(Fault fault, const std::string& text, const VerifyPolicy& policy = trusting(key())) {
    const auto verified = verify(text, policy);
    ASSERT_FALSE(verified) << text;
    EXPECT_EQ(verified.error().fault, fault) << describe(verified.error());
    EXPECT_FALSE(verified.error().detail.empty());
}

std::string between(const std::string& text, std::string_view from, std::string_view to) {
    const std::size_t begin = text.find(from), end = text.find(to, begin) + to.size();
    return text.substr(begin, end - begin);
}

std::string signature_in(const std::string& text) { return between(text, "<ds:Signature ", "</ds:Signature>"); }
std::string assertion_in(const std::string& text) { return between(text, "<saml:Assertion", "</saml:Assertion>"); }

TEST(Verify, ReturnsWhatWasDigested) {
    const auto verified = verify(test::signed_assertion());
    ASSERT_TRUE(verified) << describe(verified.error());
    EXPECT_EQ(verified->signature_method, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    EXPECT_EQ(verified->digest_method, "http://www.w3.org/2001/04/xmlenc#sha256");
    EXPECT_EQ(verified->key_index, 0u);
    const Document anew = Document::parse(verified->octets).value();
    EXPECT_TRUE(anew.root().is(assertion_ns, "Assertion"));
    EXPECT_TRUE(anew.find_all("http://www.w3.org/2000/09/xmldsig#", "Signature").empty());
    EXPECT_EQ(anew.find_all(assertion_ns, "NameID")[0].text().value(), "ada@example.test");
}

TEST(Verify, TheOuterSignatureCoversTheInnerOne) {
    const Document document = Document::parse(test::signed_twice()).value();
    const auto verified = verify_enveloped(document, document.root(), trusting(key()));
    ASSERT_TRUE(verified) << describe(verified.error());
    const Document anew = Document::parse(verified->octets).value();
    const auto inner = verify_enveloped(anew, anew.elements_with_id("_a1")[0], trusting(key()));
    EXPECT_TRUE(inner) << "the assertion verifies within what was verified";
}

TEST(Verify, NamesTheKeyThatDidIt) {
    const std::string text = test::signed_assertion();
    const VerifyPolicy both{{other_key().public_key(), key().public_key()}};
    EXPECT_EQ(verify(text, both).value().key_index, 1u);
    expect_fault(Fault::bad_signature, text, trusting(other_key()));
    expect_fault(Fault::bad_signature, text, {});
    expect_fault(Fault::bad_signature, text, {{other_key().public_key(), other_key().public_key()}});
}

TEST(Verify, AnEmptyUriNamesTheRootOnly) {
    // The digest of the root is the same by either name; only SignedInfo changes, so the value must not match any more,
    // but the form is admitted.
    const std::string text = replaced(test::signed_twice(), "URI=\"#_r1\"", "URI=\"\"");
    const Document document = Document::parse(text).value();
    const auto verified = verify_enveloped(document, document.root(), trusting(key()));
    ASSERT_FALSE(verified);
    EXPECT_NE(verified.error().detail.find("value"), std::string::npos) << verified.error().detail;
    expect_fault(Fault::bad_signature, replaced(test::signed_assertion(), "URI=\"#_a1\"", "URI=\"\""));
}

TEST(Verify, AbsenceIsNotFound) {
    expect_fault(Fault::not_found, test::response_xml("", ""));
    expect_fault(Fault::not_found, test::response_xml("", ""), {});
}

TEST(Verify, TamperedContent) {
    const std::string text = test::signed_assertion();
    expect_fault(Fault::bad_signature, replaced(text, "ada@example.test", "eve@example.test"));
    expect_fault(Fault::bad_signature, replaced(text, "13:40:09.120Z\"><saml:Aud", "23:40:09.120Z\"><saml:Aud"));
    expect_fault(Fault::bad_signature, replaced(text, "value of groups", "value of  groups"));
    expect_fault(Fault::bad_signature, replaced(text, "</saml:Subject>", "<saml:X/></saml:Subject>"));
    const auto commented = verify(replaced(text, "ada@example.test", "ada@example<!-- x -->.test"));
    ASSERT_TRUE(commented) << "comments are no part of the canonical form ...";
    EXPECT_EQ(commented->octets.find("<!--"), std::string::npos) << "... and so of nothing that is read";
}

TEST(Verify, TamperedSignature) {
    const std::string text = test::signed_assertion();
    const std::string value = between(text, "<ds:SignatureValue>", "</ds:SignatureValue>");
    const std::string digest = between(text, "<ds:DigestValue>", "</ds:DigestValue>");
    const auto altered = [](std::string element) {
        char& c = element[element.find('>') + 10];
        c = c == 'A' ? 'B' : 'A';
        return element;
    };
    expect_fault(Fault::bad_signature, replaced(text, value, altered(value)));
    expect_fault(Fault::bad_signature, replaced(text, digest, altered(digest)));
    expect_fault(Fault::bad_signature, replaced(text, value, "<ds:SignatureValue></ds:SignatureValue>"));
    expect_fault(Fault::bad_signature, replaced(text, value, "<ds:SignatureValue>AAAA</ds:SignatureValue>"));
    expect_fault(Fault::bad_signature, replaced(text, digest, "<ds:DigestValue>AAAA</ds:DigestValue>"));
    expect_fault(Fault::bad_signature, replaced(text, digest, "<ds:DigestValue>%</ds:DigestValue>"));
    expect_fault(Fault::bad_signature, replaced(text, "<ds:DigestValue>", "<ds:DigestValue><!--FORGED-->"));
    expect_fault(Fault::bad_signature, replaced(text, "<ds:DigestValue>", "<ds:DigestValue><?p x?>"));
    expect_fault(Fault::bad_signature, replaced(text, "<ds:SignatureValue>", "<ds:SignatureValue><!-- -->"));
    expect_fault(Fault::bad_signature, replaced(text, "<ds:SignatureValue>", "<ds:SignatureValue><x/>"));
}

TEST(Verify, SignatureThatNamesAnotherElement) {
    const std::string text = test::signed_assertion();
    const std::string genuine = assertion_in(text), signature = signature_in(text);
    const std::string bare = replaced(genuine, signature, "");
    const std::string forged = replaced(replaced(genuine, "ID=\"_a1\"", "ID=\"_evil\""), "ada@", "eve@");
    // The forged assertion carries the signature, the genuine one stands elsewhere.
    expect_fault(Fault::bad_signature, replaced(text, genuine, forged + bare));
    expect_fault(Fault::bad_signature,
                 replaced(text, genuine, replaced(forged, "</saml:Subject>", "</saml:Subject>" + bare)));
    expect_fault(Fault::bad_signature,
                 replaced(text, genuine,
                          replaced(forged, "</ds:Signature>", "<ds:Object>" + bare + "</ds:Object></ds:Signature>")));
    // Two elements of one ID, in both orders.
    const std::string twin = replaced(bare, "ada@", "eve@");
    for (const std::string& both : {genuine + twin, twin + genuine}) {
        const Document document = Document::parse(replaced(text, genuine, both)).value();
        for (const Element& element : document.find_all(assertion_ns, "Assertion"))
            EXPECT_FALSE(verify_enveloped(document, element, trusting(key())));
    }
    expect_fault(Fault::bad_signature, replaced(text, "<samlp:Status>", "<samlp:Status xml:id=\"_a1\">"));
    expect_fault(Fault::bad_signature, replaced(text, "ID=\"_r1\"", "ID=\"_a1\""));
}

TEST(Verify, OddReferences) {
    const std::string text = test::signed_assertion();
    for (const char* uri :
         {"URI=\"#\"", "URI=\"#_r1\"", "URI=\"#none\"", "URI=\"#xpointer(/)\"", "URI=\"#xpointer(id('_a1'))\"",
          "URI=\"http://127.0.0.1:1/\"", "URI=\"file:///etc/hostname\"", "URI=\" #_a1\"", "URI=\"#%5Fa1\"",
          "URI=\"#_A1\"", "URI=\"x#_a1\"", "", "URI=\"#_a1\" Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\""})
        expect_fault(Fault::bad_signature, replaced(text, "URI=\"#_a1\"", uri));
    const std::string quote = "x'] or true() or /[@ID='v";
    expect_fault(Fault::bad_signature, replaced(replaced(text, "URI=\"#_a1\"", "URI=\"#" + quote + "\""), "ID=\"_a1\"",
                                                "ID=\"" + quote + "\""));
}

TEST(Verify, OneOfEachAndNothingElse) {
    const std::string text = test::signed_assertion();
    const auto doubled = [&](const char* from, const char* to) {
        const std::string part = between(text, from, to);
        return replaced(text, part, part + part);
    };
    expect_fault(Fault::bad_signature, doubled("<ds:Signature ", "</ds:Signature>"));
    expect_fault(Fault::bad_signature, doubled("<ds:SignedInfo>", "</ds:SignedInfo>"));
    expect_fault(Fault::bad_signature, doubled("<ds:SignatureValue>", "</ds:SignatureValue>"));
    expect_fault(Fault::bad_signature, doubled("<ds:KeyInfo>", "</ds:KeyInfo>"));
    expect_fault(Fault::bad_signature, doubled("<ds:Reference ", "</ds:Reference>"));
    expect_fault(Fault::bad_signature, doubled("<ds:CanonicalizationMethod", "/>"));
    expect_fault(Fault::bad_signature, doubled("<ds:SignatureMethod", "/>"));
    expect_fault(Fault::bad_signature, doubled("<ds:DigestMethod", "/>"));
    expect_fault(Fault::bad_signature, doubled("<ds:DigestValue>", "</ds:DigestValue>"));
    const std::string reference = between(text, "<ds:Reference ", "</ds:Reference>");
    expect_fault(Fault::bad_signature, replaced(text, reference, ""));
    expect_fault(Fault::bad_signature, replaced(text, "</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>"));
    expect_fault(Fault::bad_signature, replaced(text, "</ds:SignedInfo>", "<x/></ds:SignedInfo>"));
    expect_fault(Fault::bad_signature, replaced(text, "<ds:X509Data>", "<saml:Assertion/><ds:X509Data>"));
    expect_fault(Fault::bad_signature, replaced(text, "<ds:SignedInfo>", "<ds:SignedInfo><!-- x -->"));
}

TEST(Verify, ForeignTransforms) {
    const std::string text = test::signed_assertion();
    const std::string enveloped = "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>";
    const std::string exclusive = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>";
    const std::string both = enveloped + between(text, "<ds:Transform Algorithm=\"http://www.w3.org/2001/10", "/>");
    const auto with = [&](const std::string& transforms) { return replaced(text, both, transforms); };
    const std::string xpath =
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>true()"
        "</ds:XPath></ds:Transform>";
    const std::string xslt =
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\">"
        "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\"/></ds:Transform>";
    for (const std::string& transforms :
         {xpath + enveloped, enveloped + xpath, xpath, enveloped + exclusive + xpath, xslt + enveloped,
          enveloped + xslt, exclusive + enveloped, enveloped + enveloped, enveloped, exclusive,
          enveloped + exclusive + exclusive, std::string(), std::string("<ds:Transform/><ds:Transform/>"),
          enveloped + replaced(exclusive, "exc-c14n#", "exc-c14n#WithComments"),
          enveloped + "<ds:Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>",
          enveloped + "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#base64\"/>",
          enveloped + "<ds:Transform Algorithm=\"\"/>"})
        expect_fault(Fault::unsupported, with(transforms));
    expect_fault(Fault::bad_signature, replaced(text, between(text, "<ds:Transforms>", "</ds:Transforms>"), ""));
    const auto listing = [&](const std::string& inclusive) {
        return with(enveloped + "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">" + inclusive +
                    "</ds:Transform>");
    };
    expect_fault(Fault::unsupported, listing("<InclusiveNamespaces PrefixList=\"xs\" xmlns=\"urn:x\"/>"));
    expect_fault(Fault::unsupported,
                 listing("<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" "
                         "PrefixList=\"" +
                         std::string(2000, 'x') + "\"/>"));
    const std::string method = "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#";
    expect_fault(Fault::unsupported, replaced(text, method, method + "WithComments"));
    expect_fault(Fault::unsupported, replaced(text, method, "<ds:CanonicalizationMethod Algorithm=\"urn:x"));
}

TEST(Verify, Algorithms) {
    const std::string text = test::signed_assertion();
    const std::string rsa = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    for (const char* method :
         {"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
          "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
          "http://www.w3.org/2000/09/xmldsig#rsa-sha1", "urn:none", "",
          "http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256/"})
        expect_fault(Fault::unsupported, replaced(text, rsa, method));
    for (const char* method : {"http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#md5",
                               "http://www.w3.org/2001/04/xmldsig-more#sha224", ""})
        expect_fault(Fault::unsupported, replaced(text, "http://www.w3.org/2001/04/xmlenc#sha256", method));
    expect_fault(Fault::unsupported, replaced(text, "Method Algorithm=\"" + rsa + "\"/>",
                                              "Method Algorithm=\"" + rsa +
                                                  "\"><ds:HMACOutputLength>0</ds:HMACOutputLength>"
                                                  "</ds:SignatureMethod>"));
}

TEST(Verify, Sha1OnlyWhenAllowed) {
    test::SignatureOptions sha1_digest;
    sha1_digest.digest_method = "http://www.w3.org/2000/09/xmldsig#sha1";
    test::SignatureOptions sha1 = sha1_digest;
    sha1.signature_method = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    for (const auto& options : {sha1, sha1_digest}) {
        const std::string text = test::signed_assertion(options);
        expect_fault(Fault::unsupported, text);
        EXPECT_TRUE(verify(text, {{key().public_key()}, true}));
    }
}

TEST(Verify, ShortKeysOnlyWhenAllowed) {
    const crypto::PrivateKey small = crypto::PrivateKey::generate_rsa(1024);
    const std::string text = test::signed_assertion({}, small);
    expect_fault(Fault::unsupported, text, trusting(small));
    EXPECT_TRUE(verify(text, {{small.public_key()}, false, 1024}));
    expect_fault(Fault::bad_signature, text, {{small.public_key(), key().public_key()}});
    expect_fault(Fault::unsupported, text, {{crypto::PublicKey()}});
}

TEST(Verify, KeyInfoOfAnAttackerIsIgnored) {
    std::string value = "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>" +
                        crypto::base64_encode(other_key().public_key().rsa_modulus()) + "</ds:Modulus><ds:Exponent>" +
                        crypto::base64_encode(other_key().public_key().rsa_exponent()) +
                        "</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>";
    const std::string forged = test::signed_assertion({}, other_key());
    expect_fault(Fault::bad_signature, replaced(forged, between(forged, "<ds:X509Data>", "</ds:X509Data>"), value));
    const std::string genuine = test::signed_assertion();
    EXPECT_TRUE(verify(replaced(genuine, between(genuine, "<ds:X509Data>", "</ds:X509Data>"), value)));
    EXPECT_TRUE(verify(replaced(genuine, between(genuine, "<ds:KeyInfo>", "</ds:KeyInfo>"), "")));
    EXPECT_TRUE(verify(replaced(genuine, between(genuine, "<ds:X509Data>", "</ds:X509Data>"),
                                "<ds:RetrievalMethod URI=\"http://127.0.0.1:1/\"/>")));
}

TEST(Verify, SignatureThatIsNoDirectChild) {
    const std::string text = test::signed_assertion();
    const std::string signature = signature_in(text);
    expect_fault(Fault::not_found, replaced(text, signature, "<saml:Advice>" + signature + "</saml:Advice>"));
    const std::string moved = replaced(replaced(text, signature, ""), "</samlp:Status>", "</samlp:Status>" + signature);
    expect_fault(Fault::not_found, moved);
    const Document document = Document::parse(moved).value();
    EXPECT_EQ(verify_enveloped(document, document.root(), trusting(key())).error().fault, Fault::bad_signature);
}

TEST(Verify, CanonicalFormThatCannotBeMadeIsFatal) {
    const std::string text = test::signed_assertion();
    expect_fault(Fault::bad_signature, replaced(text, "<saml:Subject>", "<saml:Subject><x xmlns=\"1\"/>"));
    expect_fault(Fault::bad_signature, replaced(text, "<ds:Signature ", "<ds:Signature xmlns=\"1\" "));
}

TEST(Verify, AnotherDocumentsElementIsOurMistake) {
    const Document one = Document::parse(test::signed_assertion()).value();
    const Document two = Document::parse(test::signed_assertion()).value();
    EXPECT_THROW(static_cast<void>(verify_enveloped(one, two.root(), trusting(key()))), Failure);
}

TEST(Verify, OneDocumentOnSeveralThreads) {
    const Document document = Document::parse(test::signed_twice()).value();
    const VerifyPolicy policy{{other_key().public_key(), key().public_key()}};
    std::vector<int> verified(4);
    std::vector<std::thread> threads;
    threads.reserve(verified.size());
    for (int& count : verified)
        threads.emplace_back([&count, &document, &policy] {
            for (int i = 0; i < 50; ++i)
                for (const char* id : {"_r1", "_a1"})
                    count += verify_enveloped(document, document.elements_with_id(id)[0], policy).has_value();
        });
    for (std::thread& thread : threads) thread.join();
    for (const int count : verified) EXPECT_EQ(count, 100);
}

} // namespace
} // namespace idpsim::xml
