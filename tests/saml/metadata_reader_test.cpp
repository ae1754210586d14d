#include "src/core/text.hpp"
#include "src/saml/reader.hpp"
#include "tests/saml/certificate.hpp"
#include "tests/saml/parsing.hpp"

#include <gmock/gmock.h>

namespace idpsim::saml {
namespace {

using test::certificate;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char idp[] = R"(<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" ID="_m"
    entityID=" https://idp.example/ " validUntil="2020-01-01T00:00:00Z" cacheDuration="PT1H">
  <RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="urn:fed" xsi:type="fed:TokenService"
      protocolSupportEnumeration="urn:fed"><KeyDescriptor use="signing"/></RoleDescriptor>
  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"/>
  <IDPSSODescriptor WantAuthnRequestsSigned="true"
      protocolSupportEnumeration="urn:other urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
      <X509Certificate>CERTIFICATE</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
    <KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><KeyName>k</KeyName></KeyInfo></KeyDescriptor>
    <ArtifactResolutionService Binding="urn:soap" Location="https://idp.example/art" index="3"/>
    <SingleLogoutService Binding="urn:b" Location="https://idp.example/slo" ResponseLocation="https://idp.example/back"/>
    <NameIDFormat> urn:one
    </NameIDFormat><NameIDFormat>urn:two</NameIDFormat>
    <SingleSignOnService Binding="urn:r" Location=" https://idp.example/sso?idpid=C0 "/>
    <SingleSignOnService Binding="urn:p" Location="https://idp.example/sso"/>
  </IDPSSODescriptor>
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" WantAssertionsSigned="0">
    <AssertionConsumerService Binding="urn:p" Location="https://sp.example/acs" index="1" isDefault="true"/>
    <AttributeConsumingService index="0"/>
  </SPSSODescriptor>
  <Organization/><ContactPerson contactType="technical"/>
</EntityDescriptor>)";

std::string with_certificate(std::string_view text, std::string_view certificate_text) {
    return replace_all(std::string(text), "CERTIFICATE", certificate_text);
}

std::string whole() { return with_certificate(idp, certificate().base64()); }

std::string with(std::string_view part, std::string_view instead) {
    EXPECT_THAT(idp, HasSubstr(std::string(part)));
    return replace_all(whole(), part, instead);
}

Result<EntityDescriptor> read(std::string_view text) {
    test::start_xml();
    return read_metadata(text);
}

std::string utf16(std::string_view ascii, bool big_endian, bool mark) {
    std::string out;
    const auto put = [&](char high, char low) { big_endian ? (out += high) += low : (out += low) += high; };
    if (mark) put('\xFE', '\xFF');
    for (const char c : ascii) put('\0', c);
    return out;
}

TEST(MetadataReader, ReadsTheEntity) {
    const EntityDescriptor e = read(whole()).value();
    EXPECT_EQ(e.entity_id, "https://idp.example/");
    EXPECT_EQ(e.id, "_m");
    EXPECT_EQ(format_instant(*e.valid_until), "2020-01-01T00:00:00.000Z");
    EXPECT_EQ(e.cache_duration, "PT1H");
}

TEST(MetadataReader, ReadsTheRolesThatSpeakSaml2) {
    const EntityDescriptor e = read(whole()).value();
    const IdpRole& role = e.idp.value();
    EXPECT_EQ(role.want_authn_requests_signed, true);
    ASSERT_EQ(role.keys.size(), 2u);
    EXPECT_EQ(role.keys[0].use, "signing");
    EXPECT_THAT(role.keys[0].certificates, ElementsAre(certificate().base64()));
    EXPECT_EQ(role.keys[1].use, std::nullopt);
    EXPECT_THAT(role.keys[1].certificates, testing::IsEmpty());
    EXPECT_THAT(role.name_id_formats, ElementsAre("urn:one", "urn:two"));
    ASSERT_EQ(role.sso.size(), 2u);
    EXPECT_EQ(role.sso[0].binding, "urn:r");
    EXPECT_EQ(role.sso[0].location, "https://idp.example/sso?idpid=C0");
    EXPECT_EQ(role.sso[0].index, std::nullopt);
    EXPECT_EQ(role.slo.at(0).response_location, "https://idp.example/back");
    EXPECT_EQ(role.artifact_resolution.at(0).index, 3);
    const SpRole& sp = e.sp.value();
    EXPECT_EQ(sp.want_assertions_signed, false);
    EXPECT_EQ(sp.authn_requests_signed, std::nullopt);
    ASSERT_EQ(sp.acs.size(), 1u);
    EXPECT_EQ(sp.acs[0].index, 1);
    EXPECT_EQ(sp.acs[0].is_default, true);
}

TEST(MetadataReader, BearsWhatEditorsAndConsolesDo) {
    const std::string text = whole();
    for (const std::string& dressed :
         {"\xEF\xBB\xBF" + text, "\n  <?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n" + text + "\n\n",
          "\xEF\xBB\xBF\n<?xml version=\"1.0\"?>" + text, utf16(text, true, true), utf16(text, false, true),
          utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n" + text, false, true)}) {
        const auto e = read(dressed);
        ASSERT_TRUE(e) << describe(e.error());
        EXPECT_EQ(e->entity_id, "https://idp.example/");
    }
}

TEST(MetadataReader, BearsCertificatesHoweverTheyArePasted) {
    const std::string base64 = certificate().base64();
    for (const std::string& pasted : {wrap(base64, 76), "\n        " + wrap(base64, 64, "\r\n        ") + "\n      ",
                                      certificate().to_pem(), "  " + base64 + "\t"}) {
        const auto e = read(with_certificate(idp, pasted));
        ASSERT_TRUE(e) << describe(e.error());
        EXPECT_THAT(e->idp->keys[0].certificates, ElementsAre(base64));
    }
}

TEST(MetadataReader, TakesTheFirstFittingEntityOfAnAggregate) {
    const std::string text = R"(<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
        validUntil="2019-06-01T00:00:00Z"><md:EntityDescriptor entityID="urn:none"><md:AffiliationDescriptor/>
        </md:EntityDescriptor><md:EntityDescriptor entityID="urn:old"><md:IDPSSODescriptor
        protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"/></md:EntityDescriptor><md:EntitiesDescriptor>)" +
                             whole() + "</md:EntitiesDescriptor></md:EntitiesDescriptor>";
    const EntityDescriptor e = read(text).value();
    EXPECT_EQ(e.entity_id, "https://idp.example/");
    EXPECT_EQ(format_instant(*e.valid_until), "2019-06-01T00:00:00.000Z");
}

struct Bent {
    std::string text;
    Fault fault;
    const char* where;
    const char* detail;
};

TEST(MetadataReader, NamesWhatIsMissingOrUnreadable) {
    const std::string empty_idp = R"(<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="e">
        <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></EntityDescriptor>)";
    for (const Bent& bent :
         {Bent{"", Fault::malformed, "", ""}, Bent{"<!DOCTYPE html><html/>", Fault::unsupported, "", ""},
          Bent{"<html/>", Fault::invalid, "/html", "EntityDescriptor"},
          Bent{"<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"e\"/>", Fault::not_found,
               "EntityDescriptor", "IDPSSODescriptor"},
          Bent{empty_idp, Fault::invalid, "IDPSSODescriptor[1]/SingleSignOnService", "saml-metadata-2.0 section 2.4.3"},
          Bent{with("entityID", "entityId"), Fault::invalid, "@entityID", "section 2.3.2"},
          Bent{with("2020-01-01T00:00:00Z", "2020-01-01"), Fault::malformed, "@validUntil", "section 1.3.3"},
          Bent{with(":2.0:protocol", ":1.0:protocol"), Fault::not_found, "EntityDescriptor", "SAML 2.0"},
          Bent{with("protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\" Want", "Want"), Fault::invalid,
               "SPSSODescriptor[1]/@protocolSupportEnumeration", "section 2.4.1"},
          Bent{with("WantAuthnRequestsSigned=\"true\"", "WantAuthnRequestsSigned=\"yes\""), Fault::malformed,
               "@WantAuthnRequestsSigned", "xs:boolean"},
          Bent{with("Binding=\"urn:r\" ", ""), Fault::invalid, "SingleSignOnService", "section 2.2.2"},
          Bent{with("Location=\"https://idp.example/slo\" ", ""), Fault::invalid, "SingleLogoutService",
               "section 2.2.2"},
          Bent{with(" index=\"1\"", ""), Fault::invalid, "AssertionConsumerService", "section 2.2.3"},
          Bent{with(" index=\"3\"", " index=\"x\""), Fault::malformed, "ArtifactResolutionService", "65535"},
          Bent{with("AssertionConsumerService", "OtherService"), Fault::invalid,
               "SPSSODescriptor[1]/AssertionConsumerService", "section 2.4.4"},
          Bent{with("<KeyName>k</KeyName></KeyInfo>",
                    "</KeyInfo><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>"),
               Fault::invalid, "KeyInfo", "section 2.4.1.1"},
          Bent{with_certificate(idp, "bm90IGEgY2VydGlmaWNhdGU="), Fault::malformed, "X509Certificate", "certificate"},
          Bent{with_certificate(idp, "MIIB<!-- -->"), Fault::malformed, "X509Certificate", ""}}) {
        const auto outcome = read(bent.text);
        ASSERT_TRUE(outcome.has_error() || !outcome->warnings.empty()) << bent.text;
        const Error told = outcome ? outcome->warnings.back() : outcome.error(); // the other role can be read
        EXPECT_EQ(told.fault, bent.fault) << describe(told);
        EXPECT_THAT(told.where, HasSubstr(bent.where));
        EXPECT_THAT(told.detail, HasSubstr(bent.detail));
    }
}

constexpr char sp_role[] = R"(<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    KEYS<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.example/acs"
    index="1"/></SPSSODescriptor>)";

