#include "conformance/result_json.hpp"

#include "tests/conformance/records.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <limits>

namespace idpsim::conformance {
namespace {

namespace json = boost::json;
using namespace testing_records;

/// Through text, as a journal keeps it.
json::value reread(const json::value& value) { return json::parse(json::serialize(value)); }

Exchange answered() {
    Exchange out;
    out.number = 1;
    out.at = login_time + Millis{120};
    out.from = "browser";
    out.to = "sp";
    out.request = {"POST",
                   "https://sp.example/acs?x=1",
                   {{"Content-Type", "text/plain"}, {"X-Two", "a"}, {"x-two", "b"}},
                   "a\r\n\"\\\x01"};
    out.response = {302, {{"Location", "/"}}, std::string("nul \0 inside", 12)};
    return out;
}

CaseResult whole_case() {
    CaseResult out;
    out.id = "plain/sso/sp-initiated-login";
    out.idp = "plain";
    out.scenario = "sso/sp-initiated-login";
    out.title = "The login begins at the SP";
    out.claims = {"compat-saml", "second"};
    out.tags = {"sso"};
    out.verdict = Verdict::unverified;
    out.reason = "nothing tells";
    out.duration_us = 12'345;
    Finding finding = Finding::fail("a session");
    finding.check = "sp.login.accepted";
    finding.clause = "saml-profiles-4.1.4.3-session";
    finding.saw("probe", "no session", 8).saw("status", "403");
    Finding recommended = finding;
    finding.deviation = KnownDeviation{"slow", "T-1", "2027-03-31", "p.lua:7"};
    recommended.verdict = Verdict::warn;
    recommended.explanation = "Enter the other one.\n\nThen try again.";
    recommended.trips = {{"plain", "It asks again, for ever.", "[doc] its manual"}};
    out.findings = {finding, Finding::unverified("no probe"), recommended};
    Exchange lost = answered();
    lost.number = 2;
    lost.response = {0, {}, {}};
    lost.failure = Error{Fault::peer_timeout, "HTTP response", "no answer in time"};
    out.exchanges = {answered(), lost};
    return out;
}

TEST(CaseJson, ReadsBackWhole) {
    const CaseResult before = whole_case();
    const auto read = case_from_json(reread(to_json(before, true)));
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->id, before.id);
    EXPECT_EQ(read->idp, before.idp);
    EXPECT_EQ(read->scenario, before.scenario);
    EXPECT_EQ(read->title, before.title);
    EXPECT_EQ(read->claims, before.claims);
    EXPECT_EQ(read->tags, before.tags);
    EXPECT_EQ(read->verdict, before.verdict);
    EXPECT_EQ(read->reason, before.reason);
    EXPECT_EQ(read->duration_us, before.duration_us);
    ASSERT_EQ(read->findings.size(), 3u);
    EXPECT_EQ(read->findings[0].check, "sp.login.accepted");
    EXPECT_EQ(read->findings[0].clause, "saml-profiles-4.1.4.3-session");
    EXPECT_THAT(read->findings[0], fails("a session", {{8, "probe", "no session"}, {0, "status", "403"}}));
    EXPECT_THAT(read->findings[1], is_unverified("no probe"));
    EXPECT_EQ(read->findings[2].verdict, Verdict::warn);
    EXPECT_EQ(read->findings[2].explanation, "Enter the other one.\n\nThen try again.");
    ASSERT_TRUE(read->findings[0].deviation);
    EXPECT_EQ(read->findings[0].deviation->reason, "slow");
    EXPECT_EQ(read->findings[0].deviation->ticket, "T-1");
    EXPECT_EQ(read->findings[0].deviation->expires, "2027-03-31");
    EXPECT_EQ(read->findings[0].deviation->where, "p.lua:7");
    ASSERT_EQ(read->findings[2].trips.size(), 1u);
    EXPECT_EQ(read->findings[2].trips[0].idp, "plain");
    EXPECT_EQ(read->findings[2].trips[0].sentence, "It asks again, for ever.");
    EXPECT_EQ(read->findings[2].trips[0].source, "[doc] its manual");
}

TEST(CaseJson, KeepsItsExchanges) {
    const CaseResult before = whole_case();
    const auto read = case_from_json(reread(to_json(before, true)));
    ASSERT_TRUE(read) << describe(read.error());
    ASSERT_EQ(read->exchanges.size(), 2u);
    const Exchange& one = read->exchanges[0];
    EXPECT_EQ(one.number, 1u);
    EXPECT_EQ(one.at, login_time + Millis{120});
    EXPECT_EQ(one.from, "browser");
    EXPECT_EQ(one.to, "sp");
    EXPECT_EQ(one.request.method, "POST");
    EXPECT_EQ(one.request.url, "https://sp.example/acs?x=1");
    EXPECT_EQ(one.request.headers, answered().request.headers);
    EXPECT_EQ(one.request.body, answered().request.body);
    EXPECT_EQ(one.response.status, 302);
    EXPECT_EQ(one.response.headers, answered().response.headers);
    EXPECT_EQ(one.response.body, answered().response.body);
    EXPECT_FALSE(one.failure);
}

TEST(CaseJson, KeepsTheWordsOfAFailure) {
    const CaseResult before = whole_case();
    const auto once = case_from_json(reread(to_json(before, true)));
    ASSERT_TRUE(once);
    ASSERT_TRUE(once->exchanges[1].failure);
    EXPECT_EQ(describe(*once->exchanges[1].failure), "HTTP response: no answer in time");
    EXPECT_EQ(json::serialize(to_json(*once, true)), json::serialize(to_json(before, true)));
}

TEST(CaseJson, LeavesExchangesOutOfReports) {
    const json::object shown = to_json(whole_case(), false);
    EXPECT_FALSE(shown.contains("exchanges"));
    const auto read = case_from_json(reread(shown));
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_TRUE(read->exchanges.empty());
    EXPECT_EQ(read->findings.size(), 3u);
}

TEST(CaseJson, ReplacesOctetsThatAreNoUtf8) {
    CaseResult before = whole_case();
    const std::string bad = "caf\xE9 \xFF\xFE";
    const std::string good = "caf\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD";
    Exchange& one = before.exchanges[0];
    one.request.url = "https://sp.example/" + bad;
    one.request.headers = {{"X-" + bad, bad}};
    one.request.body = bad;
    one.response.headers = {{"Location", bad}};
    one.response.body = bad;
    before.exchanges[1].failure = Error{Fault::tls, bad, bad};
    before.findings[0].saw(bad, bad, 1);
    before.reason = bad;
    const auto read = case_from_json(reread(to_json(before, true)));
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->exchanges[0].request.url, "https://sp.example/" + good);
    EXPECT_EQ(read->exchanges[0].request.headers, (Headers{{"X-" + good, good}}));
    EXPECT_EQ(read->exchanges[0].request.body, good);
    EXPECT_EQ(read->exchanges[0].response.headers, (Headers{{"Location", good}}));
    EXPECT_EQ(read->exchanges[0].response.body, good);
    EXPECT_EQ(describe(*read->exchanges[1].failure), good + ": " + good);
    EXPECT_EQ(read->findings[0].evidence.back().where, good);
    EXPECT_EQ(read->findings[0].evidence.back().saw, good);
    EXPECT_EQ(read->findings[0].actual, "no session; 403; " + good);
    EXPECT_EQ(read->reason, good);
}

