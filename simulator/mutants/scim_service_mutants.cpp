#include "simulator/mutants/scim_bend_patch.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using sp::SpBehaviour;
using Answer = std::optional<HttpResponse>;

bool is_config(const HttpRequest& request) { return is_within(request, "/ServiceProviderConfig"); }
bool is_schemas(const HttpRequest& request) { return is_within(request, "/Schemas"); }
bool is_discovery(const HttpRequest& request) { return is_config(request) || is_schemas(request) || is_within(request, "/ResourceTypes"); }
bool is_bulk(const HttpRequest& request) { return path_of(request).ends_with("/Bulk"); }
Answer goes_on() { return std::nullopt; }

void drop_header(Headers& headers, std::string_view name) {
    std::erase_if(headers, [&](const auto& header) { return equal_nocase(header.first, name); });
}
/// Errors that are Error messages.
template <class Bend>
void bend_errors(SpBehaviour& behaviour, Bend bend) {
    bend_answer(behaviour, [bend](const HttpRequest&, HttpResponse& response, json::object& body) {
        if (response.status >= 400) bend(response, body);
    });
}
template <class Bend>
void bend_config(SpBehaviour& behaviour, Bend bend) {
    bend_answer(behaviour, [bend](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (is_config(request)) bend(body);
    });
}
/// One word of what the discovery endpoints say.
template <std::size_t N, std::size_t M>
void say_instead(SpBehaviour& behaviour, const char (&word)[N], const char (&other)[M]) {
    on_answer(behaviour, [word = std::string(word), other = std::string(other)](const HttpRequest& request, HttpResponse& response) {
        if (is_discovery(request)) response.body = replace_all(response.body, word, other);
    });
}
template <class Bend>
void bend_query(SpBehaviour& behaviour, Bend bend) {
    on_request(behaviour, [bend](HttpRequest& request) {
        bend(request);
        return goes_on();
    });
}
/// Operations of a BulkRequest.
template <class Bend>
void bend_bulk(SpBehaviour& behaviour, Bend bend) {
    bend_bodies(behaviour, [bend](HttpRequest& request, json::object& body) {
        json::array* operations = is_bulk(request) ? list_of(body, "Operations") : nullptr;
        if (operations)
            for (json::value& one : *operations) bend(one.as_object());
        return goes_on();
    });
}
/// Results of a BulkResponse.
template <class Bend>
void bend_results(SpBehaviour& behaviour, Bend bend) {
    bend_answer(behaviour, [bend](const HttpRequest& request, HttpResponse&, json::object& body) {
        json::array* results = is_bulk(request) ? list_of(body, "Operations") : nullptr;
        if (results)
            for (json::value& one : *results) bend(one.as_object());
    });
}

// Errors.
void detail_number(SpBehaviour& behaviour) { bend_errors(behaviour, [](HttpResponse&, json::object& body) { body["detail"] = 7; }); }
void type_misfits(SpBehaviour& behaviour) {
    bend_errors(behaviour, [](HttpResponse& response, json::object& body) {
        if (response.status == 400) body["scimType"] = "tooMany";
    });
}
void stack_told(SpBehaviour& behaviour) {
    bend_errors(behaviour, [](HttpResponse&, json::object& body) { body["detail"] = "Traceback (most recent call last): users.py"; });
}
void bad_filter_lists_all(SpBehaviour& behaviour) { behaviour.scim.list.refuses_bad_filter = false; }

// Versions.
void no_etag(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) { drop_header(response.headers, "ETag"); });
}
void version_differs(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        if (json::value* meta = resource.if_contains("meta"); meta && meta->is_object()) meta->get_object()["version"] = "W/\"another\"";
    });
}
void set_etag(HttpResponse& response, std::string_view tag) {
    if (find_header(response.headers, "ETag")) set_header(response.headers, "ETag", tag);
}
void etag_constant(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) { set_etag(response, "W/\"1\""); });
}
void etag_moves(SpBehaviour& behaviour) {
    const auto answers = std::make_shared<int>(0);
    on_answer(behaviour, [answers](const HttpRequest&, HttpResponse& response) { set_etag(response, "W/\"" + std::to_string(++*answers) + "\""); });
}
void ignore_header(SpBehaviour& behaviour, std::string_view name) {
    on_request(behaviour, [name](HttpRequest& request) {
        drop_header(request.headers, name);
        return goes_on();
    });
}
void none_match_ignored(SpBehaviour& behaviour) { ignore_header(behaviour, "If-None-Match"); }
void match_ignored(SpBehaviour& behaviour) { ignore_header(behaviour, "If-Match"); }
Answer if_conditional(const HttpRequest& request, int status) {
    return find_header(request.headers, "If-Match") ? Answer(scim_error(status)) : std::nullopt;
}
void always_stale(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) { return if_conditional(request, 412); });
}
void condition_breaks(SpBehaviour& behaviour) {
    behaviour.scim.features.etag = false;
    on_request(behaviour, [](HttpRequest& request) { return if_conditional(request, 500); });
}

