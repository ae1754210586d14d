/// The project's own files load, and each profile can be broken in ways that are named.
#include "src/engine/catalogue.hpp"

#include "src/core/file.hpp"

#include "src/engine/assets.hpp"
#include "src/engine/load_file.hpp"
#include "src/engine/load_profile.hpp"
#include "src/engine/load_target.hpp"
#include "tests/engine/files.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

TEST(Catalogue, LoadsEverything) {
    const Lenient read = load_leniently();
    EXPECT_TRUE(read.problems.empty()) << read.problems.front();
    EXPECT_NO_THROW(load_catalogue());
    EXPECT_EQ(read.catalogue.profiles.size(), profile_files().size());
}

TEST(Catalogue, LoadsEveryTarget) {
    lua::State state;
    for (const auto& file : lua_files(data_folder() / "conformance" / "targets"))
        EXPECT_NO_THROW(load_target(state, file)) << file;
}

class TargetConsoles : public test::Files {
protected:
    std::string problem_of(const std::string& consoles) {
        CatalogueFiles files;
        files.target = folder.write("t.lua", "return { id = 't', title = 'T', provides = { 'scim' }, scim = { base = 'https://x', consoles = { " +
                                                 consoles + " } } }");
        return problem([&] { load_catalogue(files); });
    }
};

TEST_F(TargetConsoles, NameFieldsThatTheVendorHas) {
    EXPECT_EQ(problem_of("onelogin = { fields = { template = 'RFC core', create = 'no' } }"), "no problem");
    EXPECT_EQ(problem_of("onelogon = { fields = {} }"), "t.lua:1: scim.consoles.onelogon: no profile is named \"onelogon\"");
    EXPECT_NE(problem_of("onelogin = { fields = { templat = '{}' } }")
                  .find("scim.consoles.onelogin.fields.templat: no SCIM client of the vendor has such a field"), std::string::npos);
    EXPECT_NE(problem_of("onelogin = { fields = { create = 'maybe' } }").find("fields.create: \"maybe\" is none of: yes, no"), std::string::npos);
}

class LoadProfile : public test::Files {
protected:
    /// The generic profile, broken in one way.
    std::string problem_of(const std::string& from, const std::string& to) {
        static const std::string good =
            read_file(data_folder() / "simulator" / "profiles" / "generic.lua").value();
        const auto file = folder.write("generic.lua", test::with(good, from, to));
        return problem([&] { load_profile(state, file); });
    }
    static std::string line_of(const std::string& text, const std::string& what) {
        return std::to_string(
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(what)), '\n'));
    }
};

TEST_F(LoadProfile, NamesLineAndFieldOfWhatIsBroken) {
    const std::string good = read_file(data_folder() / "simulator" / "profiles" / "generic.lua").value();
    EXPECT_EQ(problem_of("id = \"generic\"", "id = \"generic\""), "no problem");
    EXPECT_EQ(problem_of("id = \"generic\"", "id = \"other\""),
              "generic.lua:" + line_of(good, "id = \"generic\"") +
                  ": id: \"other\" must be the file's name, \"generic\"");
    EXPECT_TRUE(
        problem_of("id = \"generic\"", "id = \"generic\", listd = true")
            .starts_with("generic.lua:" + line_of(good, "id = \"generic\"") + ": listd: no field of that name"));
    EXPECT_TRUE(problem_of("title = \"Generic SAML 2.0 and SCIM 2.0\"", "title = 5")
                    .starts_with("generic.lua:" + line_of(good, "title = \"Generic") + ": title: a text was expected"));
    EXPECT_TRUE(problem_of("default_scim = ", "default_scim = 'none' or ")
                    .find(": default_scim: \"none\" is none of the variants") != std::string::npos);
}

