#include "tests/conformance/records.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

namespace idpsim::conformance {
namespace {

using namespace testing_records;

TEST(Checks, HaveIdsThatAreUniqueAndMadeOfWords) {
    const std::regex words("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");
    std::set<std::string_view> seen;
    for (const CheckInfo& check : all_checks()) {
        EXPECT_TRUE(seen.insert(check.id).second) << check.id;
        EXPECT_TRUE(std::regex_match(std::string(check.id), words)) << check.id;
        EXPECT_FALSE(check.sentence.empty()) << check.id;
    }
    EXPECT_EQ(seen.size(), login_checks().size() + logout_checks().size() + scim_checks().size());
}

TEST(Checks, ArePublicNames) {
    // People quote these in bug reports and files of known deviations: one may be added here, none renamed.
    std::set<std::string_view> ids;
    for (const CheckInfo& check : all_checks()) ids.insert(check.id);
    for (const char* id :
         {"saml.request.id",      "saml.request.issuer",        "saml.request.destination", "saml.request.acs",
          "saml.request.binding", "saml.request.issue_instant", "saml.bearer.recipient",    "saml.audience",
          "saml.in_response_to",  "saml.acs.answers",           "sp.session.cookie",        "sp.login.accepted",
          "sp.login.person",      "sp.login.refused",           "sp.relay_state",           "saml.metadata.entity_id",
          "saml.metadata.acs",    "scim.create.status",         "scim.create.id",           "scim.create.location",
          "scim.create.echo",     "scim.create.duplicate",      "scim.password.hidden",     "scim.list.shape",
          "scim.filter.honoured", "scim.lookup.nobody",         "scim.lookup.somebody",     "scim.update.effect",
          "scim.active.effect",   "scim.delete.gone",           "scim.group.members",       "scim.step.succeeds",
          "sp.logout.ended",      "saml.logout.message.signed", "saml.logout.request.taken", "saml.logout.response.answers",
          "scim.change.answer",   "scim.content_type",          "scim.error.shape",         "scim.auth.required"})
        EXPECT_TRUE(ids.contains(id)) << id;
}

TEST(Checks, AreListedWithWhatTheyJudge) {
    std::map<std::string_view, std::string_view> judges;
    for (const CheckInfo& check : all_checks()) judges[check.id] = check.judges;
    for (const LoginCheck& check : login_checks()) EXPECT_EQ(judges.at(check.id), "login");
    for (const LogoutCheck& check : logout_checks()) EXPECT_EQ(judges.at(check.id), "logout");
    for (const ScimCheck& check : scim_checks()) EXPECT_EQ(judges.at(check.id), "scim");
}

TEST(RunChecks, TakesThoseThatTheGlobMatchesAndNamesThem) {
    const auto found = run_checks("saml.metadata.*", good_login());
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].check, "saml.metadata.entity_id");
    EXPECT_EQ(found[0].clause, "saml-metadata-2.3.2-entity-id");
    EXPECT_EQ(found[1].check, "saml.metadata.acs");
    EXPECT_EQ(found[1].clause, "saml-metadata-2.4.4-acs");
    EXPECT_EQ(run_checks("*", good_login()).size(), login_checks().size());
    EXPECT_EQ(run_checks("*", step({})).size(), scim_checks().size());
    EXPECT_TRUE(run_checks("scim.*", good_login()).empty());
    EXPECT_TRUE(run_checks("saml.metadata", good_login()).empty());
}

TEST(RunChecks, FindsNothingWrongWithAGoodLogin) {
    // Of what a plain login has not they cannot tell; a good message that was accepted is no refusal; everything else holds.
    const std::set<std::string> absent{"saml.encryption.used", "sp.authn_context", "sp.refusal.alike"};
    for (const Finding& found : run_checks("*", good_login())) {
        const Verdict wanted = absent.contains(found.check)         ? Verdict::unverified
                               : found.check == "sp.login.refused" ? Verdict::fail
                                                                    : Verdict::pass;
        EXPECT_EQ(found.verdict, wanted) << testing::PrintToString(found);
    }
}

/// The clauses of conformance/clauses/*.lua, read as text: these are tables of plain words.
struct ClauseText {
    std::string document, section, level, sentence;
};

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

std::map<std::string, ClauseText> read_clauses() {
    const std::regex document(R"re(document\s*=\s*"([^"]+)")re");
    const std::regex clause(R"re(\{\s*id\s*=\s*"([^"]*)",\s*section\s*=\s*"([^"]*)",)re"
                            R"re(\s*level\s*=\s*"([^"]*)",\s*sentence\s*=\s*"([^"]*)")re");
    std::map<std::string, ClauseText> out;
    for (const auto& entry : std::filesystem::directory_iterator(IDPSIM_SOURCE_DIR "/conformance/clauses")) {
        const std::string text = read(entry.path());
        std::smatch title;
        EXPECT_TRUE(std::regex_search(text, title, document)) << entry.path();
        for (auto at = std::sregex_iterator(text.begin(), text.end(), clause); at != std::sregex_iterator(); ++at) {
            const bool fresh = out.emplace((*at)[1], ClauseText{title[1], (*at)[2], (*at)[3], (*at)[4]}).second;
            EXPECT_TRUE(fresh) << (*at)[1] << " stands there twice";
        }
        // Whatever has an id was read whole.
        const std::regex any_id(R"(\bid\s*=)");
        const auto ids = std::distance(std::sregex_iterator(text.begin(), text.end(), any_id), std::sregex_iterator());
        const auto whole =
            std::distance(std::sregex_iterator(text.begin(), text.end(), clause), std::sregex_iterator());
        EXPECT_EQ(ids, whole) << entry.path();
    }
    return out;
}

TEST(Clauses, AreThereForEveryCheck) {
    const auto clauses = read_clauses();
    for (const CheckInfo& check : all_checks())
        EXPECT_TRUE(clauses.contains(std::string(check.clause))) << check.id << ": " << check.clause;
}

TEST(Clauses, SayDocumentSectionLevelAndSentence) {
    const auto clauses = read_clauses();
    EXPECT_FALSE(clauses.empty());
    const std::regex number("[0-9]+(\\.[0-9]+)*"), name("[a-z]+(-[a-z]+)*"); // ours have names, a standard's numbers
    for (const auto& [id, clause] : clauses) {
        EXPECT_TRUE(std::regex_match(clause.section, id.starts_with("product-") ? name : number)) << id;
        EXPECT_NE(id.find("-" + clause.section), std::string::npos)
            << id << " does not name its section " << clause.section;
        EXPECT_TRUE((std::set<std::string>{"MUST", "SHOULD", "MAY"}.contains(clause.level))) << id;
        EXPECT_TRUE(clause.sentence.ends_with('.')) << id;
        EXPECT_FALSE(clause.document.empty()) << id;
    }
}

} // namespace
} // namespace idpsim::conformance
