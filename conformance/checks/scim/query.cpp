/// Checks of look-ups, rfc7644 section 3.4.2.
#include "conformance/checks/scim/wire.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace {

constexpr std::string_view list_schema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

bool lists_schema(const boost::json::value& body, std::string_view urn) {
    const auto* schemas = member(body, "schemas");
    return schemas && schemas->is_array() &&
           std::ranges::any_of(schemas->get_array(), [&](const auto& one) { return one.is_string() && one.get_string() == urn; });
}

/// What keeps an answer from being a ListResponse, or "".
std::string list_problem(const Exchange& e) {
    if (e.response.status != 200) return shown_status(e);
    const auto body = body_of(e.response);
    if (!lists_schema(body, list_schema)) return "no " + std::string(list_schema) + " in schemas";
    const auto* total = member(body, "totalResults");
    if (!total || !total->is_int64() || total->get_int64() < 0) return "totalResults " + shown(total);
    const auto* resources = member(body, "Resources");
    const bool has_array = resources && resources->is_array();
    const std::size_t count = has_array ? resources->get_array().size() : 0;
    if (total->get_int64() > 0 && !has_array) return "totalResults " + shown(total) + " without Resources";
    if (static_cast<std::int64_t>(count) > total->get_int64())
        return std::to_string(count) + " Resources but totalResults " + shown(total);
    return {};
}

Finding list_shape(const ScimRecord& step) {
    return judge_each(step, "GET", "/Users", "200 with a ListResponse whose counts agree", list_problem);
}

/// The userName that a look-up by `userName eq "x"` asked for.
std::optional<std::string> looked_up(const Exchange& exchange) {
    const auto url = parse_url(exchange.request.url);
    if (!url) return std::nullopt;
    const auto query = parse_form(url->query);
    if (!query) return std::nullopt;
    const auto filter = find_param(*query, "filter");
    if (!filter || !to_lower(*filter).starts_with("username eq \"") || filter->size() < 14) return std::nullopt;
    return filter->substr(13, filter->size() - 14);
}

Finding filter_honoured(const ScimRecord& step) {
    return judge_each(step, "GET", "/Users", "only resources that the filter selects", [](const Exchange& e) {
        const auto wanted = looked_up(e);
        if (!wanted || e.response.status != 200) return std::string();
        const auto body = body_of(e.response);
        const auto* resources = member(body, "Resources");
        if (!resources || !resources->is_array()) return std::string();
        for (const auto& one : resources->get_array())
            if (!equal_nocase(shown(member(one, "userName")), *wanted))
                return "userName " + shown(member(one, "userName")) + " for the filter userName eq \"" + *wanted + "\"";
        return std::string();
    });
}

/// For a step that looks for somebody who is not there.
Finding nobody(const ScimRecord& step) {
    return judge_each(step, "GET", "/Users", "200 with totalResults 0", [](const Exchange& e) {
        if (std::string why = list_problem(e); !why.empty()) return why;
        const auto body = body_of(e.response);
        const auto* total = member(body, "totalResults");
        return total->get_int64() == 0 ? std::string() : "totalResults " + shown(total);
    });
}

/// For a step that looks for somebody who is there, in whatever case the name is written.
Finding somebody(const ScimRecord& step) {
    return judge_each(step, "GET", "/Users", "200 with totalResults 1 for " + step.user_name, [](const Exchange& e) {
        if (std::string why = list_problem(e); !why.empty()) return why;
        const auto body = body_of(e.response);
        const auto* total = member(body, "totalResults");
        return total->get_int64() == 1 ? std::string() : "totalResults " + shown(total);
    });
}

constexpr ScimCheck table[] = {
    {"scim.list.shape", "rfc7644-3.4.2-list", "a query is answered with a ListResponse", list_shape},
    {"scim.filter.honoured", "rfc7644-3.4.2.2-filter", "a filter selects", filter_honoured},
    {"scim.lookup.nobody", "rfc7644-3.4.2-empty", "a query that finds nobody is answered with an empty list", nobody},
    {"scim.lookup.somebody", "rfc7643-4.1.1-username-case", "userName is looked up without regard to case", somebody},
};

} // namespace

std::span<const ScimCheck> scim_query_checks() { return table; }

} // namespace idpsim::conformance::checks
