/// Checks of every answer's form: status, content type, error bodies.
#include "conformance/checks/scim/wire.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace {

constexpr std::string_view error_schema = "urn:ietf:params:scim:api:messages:2.0:Error";

Finding over_all(const ScimRecord& step, std::string expected, const std::function<std::string(const Exchange&)>& problem) {
    if (step.exchanges.empty()) return Finding::unverified("the step sent nothing");
    Finding found = Finding::fail(std::move(expected));
    for (const Exchange& e : step.exchanges)
        if (std::string why = problem(e); !why.empty()) found.saw(e.request.method + " " + e.request.url, std::move(why), e.number);
    return found.evidence.empty() ? Finding::pass("every answer", std::to_string(step.exchanges.size()) + " answers") : found;
}

std::string media_type(const Exchange& e) {
    const std::string header = find_header(e.response.headers, "Content-Type").value_or("");
    return to_lower(trim(std::string_view(header).substr(0, header.find(';'))));
}

Finding content_type(const ScimRecord& step) {
    return over_all(step, "application/scim+json (application/json is borne)", [](const Exchange& e) {
        if (e.failure || e.response.body.empty()) return std::string();
        const std::string type = media_type(e);
        return type == "application/scim+json" || type == "application/json" ? std::string() : "Content-Type " + type;
    });
}

Finding error_shape(const ScimRecord& step) {
    return over_all(step, "an Error body: schemas, status as text", [](const Exchange& e) {
        if (e.failure || e.response.status < 400) return std::string();
        const auto body = body_of(e.response);
        const auto* schemas = member(body, "schemas");
        const bool named = schemas && schemas->is_array() && std::ranges::any_of(schemas->get_array(), [](const auto& one) {
            return one.is_string() && one.get_string() == error_schema;
        });
        if (!named) return "no " + std::string(error_schema) + " in schemas";
        const auto* status = member(body, "status");
        const bool same = status && status->is_string() && shown(status) == std::to_string(e.response.status);
        return same ? std::string() : "status " + shown(status) + " in a " + std::to_string(e.response.status);
    });
}

Finding step_succeeds(const ScimRecord& step) {
    return over_all(step, "success, or 404 for a look-up", [](const Exchange& e) {
        if (e.failure) return shown_status(e);
        const int status = e.response.status;
        const bool lookup = e.request.method == "GET" && status == 404;
        return (status >= 200 && status < 300) || lookup ? std::string() : shown_status(e);
    });
}

/// For a step that sends no or a wrong token.
Finding auth_required(const ScimRecord& step) {
    return over_all(step, "401 without a good token", [](const Exchange& e) {
        return e.response.status == 401 ? std::string() : shown_status(e);
    });
}

Finding patch_status(const ScimRecord& step) {
    const auto patches = find_exchanges(step, "PATCH", "/Users/*");
    const auto puts = find_exchanges(step, "PUT", "/Users/*");
    if (patches.empty() && puts.empty()) return Finding::unverified("the step changed no user");
    Finding found = Finding::fail("200 with the resource, or 204 for a PATCH");
    const auto look = [&](const Exchange* e, bool may_be_empty) {
        const auto body = body_of(e->response);
        const bool whole = e->response.status == 200 && body.is_object() && member(body, "id");
        const bool empty = may_be_empty && e->response.status == 204;
        if (!whole && !empty) found.saw(e->request.method + " " + e->request.url, shown_status(*e) + (whole ? "" : " without the resource"), e->number);
    };
    for (const Exchange* e : patches) look(e, true);
    for (const Exchange* e : puts) look(e, false);
    return found.evidence.empty() ? Finding::pass("PATCH, PUT", "as it should be") : found;
}

constexpr ScimCheck table[] = {
    {"scim.step.succeeds", "rfc7644-3.12-status", "the client's requests are answered with success", step_succeeds},
    {"scim.change.answer", "rfc7644-3.5-answer", "a change is answered with the resource, or 204", patch_status},
    {"scim.content_type", "rfc7644-3.1-media-type", "answers are SCIM's media type", content_type},
    {"scim.error.shape", "rfc7644-3.12-error", "errors say what is wrong in SCIM's own form", error_shape},
    {"scim.auth.required", "rfc7644-2-auth", "without a good token nothing is answered", auth_required},
};

} // namespace

std::span<const ScimCheck> scim_message_checks() { return table; }

} // namespace idpsim::conformance::checks
