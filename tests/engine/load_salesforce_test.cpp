/// What a broken file about Salesforce is told.
#include "src/core/file.hpp"
#include "src/core/text.hpp"
#include "src/engine/load_salesforce.hpp"
#include "tests/engine/files.hpp"

#include <gtest/gtest.h>

namespace idpsim::engine {
namespace {

constexpr char own[] = IDPSIM_SOURCE_DIR "/simulator/salesforce/salesforce.lua";

/// What loading says of the project's file with one change.
std::string told(std::string_view from, std::string_view to) {
    const std::string text = read_file(own).value();
    EXPECT_NE(text.find(from), std::string::npos) << from;
    const test::Folder folder;
    const auto file = folder.write("salesforce.lua", replace_all(text, from, to));
    lua::State state;
    try {
        load_salesforce(state, file);
    } catch (const Failure& failure) {
        return failure.what();
    }
    return {};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(LoadSalesforce, TheProjectsFileIsSound) {
    lua::State state;
    const salesforce::Vendor vendor = load_salesforce(state, own);
    EXPECT_EQ(vendor.login_origin(salesforce::Environment::sandbox), "https://test.salesforce.com");
    EXPECT_EQ(vendor.refusal("redirect_uri").error, "redirect_uri_mismatch");
    const sp::SalesforceConfig config = salesforce_config(vendor);
    EXPECT_TRUE(config.is_my_domain("production", "https://works.my.salesforce.com"));
    EXPECT_FALSE(config.is_my_domain("production", "https://works--uat.sandbox.my.salesforce.com"));
    EXPECT_TRUE(config.is_my_domain("sandbox", "https://works--uat.sandbox.my.salesforce.com"));
    EXPECT_FALSE(config.is_my_domain("sandbox", "https://works.my.salesforce.com"));
    EXPECT_FALSE(config.is_my_domain("production", "https://works.my.salesforce.com.elsewhere.test"));
}

TEST(LoadSalesforce, NamesFileLineAndField) {
    const std::string error = told("    sandbox_login = \"https://test.salesforce.com\",\n",
                                   "    sandbox_login = \"http://test.salesforce.com/x\",\n");
    EXPECT_TRUE(has(error, "salesforce.lua:20: hosts.sandbox_login: an https origin was expected")) << error;
    EXPECT_TRUE(
        has(told("\"https://test.salesforce.com\"", "\"https://login.salesforce.com\""), "the two share nothing"));
    EXPECT_TRUE(
        has(told("https://{domain}.my.salesforce.com", "https://my.salesforce.com"), "{domain} does not stand in it"));
    EXPECT_TRUE(has(told("token = \"/services/oauth2/token\"", "token = \"services/oauth2/token\""),
                    "paths.token: a path was expected"));
    EXPECT_TRUE(has(told("bad_code = {", "bed_code = {"), "refusals.bad_code"));
    EXPECT_TRUE(has(told("\"asserted_user\"", "\"asserted_usr\""), "did you mean \"asserted_user\"?"));
    EXPECT_TRUE(has(told("code = 900", "code = 0"), "times.code"));
    EXPECT_TRUE(has(told("[\"paths\"] = \"[doc] ", "[\"paths\"] = \"doc: "), "how sure we are"));
    EXPECT_TRUE(has(told("</samlp:AuthnRequest>", ""), "authn_request"));
    EXPECT_TRUE(has(told("  batch_size = 2000,", "  batch_size = 2000, batches = 1,"), "batches"));
}

} // namespace
} // namespace idpsim::engine
