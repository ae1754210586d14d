/// Documents bent at random: every reader answers, none crashes and none hangs.
#include "src/core/text.hpp"
#include "src/saml/artifact.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/reader.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/decrypt.hpp"
#include "tests/core/properties.hpp"
#include "tests/saml/certificate.hpp"
#include "tests/saml/parsing.hpp"

#include <gtest/gtest.h>

namespace idpsim::saml {
namespace {

constexpr char response[] =
    R"(<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="_r" Version="2.0" IssueInstant="2026-11-24T13:35:09Z"><a:Issuer>i</a:Issuer><p:Status><p:StatusCode Value="urn:x"/></p:Status>
 <a:Assertion ID="_a" Version="2.0" IssueInstant="2026-11-24T13:35:09Z"><a:Issuer>i</a:Issuer><a:Subject><a:NameID>n</a:NameID>
 <a:SubjectConfirmation Method="m"><a:SubjectConfirmationData NotOnOrAfter="2026-11-24T13:35:09Z"/></a:SubjectConfirmation></a:Subject>
 <a:Conditions><a:AudienceRestriction><a:Audience>x</a:Audience></a:AudienceRestriction></a:Conditions><a:AuthnStatement
 AuthnInstant="2026-11-24T13:35:09Z"><a:AuthnContext/></a:AuthnStatement><a:AttributeStatement><a:Attribute Name="n"><a:AttributeValue>v
 </a:AttributeValue></a:Attribute></a:AttributeStatement></a:Assertion><a:EncryptedAssertion><e:EncryptedData
 xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes128-gcm"/><d:KeyInfo
 xmlns:d="http://www.w3.org/2000/09/xmldsig#"><e:EncryptedKey><e:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-1_5"/>
 <e:CipherData><e:CipherValue>AAAA</e:CipherValue></e:CipherData></e:EncryptedKey></d:KeyInfo><e:CipherData><e:CipherValue>AAAA
 </e:CipherValue></e:CipherData></e:EncryptedData></a:EncryptedAssertion></p:Response>)";

std::vector<std::string> documents() {
    test::start_xml();
    LogoutRequest logout;
    logout.id = "_l";
    logout.name_id = NameId{"n", "f", "q", "s"};
    ArtifactResolve resolve;
    resolve.artifact = "AAQ=";
    AuthnRequest request;
    request.name_id_policy = NameIdPolicy{};
    request.requested_class_refs = {"urn:a"};
    EntityDescriptor entity;
    entity.sp.emplace();
    entity.sp->keys = {{"signing", {test::certificate().base64()}, {"urn:gcm"}}};
    entity.sp->acs = {{binding_post, "https://sp.example/acs", {}, {}, {}}};
    return {response,
            write_logout_request(logout),
            write_logout_response({}),
            write_soap(write_artifact_resolve(resolve)),
            write_authn_request(request),
            write_sp_metadata(entity)};
}

/// Cuts, doubles, swaps and overwrites, at places and with pieces that matter to XML.
std::string bent(std::string text) {
    static const std::vector<std::string> pieces = {"<",     ">",          "&",           "\"",
                                                    "<!--",  "-->",        "<![CDATA[",   "]]>",
                                                    "<?x?>", "xmlns=\"\"", "\xff",        std::string(1, '\0'),
                                                    "&#0;",  "&amp;",      "<a>",         "</a>",
                                                    "=",     "ID=\"_a\"",  "\xEF\xBB\xBF"};
    const int bends = *rc::gen::inRange(1, 6);
    for (int i = 0; i < bends && !text.empty(); ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        const auto length = *rc::gen::inRange<std::size_t>(0, 200);
        switch (*rc::gen::inRange(0, 4)) {
        case 0:
            text.erase(at, length);
            break;
        case 1:
            text.insert(at, text.substr(*rc::gen::inRange<std::size_t>(0, text.size()), length));
            break;
        case 2:
            text.insert(at, *rc::gen::elementOf(pieces));
            break;
        default:
            text[at] = static_cast<char>(*rc::gen::inRange(0, 256));
        }
    }
    return text;
}

/// How many readers made something of it; each has looked at it.
int read_by_all(const xml::Element& root) {
    int read = 0;
    read += read_response(root).has_value();
    read += read_assertion(root).has_value();
    read += read_authn_request(root).has_value();
    read += read_logout_request(root).has_value();
    read += read_logout_response(root).has_value();
    read += read_artifact_resolve(root).has_value();
    read += read_artifact_response(root).has_value();
    for (const xml::Element& child : root.children()) {
        read += read_assertion(child).has_value();
        read += xml::decrypt(child, {}).has_value();
    }
    return read;
}

RC_GTEST_PROP(Hostile, NoReaderFallsOverABentDocument, ()) {
    const auto all = documents();
    const std::string text = bent(*rc::gen::elementOf(all));
    read_metadata(text);
    read_soap(text);
    read_artifact(text);
    read_post("SAMLResponse=" + text);
    read_redirect("SAMLRequest=" + text);
    const auto document = xml::Document::parse(text);
    if (document) read_by_all(document->root());
}

/// The bending starts from documents that are read, so that it reaches what lies behind the first checks.
TEST(Hostile, StartsFromDocumentsThatAreRead) {
    int read = 0;
    for (const std::string& text : documents())
        read += read_by_all(test::parsed(text).root()) + read_metadata(text).has_value();
    EXPECT_GE(read, 6);
}

} // namespace
} // namespace idpsim::saml
