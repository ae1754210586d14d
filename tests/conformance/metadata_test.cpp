#include "tests/conformance/records.hpp"

namespace idpsim::conformance {
namespace {

using namespace testing_records;

constexpr char at_entity_id[] = "/md:EntityDescriptor/@entityID";
constexpr char at_acs[] = "/md:EntityDescriptor/md:SPSSODescriptor/md:AssertionConsumerService";
constexpr char post_acs[] = "an AssertionConsumerService by HTTP-POST with an absolute Location";

TEST(MetadataChecks, NeedADocument) {
    LoginRecord login = good_login();
    login.sp.metadata.clear();
    for (const char* id : {"saml.metadata.entity_id", "saml.metadata.acs"})
        EXPECT_THAT(judge(id, login), is_unverified("the target names no metadata document")) << id;
}

TEST(MetadataChecks, FailADocumentThatCannotBeRead) {
    LoginRecord login = good_login();
    login.sp.metadata = "<html><p>not here</html>";
    for (const auto& [id, expected] : {std::pair{"saml.metadata.entity_id", "entityID \"https://sp.example/saml\""},
                                       std::pair{"saml.metadata.acs", post_acs}}) {
        const Finding found = judge(id, login);
        EXPECT_EQ(found.verdict, Verdict::fail);
        EXPECT_EQ(found.expected, expected);
        ASSERT_EQ(found.evidence.size(), 1u);
        EXPECT_EQ(found.evidence[0].exchange, 2u);
        EXPECT_EQ(found.evidence[0].where, "metadata");
        EXPECT_FALSE(found.evidence[0].saw.empty());
        EXPECT_EQ(found.actual, found.evidence[0].saw);
    }
}

TEST(MetadataChecks, FailADocumentThatIsNoSps) {
    LoginRecord login = good_login();
    login.sp.metadata =
        R"(<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sp.example/saml">
        <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
        <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
         Location="https://sp.example/sso"/>
        </IDPSSODescriptor></EntityDescriptor>)";
    EXPECT_THAT(judge("saml.metadata.entity_id", login),
                fails("entityID \"https://sp.example/saml\"", {{2, "/md:EntityDescriptor", "no SPSSODescriptor"}}));
    EXPECT_THAT(judge("saml.metadata.acs", login),
                fails(post_acs, {{2, "/md:EntityDescriptor", "no SPSSODescriptor"}}));
}

TEST(MetadataEntityId, IsTheOneTheTargetDeclares) {
    LoginRecord login = good_login();
    EXPECT_THAT(judge("saml.metadata.entity_id", login), passes(at_entity_id, sp_entity, 2));
    login.sp.metadata = sp_metadata(acs_element(saml::binding_post, sp_acs), "https://sp.example/saml/v1");
    login.request->issuer = "https://sp.example/saml/v1"; // the target's own word counts first
    EXPECT_THAT(judge("saml.metadata.entity_id", login),
                fails("entityID \"https://sp.example/saml\"", {{2, at_entity_id, "https://sp.example/saml/v1"}}));
}

TEST(MetadataEntityId, IsElseTheIssuerOfTheRequest) {
    LoginRecord login = good_login();
    login.sp.entity_id_declared = false;
    EXPECT_THAT(judge("saml.metadata.entity_id", login), passes(at_entity_id, sp_entity, 2));
    login.request->issuer = "https://sp.example/saml/";
    EXPECT_THAT(judge("saml.metadata.entity_id", login),
                fails("entityID \"https://sp.example/saml/\"", {{2, at_entity_id, sp_entity}}));
}

TEST(MetadataEntityId, CannotBeToldByTheMetadataAlone) {
    LoginRecord login = good_login();
    login.sp.entity_id_declared = false;
    login.request->issuer.reset();
    const auto alone = is_unverified("nothing but the metadata tells the SP's entityID");
    EXPECT_THAT(judge("saml.metadata.entity_id", login), alone);
    login.request.reset();
    EXPECT_THAT(judge("saml.metadata.entity_id", login), alone);
}

TEST(MetadataAcs, IsOneByPostWithAUrl) {
    LoginRecord login = good_login();
    login.sp.metadata = sp_metadata(acs_element(saml::binding_artifact, "https://sp.example/artifact") +
                                    acs_element(saml::binding_post, sp_acs, 1));
    EXPECT_THAT(judge("saml.metadata.acs", login), passes(at_acs, sp_acs, 2));
}

TEST(MetadataAcs, NamesThoseThatWillNotDo) {
    LoginRecord login = good_login();
    login.sp.metadata =
        sp_metadata(acs_element(saml::binding_artifact, sp_acs) + acs_element(saml::binding_post, "/acs", 1));
    EXPECT_THAT(judge("saml.metadata.acs", login),
                fails(post_acs, {{2, at_acs, std::string(saml::binding_artifact) + " https://sp.example/acs"},
                                 {2, at_acs, std::string(saml::binding_post) + " /acs"}}));
}

TEST(MetadataAcs, HasToBeThere) {
    LoginRecord login = good_login();
    login.sp.metadata = sp_metadata("");
    const Finding found = judge("saml.metadata.acs", login);
    EXPECT_EQ(found.verdict, Verdict::fail);
    EXPECT_THAT(found.actual, testing::HasSubstr("no AssertionConsumerService"));
}

} // namespace
} // namespace idpsim::conformance
