/// Checks of every answer's form: status, content type, error bodies.
#include "conformance/checks/scim/wire.hpp"
#include "conformance/checks/tables.hpp"

#include "src/scim/messages.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace {

constexpr char none_answered[] = "no request of the step was answered";

std::vector<const Exchange*> all_exchanges(const ScimRecord& step) {
    std::vector<const Exchange*> out;
    out.reserve(step.exchanges.size());
    for (const Exchange& e : step.exchanges) out.push_back(&e);
    return out;
}

/// For what every answer has to keep that has the thing judged at all: a step whose answers have none keeps it.
/// `none_has_it` says so in the evidence.
Finding judge_answers(const ScimRecord& step, std::string expected, std::string none_has_it, const Judge& judge) {
    const auto answered =
        static_cast<std::size_t>(std::ranges::count_if(step.exchanges, [](const Exchange& e) { return !e.failure; }));
    if (answered == 0) return Finding::unverified(none_answered);
    Finding found = judge_each(all_exchanges(step), std::move(expected), "",
                               [&](const Exchange& e) -> Opinion { return e.failure ? not_concerned : judge(e); });
    if (found.verdict != Verdict::unverified) return found;
    return Finding::pass("every answer",
                         none_has_it + " in " + std::to_string(answered) + (answered == 1 ? " answer" : " answers"));
}

Finding content_type(const ScimRecord& step) {
    return judge_answers(
        step, "application/scim+json (application/json is borne)", "no body", [](const Exchange& e) -> Opinion {
            if (e.response.body.empty()) return not_concerned;
            const std::string type = find_header(e.response.headers, "Content-Type").value_or("(absent)");
            return scim::is_json_media_type(type) ? kept : "Content-Type " + type;
        });
}

Finding error_shape(const ScimRecord& step) {
    return judge_answers(step, "an Error body: schemas, status as text", "no error", [](const Exchange& e) -> Opinion {
        if (e.response.status < 400) return not_concerned;
        const auto body = body_of(e.response);
        if (!scim::names_schema(body, scim::error_urn)) return "no " + std::string(scim::error_urn) + " in schemas";
        const auto* status = member(body, "status");
        const bool same = status && status->is_string() && shown(status) == std::to_string(e.response.status);
        return same ? kept : "status " + shown(status) + " in a " + std::to_string(e.response.status);
    });
}

/// One resource may well not be there. A query that finds nothing, though, succeeds with an empty list.
bool is_look_up_of_one(const Exchange& e, const ScimRecord& step) {
    return e.request.method == "GET" && !is_request(e, step, "GET", "/Users") && !is_request(e, step, "GET", "/Groups");
}

Finding step_succeeds(const ScimRecord& step) {
    return judge_each(all_exchanges(step), "success, or 404 for the look-up of one resource", "the step sent nothing",
                      [&](const Exchange& e) -> Opinion {
                          const int status = e.response.status;
                          const bool success = !e.failure && status >= 200 && status < 300;
                          return success || (status == 404 && is_look_up_of_one(e, step)) ? kept : shown_status(e);
                      });
}

/// For a step that sends no or a wrong token.
Finding auth_required(const ScimRecord& step) {
    return judge_each(all_exchanges(step), "401 without a good token", none_answered, [](const Exchange& e) -> Opinion {
        if (e.failure) return not_concerned; // a broken connection refuses nobody
        return e.response.status == 401 ? kept : shown_status(e);
    });
}

/// A change of one resource is answered with that resource.
Opinion answers_change(const Exchange& e) {
    if (e.response.status == 204 && e.request.method == "PATCH") return kept;
    if (e.response.status != 200) return shown_status(e);
    const auto body = body_of(e.response);
    const auto* id = member(body, "id");
    if (!id || !id->is_string()) return "200 without the resource";
    return scim::text_of(id->get_string()) == last_segment(e.request.url) ? kept : "200 with the resource " + shown(id);
}

Finding change_answer(const ScimRecord& step) {
    std::vector<const Exchange*> changes;
    for (const Exchange& e : step.exchanges)
        for (const std::string_view resource : {"/Users/*", "/Groups/*"})
            if (is_request(e, step, "PATCH", resource) || is_request(e, step, "PUT", resource)) changes.push_back(&e);
    return judge_each(changes, "200 with the resource, or 204 for a PATCH", "the step changed no resource",
                      answers_change);
}

constexpr ScimCheck table[] = {
    {"scim.step.succeeds", "rfc7644-3.12-status", "the client's requests are answered with success", step_succeeds},
    {"scim.change.answer", "rfc7644-3.5-answer", "a change is answered with the resource, or 204", change_answer},
    {"scim.content_type", "rfc7644-3.1-media-type", "answers are SCIM's media type", content_type},
    {"scim.error.shape", "rfc7644-3.12-error", "errors say what is wrong in SCIM's own form", error_shape},
    {"scim.auth.required", "rfc7644-2-auth", "without a good token nothing is answered", auth_required},
};

} // namespace

std::span<const ScimCheck> scim_message_checks() { return table; }

} // namespace idpsim::conformance::checks
