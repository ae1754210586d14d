/// Checks of resource creation, rfc7644 section 3.3.
#include "conformance/checks/scim/wire.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"

namespace idpsim::conformance::checks {
namespace {

bool was_created(const Exchange& exchange) { return exchange.response.status >= 200 && exchange.response.status < 300; }

Finding create_status(const ScimRecord& step) {
    return judge_each(step, "POST", "/Users", "201 Created", [](const Exchange& e) {
        return e.response.status == 201 ? std::string() : shown_status(e);
    });
}

Finding create_id(const ScimRecord& step) {
    return judge_each(step, "POST", "/Users", "the created resource with a non-empty text as id", [](const Exchange& e) {
        if (!was_created(e)) return shown_status(e);
        const auto body = body_of(e.response);
        const auto* id = member(body, "id");
        return id && id->is_string() && !id->get_string().empty() ? std::string() : "id " + shown(id);
    });
}

Finding create_location(const ScimRecord& step) {
    return judge_each(step, "POST", "/Users", "a Location header equal to meta.location", [](const Exchange& e) {
        if (!was_created(e)) return shown_status(e);
        const auto body = body_of(e.response);
        const auto* meta = at_path(body, "meta.location");
        const auto header = find_header(e.response.headers, "Location");
        if (!header) return std::string("no Location header");
        return meta && *header == shown(meta) ? std::string() : "Location " + *header + ", meta.location " + shown(meta);
    });
}

Finding create_echo(const ScimRecord& step) {
    return judge_each(step, "POST", "/Users", "the resource as it was sent: userName, active, externalId", [](const Exchange& e) {
        if (!was_created(e)) return shown_status(e);
        const auto sent = body_of(e.request);
        const auto got = body_of(e.response);
        for (const std::string_view name : {"userName", "externalId"}) {
            const auto* wanted = member(sent, name);
            if (wanted && wanted->is_string() && shown(wanted) != shown(member(got, name)))
                return std::string(name) + " " + shown(member(got, name)) + " instead of " + shown(wanted);
        }
        return std::string();
    });
}

Finding no_password(const ScimRecord& step) {
    Finding found = Finding::fail("no password in any answer");
    for (const Exchange& exchange : step.exchanges) {
        const auto body = body_of(exchange.response);
        if (member(body, "password")) found.saw(exchange.request.method + " " + exchange.request.url, "a password attribute", exchange.number);
    }
    return found.evidence.empty() ? Finding::pass("every answer", "no password") : found;
}

Finding duplicate(const ScimRecord& step) {
    const auto creates = find_exchanges(step, "POST", "/Users");
    if (creates.empty()) return Finding::unverified("the step sent no POST /Users");
    const Exchange& second = *creates.back();
    const auto body = body_of(second.response);
    const std::string type = shown(member(body, "scimType"));
    if (second.response.status == 409 && type == "uniqueness") return Finding::pass("POST " + second.request.url, "409 uniqueness");
    Finding found = Finding::fail("409 with scimType uniqueness");
    return found.saw("POST " + second.request.url, shown_status(second) + ", scimType " + type, second.number);
}

constexpr ScimCheck table[] = {
    {"scim.create.status", "rfc7644-3.3-created", "a created resource is answered 201", create_status},
    {"scim.create.id", "rfc7643-3.1-id", "a created resource has an id", create_id},
    {"scim.create.location", "rfc7644-3.3-location", "Location and meta.location name the resource", create_location},
    {"scim.create.echo", "rfc7644-3.3-representation", "the answer is the resource as created", create_echo},
    {"scim.create.duplicate", "rfc7644-3.3-uniqueness", "a second userName of the same text is refused", duplicate},
    {"scim.password.hidden", "rfc7643-4.1.1-password", "a password never comes back", no_password},
};

} // namespace

std::span<const ScimCheck> scim_create_checks() { return table; }

} // namespace idpsim::conformance::checks