// /Me.
void answer_me(SpBehaviour& behaviour, HttpResponse answer) {
    on_request(behaviour, [answer = std::move(answer)](HttpRequest& request) { return path_of(request).ends_with("/Me") ? Answer(answer) : std::nullopt; });
}
void me_breaks(SpBehaviour& behaviour) { answer_me(behaviour, scim_error(500)); }
void me_leads_home(SpBehaviour& behaviour) { answer_me(behaviour, HttpResponse{308, {{"Location", "https://app.example/"}}, ""}); }
void me_without_location(SpBehaviour& behaviour) {
    answer_me(behaviour, json_response(200, R"({"id":"1","meta":{"location":"https://app.example/Users/1"}})", "application/scim+json"));
}

// Cursors.
void cursor_ends(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest&, HttpResponse&, json::object& body) { body.erase("nextCursor"); });
}
void any_cursor(SpBehaviour& behaviour) {
    const auto given = std::make_shared<std::set<std::string, std::less<>>>();   // by this server itself
    bend_query(behaviour, [given](HttpRequest& request) {
        const auto at = request.url.find("cursor=");
        if (at == std::string::npos) return;
        const auto begin = at + 7, end = std::min(request.url.find('&', at), request.url.size());
        const auto cursor = percent_decode(request.url.substr(begin, end - begin));
        if (!cursor || !given->contains(*cursor)) request.url.erase(begin, end - begin);   // the first page, then
    });
    bend_answer(behaviour, [given](const HttpRequest&, HttpResponse&, json::object& body) {
        if (body.contains("nextCursor")) given->emplace(scim::text_member(body, "nextCursor"));
    });
}
void any_count(SpBehaviour& behaviour) {
    bend_query(behaviour, [](HttpRequest& request) { request.url = replace_all(request.url, "count=many", "count=2"); });
}

