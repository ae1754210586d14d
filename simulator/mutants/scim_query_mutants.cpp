// Reading, listing, filters, sorting and projections: RFC 7644 sections 3.4 and 3.9; and whose resources they are.
#include "simulator/mutants/mutant.hpp"
#include "simulator/mutants/scim_bend.hpp"

#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/serialize.hpp>

#include <memory>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using sp::SpBehaviour;

bool asks(const HttpRequest& request, std::string_view text) { return query_of(request).find(text) != std::string::npos; }
bool is_search(const HttpRequest& request) { return is_at(request, "/.search"); }
std::string param(const HttpRequest& request, std::string_view name) {
    const std::string query = query_of(request);
    const Result<Params> params = parse_form(query.empty() ? "" : query.substr(1));
    return params ? find_param(*params, name).value_or("") : "";
}

// --- lists ---

void list_without_urn(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest&, json::object& body) { body.erase("schemas"); });
}
void total_of_page(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest&, json::object& body) { body["totalResults"] = body["Resources"].as_array().size(); });
}
void resources_in_lower_case(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest& request, json::object& body) {
        if (!asks(request, "count=")) return;
        body["resources"] = body["Resources"];
        body.erase("Resources");
    });
}
void page_untold(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest&, json::object& body) {
        body.erase("startIndex");
        body.erase("itemsPerPage");
    });
}
void nobody_is_404(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (response.body.find("\"totalResults\":0") != std::string::npos) response = scim_error(404);
    });
}
void counts_from_zero(SpBehaviour& behaviour) {
    bend_query(behaviour, [](Params& params) {
        for (auto& [name, value] : params)
            if (name == "startIndex") value = std::to_string(std::stol(value) + 1);
    });
}
void start_below_one_refused(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) { return param(request, "startIndex") == "0" || param(request, "startIndex").starts_with('-'); });
}
void pages_ignored(SpBehaviour& behaviour) { ignore_parameters(behaviour, {"startIndex", "count"}); }
void cap_untrue(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (is_at(request, "/ServiceProviderConfig")) body["filter"].as_object()["maxResults"] = 1;
    });
}
void count_zero_is_default(SpBehaviour& behaviour) {
    bend_query(behaviour, [](Params& params) {
        std::erase_if(params, [](const auto& one) { return one.first == "count" && one.second == "0"; });
    });
}
void count_negative_refused(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) { return param(request, "count").starts_with('-'); });
}
void beyond_is_404(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest&, HttpResponse& response, json::object& body) {
        if (body.contains("totalResults") && body["totalResults"] != 0 && body["Resources"].as_array().empty()) response.status = 404;
    });
}
void items_are_count(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest& request, json::object& body) {
        if (const std::string count = param(request, "count"); !count.empty()) body["itemsPerPage"] = std::stol(count);
    });
}
void pages_overlap(SpBehaviour& behaviour) {
    bend_query(behaviour, [](Params& params) {
        for (auto& [name, value] : params)
            if (name == "startIndex" && value != "1") value = std::to_string(std::stol(value) - 1);
    });
}
void no_number_breaks(SpBehaviour& behaviour) {
    refuse(behaviour, 500, [](const HttpRequest& request) { return asks(request, "=abc"); });
}
void too_many_untold(SpBehaviour& behaviour) {
    refuse(behaviour, 413, [](const HttpRequest& request) { return request.method == "GET" && is_at(request, "/Users") && query_of(request).empty(); });
}
void root_breaks(SpBehaviour& behaviour) {
    refuse(behaviour, 500, [](const HttpRequest& request) { return is_at(request, "/") || (is_search(request) && !is_at(request, "/Users/.search")); });
}
void root_lists_all_people(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.method == "GET" && is_at(request, "/")) request.url = path_of(request) + "Users";
        return std::nullopt;
    });
}
void filter_of_one_breaks(SpBehaviour& behaviour) {
    refuse(behaviour, 500, [](const HttpRequest& request) { return is_below(request, "/Users") && asks(request, "filter="); });
}

// --- filters ---

