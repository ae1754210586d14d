#include "src/scim/entity_tag.hpp"
#include "tests/scim/support.hpp"

#include <gtest/gtest.h>

namespace idpsim::scim {
namespace {

TEST(EntityTag, IsFoundInLists) {
    const std::string version = "W/\"a1\"";
    for (const char* header : {"*", " * ", "W/\"a1\"", "\"a1\"", "\"x\", W/\"a1\"", "W/\"a1\",\"x\"", "\"\" , \"a1\" "}) {
        EXPECT_TRUE(names_version(header, version).value()) << header;
    }
    for (const char* header : {"W/\"a\"", "\"A1\"", "\"x\",\"y\"", "\"*\""}) {
        EXPECT_FALSE(names_version(header, version).value()) << header;
    }
}

TEST(EntityTag, HasToBeOne) {
    for (const char* header : {"", "a1", "W/", "w/\"a1\"", "\"a1", "\"a1\" \"b\"", "\"a1\",", ",\"a1\"", "*, \"a1\"", "\"a 1\""}) {
        EXPECT_EQ(names_version(header, "W/\"a1\"").error().status, 400) << header;
    }
    std::string many = "\"x\"";
    for (int i = 0; i < 50'000; ++i) many += ",\"x\"";
    EXPECT_EQ(names_version(many, "W/\"a1\"").error().status, 400);
}

} // namespace
} // namespace idpsim::scim
