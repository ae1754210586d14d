#include "src/scim/text.hpp"

#include <gtest/gtest.h>

namespace idpsim::scim {
namespace {

TEST(ScimText, FoldsWhatPeopleTakeForTheSame) {
    EXPECT_EQ(fold("Ada@Example.TEST"), "ada@example.test");
    EXPECT_EQ(fold("J\xC3\xB6RG"), fold("jo\xCC\x88rg"));             // composed and decomposed
    EXPECT_EQ(fold("\xEF\xBC\xA1\xEF\xBD\x84\xEF\xBD\x81"), "ada");   // full-width
    EXPECT_EQ(fold("\xE2\x84\xAA"
                   "elvin"),
              "kelvin");   // KELVIN SIGN
    EXPECT_EQ(fold("STRASSE"), fold("stra\xC3\x9F"
                                    "e"));
    EXPECT_EQ(fold("a\xE2\x80\x8B"
                   "da"),
              "ada");                         // ZERO WIDTH SPACE
    EXPECT_NE(fold("i"), fold("\xC4\xB1"));   // dotless i is another letter
}

TEST(ScimText, LeavesOctetsThatAreNoUtf8) {
    EXPECT_EQ(fold("A\xFF"), "A\xFF");
    EXPECT_EQ(fold(""), "");
}

TEST(ScimText, FoldsCharactersThatGrow) {
    std::string ligatures;
    for (int i = 0; i < 2000; ++i) ligatures += "\xEF\xB7\xBA";   // one character that folds to eighteen
    EXPECT_GT(fold(ligatures).size(), ligatures.size());
    EXPECT_EQ(fold(fold(ligatures)), fold(ligatures));
}

TEST(ScimText, ComparesAsCaseExactSays) {
    EXPECT_TRUE(same_text("a", "A", false));
    EXPECT_FALSE(same_text("a", "A", true));
}

TEST(ScimText, QuotesForPeople) {
    EXPECT_EQ(in_quotes("a\nb"), "'a?b'");
    EXPECT_EQ(in_quotes(std::string(79, 'x') + "\xC3\xA9"), "'" + std::string(79, 'x') + "...'");
}

} // namespace
} // namespace idpsim::scim