void filters_ignored(SpBehaviour& behaviour) { ignore_parameters(behaviour, {"filter"}); }
void bad_filters_break(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (asks(request, "filter=") && response.status == 400) response = scim_error(500);
    });
}
void operators_lower_only(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) {
        const std::string filter = param(request, "filter");
        return filter.find(" EQ ") != std::string::npos || filter.find(" Eq ") != std::string::npos || filter.find(" OR ") != std::string::npos;
    }, "invalidFilter");
}
void external_ids_unfound(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](std::string filter) { return replace_all(std::move(filter), "externalId eq", "title eq"); });
}
void mail_unfound(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](std::string filter) { return replace_all(std::move(filter), "emails.value eq", "title eq"); });
}
void not_lost(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](std::string filter) { return replace_all(std::move(filter), "not (", "("); });
}
/// Brackets are dropped, so that "and" and "or" stand as they come.
void brackets_lost(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](std::string filter) {
        return filter.starts_with("userName sw") ? filter : replace_all(replace_all(std::move(filter), "(", " "), ")", " ");
    });
}
void values_apart(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](std::string filter) {
        return replace_all(replace_all(replace_all(std::move(filter), "emails[type", "(emails.type"), " and value ", " and emails.value "), "]", ")");
    });
}
void value_path_of_any(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](std::string filter) { return filter.starts_with("emails[") ? "userName pr" : filter; });
}
void escapes_unread(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](std::string filter) { return replace_all(std::move(filter), "\\", "\\\\\\"); });
}
void plus_stays(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) -> std::optional<HttpResponse> {
        request.url = replace_all(request.url, "+", "%2B");
        return std::nullopt;
    });
}
void signs_decoded_twice(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](std::string filter) {
        const Result<std::string> again = percent_decode(filter, true);
        return again ? *again : filter;
    });
}
void time_zones_unread(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](std::string filter) { return replace_all(replace_all(std::move(filter), "+05:00", "Z"), "-05:00", "Z"); });
}

// --- sorting, projections, searches ---

void unsorted(SpBehaviour& behaviour) { ignore_parameters(behaviour, {"sortBy", "sortOrder"}); }
void always_ascending(SpBehaviour& behaviour) { ignore_parameters(behaviour, {"sortOrder"}); }
void sort_breaks(SpBehaviour& behaviour) {
    behaviour.scim.features.sort = false;
    refuse(behaviour, 500, [](const HttpRequest& request) { return asks(request, "sortBy"); });
}
void attributes_ignored(SpBehaviour& behaviour) { ignore_parameters(behaviour, {"attributes"}); }
void excluded_ignored(SpBehaviour& behaviour) { ignore_parameters(behaviour, {"excludedAttributes"}); }
void id_excluded(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (param(request, "excludedAttributes") == "id") body.erase("id");
    });
}
void both_projections_break(SpBehaviour& behaviour) {
    refuse(behaviour, 500, [](const HttpRequest& request) { return !param(request, "attributes").empty() && !param(request, "excludedAttributes").empty(); });
}
void unknown_projection_refused(SpBehaviour& behaviour) {
    refuse(behaviour, 400, [](const HttpRequest& request) { return asks(request, "idpsimShoeSize"); });
}
void no_search(SpBehaviour& behaviour) { behaviour.scim.features.search = false; }
void search_by_filter_alone(SpBehaviour& behaviour) {
    bend_body(behaviour, [](const HttpRequest& request, json::object& body) {
        if (!is_search(request)) return;
        for (const char* name : {"attributes", "excludedAttributes", "startIndex", "count", "sortBy", "sortOrder"}) body.erase(name);
    });
}
void any_search(SpBehaviour& behaviour) {
    bend_body(behaviour, [](const HttpRequest& request, json::object& body) {
        if (is_search(request)) body["schemas"] = json::array{"urn:ietf:params:scim:api:messages:2.0:SearchRequest"};
    });
}
void search_answers_201(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_search(request) && response.status == 200) response.status = 201;
    });
}

// --- whose it is ---