std::string entity(const std::string& roles) {
    return "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"e\">" + roles +
           "</EntityDescriptor>";
}

std::string key_descriptor(const std::string& certificate_text) {
    return "<KeyDescriptor><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>" +
           certificate_text +
           "</X509Certificate></X509Data></KeyInfo><EncryptionMethod Algorithm=\"urn:gcm\"/></KeyDescriptor>";
}

TEST(MetadataReader, ABrokenRoleBesideAGoodOneIsAWarning) {
    const std::string without_acs =
        R"(<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>)";
    const std::string without_sso =
        R"(<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>)";
    const EntityDescriptor e = read(entity(without_sso + replace_all(sp_role, "KEYS", ""))).value();
    EXPECT_FALSE(e.idp);
    EXPECT_TRUE(e.sp);
    ASSERT_EQ(e.warnings.size(), 1u);
    EXPECT_THAT(describe(e.warnings[0]), HasSubstr("no SingleSignOnService endpoint"));
    const auto neither = read(entity(without_sso + without_acs));
    EXPECT_THAT(describe(neither.error()), HasSubstr("no SingleSignOnService endpoint"));
}

TEST(MetadataReader, AnUnusableCertificateBesideAGoodOneIsAWarning) {
    const std::string good = key_descriptor(certificate().base64()), bad = key_descriptor("bm90IGEgY2VydGlmaWNhdGU=");
    for (const std::string& keys : {bad + good, good + bad}) {
        const EntityDescriptor e = read(entity(replace_all(sp_role, "KEYS", keys))).value();
        ASSERT_EQ(e.sp->keys.size(), 2u);
        EXPECT_EQ(e.sp->keys[0].certificates.size() + e.sp->keys[1].certificates.size(), 1u);
        EXPECT_THAT(e.sp->keys[0].encryption_methods, ElementsAre("urn:gcm"));
        ASSERT_EQ(e.warnings.size(), 1u);
        EXPECT_THAT(describe(e.warnings[0]), HasSubstr("X509Certificate"));
    }
    EXPECT_EQ(read(entity(replace_all(sp_role, "KEYS", bad))).error().fault, Fault::malformed);
}

