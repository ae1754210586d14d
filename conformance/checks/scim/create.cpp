/// Checks of resource creation, rfc7644 section 3.3.
#include "conformance/checks/scim/wire.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/scim/resource.hpp"

namespace idpsim::conformance::checks {
namespace json = boost::json;
namespace {

constexpr char none_created[] = "the step created no user";

/// Judges the creations that succeeded: of a refused one there is nothing to look at, and its status is another
/// check's.
Finding judge_created(const ScimRecord& step, std::string expected,
                      const std::function<std::string(const Exchange&)>& problem) {
    return judge_each(find_exchanges(step, "POST", "/Users"), std::move(expected), none_created,
                      [&](const Exchange& e) -> Opinion {
                          if (e.response.status < 200 || e.response.status >= 300) return not_concerned;
                          return problem(e);
                      });
}

Finding create_status(const ScimRecord& step) {
    return judge_each(find_exchanges(step, "POST", "/Users"), "201 Created", "the step sent no POST /Users",
                      [](const Exchange& e) -> Opinion { return e.response.status == 201 ? kept : shown_status(e); });
}

Finding create_id(const ScimRecord& step) {
    return judge_created(step, "the created resource with a non-empty text as id", [](const Exchange& e) {
        const json::value body = body_of(e.response);
        if (!body.is_object()) return std::string("no JSON object as body");
        const json::value* id = member(body, "id");
        return id && id->is_string() && !id->get_string().empty() ? std::string() : "id " + shown(id);
    });
}

/// Location may be relative to the request (rfc9110 section 10.2.2), meta.location to the base (rfc7643 section 2.3.7).
bool is_same_place(const std::string& header, const std::string& request_url, const std::string& meta,
                   std::string base) {
    if (!base.ends_with('/')) base += '/';
    const auto from_header = resolve_url(request_url, header);
    const auto from_meta = resolve_url(base, meta);
    if (!from_header || !from_meta) return false;
    const auto left = parse_url(*from_header);
    const auto right = parse_url(*from_meta);
    return left && right && left->origin() == right->origin() && left->target() == right->target();
}

Finding create_location(const ScimRecord& step) {
    const std::string expected = "a Location header equal to meta.location, the URI of the resource by its id";
    return judge_created(step, expected, [&step](const Exchange& e) {
        const json::value body = body_of(e.response);
        const json::value* meta = at_path(body, "meta.location");
        const auto header = find_header(e.response.headers, "Location");
        if (!header) return std::string("no Location header");
        std::string both = "Location " + *header + ", meta.location " + shown(meta);
        if (!meta || !meta->is_string()) return both;
        if (!is_same_place(*header, e.request.url, std::string(scim::text_of(meta->get_string())), step.base_url))
            return both;
        const json::value* id = member(body, "id");
        const bool by_id = id && id->is_string() && last_segment(*header) == scim::text_of(id->get_string());
        return by_id ? std::string() : both + ", id " + shown(id);
    });
}

/// What came back of an attribute that was sent is another value. userName may change its letter case (caseExact is
/// false), externalId must not; active may have been sent as the text several clients write.
bool is_kept(std::string_view name, const json::value& sent, const json::value* got) {
    if (!got) return false;
    if (name == "active") {
        const auto wanted = scim::read_boolean(sent);
        return !wanted || (got->is_bool() && got->get_bool() == *wanted);
    }
    if (name == "userName" && sent.is_string() && got->is_string())
        return equal_nocase(scim::text_of(sent.get_string()), scim::text_of(got->get_string()));
    return scim::same_json(sent, *got);
}

Finding create_echo(const ScimRecord& step) {
    return judge_created(step, "the resource as it was sent: userName, active, externalId", [](const Exchange& e) {
        const json::value sent = body_of(e.request);
        const json::value got = body_of(e.response);
        for (const std::string_view name : {"userName", "externalId", "active"}) {
            const json::value* wanted = member(sent, name);
            if (!wanted || scim::is_unassigned(*wanted)) continue;
            if (!is_kept(name, *wanted, member(got, name)))
                return std::string(name) + " " + shown(member(got, name)) + " instead of " + shown(wanted);
        }
        return std::string();
    });
}

/// A member of that name at any depth: lists hold resources, resources extensions.
bool holds_password(const json::value& value) {
    if (value.is_array()) {
        for (const json::value& one : value.get_array())
            if (holds_password(one)) return true;
    } else if (value.is_object()) {
        for (const auto& pair : value.get_object())
            if ((equal_nocase(std::string_view(pair.key().data(), pair.key().size()), "password") &&
                 !pair.value().is_null()) ||
                holds_password(pair.value()))
                return true;
    }
    return false;
}

Finding no_password(const ScimRecord& step) {
    Finding found = Finding::fail("no password in any answer");
    std::size_t answers = 0;
    for (const Exchange& e : step.exchanges) {
        if (e.failure) continue;
        ++answers;
        if (holds_password(body_of(e.response)))
            found.saw(e.request.method + " " + e.request.url, "a password attribute", e.number);
    }
    if (step.read_back && holds_password(*step.read_back))
        found.saw("read back", "a password attribute", step.read_back_exchange);
    if (!found.evidence.empty()) return found;
    if (answers == 0) return Finding::unverified("no request of the step was answered");
    return Finding::pass("every answer", "no password");
}

/// The step's last creation is the second of the same userName.
Finding duplicate(const ScimRecord& step) {
    const auto creates = find_exchanges(step, "POST", "/Users");
    if (creates.empty()) return Finding::unverified("the step sent no POST /Users");
    const Exchange& second = *creates.back();
    const std::string where = "POST " + second.request.url;
    const json::value body = body_of(second.response);
    const std::string type = shown(member(body, "scimType"));
    if (second.response.status == 409 && type == "uniqueness")
        return Finding::pass(where, "409 uniqueness", second.number);
    Finding found = Finding::fail("409 with scimType uniqueness");
    return found.saw(where, shown_status(second) + ", scimType " + type, second.number);
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