// Discovery.
void config_in_list(SpBehaviour& behaviour) {
    bend_config(behaviour, [](json::object& config) {
        config = json::object{{"schemas", json::array{"urn:ietf:params:scim:api:messages:2.0:ListResponse"}}, {"totalResults", 1},
                              {"Resources", json::array{json::object(config)}}};
    });
}
void part_missing(SpBehaviour& behaviour) { bend_config(behaviour, [](json::object& config) { config.erase("sort"); }); }
void limit_as_text(SpBehaviour& behaviour) { bend_config(behaviour, [](json::object& config) { config["filter"].as_object()["maxResults"] = "many"; }); }
void scheme_bare(SpBehaviour& behaviour) {
    bend_config(behaviour, [](json::object& config) { config["authenticationSchemes"].as_array().front().as_object().erase("description"); });
}
void config_closed(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        return is_config(request) && !find_header(request.headers, "Authorization") ? Answer(scim_error(500)) : std::nullopt;
    });
}
void sort_ignored(SpBehaviour& behaviour) {
    bend_query(behaviour, [](HttpRequest& request) { request.url = replace_all(request.url, "sortBy", "orderBy"); });
}
void bulk_missing(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) { return is_bulk(request) ? Answer(scim_error(501)) : std::nullopt; });
}
void password_stays(SpBehaviour& behaviour) {
    bend_bodies(behaviour, [](HttpRequest& request, json::object& body) {
        return request.method != "POST" && body.contains("password") ? Answer(scim_error(400, "mutability")) : std::nullopt;
    });
}
void list_emptied(SpBehaviour& behaviour, std::string_view where) {
    bend_answer(behaviour, [where](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (json::array* list = is_within(request, where) ? list_of(body, "Resources") : nullptr) list->clear();
    });
}
void schemas_empty(SpBehaviour& behaviour) { list_emptied(behaviour, "/Schemas"); }
void types_empty(SpBehaviour& behaviour) { list_emptied(behaviour, "/ResourceTypes"); }
void ones_missing(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        return is_within(request, "/Schemas/") || is_within(request, "/ResourceTypes/") ? Answer(scim_error(404)) : std::nullopt;
    });
}
void unknown_schema_empty(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_schemas(request) && response.status == 404) response = json_response(200, "{}", "application/scim+json");
    });
}
void own_words(SpBehaviour& behaviour) { say_instead(behaviour, "readWrite", "read-write"); }
void no_sub_attributes(SpBehaviour& behaviour) { say_instead(behaviour, "subAttributes", "fields"); }
void no_reference_types(SpBehaviour& behaviour) { say_instead(behaviour, "referenceTypes", "targets"); }
void no_endpoints(SpBehaviour& behaviour) { say_instead(behaviour, "\"endpoint\"", "\"at\""); }
void extension_not_demanded(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_within(request, "/ResourceTypes")) response.body = replace_all(response.body, "\"required\":false", "\"required\":true");
    });
}
void discovery_filter_ignored(SpBehaviour& behaviour) {
    bend_query(behaviour, [](HttpRequest& request) {
        if (is_discovery(request)) request.url = path_of(request);
    });
}
void discovery_paged(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        json::array* list = is_schemas(request) && request.url.find("count=1") != std::string::npos ? list_of(body, "Resources") : nullptr;
        if (list) list->resize(1);
    });
}
void discovery_written(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        return is_discovery(request) && request.method == "POST" ? Answer(json_response(201, "{}", "application/scim+json")) : std::nullopt;
    });
}
void no_locations(SpBehaviour& behaviour) { say_instead(behaviour, "\"location\"", "\"uri\""); }

// Bulk.
void bulk_as_list(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (is_bulk(request)) body["schemas"] = json::array{"urn:ietf:params:scim:api:messages:2.0:ListResponse"};
    });
}
void set_most_errors(SpBehaviour& behaviour, json::value most) {
    bend_bodies(behaviour, [most](HttpRequest& request, json::object& body) {
        if (is_bulk(request)) body["failOnErrors"] = most;
        return goes_on();
    });
}
void bulk_stops(SpBehaviour& behaviour) { set_most_errors(behaviour, 1); }
void bulk_never_stops(SpBehaviour& behaviour) { set_most_errors(behaviour, nullptr); }
void bulk_id_lost(SpBehaviour& behaviour) { bend_results(behaviour, [](json::object& result) { result.erase("bulkId"); }); }
void bulk_id_made_up(SpBehaviour& behaviour) {
    bend_bulk(behaviour, [](json::object& operation) {
        if (!operation.contains("bulkId")) operation["bulkId"] = "made-up";
    });
}
void bulk_path_guessed(SpBehaviour& behaviour) {
    bend_bulk(behaviour, [](json::object& operation) {
        if (operation["method"] == "POST") operation["path"] = "/Users";
    });
}
void bulk_data_optional(SpBehaviour& behaviour) {
    bend_results(behaviour, [](json::object& result) {
        if (result["status"] == "400") result["status"] = "200";
    });
}
void bulk_no_location(SpBehaviour& behaviour) { bend_results(behaviour, [](json::object& result) { result.erase("location"); }); }
void bulk_no_response(SpBehaviour& behaviour) { bend_results(behaviour, [](json::object& result) { result.erase("response"); }); }
void bulk_unresolved(SpBehaviour& behaviour) { behaviour.scim.bulk.resolves_references = false; }
void bulk_ids_as_text(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        if (is_bulk(request)) request.body = replace_all(request.body, "\"bulkId:", "\"bulk-id:");
        return goes_on();
    });
}
void bulk_last_lost(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (json::array* results = is_bulk(request) ? list_of(body, "Operations") : nullptr; results && !results->empty()) results->pop_back();
    });
}
void set_bulk_limits(SpBehaviour& behaviour, std::int64_t operations, std::int64_t octets) {
    bend_config(behaviour, [operations, octets](json::object& config) {
        json::object& bulk = config["bulk"].as_object();
        bulk["maxOperations"] = operations;
        bulk["maxPayloadSize"] = octets;
    });
}
void bulk_limits_zero(SpBehaviour& behaviour) { set_bulk_limits(behaviour, 0, 0); }
void bulk_limits_untrue(SpBehaviour& behaviour) { set_bulk_limits(behaviour, 3, 500); }
void disclaimed_bulk_breaks(SpBehaviour& behaviour) {
    behaviour.scim.features.bulk = false;
    on_request(behaviour, [](HttpRequest& request) { return is_bulk(request) ? Answer(scim_error(500)) : std::nullopt; });
}