TEST(MetadataReader, BearsAByteOrderMarkAndANewLineAtTheCertificate) {
    for (const char* before : {"\xEF\xBB\xBF", "\n\xEF\xBB\xBF", "&#xFEFF;\r\n"}) {
        const auto e =
            read(entity(replace_all(sp_role, "KEYS", key_descriptor(before + certificate().to_pem() + "\r\n"))));
        ASSERT_TRUE(e) << describe(e.error());
        EXPECT_THAT(e->sp->keys[0].certificates, ElementsAre(certificate().base64()));
    }
}

TEST(MetadataReader, ARoleMayExpireOnItsOwn) {
    const std::string until = replace_all(sp_role, "KEYS", "");
    const EntityDescriptor e =
        read(entity(replace_all(until, "<SPSSODescriptor", "<SPSSODescriptor validUntil=\"2020-01-01T00:00:00Z\"")))
            .value();
    EXPECT_FALSE(e.valid_until);
    EXPECT_EQ(format_instant(*e.sp->valid_until), "2020-01-01T00:00:00.000Z");
}

TEST(MetadataReader, UnknownBindingsAreKeptAndToldWhenThereAreNoOthers) {
    const std::string known = replace_all(sp_role, "KEYS", "");
    const std::string unknown =
        replace_all(known, "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", "urn:carrier-pigeon");
    EXPECT_TRUE(read(entity(known))->warnings.empty());
    const EntityDescriptor e = read(entity(unknown)).value();
    EXPECT_EQ(e.sp->acs.at(0).binding, "urn:carrier-pigeon");
    ASSERT_EQ(e.warnings.size(), 1u);
    EXPECT_THAT(describe(e.warnings[0]), HasSubstr("urn:carrier-pigeon"));
}

TEST(MetadataReader, HugeDocumentsAndDoctypesAreRefusedBeforeTheyAreRead) {
    const auto huge = read(std::string(64u << 20, ' ') + "<");
    EXPECT_EQ(read(entity(std::string(9u << 20, 'x'))).error().fault, Fault::too_large);
    EXPECT_FALSE(huge);
    const auto doctype =
        read("<?xml version=\"1.0\"?>\n<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n" + entity("&x;"));
    EXPECT_EQ(doctype.error().fault, Fault::unsupported);
    EXPECT_THAT(describe(doctype.error()), testing::AllOf(HasSubstr("line 2"), HasSubstr("DOCTYPE")));
}

} // namespace
} // namespace idpsim::saml
