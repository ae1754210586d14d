#include "simulator/sp/identity.hpp"

#include <gtest/gtest.h>

namespace idpsim::sp {
namespace {

saml::Assertion assertion_of(std::string name_id, std::vector<saml::Attribute> attributes = {}) {
    saml::Assertion assertion;
    assertion.name_id =
        saml::NameId{.value = std::move(name_id), .format = {}, .name_qualifier = {}, .sp_name_qualifier = {}};
    assertion.attributes = std::move(attributes);
    return assertion;
}

saml::Attribute attribute(std::string name, std::vector<std::string> values) {
    return {.name = std::move(name), .name_format = {}, .friendly_name = {}, .values = std::move(values)};
}

TEST(Email, IsOneMailboxAndNothingElse) {
    for (const char* good : {"ada@example.test", "a.b+c@example.test", "user_example.test#EXT#@tenant.example.test",
                             "o'hara@example.test", "\xD0\xB2@example.test"})
        EXPECT_TRUE(is_email(good)) << good;
    for (const char* bad :
         {"", "ada", "@example.test", "ada@", "ada@@example.test", "vic@evil.test@example.test", "ada@example.test ",
          " ada@example.test", "Ada <ada@example.test>", "\"ada\"@example.test", "ada(x)@example.test",
          "ada@example.test,eve@example.test", "ada@example.test;eve", "ada@example.test.", "ada@.example.test",
          "ada@example..test", "ada\n@example.test", "ada\\@example.test"})
        EXPECT_FALSE(is_email(bad)) << bad;
    EXPECT_TRUE(is_email(std::string(242, 'x') + "@example.com"));
    EXPECT_FALSE(is_email(std::string(243, 'x') + "@example.com"));
}

TEST(Identity, TakesTheNameIdFirst) {
    const auto identity = read_identity(assertion_of("ada@example.test", {attribute("email", {"other@example.test"})}),
                                        AttributeMapping::usual());
    EXPECT_EQ(identity->email, "ada@example.test");
}

TEST(Identity, TakesTheAttributeWhenTheNameIdIsNoAddress) {
    for (const std::string& name : AttributeMapping::usual().email) {
        const auto identity = read_identity(assertion_of("00u1", {attribute(name, {"ada@example.test"})}),
                                            AttributeMapping::usual());
        ASSERT_TRUE(identity) << name;
        EXPECT_EQ(identity->email, "ada@example.test");
        EXPECT_EQ(identity->name_id.value, "00u1");
    }
}

TEST(Identity, TakesTheMappedAttributeFirstWhenTold) {
    AttributeMapping mapping;
    mapping.email = {"workMail"};
    mapping.email_attribute_first = true;
    EXPECT_EQ(
        read_identity(assertion_of("a@example.test", {attribute("workMail", {"b@example.test"})}), mapping)->email,
        "b@example.test");
    EXPECT_EQ(read_identity(assertion_of("a@example.test", {attribute("workMail", {"no address"})}), mapping)->email,
              "a@example.test");
}

TEST(Identity, OfSeveralValuesTheFirstCounts) {
    const auto identity =
        read_identity(assertion_of("00u1", {attribute("email", {"ada@example.test", "eve@example.test"}),
                                            attribute("email", {"eve@example.test"})}),
                      AttributeMapping::usual());
    EXPECT_EQ(identity->email, "ada@example.test");
}

TEST(Identity, FriendlyNamesAndCaseAreNotNames) {
    saml::Attribute spoof = attribute("x", {"eve@example.test"});
    spoof.friendly_name = "email";
    EXPECT_FALSE(read_identity(
        assertion_of("00u1", {spoof, attribute("EMAIL", {"eve@example.test"}), attribute("email ", {"e@e.test"})}),
        AttributeMapping::usual()));
}

TEST(Identity, NeedsASubject) {
    EXPECT_FALSE(read_identity({}, AttributeMapping::usual()));
    EXPECT_FALSE(read_identity(assertion_of(""), AttributeMapping::usual()));
    EXPECT_FALSE(read_identity(assertion_of("00u1", {attribute("email", {})}), AttributeMapping::usual()));
}

TEST(Identity, AlwaysHasSomethingToCallThePerson) {
    const auto name_of = [](std::vector<saml::Attribute> attributes) {
        return read_identity(assertion_of("a@example.test", std::move(attributes)), AttributeMapping::usual())
            ->display_name;
    };
    EXPECT_EQ(name_of({}), "a@example.test");
    EXPECT_EQ(name_of({attribute("firstName", {"Ada"})}), "Ada");
    EXPECT_EQ(name_of({attribute("lastName", {"Lovelace"})}), "Lovelace");
    EXPECT_EQ(name_of({attribute("lastName", {"Lovelace"}), attribute("firstName", {"Ada"})}), "Ada Lovelace");
    EXPECT_EQ(name_of({attribute("firstName", {"Ada"}), attribute("displayName", {"Countess"})}), "Countess");
}

} // namespace
} // namespace idpsim::sp
