/// What each vendor's Response says and how it is signed, read as an SP reads it.
#include "tests/idp/idp_fixture.hpp"

#include "src/core/text.hpp"
#include "src/xml/namespaces.hpp"

#include <gmock/gmock.h>

#include <regex>

namespace idpsim::idp::testing {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;

constexpr char entity[] = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
constexpr char unspecified_10[] = "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified";
constexpr char class_unspecified[] = "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified";
constexpr char class_password[] = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password";
constexpr char class_protected[] = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
constexpr char uuid[] = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

struct Expected {
    std::string id;
    bool response_signed, assertion_signed;
    std::string response_id, assertion_id; ///< regular expressions
    std::string session_index;
    Millis not_before, not_on_or_after, confirmation; ///< from IssueInstant, to the second
    std::optional<std::string> name_id_format;
    std::string name_id; ///< regular expression
    std::string class_ref;
    std::optional<std::string> issuer_format;
    std::optional<Millis> session;
    std::vector<std::string> attributes;
};

const std::string ada_mail = R"(ada\.byron@example\.test)";
const std::string pf_id = "[A-Za-z][A-Za-z0-9_.-]{26}";
const std::string claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
const std::string u = uuid;

const std::vector<Expected> expectations{
    {"okta",
     true,
     true,
     "id[0-9]{26}",
     "id[0-9]{26}",
     request_id,
     -minutes(5),
     minutes(5),
     minutes(5),
     saml::nameid_unspecified,
     ada_mail,
     class_protected,
     entity,
     {},
     {}},
    {"entra",
     false,
     true,
     "_" + u,
     "_[0-9a-f-]{34}00",
     "@assertion",
     -minutes(5),
     minutes(60),
     minutes(60),
     saml::nameid_email,
     ada_mail,
     class_password,
     {},
     {},
     {"http://schemas.microsoft.com/identity/claims/tenantid",
      "http://schemas.microsoft.com/identity/claims/objectidentifier",
      "http://schemas.microsoft.com/identity/claims/displayname",
      "http://schemas.microsoft.com/identity/claims/identityprovider",
      "http://schemas.microsoft.com/claims/authnmethodsreferences", claims + "givenname", claims + "surname",
      claims + "emailaddress", claims + "name"}},
    {"google",
     false,
     true,
     "_[0-9a-f]{32}",
     "_[0-9a-f]{32}",
     "@assertion",
     -minutes(5),
     minutes(5),
     minutes(5),
     saml::nameid_unspecified,
     ada_mail,
     class_unspecified,
     {},
     {},
     {}},
    {"jumpcloud",
     false,
     true,
     "[A-Z][A-Z0-9]{39}",
     "[A-Z][A-Z0-9]{39}",
     u,
     -minutes(5),
     minutes(5),
     minutes(5),
     unspecified_10,
     ada_mail,
     class_protected,
     entity,
     {},
     {}},
    {"onelogin",
     true,
     false,
     "pfx" + u,
     "A[0-9a-f]{40}",
     "_" + u,
     -minutes(3),
     minutes(3),
     minutes(3),
     saml::nameid_email,
     ada_mail,
     class_protected,
     {},
     std::chrono::hours(24),
     {}},
    {"pingfederate",
     true,
     false,
     pf_id,
     pf_id,
     "@assertion",
     -minutes(5),
     minutes(5),
     minutes(5),
     saml::nameid_unspecified,
     ada_mail,
     class_unspecified,
     {},
     {},
     {}},
    {"pingone",
     false,
     true,
     "id-" + u,
     "id-" + u,
     u,
     -minutes(1),
     minutes(5),
     minutes(5),
     std::nullopt,
     u,
     class_unspecified,
     {},
     minutes(5),
     {"saml_subject"}},
    {"generic",
     false,
     true,
     "_[0-9a-f]{40}",
     "_[0-9a-f]{40}",
     "_[0-9a-f]{32}",
     -minutes(5),
     minutes(5),
     minutes(5),
     saml::nameid_email,
     ada_mail,
     class_protected,
     {},
     {},
     {"email", "firstName", "lastName", "displayName"}},
};

bool matches(const std::string& text, const std::string& expression) {
    return std::regex_match(text, std::regex(expression));
}

/// Vendors read several clocks while they write, milliseconds apart.
bool near(Instant a, Instant b) { return a - b < seconds(1) && b - a < seconds(1); }

class VendorResponse : public ::testing::TestWithParam<Expected> {};

TEST_P(VendorResponse, SaysAndSignsWhatTheVendorDoes) {
    const Expected& want = GetParam();
    World world(want.id);
    const Posted post = posted(world.login()).value();
    EXPECT_EQ(post.action, acs);
    const Read got = read(post.xml, world.idp.signing_key().certificate.public_key());

    EXPECT_EQ(got.response.is_signed, want.response_signed);
    EXPECT_EQ(got.response_verified, want.response_signed);
    EXPECT_EQ(got.assertion_verified, want.assertion_signed);
    EXPECT_TRUE(matches(got.response.id, want.response_id)) << got.response.id;
    EXPECT_TRUE(matches(got.assertion.id, want.assertion_id)) << got.assertion.id;
    EXPECT_EQ(got.response.status.code, saml::status_success);
    EXPECT_EQ(got.response.in_response_to, request_id);
    EXPECT_EQ(got.response.destination, acs);
    EXPECT_EQ(got.response.issuer, world.idp.entity_id());
    EXPECT_EQ(got.assertion.issuer, world.idp.entity_id());
    EXPECT_EQ(got.assertion.issuer_format, want.issuer_format);

    ASSERT_TRUE(got.assertion.name_id);
    EXPECT_EQ(got.assertion.name_id->format, want.name_id_format);
    EXPECT_TRUE(matches(got.assertion.name_id->value, want.name_id)) << got.assertion.name_id->value;
}

TEST_P(VendorResponse, HoldsForTheVendorsTime) {
    const Expected& want = GetParam();
    World world(want.id);
    const Read got = read(posted(world.login()).value().xml, world.idp.signing_key().certificate.public_key());
    const Instant now = world.clock.now();

    EXPECT_TRUE(near(got.response.issue_instant, now));
    EXPECT_TRUE(near(got.assertion.issue_instant, now));
    ASSERT_TRUE(got.assertion.conditions);
    EXPECT_TRUE(near(got.assertion.conditions->not_before.value(), now + want.not_before));
    EXPECT_TRUE(near(got.assertion.conditions->not_on_or_after.value(), now + want.not_on_or_after));
    EXPECT_THAT(got.assertion.conditions->audience_restrictions, ElementsAre(ElementsAre(sp_id)));

    ASSERT_EQ(got.assertion.confirmations.size(), 1u);
    const saml::SubjectConfirmation& bearer = got.assertion.confirmations[0];
    EXPECT_EQ(bearer.method, saml::cm_bearer);
    EXPECT_EQ(bearer.recipient, acs);
    EXPECT_EQ(bearer.in_response_to, request_id);
    EXPECT_TRUE(near(bearer.not_on_or_after.value(), now + want.confirmation));

    ASSERT_EQ(got.assertion.authn_statements.size(), 1u);
    const saml::AuthnStatement& authn = got.assertion.authn_statements[0];
    EXPECT_EQ(authn.class_ref, want.class_ref);
    const std::string session = want.session_index == "@assertion" ? got.assertion.id : want.session_index;
    EXPECT_TRUE(matches(authn.session_index.value(), session)) << *authn.session_index;
    EXPECT_EQ(authn.session_not_on_or_after.has_value(), want.session.has_value());
    if (want.session) {
        EXPECT_TRUE(near(authn.session_not_on_or_after.value(), now + *want.session));
    }
}

TEST_P(VendorResponse, CarriesTheVendorsAttributesThenTheAdmins) {
    const Expected& want = GetParam();
    World world(want.id);
    AttributeMapping mapping;
    mapping.name = "mail";
    mapping.value = "{person.email}";
    world.idp.tenant().attributes = {mapping};
    const Read got = read(posted(world.login()).value().xml, world.idp.signing_key().certificate.public_key());
    const auto names = names_of(got.assertion.attributes, &saml::Attribute::name);
    std::vector<std::string> all = want.attributes;
    all.push_back("mail");
    EXPECT_EQ(names, all);
    EXPECT_THAT(got.assertion.values_of("mail"), ElementsAre(world.ada.email));
    EXPECT_EQ(got.response_verified, want.response_signed);
    EXPECT_EQ(got.assertion_verified, want.assertion_signed);
}

TEST_P(VendorResponse, IsUnsolicitedWhenTheIdpStarts) {
    const Expected& want = GetParam();
    World world(want.id);
    const Posted post = posted(world.initiate()).value();
    const Read got = read(post.xml, world.idp.signing_key().certificate.public_key());
    EXPECT_EQ(post.action, acs);
    EXPECT_FALSE(got.response.in_response_to);
    EXPECT_FALSE(got.assertion.confirmations.at(0).in_response_to);
    EXPECT_TRUE(got.response_verified || got.assertion_verified);
}

INSTANTIATE_TEST_SUITE_P(Profiles, VendorResponse, ::testing::ValuesIn(expectations),
                         [](const auto& one) { return one.param.id; });

TEST(ResponseShape, AnswersWithoutAttributesHaveNoStatement) {
    World world("okta");
    const Posted post = posted(world.login()).value();
    EXPECT_EQ(post.xml.find("AttributeStatement"), std::string::npos);
    EXPECT_EQ(post.xml.find("InclusiveNamespaces"), std::string::npos);
    EXPECT_EQ(post.xml.find("xmlns:xs="), std::string::npos);
}

TEST(ResponseShape, OutsideAsciiIsRawOrAReference) {
    for (const auto& [id, expected] : {std::pair{"onelogin", "Zo&#x"}, std::pair{"entra", "Zoë"}}) {
        World world(id);
        AttributeMapping mapping;
        mapping.name = "first";
        mapping.value = "{person.given_name}";
        world.idp.tenant().attributes = {mapping};
        world.idp.tenant().find(world.ada.username)->given_name = "Zoë";
        const Posted post = posted(world.login()).value();
        EXPECT_NE(post.xml.find(expected), std::string::npos) << id;
        const Read got = read(post.xml, world.idp.signing_key().certificate.public_key());
        EXPECT_THAT(got.assertion.values_of("first"), ElementsAre("Zoë"));
        EXPECT_TRUE(got.response_verified || got.assertion_verified) << id;
    }
}

TEST(ResponseShape, AuthnInstantIsTheLogin) {
    World world("entra");
    world.login();
    const Instant login = world.clock.now();
    world.clock.advance(std::chrono::hours(3));
    const Read got = read(posted(world.login()).value().xml, world.idp.signing_key().certificate.public_key());
    EXPECT_EQ(got.assertion.authn_statements.at(0).authn_instant, login);
}

TEST(ResponseShape, SameSeedSameMessage) {
    const auto values = [] {
        World world("okta");
        return read(posted(world.login()).value().xml, world.idp.signing_key().certificate.public_key()).response.id;
    };
    EXPECT_EQ(values(), values());
}

} // namespace
} // namespace idpsim::idp::testing
