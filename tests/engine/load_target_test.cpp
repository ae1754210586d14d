#include "src/engine/load_target.hpp"

#include "tests/engine/files.hpp"

namespace idpsim::engine {
namespace {

const std::string good = R"(return {
  id = "mine", title = "My SP",
  values = { base = "https://sp.test" },
  provides = { "sp.login", "sp.acs", "sp.whoami" },
  setup = {
    { name = "connect", stage = "idp", method = "PUT", url = "{base}/idp", body = "{idp.metadata}",
      headers = { Authorization = "Bearer x" }, save = { org = "/id" } },
  },
  sp = { metadata = "{base}/metadata", login = "{base}/login" },
  probe = { url = "{base}/whoami",
    person = "/email" },
  logout = { url = "{base}/logout" },
  accounts = {
    look_up = { name = "look up", url = "{base}/accounts?email={email}" },
    list = "/accounts", fields = { id = "/id", email = "/email" },
  },
  scim = { base = "{base}/scim", token = "t" },
}
)";

class LoadTarget : public test::Files {
protected:
    Target load(const std::string& text) { return load_target(state, folder.write("t.lua", text)); }
    std::string problem_of(const std::string& from, const std::string& to) {
        return problem([&] { load(test::with(good, from, to)); });
    }
};

TEST_F(LoadTarget, ReadsCallsAndUrls) {
    const Target read = load(good);
    EXPECT_EQ(read.id, "mine");
    EXPECT_FALSE(read.in_process);
    EXPECT_EQ(read.provides.size(), 3u);
    ASSERT_EQ(read.setup.size(), 1u);
    EXPECT_EQ(read.setup[0].stage, "idp");
    EXPECT_EQ(read.setup[0].method, "PUT");
    EXPECT_EQ(read.setup[0].headers.at("Authorization"), "Bearer x");
    EXPECT_EQ(read.setup[0].save.at("org"), "/id");
    EXPECT_EQ(read.sp.metadata, "{base}/metadata");
    EXPECT_EQ(read.probe.person, "/email");
    EXPECT_EQ(read.probe.signed_in_status, 200);
    EXPECT_EQ(read.logout->method, "POST");
    EXPECT_EQ(read.accounts->fields.at("email"), "/email");
    EXPECT_EQ(read.scim->token, "t");
}

TEST_F(LoadTarget, ReadsWhatAdminsEnterInAVendorsScimConsole) {
    const Target read = load("return { id = 'x', title = 'X', provides = { 'scim' }, scim = { base = 'https://x/scim',\n"
                             "consoles = { onelogin = { fields = { template = 'RFC core' } } } } }");
    EXPECT_EQ(read.scim->consoles.at("onelogin").at("template"), "RFC core");
    EXPECT_EQ(problem([&] {
                  load("return { id = 'x', title = 'X', provides = { 'scim' }, scim = { base = 'https://x/scim',\n"
                       "consoles = { onelogin = { template = 'RFC core' } } } }");
              }).find("t.lua:2: scim.consoles"), 0u);
}

TEST_F(LoadTarget, MayBeAScimServerAlone) {
    const Target read = load("return { id = 'x', title = 'X', provides = { 'scim' },\nscim = { base = 'https://x/scim', token = 't' } }");
    EXPECT_FALSE(read.sp.is_there());
    EXPECT_TRUE(read.unique_people);
    EXPECT_FALSE(load(good).unique_people);
    EXPECT_NE(problem([&] { load("return { id = 'x', title = 'X' }"); }).find("a target needs sp and probe, or scim"), std::string::npos);
    EXPECT_NE(problem([&] { load("return { id = 'x', title = 'X', provides = { 'sp.login' },\nscim = { base = 'https://x' } }"); })
                  .find("provides: \"sp.login\" takes a service provider"), std::string::npos);
    EXPECT_NE(problem_of("{base}/scim\"", "{base}/scim?a=1\"").find("scim.base: a SCIM base URL has neither query nor fragment"), std::string::npos);
}

TEST_F(LoadTarget, IsContentWithAForeignSpsUrls) {
    const Target read = load("return { id = 'x', title = 'X',\n"
                             "sp = { entity_id = 'https://x', acs = 'https://x/acs', login = 'https://x/login' },\n"
                             "probe = { url = 'https://x/whoami' } }");
    EXPECT_TRUE(read.setup.empty());
    EXPECT_FALSE(read.scim);
    EXPECT_FALSE(read.accounts);
}

TEST_F(LoadTarget, BoundsWhatAServerMayTake) {
    const std::string alone = "return { id = 'x', title = 'X', provides = { 'scim' }, scim = { base = 'https://x/scim' },\n";
    EXPECT_EQ(load(alone + "}").answer_limit, Millis::max());
    EXPECT_EQ(load(alone + "}").max_wait, Millis{60'000});
    const Target read = load(alone + "answer_limit = 5, max_wait = 0 }");
    EXPECT_EQ(read.answer_limit, Millis{5'000});
    EXPECT_EQ(read.max_wait, Millis{0});
    EXPECT_TRUE(problem([&] { load(alone + "answer_limit = 0 }"); }).starts_with("t.lua:2: answer_limit: "));
    EXPECT_TRUE(problem([&] { load(alone + "max_wait = 'long' }"); }).starts_with("t.lua:2: max_wait: "));
}

TEST_F(LoadTarget, NamesLineAndFieldOfWhatIsBroken) {
    EXPECT_TRUE(
        problem_of("\"sp.whoami\"", "\"sp.whoareyou\"").starts_with("t.lua:4: provides: \"sp.whoareyou\" is no need"));
    EXPECT_TRUE(problem_of("method = \"PUT\"", "method = \"PUTT\"")
                    .starts_with("t.lua:6: setup[1].method: \"PUTT\" is none of"));
    EXPECT_TRUE(
        problem_of("stage = \"idp\"", "stage = \"ipd\"").starts_with("t.lua:6: setup[1].stage: \"ipd\" is none of"));
    EXPECT_TRUE(problem_of("save = { org = \"/id\" }", "save = { org = 5 }")
                    .starts_with("t.lua:7: setup[1].save.org: a text was expected"));
    EXPECT_TRUE(
        problem_of("metadata = \"{base}/metadata\", ", "").starts_with("t.lua:9: sp: either metadata, or both"));
    EXPECT_TRUE(problem_of("person", "persn").starts_with("t.lua:11: probe.persn: no field of that name"));
    EXPECT_TRUE(problem_of("url = \"{base}/whoami\",", "").starts_with("t.lua:10: probe.url: is missing"));
    EXPECT_TRUE(
        problem_of(", email = \"/email\" }", " }").starts_with("t.lua:15: accounts.fields: a JSON pointer for email"));
    EXPECT_TRUE(problem_of("base = \"{base}/scim\", ", "").starts_with("t.lua:17: scim.base: is missing"));
    EXPECT_TRUE(problem_of("id = \"mine\"", "ca_files = 'none.pem', id = \"mine\"").starts_with("t.lua:2: ca_files: "));
    EXPECT_TRUE(problem_of("values = { base = \"https://sp.test\" }", "in_process = true").find("needs values.base") !=
                std::string::npos);
}

} // namespace
} // namespace idpsim::engine
