#include "simulator/sp/refusal_page.hpp"

#include "simulator/sp/http_support.hpp"
#include "src/core/text.hpp"

#include <boost/json/object.hpp>

namespace idpsim::sp {
namespace {

/// A rule that was not kept, in words.
struct Refusal {
    std::string_view error, title;   ///< "login_refused", "Login refused"
    std::string_view rule, clause, sentence;
    const RuleOutcome& outcome;
    int status;
};

std::string detail_of(const Refusal& refusal) {
    const std::string sentence(refusal.sentence);
    if (!refusal.outcome.fails()) return sentence + " This cannot be told without " + refusal.outcome.expected + ".";
    return sentence + " Expected: " + refusal.outcome.expected + ". Got: " + refusal.outcome.actual + ".";
}

boost::json::string json_text(std::string_view text) { return boost::json::string(text.data(), text.size()); }

boost::json::object explain(const Refusal& refusal) {
    return {{"error", json_text(refusal.error)},   {"detail", detail_of(refusal)},
            {"rule", json_text(refusal.rule)},     {"clause", json_text(refusal.clause)},
            {"expected", refusal.outcome.expected}, {"actual", refusal.outcome.actual}};
}

std::string row(std::string_view name, std::string_view value) {
    return "<tr><th>" + escape_html(name) + "</th><td>" + escape_html(value) + "</td></tr>";
}

std::string page(const Refusal& refusal) {
    const RuleOutcome& outcome = refusal.outcome;
    return html_page(refusal.title, "<h1>" + escape_html(refusal.title) + "</h1><p class=\"error\">" +
                                        escape_html(refusal.sentence) + "</p><table>" + row("Rule", refusal.rule) +
                                        row("Clause", refusal.clause) +
                                        row(outcome.fails() ? "Expected" : "Missing", outcome.expected) +
                                        (outcome.fails() ? row("Got", outcome.actual) : "") + "</table>");
}

HttpResponse answer(const HttpRequest& request, const Refusal& refusal) {
    return wants_json(request) ? json_answer(refusal.status, explain(refusal))
                               : html_response(refusal.status, page(refusal));
}

} // namespace

HttpResponse refuse(const HttpRequest& request, const Judgement& judgement) {
    const Rule& rule = *judgement.rule;
    HttpResponse response = answer(request, {"login_refused", "Login refused", rule.id, rule.clause, rule.sentence,
                                             judgement.outcome, rule.status});
    if (rule.status == 405) set_header(response.headers, "Allow", "POST");
    return response;
}

HttpResponse refuse_artifact(const HttpRequest& request, const ArtifactRefusal& refusal) {
    const ArtifactRule& rule = *refusal.rule;
    return answer(request, {"login_refused", "Login refused", rule.id, rule.clause, rule.sentence, refusal.outcome,
                            rule.status});
}

HttpResponse refuse_salesforce(const HttpRequest& request, const SalesforceRefusal& refusal) {
    const SalesforceRule& rule = *refusal.rule;
    return answer(request, {"login_refused", "Login with Salesforce refused", rule.id, rule.clause, rule.sentence, refusal.outcome,
                            rule.status});
}

HttpResponse refuse_logout(const HttpRequest& request, const LogoutRefusal& refusal) {
    const LogoutRule& rule = *refusal.rule;
    return answer(request, {"logout_refused", "Logout refused", rule.id, rule.clause, rule.sentence, refusal.outcome,
                            rule.status});
}

} // namespace idpsim::sp
