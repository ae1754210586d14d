/// `idpsim inspect` over what nobody means well with: huge, cut off, in wrong encodings.
#include "src/engine/inspect.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"
#include "src/engine/inspect_report.hpp"
#include "src/saml/deflate.hpp"
#include "tests/idp/idp_fixture.hpp"

#include <gmock/gmock.h>

namespace idpsim::engine {
namespace {

using ::testing::HasSubstr;

const std::vector<idp::Profile>& profiles() {
    static const std::vector<idp::Profile> loaded{idp::testing::profile("okta"), idp::testing::profile("onelogin")};
    return loaded;
}

/// A message of the simulated Okta's, and its metadata.
struct Sample {
    Sample() : world("okta"), xml(idp::testing::posted(world.login()).value().xml) {
        context.idp_metadata = world.idp.metadata();
    }
    idp::testing::World world;
    std::string xml;
    InspectContext context;
};

const Sample& sample() {
    static const Sample made;
    return made;
}

/// Every document that is found in `octets`, looked at and told about.
std::string told(std::string_view octets) {
    const auto found = find_messages(octets);
    if (!found) return "unreadable: " + found.error().detail;
    std::string out;
    for (const FoundMessage& one : *found) {
        const auto looked = inspect(one, sample().context, profiles());
        out += looked ? to_text(*looked) : "unreadable: " + describe(looked.error());
    }
    return out;
}

bool is_valid(const std::string& octets) {
    const auto found = find_messages(octets);
    if (!found) return false;
    const auto looked = inspect(found->front(), sample().context, profiles());
    return looked && looked->valid;
}

std::string utf16(std::string_view ascii, bool little) {
    std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char c : ascii) {
        if (!little) out += '\0';
        out += c;
        if (little) out += '\0';
    }
    return out;
}

TEST(InspectHostile, CutOffAnywhereItIsNeverValid) {
    ASSERT_TRUE(is_valid(sample().xml));
    const std::string encoded = saml::encode_post(sample().xml);
    for (std::size_t part = 0; part < 24; ++part) {
        EXPECT_FALSE(is_valid(sample().xml.substr(0, sample().xml.size() * part / 24))) << part;
        EXPECT_FALSE(is_valid(encoded.substr(0, encoded.size() * part / 24))) << part;
        EXPECT_FALSE(told(sample().xml.substr(sample().xml.size() * part / 24 + 1)).empty()) << part;
    }
}

TEST(InspectHostile, AnyOctetChangedInAnAssertionIsToldOrHarmless) {
    const std::string& good = sample().xml;
    const std::size_t from = good.find("<saml2:Subject");
    ASSERT_NE(from, std::string::npos);
    for (std::size_t at = from; at < good.size(); at += 97) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x01);
        const auto found = find_messages(bad);
        if (!found) continue;
        const auto looked = inspect(found->front(), sample().context, profiles());
        if (looked && looked->name_id) {
            EXPECT_EQ(*looked->name_id, sample().world.ada.username) << at;
        }
    }
}

TEST(InspectHostile, InOtherEncodings) {
    std::string body = sample().xml;
    if (body.starts_with("<?xml")) body = body.substr(body.find("?>") + 2);
    EXPECT_FALSE(told(utf16(body, true)).empty());
    EXPECT_FALSE(told(utf16(body, false)).empty());
    EXPECT_TRUE(is_valid("\xEF\xBB\xBF" + sample().xml));
    const std::string latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + body;
    EXPECT_TRUE(is_valid(latin)) << told(latin);
    for (const char* wrong : {"UTF-7", "EBCDIC-XYZ", "UTF-16"})
        EXPECT_FALSE(is_valid(std::string("<?xml version=\"1.0\" encoding=\"") + wrong + "\"?>" + body)) << wrong;
    const std::string broken = "\xC3\x28\xF0\x28\x8C\x28\xFF\xFE";
    EXPECT_FALSE(is_valid(body.substr(0, body.find("</saml2:NameID>")) + broken + body.substr(body.find("</saml2:NameID>"))));
}

TEST(InspectHostile, OctetsThatMeanNothing) {
    std::string every;
    for (int octet = 0; octet < 256; ++octet) every += static_cast<char>(octet);
    for (const std::string& octets : {every, every + every, std::string(1000, '\0'), std::string("\xFF\xFE"), std::string("PK\x03\x04"),
                                      "SAMLResponse=" + every, "{\"log\":" + every, "<html>" + every})
        EXPECT_THAT(told(octets), HasSubstr("unreadable"));
}

TEST(InspectHostile, TooLargeIsSaidAtOnce) {
    EXPECT_EQ(find_messages(std::string(max_input_octets + 1, 'A')).error().fault, Fault::too_large);
    const std::string much = "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_1\">" +
                             std::string(std::size_t{9} << 20, ' ') + "</samlp:Response>";
    EXPECT_FALSE(is_valid(much));
}

TEST(InspectHostile, ABombStaysSmall) {
    const std::string bomb = crypto::base64_encode(saml::deflate_raw(std::string(std::size_t{80} << 20, 'a')));
    EXPECT_THAT(told(bomb), HasSubstr("unreadable"));
    EXPECT_THAT(told("https://idp.example.test/?SAMLRequest=" + percent_encode(bomb)), HasSubstr("unreadable"));
}

TEST(InspectHostile, NestedDeeplyOrWithManyAttributes) {
    const std::string open = "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_1\"";
    std::string deep, attributes;
    for (int i = 0; i < 20'000; ++i) deep += "<a>";
    for (int i = 0; i < 20'000; ++i) attributes += " a" + std::to_string(i) + "=\"\"";
    EXPECT_FALSE(is_valid(open + ">" + deep));
    EXPECT_FALSE(is_valid(open + attributes + "/>"));
    std::string many;
    for (int i = 0; i < 300; ++i) many += open + "/>\n";
    EXPECT_FALSE(told(many).empty());
}

TEST(InspectHostile, WhatAMessageSaysCannotDressUpAsTheReport) {
    std::string bent = sample().xml;
    const auto at = bent.find("</saml2:Issuer>");
    bent.insert(at, "&#10; valid  everything&#27;[31m");
    const std::string text = told(bent);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find("\n valid  everything"), std::string::npos) << text;
}

} // namespace
} // namespace idpsim::engine
