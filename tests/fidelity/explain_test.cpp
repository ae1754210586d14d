#include "tests/fidelity/explain.hpp"

#include "src/xml/library.hpp"

#include <gmock/gmock.h>

namespace idpsim::fidelity {
namespace {

using ::testing::IsEmpty;

const xml::Library library;

idp::KnownDifference known(const std::string& at, const std::string& recorded, const std::string& made) {
    idp::KnownDifference out;
    out.at = at;
    out.recorded = recorded;
    out.made = made;
    out.because = "[doc] so it is";
    return out;
}

RecordFacts response_of(int year) {
    RecordFacts out;
    out.root = "Response";
    out.year = year;
    return out;
}

const saml::ShapeDifference order{"/Response/@*", "xmlns:a, ID, Version", "ID, Version, xmlns:a"};
const saml::ShapeDifference lost{"/Response/@Destination", "url", std::nullopt};
const saml::ShapeDifference changed{"/Response/@Version", "2.0", "3.0"};

TEST(Explain, PlaceAndBothSidesFit) {
    EXPECT_TRUE(explains(known("/Response/@*", "2.*", "3.0"), changed, response_of(2020)));
    EXPECT_FALSE(explains(known("/Response/Assertion/@*", "2.*", "3.0"), changed, response_of(2020)));
    EXPECT_FALSE(explains(known("/Response/@*", "1.*", "3.0"), changed, response_of(2020)));
    EXPECT_FALSE(explains(known("/Response/@*", "2.*", "4.0"), changed, response_of(2020)));
}

TEST(Explain, NoGlobFitsAnAbsence) {
    EXPECT_TRUE(explains(known("/Response/@*", "url", "(none)"), lost, response_of(2020)));
    for (const char* glob : {"(no*", "*)", "*none*", "*e*"})
        EXPECT_FALSE(explains(known("/Response/@*", "url", glob), lost, response_of(2020))) << glob;
    EXPECT_FALSE(explains(known("/Response/@*", "2.0", "(none)"), changed, response_of(2020)));
}

TEST(Explain, WhatIsSharedIsTheSameOnBothSides) {
    EXPECT_TRUE(explains(known("/Response/@*", "xmlns:a, {}", "{}, xmlns:a"), order, response_of(2020)));
    const saml::ShapeDifference more{order.path, order.left, "Version, ID, xmlns:a"};
    EXPECT_FALSE(explains(known("/Response/@*", "xmlns:a, {}", "{}, xmlns:a"), more, response_of(2020)));
    EXPECT_FALSE(explains(known("/Response/@*", "xmlns:b, {}", "{}, xmlns:b"), order, response_of(2020)));
    EXPECT_FALSE(explains(known("/Response/@*", "{}url, url", "{}"), lost, response_of(2020)));
    EXPECT_FALSE(explains(known("/Response/@*", "u{}", "{}"), lost, response_of(2020)));
}

TEST(Explain, OnlyOfItsYearsAndItsRoot) {
    idp::KnownDifference one = known("/Response/@*", "2.0", "3.0");
    one.since = 2015;
    one.until = 2018;
    EXPECT_TRUE(explains(one, changed, response_of(2015)));
    EXPECT_TRUE(explains(one, changed, response_of(2018)));
    EXPECT_FALSE(explains(one, changed, response_of(2014)));
    EXPECT_FALSE(explains(one, changed, response_of(2019)));
    RecordFacts timeless = response_of(2016);
    timeless.year.reset();
    EXPECT_FALSE(explains(one, changed, timeless));
    one.root = "EntityDescriptor";
    EXPECT_FALSE(explains(one, changed, response_of(2016)));
}

TEST(Explain, MetadataIsNoOlderThanItsCertificates) {
    idp::KnownDifference one = known("/Response/@*", "2.0", "3.0");
    one.since = one.until = 2018;
    RecordFacts metadata = response_of(2016);
    metadata.is_metadata = true;
    EXPECT_TRUE(explains(one, changed, metadata));
    metadata.year = 2019;
    EXPECT_FALSE(explains(one, changed, metadata));
    metadata.year.reset();
    EXPECT_TRUE(explains(one, changed, metadata));
}

TEST(Explain, WhatAKeeperDidIsNoReasonWhereASignatureVerifies) {
    idp::KnownDifference one = known("/Response/@*", "2.0", "3.0");
    one.edited = true;
    RecordFacts record = response_of(2020);
    EXPECT_TRUE(explains(one, changed, record));
    record.proven = true;
    EXPECT_FALSE(explains(one, changed, record));
}

TEST(Explain, WhatNothingNeededIsTold) {
    Explanations all({known("/Response/@*", "2.0", "3.0"), known("/Response/@*", "2.*", "3.0"),
                      known("/Response/@*", "url", "(none)")});
    EXPECT_EQ(all.unused().size(), 3u);
    ASSERT_NE(all.find(changed, response_of(2020)), nullptr);
    ASSERT_EQ(all.unused().size(), 2u) << "the first that fits is the one used";
    EXPECT_EQ(all.unused()[0].recorded, "2.*");
    EXPECT_EQ(all.find(order, response_of(2020)), nullptr);
    ASSERT_NE(all.find(lost, response_of(2020)), nullptr);
    EXPECT_EQ(all.unused().size(), 1u);
    EXPECT_THAT(Explanations({}).unused(), IsEmpty());
}

TEST(Explain, FactsOfARecord) {
    const std::string text =
        R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="2019-05-06T07:08:09Z"><saml:Issuer>https://idp.example.test</saml:Issuer><saml:Assertion ID="_a"><saml:Issuer>another</saml:Issuer></saml:Assertion></samlp:Response>)";
    const auto document = xml::Document::parse(text).value();
    const RecordFacts facts = facts_of(document, saml::shape_of(text).value());
    EXPECT_EQ(facts.root, "Response");
    EXPECT_EQ(facts.issuer, "https://idp.example.test");
    EXPECT_EQ(facts.year, 2019);
    EXPECT_FALSE(facts.is_metadata);
    EXPECT_FALSE(facts.proven);
}

} // namespace
} // namespace idpsim::fidelity
