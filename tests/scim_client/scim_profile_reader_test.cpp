#include "src/engine/scim_profile_reader.hpp"

#include "src/lua/state.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace idpsim::engine {
namespace {

using testing::HasSubstr;

/// A small dialect, sound as it stands; `more` is put into the variant, `users` into its table of users.
std::string dialect(const std::string& more = {}, const std::string& users = {}) {
    return R"(
local write = { requests = { { method = "PATCH", target = "/Users/{id:segment}",
  body = '{"active":"{active:bool}"}' } } }
return { variants = { small = {
  title = "a small client",
  options = { { key = "mode", label = "Mode", default = "a", choices = { "a", "b" } } },
  )" + more +
           R"(
  users = {
    create = { method = "POST", target = "/Users", body = '{"userName":"{user_name}"}' },
    update = write, deactivate = write, reactivate = write, remove = write, erase = { nothing = "it keeps accounts" },
    )" + users +
           R"(
  } } } })";
}

std::map<std::string, idp::ScimProfile> read(const std::string& text) {
    lua::State state;
    const auto value = state.run_text(text, "small.lua").value();
    return read_scim_profiles(Fields(value, "small.lua", std::make_shared<const std::string>(text), "scim"));
}

std::string problem(const std::string& text) {
    try {
        read(text);
    } catch (const Failure& failure) {
        return failure.what();
    }
    return "(none)";
}

TEST(ScimProfileReader, FillsInWhatIsUsual) {
    const auto profile = read(dialect()).at("small");
    EXPECT_EQ(profile.users.create.accept, (std::vector<int>{200, 201}));
    EXPECT_TRUE(profile.users.create.needs_body);
    EXPECT_EQ(profile.users.create.title, "POST /Users");
    EXPECT_EQ(profile.users.update.strategy, idp::ScimStrategy::send);
    EXPECT_EQ(profile.users.erase.strategy, idp::ScimStrategy::nothing);
    EXPECT_FALSE(profile.groups);
    EXPECT_EQ(profile.answer_limit, Millis(60'000));
}

TEST(ScimProfileReader, ReadsDemandsAndConditions) {
    const auto profile = read(dialect(R"(
      headers = { { name = "Accept", value = "x", when = "mode=b" } },
      test = { { target = "/Users", accept = { 200, 203 },
                 require_in_answer = { "totalResults:number", "startIndex?:number", "Resources" } } },)"));
    const auto& test = profile.at("small").test.at(0);
    EXPECT_EQ(test.accept, (std::vector<int>{200, 203}));
    EXPECT_EQ(test.demands.at(0).type, "number");
    EXPECT_TRUE(test.demands.at(1).may_lack);
    EXPECT_EQ(test.demands.at(1).path, "startIndex");
    EXPECT_EQ(test.demands.at(2).type, "");
    EXPECT_FALSE(profile.at("small").headers.at(0).when->holds({{"mode", "a"}}));
}

TEST(ScimProfileReader, NamesFileAndFieldOfWhatIsWrong) {
    EXPECT_THAT(problem(dialect("test = { { target = 'Users' } },")), HasSubstr("target"));
    EXPECT_THAT(problem(dialect("test = { { target = '/Users?{x' } },")), HasSubstr("a { is not closed"));
    EXPECT_THAT(problem(dialect("test = { { target = '/U', body = '{\"a\":' } },")), HasSubstr("not JSON"));
    EXPECT_THAT(problem(dialect("test = { { target = '/U', accept = { 20 } } },")), HasSubstr("HTTP status"));
    EXPECT_THAT(problem(dialect("test = { { target = '/U', when = 'kind=a' } },")), HasSubstr("no option 'kind'"));
    EXPECT_THAT(problem(dialect("test = { { target = '/U', when = 'mode' } },")), HasSubstr("option=text"));
    EXPECT_THAT(problem(dialect("custom_headers_option = 'headers',")), HasSubstr("no option 'headers'"));
    EXPECT_THAT(problem(dialect("attributes = { { path = 'emails[', value = '1' } },")), HasSubstr("path"));
    EXPECT_THAT(problem(dialect("values = { a = { { patern = 'x' } } },")), HasSubstr("a.patern"));
    EXPECT_THAT(problem(dialect("values = { a = { { pattern = '{x}', replace = '(' } } },")), HasSubstr("a.replace"));
    EXPECT_THAT(problem(dialect("hedders = {},")), HasSubstr("hedders"));
    EXPECT_THAT(problem(dialect("", "on_found = { 'delete' },")), HasSubstr("on_found"));
    EXPECT_THAT(problem(dialect("", "update = { strategy = 'patch_merged', requests = {} },")), HasSubstr("get"));
    EXPECT_THAT(problem(dialect("", "lookup = { target = '/Users', merge = '[1]' },")), HasSubstr("JSON object"));
    EXPECT_THAT(problem(dialect("hedders = {},")), testing::StartsWith("small.lua:"));
}

} // namespace
} // namespace idpsim::engine