TEST_F(LoadProfile, ReadsThePartsThatStandInFilesOfTheirOwn) {
    const std::string good = read_file(data_folder() / "simulator" / "profiles" / "generic.lua").value();
    const auto file = folder.write("generic.lua", test::with(good, "    console = {", "    console_elsewhere = {"));
    EXPECT_NE(problem([&] { load_profile(state, file); }).find("saml.console_elsewhere: no field"), std::string::npos);

    std::string without = good;
    const std::size_t at = without.find("    console = {"), end = without.find("\n    },\n", at);
    without.erase(at, end + 8 - at);
    folder.write("generic.lua", without);
    folder.write("generic/console.lua", "return { console = { { label = 'The label', key = 'acs_url' } },\n"
                                        "sources = { ['saml.console'] = '[doc] a page' } }");
    const idp::Profile read = load_profile(state, file);
    ASSERT_EQ(read.saml.console.size(), 1U);
    EXPECT_EQ(read.saml.console[0].label, "The label");
    EXPECT_EQ(read.sources.at("saml.console"), "[doc] a page");

    folder.write("generic/console.lua", "return {\n console = { { label = 'The label',\n key = 5 } } }");
    EXPECT_TRUE(problem([&] { load_profile(state, file); }).starts_with("generic/console.lua:3: console[1].key: a text was"));
    folder.write("generic/console.lua", "return { consol = {} }");
    EXPECT_NE(problem([&] { load_profile(state, file); }).find("consol: no field of that name"), std::string::npos);
    folder.write("generic/console.lua", "return { sources = {\n['saml'] = '[doc] twice' } }");
    EXPECT_NE(problem([&] { load_profile(state, file); }).find("has its source in another file"), std::string::npos);
}

TEST_F(LoadProfile, GivesAPartWhatItsLibrarySays) {
    const auto profiles = data_folder() / "simulator" / "profiles";
    const std::string good = read_file(profiles / "generic.lua").value();
    const std::size_t at = good.find("    console = {"), end = good.find("\n    },\n", at);
    const auto file = folder.write("generic.lua", std::string(good).erase(at, end + 8 - at));
    folder.write("library/words.lua", "local words = {}\nfunction words.field(label) return { label = label, key = 'acs_url' } end\nreturn words");
    folder.write("generic/console.lua", "return { uses = 'words', make = function(words) return {\n"
                                        "console = { words.field('The label') },\nsources = { ['saml.console'] = '[doc] a page' } } end }");
    EXPECT_EQ(load_profile(state, file).saml.console.at(0).label, "The label");

    const auto why = [&](const std::string& part) {
        folder.write("generic/console.lua", part);
        return problem([&] { load_profile(state, file); });
    };
    EXPECT_TRUE(why("return {\nuses = 'none', make = 1 }").starts_with("generic/console.lua:2: uses: ")) << why("return {\nuses = 'none', make = 1 }");
    EXPECT_NE(why("return { uses = '../okta' }").find("is no name of a library"), std::string::npos);
    EXPECT_NE(why("return { uses = 'words' }").find("make: is missing"), std::string::npos);
    EXPECT_NE(why("return { uses = 'words', make = function() return 1 end }").find("make: it must return a table"), std::string::npos);
    EXPECT_NE(why("return { uses = 'words', make = function() return {} end, console = {} }").find("console: no field of that name"), std::string::npos);
    const std::string wrong = why("return { uses = 'words', make = function(words) return {\n\nconsole = { { label = 'x',\nkey = 5 } } } end }");
    EXPECT_TRUE(wrong.starts_with("generic/console.lua:4: console[1].key: a text was")) << wrong;
    folder.write("library/words.lua", "return {\n");
    EXPECT_NE(why("return { uses = 'words', make = function() return {} end }").find("library/words.lua:"), std::string::npos);
    folder.write("library/words.lua", "local function fail() error('not today') end\nreturn { field = fail }");
    EXPECT_NE(why("return { uses = 'words', make = function(words) return { console = { words.field() } } end }").find("library/words.lua:1: not today"), std::string::npos);
    folder.write("library/words.lua", "return { field = io.open }");
    EXPECT_NE(why("return { uses = 'words', make = function() return {} end }").find("library/words.lua:1"), std::string::npos) << "no files";
}

} // namespace
} // namespace idpsim::engine
