#include "src/engine/recognise.hpp"

#include "src/engine/load_profile.hpp"
#include "tests/engine/files.hpp"

#include <gmock/gmock.h>

namespace idpsim::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

idp::Profile vendor(const std::string& id, std::vector<idp::Evidence> evidence) {
    idp::Profile out;
    out.id = id;
    out.title = "Vendor " + id;
    out.recognise = std::move(evidence);
    return out;
}

const std::vector<saml::ShapeLine> shape{
    {"/Response", "samlp:Response", ""},
    {"/Response/@ID", "id _{uuid}", "_0b1f4ad2-1111-2222-3333-444455556666"},
    {"/Response/Issuer/text()", "text", "https://idp.one.example.test/app"},
};

const idp::Evidence issuer{"*/Issuer/text()", "https://idp.one.*", "", 50, "The issuer is One's."};
const idp::Evidence id_form{"/Response/@ID", "", "id _{uuid}", 10, "The ID is a UUID."};
const idp::Evidence other_issuer{"*/Issuer/text()", "https://idp.two.*", "", 50, "The issuer is Two's."};

TEST(Recognise, NamesWhomTheEvidenceIsFor) {
    const Recognition found =
        recognise(shape, {vendor("one", {id_form, issuer}), vendor("two", {id_form, other_issuer})});
    EXPECT_EQ(found.id, "one");
    EXPECT_EQ(found.title, "Vendor one");
    EXPECT_THAT(found.evidence, ElementsAre("The issuer is One's.", "The ID is a UUID."));
    EXPECT_THAT(found.why_not, IsEmpty());
}

TEST(Recognise, TooLittleIsNotEnough) {
    const Recognition found = recognise(shape, {vendor("one", {id_form}), vendor("two", {other_issuer})});
    EXPECT_FALSE(found.id);
    EXPECT_THAT(found.evidence, ElementsAre("The ID is a UUID."));
    EXPECT_THAT(found.why_not, HasSubstr("too little"));
}

TEST(Recognise, TwoThatAreAsNearAreNone) {
    const Recognition found = recognise(shape, {vendor("one", {issuer}), vendor("two", {issuer, id_form})});
    EXPECT_FALSE(found.id);
    EXPECT_THAT(found.why_not, HasSubstr("as much like Vendor one as like Vendor two"));
}

TEST(Recognise, WhatSpeaksAgainstCounts) {
    const idp::Evidence against{"/Response", "", "samlp:Response", -30, "It does not write samlp."};
    const Recognition found = recognise(shape, {vendor("one", {issuer, against})});
    EXPECT_FALSE(found.id);
    EXPECT_THAT(found.evidence, ElementsAre("The issuer is One's."));
}

TEST(Recognise, NothingSpeaksForAnybody) {
    EXPECT_THAT(recognise(shape, {vendor("two", {other_issuer}), vendor("none", {})}).why_not, HasSubstr("nothing"));
    EXPECT_THAT(recognise({}, {}).why_not, HasSubstr("nothing"));
}

TEST(Recognise, EachSignCountsOnce) {
    const idp::Evidence anything{"/Response*", "", "", 20, "It is a Response."};
    EXPECT_FALSE(recognise(shape, {vendor("one", {anything})}).id);
}

class RecogniseFile : public test::Files {
protected:
    /// What is wrong with a profile that has this file beside it.
    std::string problem_of(const std::string& name, const std::string& text) {
        const auto own = std::filesystem::path(IDPSIM_SOURCE_DIR) / "simulator/profiles/generic.lua";
        const auto file = folder.path() / "generic.lua";
        std::filesystem::copy_file(own, file);
        folder.write("generic/" + name, text);
        return problem([&] { load_profile(state, file); });
    }
};

TEST_F(RecogniseFile, ASignHasAWeight) {
    EXPECT_THAT(problem_of("recognise.lua", "return { recognise = {\n{ at = '*', says = 'x' } } }"),
                ::testing::AllOf(HasSubstr("generic/recognise.lua:"), HasSubstr("weight")));
}

TEST_F(RecogniseFile, AnUnknownFieldIsNamed) {
    EXPECT_THAT(
        problem_of("recognise.lua", "return { recognise = { { at = '*', weight = 1, say = 'x', says = 'x' } } }"),
        ::testing::AllOf(HasSubstr("say"), HasSubstr("says")));
}

} // namespace
} // namespace idpsim::engine
