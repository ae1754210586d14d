#include "simulator/sp/refusal_page.hpp"

#include "simulator/sp/http_support.hpp"
#include "src/core/text.hpp"

#include <boost/json/object.hpp>

namespace idpsim::sp {
namespace {

std::string detail_of(const Judgement& judgement) {
    const std::string sentence(judgement.rule->sentence);
    if (!judgement.outcome.fails())
        return sentence + " This cannot be told without " + judgement.outcome.expected + ".";
    return sentence + " Expected: " + judgement.outcome.expected + ". Got: " + judgement.outcome.actual + ".";
}

boost::json::object explain(const Judgement& judgement) {
    const Rule& rule = *judgement.rule;
    return {{"error", "login_refused"},
            {"detail", detail_of(judgement)},
            {"rule", boost::json::string(rule.id)},
            {"clause", boost::json::string(rule.clause)},
            {"expected", judgement.outcome.expected},
            {"actual", judgement.outcome.actual}};
}

std::string row(std::string_view name, std::string_view value) {
    return "<tr><th>" + escape_html(name) + "</th><td>" + escape_html(value) + "</td></tr>";
}

std::string page(const Judgement& judgement) {
    const Rule& rule = *judgement.rule;
    return html_page("Login refused",
                     "<h1>Login refused</h1><p class=\"error\">" + escape_html(rule.sentence) + "</p><table>" +
                         row("Rule", rule.id) + row("Clause", rule.clause) +
                         row(judgement.outcome.fails() ? "Expected" : "Missing", judgement.outcome.expected) +
                         (judgement.outcome.fails() ? row("Got", judgement.outcome.actual) : "") + "</table>");
}

} // namespace

HttpResponse refuse(const HttpRequest& request, const Judgement& judgement) {
    const int status = judgement.rule->status;
    HttpResponse response =
        wants_json(request) ? json_answer(status, explain(judgement)) : html_response(status, page(judgement));
    if (status == 405) set_header(response.headers, "Allow", "POST");
    return response;
}

} // namespace idpsim::sp