constexpr Mutant table[] = {
    {"s-error-detail", "writes an error's detail as a number", detail_number, "scim-rfc/errors@error-detail"},
    {"s-error-misfits", "says tooMany whatever was wrong", type_misfits, "scim-rfc/errors@error-scim-type*"},
    {"s-error-stack", "shows a stack in errors", stack_told, "scim-rfc/errors@error-no-insides"},
    {"s-bad-filter-all", "lists everybody for a filter that it cannot read", bad_filter_lists_all, "scim-rfc/errors@error-of-*"},
    {"s-etag-missing", "announces versions and tells none", no_etag, "scim-rfc/etag@etag-header,scim-rfc/discovery@config-etag-true"},
    {"s-etag-not-version", "tells another version in meta than in ETag", version_differs, "scim-rfc/etag@etag-is-version"},
    {"s-etag-constant", "tells the same version for ever", etag_constant, "scim-rfc/etag@etag-changes"},
    {"s-etag-moves", "tells another version each time", etag_moves, "scim-rfc/etag@etag-stays"},
    {"s-etag-none-match", "does not look at If-None-Match", none_match_ignored, "scim-rfc/etag@etag-not-modified"},
    {"s-etag-match", "does not look at If-Match", match_ignored, "scim-rfc/etag@etag-stale-*,negative/scim-versions@etag-garbage"},
    {"s-etag-always-stale", "refuses every If-Match", always_stale, "scim-rfc/etag@etag-current,scim-rfc/etag@etag-any,negative/scim-versions@etag-wildcard"},
    {"s-etag-breaks", "has no versions and breaks at If-Match", condition_breaks, "scim-rfc/etag@etag-ignored"},
    {"s-me-breaks", "breaks at /Me", me_breaks, "scim-rfc/me@*,negative/scim-tenancy@ten-me"},
    {"s-me-home", "leads from /Me to its home page", me_leads_home, "scim-rfc/me@me-leads-on"},
    {"s-me-nowhere", "answers /Me without Location", me_without_location, "scim-rfc/me@me-location"},
    {"s-cursor-ends", "gives no further cursor", cursor_ends, "scim-rfc/cursor@cursor-walk"},
    {"s-cursor-any", "takes any text for a cursor", any_cursor, "scim-rfc/cursor@cursor-junk,negative/scim-paging@page-cursor-tamper"},
    {"s-cursor-count", "takes any text for a count", any_count, "scim-rfc/cursor@cursor-count"},
    {"s-config-list", "answers ServiceProviderConfig as a list", config_in_list, "scim-rfc/discovery@config-single"},
    {"s-config-part", "says nothing of sorting", part_missing, "scim-rfc/discovery@config-parts"},
    {"s-config-limit-text", "writes a limit as a text", limit_as_text, "scim-rfc/discovery@config-limits"},
    {"s-config-scheme", "does not describe its authentication schemes", scheme_bare, "scim-rfc/discovery@config-schemes"},
    {"s-config-closed", "breaks at a ServiceProviderConfig without token", config_closed, "scim-rfc/discovery@config-open"},
    {"s-sort-ignored", "announces sorting and does not sort", sort_ignored, "scim-rfc/discovery@config-sort-true"},
    {"s-bulk-missing", "announces bulk and has none", bulk_missing, "scim-rfc/discovery@config-bulk-true"},
    {"s-password-stays", "announces changePassword and takes no new password", password_stays, "scim-rfc/discovery@config-password-true"},
    {"s-schemas-empty", "lists no schemas", schemas_empty, "scim-rfc/discovery@schema-list,scim-rfc/discovery@types-schemas"},
    {"s-types-empty", "lists no resource types", types_empty, "scim-rfc/discovery@types-list"},
    {"s-discovery-ones", "has schemas and resource types in lists only", ones_missing, "scim-rfc/discovery@*-one"},
    {"s-schema-unknown", "answers an unknown schema with 200", unknown_schema_empty, "scim-rfc/discovery@schema-unknown"},
    {"s-schema-words", "has words of its own for mutability", own_words, "scim-rfc/discovery@schema-parts"},
    {"s-schema-flat", "tells no subAttributes", no_sub_attributes, "scim-rfc/discovery@schema-complex"},
    {"s-schema-targets", "tells no referenceTypes", no_reference_types, "scim-rfc/discovery@schema-references"},
    {"s-types-parts", "tells no endpoints of resource types", no_endpoints, "scim-rfc/discovery@types-parts"},
    {"s-types-extension", "announces an extension as required and does not demand it", extension_not_demanded, "scim-rfc/discovery@types-extension-*"},
    {"s-discovery-filter", "lets filters on discovery endpoints pass", discovery_filter_ignored, "scim-rfc/discovery@discovery-filter"},
    {"s-discovery-paged", "pages its schemas", discovery_paged, "scim-rfc/discovery@discovery-whole"},
    {"s-discovery-written", "lets discovery endpoints be written", discovery_written, "scim-rfc/discovery@discovery-get-only"},
    {"s-discovery-nowhere", "tells no location of discovery resources", no_locations, "scim-rfc/discovery@discovery-meta"},
    {"s-bulk-message", "answers bulk with another message", bulk_as_list, "scim-rfc/bulk@bulk-message"},
    {"s-bulk-stops", "stops a bulk at the first error", bulk_stops, "scim-rfc/bulk@bulk-goes-on"},
    {"s-bulk-never-stops", "does not look at failOnErrors", bulk_never_stops, "scim-rfc/bulk@bulk-fail-on-errors,negative/scim-bulk@bulk-failonerrors"},
    {"s-bulk-id-lost", "tells no bulkId", bulk_id_lost, "scim-rfc/bulk@bulk-id-returned"},
    {"s-bulk-id-optional", "creates without bulkId", bulk_id_made_up, "scim-rfc/bulk@bulk-id-demanded"},
    {"s-bulk-path-guessed", "creates users wherever a POST goes", bulk_path_guessed, "scim-rfc/bulk@bulk-path-*"},
    {"s-bulk-data-optional", "answers success where data is missing", bulk_data_optional,
     "scim-rfc/bulk@bulk-data-*,negative/scim-bulk@bulk-bulkid-injection,negative/scim-bulk@bulk-recursive,negative/scim-bulk@bulk-method"},
    {"s-bulk-no-location", "tells no location in a bulk", bulk_no_location, "scim-rfc/bulk@bulk-location"},
    {"s-bulk-no-response", "does not say what was wrong in a bulk", bulk_no_response, "scim-rfc/bulk@bulk-error-response"},
    {"s-bulk-unresolved", "resolves only bulkIds of operations that were done before", bulk_unresolved, "scim-rfc/bulk@bulk-circle"},
    {"s-bulk-ids-text", "takes bulkId:x for a plain text", bulk_ids_as_text, "scim-rfc/bulk@bulk-reference*"},
    {"s-bulk-last-lost", "leaves a bulk's last result out", bulk_last_lost, "scim-rfc/bulk@bulk-all-answered"},
    {"s-bulk-limits-zero", "announces bulk with limits of 0", bulk_limits_zero, "scim-rfc/bulk@bulk-limits-told"},
    {"s-bulk-limits-untrue", "announces lower limits of bulk than it keeps", bulk_limits_untrue, "scim-rfc/bulk@bulk-*-limit"},
    {"s-bulk-disclaimed", "has no bulk and breaks at it", disclaimed_bulk_breaks, "scim-rfc/bulk@bulk-disclaimed,negative/scim-bulk@bulk-unsupported"},
};

} // namespace

std::span<const Mutant> scim_service_mutants() { return table; }

} // namespace idpsim::mutants
