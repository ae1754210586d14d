/// Whose messages `idpsim inspect` takes the simulated vendors' for.
#include "src/engine/recognise.hpp"
#include "tests/idp/vendor_messages.hpp"

#include <gmock/gmock.h>

namespace idpsim::engine {
namespace {

const std::vector<idp::Profile>& profiles() {
    static const std::vector<idp::Profile> loaded = [] {
        std::vector<idp::Profile> out;
        for (const std::string& id : idp::testing::profile_ids) out.push_back(idp::testing::profile(id));
        return out;
    }();
    return loaded;
}

Recognition whose(const std::string& xml) { return recognise(saml::shape_of(xml).value(), profiles()); }

std::string name_of(const Recognition& found) { return found.id ? *found.id : "cannot tell: " + found.why_not; }

class RecogniseMessages : public ::testing::TestWithParam<std::string> {};

TEST_P(RecogniseMessages, EveryKindIsKnownByItsVendor) {
    for (const idp::testing::VendorMessage& one : idp::testing::special_messages(GetParam()))
        EXPECT_EQ(name_of(whose(one.xml)), GetParam()) << one.kind << "\n" << one.xml;
}

INSTANTIATE_TEST_SUITE_P(Vendors, RecogniseMessages,
                         ::testing::Values("okta", "entra", "google", "jumpcloud", "onelogin", "pingfederate",
                                           "pingone"),
                         [](const auto& one) { return one.param; });

TEST(RecogniseMessages, NobodysAreNobodys) {
    const auto messages = idp::testing::special_messages("generic");
    EXPECT_GE(messages.size(), 6u);
    for (const idp::testing::VendorMessage& one : messages) EXPECT_FALSE(whose(one.xml).id) << one.kind;
}

} // namespace
} // namespace idpsim::engine