RunResult header() {
    RunResult out;
    out.version = "0.1.0";
    out.seed = std::numeric_limits<std::uint64_t>::max();
    out.target = "builtin";
    out.product = "spekit";
    out.started = login_time;
    out.idps = {{"plain", "A plain IdP", false}, {"other", "Another", true}};
    out.claims = {{"JIT", "The first login creates the account", {{"plain", "no"}, {"other", "yes"}}, {"jit/first"}, {"jit/never"}, {"other"}}};
    out.page = {"SSO", "Seen.", {{"List", "", {{"SAML", "JIT"}}, {}, false}, {"Items", "One by one", {}, {"JIT"}, true}}};
    out.clauses["rfc7644-2-auth"] = {"rfc7644-2-auth", "RFC 7644", "2", "MUST", "401 without a credential."};
    return out;
}

TEST(HeaderJson, ReadsBackWhole) {
    const auto read = header_from_json(reread(header_to_json(header())));
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_EQ(read->version, "0.1.0");
    EXPECT_EQ(read->seed, std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(read->target, "builtin");
    EXPECT_EQ(read->product, "spekit");
    EXPECT_EQ(read->started, login_time);
    ASSERT_EQ(read->idps.size(), 2u);
    EXPECT_EQ(read->idps[0].id, "plain");
    EXPECT_EQ(read->idps[0].title, "A plain IdP");
    EXPECT_FALSE(read->idps[0].listed);
    EXPECT_TRUE(read->idps[1].listed);
    ASSERT_EQ(read->claims.size(), 1u);
    EXPECT_EQ(read->claims[0].id, "JIT");
    EXPECT_EQ(read->claims[0].sentence, "The first login creates the account");
    EXPECT_EQ(read->claims[0].support, header().claims[0].support);
    EXPECT_EQ(read->claims[0].scenarios, std::vector<std::string>{"jit/first"});
    EXPECT_EQ(read->claims[0].refuted_by, std::vector<std::string>{"jit/never"});
    EXPECT_EQ(read->claims[0].playable, std::vector<std::string>{"other"});
    EXPECT_EQ(read->page.title, "SSO");
    ASSERT_EQ(read->page.sections.size(), 2u);
    EXPECT_EQ(read->page.sections[0].columns[0].title, "SAML");
    EXPECT_EQ(read->page.sections[1].claims, std::vector<std::string>{"JIT"});
    EXPECT_TRUE(read->page.sections[1].numbered);
    const ClauseInfo& clause = read->clauses.at("rfc7644-2-auth");
    EXPECT_EQ(clause.id, "rfc7644-2-auth");
    EXPECT_EQ(clause.document, "RFC 7644");
    EXPECT_EQ(clause.section, "2");
    EXPECT_EQ(clause.level, "MUST");
    EXPECT_EQ(clause.sentence, "401 without a credential.");
}

TEST(MatrixJson, ReadsBackWhole) {
    const std::vector<ClaimResult> before{
        {"plain", "JIT", Verdict::skip, false, "not claimed", {}},
        {"other", "JIT", Verdict::fail, true, "no account", {"other/jit/a", "other/jit/b"}, "no", Standing::contradicted}};
    const auto read = matrix_from_json(reread(matrix_to_json(before)));
    ASSERT_TRUE(read) << describe(read.error());
    ASSERT_EQ(read->size(), 2u);
    EXPECT_EQ((*read)[0].idp, "plain");
    EXPECT_EQ((*read)[0].claim, "JIT");
    EXPECT_EQ((*read)[0].verdict, Verdict::skip);
    EXPECT_FALSE((*read)[0].claimed);
    EXPECT_TRUE((*read)[0].cases.empty());
    EXPECT_EQ((*read)[1].verdict, Verdict::fail);
    EXPECT_TRUE((*read)[1].claimed);
    EXPECT_EQ((*read)[1].reason, "no account");
    EXPECT_EQ((*read)[1].support, "no");
    EXPECT_EQ((*read)[1].standing, Standing::contradicted);
    EXPECT_EQ((*read)[1].cases, (std::vector<std::string>{"other/jit/a", "other/jit/b"}));
}

// --- broken JSON is named

std::string case_error(const json::value& value) {
    const auto read = case_from_json(value);
    if (read) return "it was read";
    EXPECT_EQ(read.error().fault, Fault::malformed);
    return describe(read.error());
}

TEST(CaseJson, NamesEveryMemberThatIsMissing) {
    const json::object good = to_json(whole_case(), true);
    for (const auto& member : good) {
        json::object broken = good;
        broken.erase(member.key());
        const std::string name(member.key());
        if (name == "exchanges")
            EXPECT_EQ(case_error(broken), "it was read");
        else
            EXPECT_EQ(case_error(broken), name + ": is missing");
    }
}

TEST(CaseJson, NamesAMemberOfAnotherType) {
    const auto with = [](const char* name, json::value value) {
        json::object broken = to_json(whole_case(), true);
        broken[name] = std::move(value);
        return case_error(broken);
    };
    EXPECT_EQ(with("id", 7), "id: is not a text");
    EXPECT_EQ(with("verdict", "good"), "verdict: \"good\" is none");
    EXPECT_EQ(with("duration_us", "12"), "duration_us: is not a whole number");
    EXPECT_EQ(with("duration_us", 1.5), "duration_us: is not a whole number");
    EXPECT_EQ(with("claims", "JIT"), "claims: is not a list");
    EXPECT_EQ(with("claims", json::array{1}), "claims: holds something that is no text");
    EXPECT_EQ(with("findings", json::array{"a"}), "finding: is not an object");
    EXPECT_EQ(with("exchanges", json::array{json::object{}}), "request: is missing");
    EXPECT_EQ(case_error(json::array{}), "case: is not an object");
    EXPECT_EQ(case_error(nullptr), "case: is not an object");
}

TEST(CaseJson, NamesWhatIsWrongWithAnExchange) {
    const auto with = [](const char* name, json::value value) {
        json::object broken = to_json(whole_case(), true);
        broken["exchanges"].as_array()[0].as_object()[name] = std::move(value);
        return case_error(broken);
    };
    EXPECT_EQ(with("at", "yesterday"), "at: is not a time");
    EXPECT_EQ(with("number", -1), "number: is not a whole number");
    EXPECT_EQ(with("failure", 1), "failure: is not a text");
    EXPECT_EQ(with("request", "GET /"), "request: is not an object");
    for (const json::value& entry :
         {json::value("a: b"), json::value(json::array{"a"}), json::value(json::array{"a", 1})})
        EXPECT_EQ(with("response", json::object{{"status", 200}, {"headers", json::array{entry}}, {"body", ""}}),
                  "headers: an entry is not [name, value]");
}

TEST(CaseJson, NamesWhatIsWrongWithEvidence) {
    json::object broken = to_json(whole_case(), false);
    json::object& finding = broken["findings"].as_array()[0].as_object();
    finding["evidence"] = json::array{json::object{{"exchange", "8"}, {"where", ""}, {"saw", ""}}};
    EXPECT_EQ(case_error(broken), "exchange: is not a whole number");
    finding["evidence"] = json::array{3};
    EXPECT_EQ(case_error(broken), "evidence: is not an object");
}

TEST(HeaderJson, NamesEveryMemberThatIsMissing) {
    const json::object good = header_to_json(header());
    for (const auto& member : good) {
        json::object broken = good;
        broken.erase(member.key());
        const auto read = header_from_json(broken);
        if (member.key() == "page") { // earlier journals have none
            EXPECT_TRUE(read);
            continue;
        }
        ASSERT_FALSE(read) << std::string(member.key());
        EXPECT_EQ(describe(read.error()), std::string(member.key()) + ": is missing");
    }
    EXPECT_EQ(describe(header_from_json("run").error()), "run: is not an object");
}

TEST(HeaderJson, NamesAFlagThatIsNone) {
    json::object broken = header_to_json(header());
    broken["idps"].as_array()[0].as_object()["listed"] = "yes";
    EXPECT_EQ(describe(header_from_json(broken).error()), "listed: is not true or false");
}

TEST(MatrixJson, NamesWhatIsWrong) {
    EXPECT_EQ(describe(matrix_from_json(nullptr).error()), "matrix: is not a list");
    EXPECT_EQ(describe(matrix_from_json(json::array{1}).error()), "matrix: is not an object");
    json::array broken = matrix_to_json({{"plain", "JIT", Verdict::pass, true, "", {}}});
    broken[0].as_object()["verdict"] = "green";
    EXPECT_EQ(describe(matrix_from_json(broken).error()), "verdict: \"green\" is none");
}

} // namespace
} // namespace idpsim::conformance
