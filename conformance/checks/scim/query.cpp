/// Checks of look-ups, rfc7644 section 3.4.2.
#include "conformance/checks/scim/wire.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/url.hpp"
#include "src/scim/filter.hpp"
#include "src/scim/messages.hpp"
#include "src/scim/text.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace json = boost::json;
namespace {

constexpr char none_sent[] = "the step sent no GET /Users";

/// What the client asked for; a query that cannot be read asks for nothing in particular.
scim::Query query_of(const Exchange& exchange) {
    const std::string& url = exchange.request.url;
    const auto mark = url.find('?');
    const auto params =
        parse_form(mark == std::string::npos ? std::string_view() : std::string_view(url).substr(mark + 1));
    if (!params) return {};
    const auto query = scim::read_query(*params);
    return query ? *query : scim::Query{};
}

std::int64_t count_of(const json::value& body) {
    const json::value* resources = member(body, "Resources");
    return static_cast<std::int64_t>(resources ? resources->get_array().size() : 0);
}
std::int64_t total_of(const json::value& body) { return member(body, "totalResults")->get_int64(); }

/// Section 3.4.2.4: what a page says of itself. Nobody who looks up one person reads it.
std::string page_problem(const json::value& body) {
    const std::int64_t count = count_of(body);
    const std::int64_t total = total_of(body);
    const std::string resources = std::to_string(count) + " Resources";
    const json::value* per_page = member(body, "itemsPerPage");
    const json::value* start = member(body, "startIndex");
    if (per_page && *per_page != json::value(count)) return resources + " but itemsPerPage " + shown(per_page);
    if (start && !start->is_int64()) return "startIndex " + shown(start);
    const bool partial = count > 0 && count < total;
    if (partial && (!per_page || !start)) return "a part of the result without startIndex and itemsPerPage";
    return {};
}

/// What keeps an answer from being a ListResponse, or "".
std::string list_problem(const Exchange& e) {
    if (e.response.status != 200) return shown_status(e);
    const json::value body = body_of(e.response);
    if (!scim::names_schema(body, scim::list_response_urn))
        return "no " + std::string(scim::list_response_urn) + " in schemas";
    const json::value* total = member(body, "totalResults");
    if (!total || !total->is_int64() || total->get_int64() < 0) return "totalResults " + shown(total);
    const scim::Query asked = query_of(e);
    const json::value* resources = member(body, "Resources");
    if (resources && !resources->is_array()) return "Resources " + shown(resources);
    const bool counted_only = asked.count && *asked.count == 0;
    if (!resources && total->get_int64() > 0 && !counted_only)
        return "totalResults " + shown(total) + " without Resources";
    const std::int64_t count = count_of(body);
    if (count > total->get_int64())
        return std::to_string(count) + " Resources but totalResults " + std::to_string(total->get_int64());
    if (asked.count && count > *asked.count)
        return std::to_string(count) + " Resources but count " + std::to_string(*asked.count) + " was asked for";
    return {};
}

Finding list_shape(const ScimRecord& step) {
    return judge_each(find_exchanges(step, "GET", "/Users"), "200 with a ListResponse whose counts agree", none_sent,
                      [](const Exchange& e) -> Opinion {
                          std::string why = list_problem(e);
                          return why.empty() ? page_problem(body_of(e.response)) : why;
                      });
}

/// The filter of a query, where it is one that means something for users.
std::optional<scim::Filter> filter_of(const scim::Query& query) {
    if (!query.filter) return std::nullopt;
    auto filter = scim::parse_filter(*query.filter);
    if (!filter || !scim::check_filter(*filter, scim::user_type())) return std::nullopt;
    return std::move(*filter);
}

/// Whether the resource shows what the filter asks about: a projection may have left it out.
bool shows_what_is_asked(const scim::Filter& filter, const json::object& resource) {
    if (filter.kind == scim::Filter::Kind::compare || filter.kind == scim::Filter::Kind::has_element) {
        const auto target = scim::user_type().resolve(filter.path);
        return target && target->attribute && scim::lookup(resource, *target);
    }
    return std::ranges::all_of(filter.parts,
                               [&](const scim::Filter& part) { return shows_what_is_asked(part, resource); });
}

Opinion only_what_matches(const Exchange& e) {
    const scim::Query query = query_of(e);
    const auto filter = filter_of(query);
    if (!filter || e.response.status != 200) return not_concerned;
    const json::value body = body_of(e.response);
    const json::value* resources = member(body, "Resources");
    // A list that is empty may leave Resources out; whether the answer is a list at all is another check's matter.
    if (!resources || !resources->is_array()) return scim::names_schema(body, scim::list_response_urn) ? kept : not_concerned;
    const bool projected = !query.projection.attributes.empty() || !query.projection.excluded.empty();
    std::size_t judged = 0;
    for (const json::value& one : resources->get_array()) {
        if (!one.is_object() || (projected && !shows_what_is_asked(*filter, one.get_object()))) continue;
        ++judged;
        if (!scim::matches(*filter, one.get_object(), scim::user_type()))
            return "userName " + shown(member(one, "userName")) + " for the filter " + *query.filter;
    }
    return judged > 0 || resources->get_array().empty() ? kept : not_concerned;
}

Finding filter_honoured(const ScimRecord& step) {
    return judge_each(find_exchanges(step, "GET", "/Users"), "only resources that the filter selects",
                      "no filtered GET /Users of the step was answered with something to judge", only_what_matches);
}

/// For a step that looks for somebody who is not there.
Finding nobody(const ScimRecord& step) {
    return judge_each(find_exchanges(step, "GET", "/Users"), "200 with totalResults 0", none_sent,
                      [](const Exchange& e) -> Opinion {
                          if (std::string why = list_problem(e); !why.empty()) return why;
                          const std::int64_t total = total_of(body_of(e.response));
                          return total == 0 ? kept : "totalResults " + std::to_string(total);
                      });
}

/// The userName that the one resource of a list shows is another one.
std::string other_person(const json::value& body, const std::string& user_name) {
    const json::value* resources = member(body, "Resources");
    if (user_name.empty() || !resources || resources->get_array().empty()) return {};
    const json::value* found = member(resources->get_array().front(), "userName");
    if (!found || (found->is_string() && scim::same_text(scim::text_of(found->get_string()), user_name, false)))
        return {};
    return "userName " + shown(found);
}

/// For a step that looks for somebody who is there, in whatever case the name is written.
Finding somebody(const ScimRecord& step) {
    const std::string whom = step.user_name.empty() ? "the person" : step.user_name;
    return judge_each(find_exchanges(step, "GET", "/Users"), "200 with totalResults 1 for " + whom, none_sent,
                      [&](const Exchange& e) -> Opinion {
                          if (std::string why = list_problem(e); !why.empty()) return why;
                          const json::value body = body_of(e.response);
                          if (total_of(body) != 1) return "totalResults " + std::to_string(total_of(body));
                          return other_person(body, step.user_name);
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