/// Every organisation's requests go to the one that was asked first.
void one_organisation(SpBehaviour& behaviour) {
    auto first = std::make_shared<std::string>();
    behaviour.scim.org_of = [first](scim_server::Directory&, std::string_view, std::string_view org, std::string_view) {
        if (first->empty()) *first = org;
        return *first;
    };
}
void old_tokens_open(SpBehaviour& behaviour) {
    behaviour.scim.is_open = [](const HttpRequest&) { return true; };
}

constexpr Mutant table[] = {
    {"s-list-no-urn", "answers lists without schemas", list_without_urn, "scim-rfc/list@list-message"},
    {"s-total-of-page", "counts the page alone", total_of_page, "scim-rfc/list@list-total,scim-rfc/search@search-pages"},
    {"s-resources-lower", "lists in resources", resources_in_lower_case, "scim-rfc/list@list-resources"},
    {"s-page-untold", "does not tell which page it is", page_untold, "scim-rfc/list@list-page-members"},
    {"s-nobody-404", "answers a query without a match 404", nobody_is_404, "scim-rfc/list@list-no-match"},
    {"s-start-zero-based", "counts startIndex from 0", counts_from_zero, "scim-rfc/list@page-starts-at-one,scim-rfc/list@page-walk"},
    {"s-start-below-one", "refuses a startIndex below 1", start_below_one_refused, "scim-rfc/list@page-below-one"},
    {"s-pages-ignored", "ignores startIndex and count", pages_ignored, "scim-rfc/list@page-count,scim-rfc/list@page-starts-at-one"},
    {"s-cap-untrue", "announces a limit that it does not keep", cap_untrue, "scim-rfc/list@page-count-capped"},
    {"s-count-zero-all", "takes count=0 for no count", count_zero_is_default, "scim-rfc/list@page-zero-count"},
    {"s-count-negative", "refuses a count below 0", count_negative_refused, "scim-rfc/list@page-negative-count"},
    {"s-beyond-404", "answers a page beyond the end 404", beyond_is_404, "scim-rfc/list@page-beyond-the-end"},
    {"s-items-are-count", "repeats count in itemsPerPage", items_are_count, "scim-rfc/list@page-items-per-page"},
    {"s-pages-overlap", "begins each page with the last of the one before", pages_overlap, "scim-rfc/list@page-walk,negative/scim-paging@page-total-stable"},
    {"s-no-number-500", "breaks at a count that is no number", no_number_breaks, "scim-rfc/list@page-no-number,negative/scim-paging@page-nonnumeric"},
    {"s-too-many-413", "answers 413 for too many results", too_many_untold, "scim-rfc/list@list-too-many"},
    {"s-root-500", "breaks at a query of the base URI", root_breaks, "scim-rfc/list@root-query,scim-rfc/search@search-root"},
    {"s-root-all-people", "lists everybody at the base URI", root_lists_all_people,
     "scim-rfc/list@root-query-no-value,scim-rfc/list@root-query-resource-type"},
    {"s-filter-of-one-500", "breaks at a filter on one resource", filter_of_one_breaks, "scim-rfc/read@read-filter"},

    {"s-filters-ignored", "does not look at filters", filters_ignored, "scim-rfc/filter*@*,negative/scim-filter@filter-hidden-membership"},
    {"s-bad-filter-500", "breaks at a filter that it cannot read", bad_filters_break,
     "scim-rfc/filter-grammar@filter-syntax,scim-rfc/filter-grammar@filter-unknown-operator,scim-rfc/filter@filter-boolean-order-refused,"
     "scim-rfc/filter@filter-complex-refused,scim-rfc/filter@filter-type-mismatch,scim-rfc/filter-grammar@filter-unknown-attribute"},
    {"s-empty-filter-500", "breaks at an empty filter", [](SpBehaviour& behaviour) {
         refuse(behaviour, 500, [](const HttpRequest& request) { return query_of(request) == "?filter="; });
     }, "scim-rfc/filter-grammar@filter-empty"},
    {"s-operator-lower", "knows operators in lower case alone", operators_lower_only, "scim-rfc/filter@filter-operators-any-case,negative/scim-filter@flt-operator-case"},
    {"s-external-id-unfound", "finds nobody by externalId", external_ids_unfound, "scim-rfc/common@external-id-found"},
    {"s-mail-unfound", "finds nobody by e-mail address", mail_unfound, "scim-rfc/schema-core@email-canonical,scim-rfc/filter@filter-any-value"},
    {"s-not-lost", "does not look at not", not_lost, "scim-rfc/filter-grammar@filter-not,scim-rfc/filter-grammar@filter-value-path-joined"},
    {"s-brackets-lost", "does not look at brackets", brackets_lost, "scim-rfc/filter-grammar@filter-and-before-or"},
    {"s-values-apart", "looks for the parts of a value path in any value", values_apart, "scim-rfc/filter-grammar@filter-value-path"},
    {"s-value-path-all", "takes a value path to be true of everybody", value_path_of_any, "scim-rfc/filter-grammar@filter-value-path-never-all"},
    {"s-escapes-unread", "does not read escapes in a filter", escapes_unread, "scim-rfc/filter-grammar@filter-escapes"},
    {"s-plus-stays", "does not read + as a blank", plus_stays, "scim-rfc/filter-grammar@filter-blanks"},
    {"s-decoded-twice", "decodes a filter twice", signs_decoded_twice, "scim-rfc/filter-grammar@filter-signs"},
    {"s-zones-unread", "compares times without their zones", time_zones_unread, "scim-rfc/filter@filter-times"},

    {"s-unsorted", "announces sorting and does not sort", unsorted, "scim-rfc/sort@*"},
    {"s-always-ascending", "sorts ascending whatever is asked", always_ascending, "scim-rfc/sort@sort-descending,scim-rfc/sort@sort-without-value"},
    {"s-sort-500", "breaks when it is to sort", sort_breaks, "scim-rfc/sort@sort-disclaimed,negative/scim-paging@sort-unknown"},
    {"s-attributes-ignored", "does not look at attributes=", attributes_ignored, "scim-rfc/projection@*"},
    {"s-excluded-ignored", "does not look at excludedAttributes=", excluded_ignored,
     "scim-rfc/projection@excluded-of-one,scim-rfc/projection@excluded-of-a-list,scim-rfc/groups@group-without-members"},
    {"s-id-excluded", "leaves the id out when it is told to", id_excluded, "scim-rfc/characteristics@always-returned"},
    {"s-projections-500", "breaks at attributes and excludedAttributes at once", both_projections_break,
     "scim-rfc/projection@attributes-and-excluded"},
    {"s-projection-unknown", "refuses to show what it does not know", unknown_projection_refused, "scim-rfc/projection@attributes-unknown"},
    {"s-no-search", "has no searches", no_search, "scim-rfc/search@search-is-a-query"},
    {"s-search-filter-alone", "searches by the filter alone", search_by_filter_alone,
     "scim-rfc/search@search-attributes,scim-rfc/search@search-excluded,scim-rfc/search@search-pages,scim-rfc/search@search-sorts"},
    {"s-search-any", "takes any object for a SearchRequest", any_search, "scim-rfc/search@search-message"},
    {"s-search-201", "answers a search with 201", search_answers_201, "scim-rfc/search@search-creates-nothing"},

    {"s-one-organisation", "keeps all organisations' resources in one place", one_organisation, "scim-rfc/tenancy@token-of-its-organisation"},
    {"s-old-tokens", "takes tokens that were replaced", old_tokens_open, "scim-rfc/tenancy@token-revocable"},
    {"s-external-id-global", "wants externalIds unique among all organisations", [](SpBehaviour& behaviour) {
         auto seen = std::make_shared<std::string>();
         refuse(behaviour, 409, [seen](const HttpRequest& request) {
             const json::value body = scim::json_or_null(request.body);
             if (!is_creation(request) || !body.is_object() || !body.get_object().contains("externalId")) return false;
             const std::string id(scim::text_member(body.get_object(), "externalId"));
             return std::exchange(*seen, id) == id;
         }, "uniqueness");
     }, "scim-rfc/tenancy@external-id-of-its-organisation,negative/scim-tenancy@ten-externalid-collision"},
};

} // namespace

std::span<const Mutant> scim_query_mutants() { return table; }

} // namespace idpsim::mutants
