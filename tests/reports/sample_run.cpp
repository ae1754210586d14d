#include "tests/reports/sample_run.hpp"

#include "reports/report.hpp"

#include "src/core/url.hpp"
#include "src/saml/bindings.hpp"
#include "src/xml/document.hpp"

namespace idpsim::test {

using namespace conformance;

namespace {

// Pages are read by libxml2.
const xml::Library library;

/// Markup, quotes, table cells, a terminal's escape sequence, NUL, Latin-1, half a character, a line's end.
const std::string hazard = std::string("<script>alert('x')</script> \"q\" | `tick` *b* @all & \x1b[31mred ") + '\0' +
                           " caf\xE9 \xE2\x82 end\r\nnext ]]> -->";

const std::string sp = "https://sp.example", idp = "https://idp.example";

std::string certificate() { return std::string(600, 'M') + "IIB=="; }

std::string authn_request() {
    return "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_r1\" "
           "Version=\"2.0\"><saml:Issuer "
           "xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">https://sp.example/metadata</saml:Issuer></"
           "samlp:AuthnRequest>";
}

std::vector<Exchange> login_exchanges() {
    const std::string sso = saml::encode_redirect(idp + "/sso", "SAMLRequest", authn_request(), "deep|link");
    Exchange begin = exchange("GET", sp + "/login", redirect_response(sso));
    Exchange followed =
        exchange("GET", sso,
                 html_response(200, auto_post_page(sp + "/acs", {{"SAMLResponse", saml::encode_post(signed_response())},
                                                                 {"RelayState", "deep|link"}})));
    followed.to = "idp";
    set_header(followed.request.headers, "User-Agent", "Mozilla/5.0");
    Exchange posted = exchange("POST", sp + "/acs", redirect_response("/"));
    set_header(posted.request.headers, "Content-Type", "application/x-www-form-urlencoded");
    posted.request.body =
        "SAMLResponse=" + percent_encode(saml::encode_post(signed_response())) + "&RelayState=deep%7Clink";
    set_header(posted.response.headers, "Set-Cookie", "session=[masked]; Path=/; HttpOnly");
    Exchange page = exchange("GET", sp + "/", html_response(200, html_page("Welcome <b>", "<p>Signed in as Ada</p>")));
    Exchange probe = exchange("GET", sp + "/whoami",
                              json_response(200, R"({"email":"ada@example.test","teams":["a","b"],"n":1.0})"));
    return {begin, followed, posted, page, probe, probe, probe};
}

std::vector<Exchange> hazard_exchanges() {
    Exchange refused = exchange("POST", sp + "/acs?next=" + "%3Cscript%3E",
                                html_response(403, html_page("Refused", "<p>No &lt;script&gt;</p>")));
    set_header(refused.request.headers, "Content-Type", "application/x-www-form-urlencoded");
    refused.request.body = "SAMLResponse=@@@not-base64&broken=%zz";
    Exchange raw = exchange("PUT", sp + "/raw", text_response(500, hazard));
    set_header(raw.request.headers, "X-Hazard", hazard);
    Exchange json = exchange("POST", sp + "/Users",
                             json_response(409, "{\"detail\":\"<script>\\u0000" + hazard + "\",\"status\":\"409\"",
                                           "application/scim+json"));
    json.from = "idp";
    set_header(json.request.headers, "Authorization", "Bearer [masked]");
    json.request.body = "plain";
    return {refused, raw, json};
}

std::vector<Exchange> failed_exchanges() {
    Exchange none = exchange("GET", sp + "/metadata", HttpResponse{0, {}, {}});
    none.from = "engine";
    none.failure = Error{Fault::unreachable, sp, "no connection: <refused>"};
    return {none};
}

CaseResult make_case(std::string idp_id, std::string scenario, Verdict verdict, std::string reason) {
    CaseResult out;
    out.id = idp_id + "/" + scenario;
    out.idp = std::move(idp_id);
    out.scenario = scenario.substr(0, scenario.find('@'));
    out.title = "A person logs in through the IdP";
    out.claims = {"saml-login"};
    out.tags = {"sso"};
    out.verdict = verdict;
    out.reason = std::move(reason);
    out.duration_us = 1'234'567;
    return out;
}

void number(std::vector<Exchange>& exchanges) {
    for (std::size_t i = 0; i < exchanges.size(); ++i) exchanges[i].number = i + 1;
}

CaseResult good_login(const std::string& idp_id) {
    CaseResult out = make_case(idp_id, "sso/login", Verdict::pass, "");
    out.exchanges = login_exchanges();
    number(out.exchanges);
    Finding found = Finding::pass();
    found.check = "saml.bearer.recipient";
    found.clause = "saml-profiles-recipient";
    found.evidence = {{2, "/samlp:Response/saml:Assertion[1]", "https://sp.example/acs"},
                      {0, "probe", "ada@example.test"}};
    Finding expected = Finding::pass();
    expected.check = expected.expected = "Ada has one account";
    out.findings = {found, expected};
    return out;
}

CaseResult hazardous_failure() {
    CaseResult out = make_case("alpha", "negative/one-fault@audience", Verdict::fail, "it was accepted: " + hazard);
    out.exchanges = hazard_exchanges();
    number(out.exchanges);
    Finding failed = Finding::fail("refused: " + hazard);
    failed.check = "sp.login.refused";
    failed.clause = "saml-core-audience";
    failed.saw("/samlp:Response[" + hazard + "]", hazard, 3);
    failed.saw("body", std::string(5'000, 'z'), 0);
    failed.trips = {{"alpha", "Alpha takes it for " + hazard, "[doc] its | manual"}, {"beta", "Beta tries again without end.", "[inferred]"},
                    {"beta", "Beta forgets the person.", "[recorded] a <case>"}};
    failed.explanation = "The audience is another than the service provider's.\n\nEnter \"sp\" at <Audience> | " + hazard;
    Finding untold = Finding::unverified("the control login failed");
    untold.check = "a good login after | it";
    out.findings = {failed, untold};
    return out;
}

CaseResult known_failure() {
    CaseResult out = make_case("beta", "scim/groups", Verdict::deviation, "known until 2027-03-31, scim.group.name: <slow> groups");
    out.claims = {"scim-groups"};
    Finding known = Finding::fail("the group's new name");
    known.check = "scim.group.name";
    known.saw("displayName", "old", 0);
    known.verdict = Verdict::deviation;
    known.deviation = KnownDeviation{"<slow> groups | " + hazard, "T-1", "2027-03-31", "claims.lua:7"};
    out.findings = {known};
    return out;
}

CaseResult not_offered() {
    CaseResult out = make_case("alpha", "scim/not-offered", Verdict::pass, "");
    out.claims = {};
    out.title = "Alpha has no SCIM";
    out.findings = {Finding::pass("console", "no <SCIM>")};
    out.findings[0].check = "the console has no SCIM";
    out.findings[0].explanation = "Nothing to enter: " + hazard;
    return out;
}

std::vector<CaseResult> cases() {
    CaseResult untold = make_case("beta", "sso/login", Verdict::unverified, "the probe answers 200 to everybody");
    untold.exchanges = login_exchanges();
    number(untold.exchanges);
    Finding finding = Finding::unverified("cannot tell accepted from refused");
    finding.check = "sp.login.accepted";
    untold.findings = {finding};
    CaseResult broken =
        make_case("beta", "jit/create", Verdict::error, "scenario jit/create, line 12: attempt to index a nil value");
    broken.exchanges = failed_exchanges();
    number(broken.exchanges);
    CaseResult skipped = make_case("alpha", "scim/users", Verdict::skip, "the target has no scim.base");
    skipped.claims = {"scim-sync"};
    skipped.duration_us = 0;
    CaseResult also = skipped;
    also.id = "beta/scim/users";
    also.idp = "beta";
    return {good_login("alpha"), hazardous_failure(), skipped, untold, broken, also, good_login("other"), known_failure(), not_offered()};
}

std::vector<ClaimResult> matrix() {
    return {
        {"alpha",
         "saml-login",
         Verdict::fail,
         true,
         "it was accepted: " + hazard,
         {"alpha/sso/login", "alpha/negative/one-fault@audience"}},
        {"beta", "saml-login", Verdict::unverified, true, "the probe answers 200 to everybody", {"beta/sso/login"}},
        {"other", "saml-login", Verdict::pass, false, "works here, and is not claimed", {"other/sso/login"}, "", Standing::under_claim},
        {"alpha", "scim-sync", Verdict::skip, true, "the target has no scim.base", {"alpha/scim/users"}},
        {"beta", "scim-sync", Verdict::error, true, "the harness failed", {}},
        {"alpha", "hazard|claim", Verdict::pass, true, "", {"alpha/sso/login"}},
        {"beta", "hazard|claim", Verdict::unverified, true, "left out", {}, "yes", Standing::not_run},
        {"alpha", "scim-groups", Verdict::pass, true, "Alpha has no SCIM", {"alpha/scim/not-offered"}, "no"},
        {"beta", "scim-groups", Verdict::deviation, true, "known until 2027-03-31", {"beta/scim/groups"}, "yes", Standing::deviation},
    };
}

} // namespace

std::string signed_response() {
    return "<?xml version=\"1.0\"?>\n<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" "
           "xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_s1\" Version=\"2.0\" "
           "Destination=\"https://sp.example/acs\">"
           "<saml:Issuer>https://idp.example</saml:Issuer>"
           "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo><ds:Reference URI=\"#_s1\">"
           "<ds:DigestValue>ZGlnZXN0</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>" +
           std::string(344, 'S') + "</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>" + certificate() +
           "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"
           "<saml:Assertion ID=\"_a1\"><saml:Subject><saml:NameID>ada<!-- c "
           "-->@example.test</saml:NameID></saml:Subject>"
           "<saml:AttributeStatement><saml:Attribute Name=\"a>b\"><saml:AttributeValue>1 &lt; "
           "2</saml:AttributeValue></saml:Attribute>"
           "</saml:AttributeStatement></saml:Assertion></samlp:Response>";
}

Exchange exchange(std::string method, std::string url, HttpResponse response) {
    Exchange out;
    out.at = parse_instant("2026-03-02T09:00:00Z").value();
    out.from = "browser";
    out.to = "sp";
    out.request = {std::move(method), std::move(url), {}, {}};
    out.response = std::move(response);
    return out;
}

CaseResult case_with(std::vector<Exchange> exchanges) {
    CaseResult out = make_case("alpha", "sso/login", Verdict::pass, "");
    out.exchanges = std::move(exchanges);
    number(out.exchanges);
    return out;
}

RunResult sample_run() {
    RunResult out;
    out.version = "1.2.3";
    out.seed = 18'446'744'073'709'551'615u;
    out.target = "my `target` | <b>";
    out.product = "Product <b>&\"1\"";
    out.started = parse_instant("2026-11-24T13:35:09.120Z").value();
    out.wall_us = 2'500'000;
    out.interrupted = true;
    out.idps = {{"alpha", "Alpha <ID>", true}, {"beta", "Beta & \"Sons\" | Ltd", true}, {"other", "Any other", false}};
    out.claims = {{"saml-login", "Logins by SAML 2.0 work."},
                  {"scim-sync", "Provisioning | by <SCIM> works."},
                  {"hazard|claim", hazard},
                  {"scim-groups", "Groups <are> pushed by SCIM."}};
    out.page = {"SSO <b>& \"more\" | all",
                "Seen: " + hazard,
                {{"List | <i>", "Not listed: " + hazard, {{"SAML <2.0> | x", "saml-login"}, {"SCIM", "scim-groups"}}, {}, false},
                 {"One by one", "", {}, {"scim-sync", "hazard|claim", "saml-login", "scim-groups", "gone"}, true}}};
    out.notes = {"claims.lua:9: the known deviation <b> | covers nothing: " + hazard};
    out.clauses["saml-profiles-recipient"] = {"saml-profiles-recipient", "SAML 2.0 Profiles", "4.1.4.2", "MUST",
                                              "A bearer confirmation names the ACS."};
    out.clauses["saml-core-audience"] = {"saml-core-audience", "SAML 2.0 Core", "2.5.1.4", "MUST",
                                         "The audience <restriction> & its \"members\"."};
    out.clauses["unused"] = {"unused", "RFC 0", "1", "MAY", "Nobody names this."};
    out.matrix = matrix();
    out.cases = cases();
    return out;
}

std::vector<std::pair<std::string, std::string>> all_reports(const RunResult& run) {
    return {{"report.json", reports::write_json(run)},
            {"junit.xml", reports::write_junit(run)},
            {"report.md", reports::write_markdown(run)},
            {"report.html", reports::write_html(run)},
            {"page.md", reports::write_page_markdown(run)},
            {"badge.svg", reports::write_badge_svg(run, "")},
            {"badge.json", reports::write_badge_json(run, "")},
            {"badge_claim.svg", reports::write_badge_svg(run, "hazard|claim")},
            {"matrix.txt", reports::write_matrix(run, {})},
            {"problems.txt", reports::write_problems(run, {}, "out/report.html")},
            {"problems_colour.txt", reports::write_problems(run, {true}, "out/report.html")}};
}

} // namespace idpsim::test
