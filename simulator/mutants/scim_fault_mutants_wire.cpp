/// Faults of lists, errors, headers and discovery that were seen in real servers (conformance/faults/scim.lua).
#include "simulator/mutants/scim_bend_patch.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <memory>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using sp::SpBehaviour;
using Answer = std::optional<HttpResponse>;

/// Lists, as they are answered.
template <class Bend>
void bend_lists(SpBehaviour& behaviour, Bend bend) {
    bend_answer(behaviour, [bend](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (body.contains("totalResults") && body.contains("Resources")) bend(request, body);
    });
}
bool is_empty(json::object& list) { return list_of(list, "Resources")->empty(); }

void resources_missing(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest&, json::object& list) {
        if (is_empty(list)) list.erase("Resources");
    });
}
void resources_null(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest&, json::object& list) {
        if (is_empty(list)) list["Resources"] = nullptr;
    });
}
void listed_twice(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest&, json::object& list) {
        json::array* resources = list_of(list, "Resources");
        if (resources->empty()) return;
        json::value again = resources->front();
        resources->push_back(std::move(again));
        list["totalResults"] = list["totalResults"].to_number<std::int64_t>() + 1;
    });
}
void total_is_page(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest&, json::object& list) { list["totalResults"] = list_of(list, "Resources")->size(); });
}
void items_are_count(SpBehaviour& behaviour) {
    bend_lists(behaviour, [](const HttpRequest& request, json::object& list) {
        const auto at = request.url.find("count=");
        if (at != std::string::npos) list["itemsPerPage"] = std::stoi(request.url.substr(at + 6, 9));
    });
}
void pages_ignored(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        for (const std::string_view name : {"startIndex", "count"}) request.url = replace_all(request.url, std::string(name) + "=", "x" + std::string(name) + "=");
        return Answer();
    });
}
void index_from_zero(SpBehaviour& behaviour) { behaviour.scim.list.first_index = 0; }
void old_type(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (!response.body.empty()) set_header(response.headers, "Content-Type", "application/json+scim");
    });
}
void plain_json(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (!response.body.empty()) set_header(response.headers, "Content-Type", "application/json");
    });
}
/// Bodies of this type are refused.
void refuse_type(SpBehaviour& behaviour, std::string type) {
    on_request(behaviour, [type = std::move(type)](HttpRequest& request) {
        const std::string given = find_header(request.headers, "Content-Type").value_or("");
        return given.starts_with(type) ? Answer(scim_error(415)) : std::nullopt;
    });
}
void scim_json_refused(SpBehaviour& behaviour) { refuse_type(behaviour, "application/scim+json"); }
void plain_json_refused(SpBehaviour& behaviour) { refuse_type(behaviour, "application/json"); }
void accept_demanded(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        const std::string accept = find_header(request.headers, "Accept").value_or("");
        return accept.find("json") == std::string::npos ? Answer(scim_error(406)) : std::nullopt;
    });
}
void agent_demanded(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) {
        const auto agent = find_header(request.headers, "User-Agent");
        return agent && agent->empty() ? Answer(scim_error(403)) : std::nullopt;
    });
}
void stray_separators(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) { return request.url.ends_with('&') || request.url.ends_with('?') ? Answer(scim_error(400)) : std::nullopt; });
}
void retry_after_date(SpBehaviour& behaviour) {
    const auto requests = std::make_shared<int>(0);
    on_request(behaviour, [requests](HttpRequest&) -> Answer {
        if (++*requests < 20) return std::nullopt;
        HttpResponse slow_down = scim_error(429);
        set_header(slow_down.headers, "Retry-After", "Fri, 01 Jan 2027 00:00:00 GMT");
        return slow_down;
    });
}
void error_as_text(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (response.status >= 400) response = text_response(response.status, "that did not work");
    });
}
void error_nested(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest&, HttpResponse& response, json::object& body) {
        if (response.status >= 400) body = json::object{{"Errors", json::array{json::object(body)}}};
    });
}
void error_type_wrong(SpBehaviour& behaviour) {
    bend_answer(behaviour, [](const HttpRequest&, HttpResponse& response, json::object& body) {
        if (response.status >= 400) body["scimType"] = "badRequest";
    });
}
void mistakes_break(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (response.status == 400) response = scim_error(500);
    });
}
void error_without_body(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (response.status == 401 || response.status == 404 || response.status == 405) response.body.clear();
    });
}
void config_missing(SpBehaviour& behaviour) {
    on_request(behaviour, [](HttpRequest& request) { return is_within(request, "/ServiceProviderConfig") ? Answer(scim_error(404)) : std::nullopt; });
}
/// Bends what ServiceProviderConfig says.
template <class Bend>
void bend_config(SpBehaviour& behaviour, Bend bend) {
    bend_answer(behaviour, [bend](const HttpRequest& request, HttpResponse&, json::object& body) {
        if (is_within(request, "/ServiceProviderConfig")) bend(body);
    });
}
void limit_untrue(SpBehaviour& behaviour) {
    bend_config(behaviour, [](json::object& config) { config["filter"].as_object()["maxResults"] = 2; });
}
void active_declared_as_text(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest& request, HttpResponse& response) {
        if (is_within(request, "/Schemas")) response.body = replace_all(response.body, "\"boolean\"", "\"string\"");
    });
}
void relative_location(SpBehaviour& behaviour) {
    bend_resources(behaviour, [](json::object& resource) {
        json::value* meta = resource.if_contains("meta");
        if (meta && meta->is_object() && resource.contains("id")) meta->get_object()["location"] = "/v2/Users/" + std::string(scim::text_member(resource, "id"));
    });
}
void fixed_base(SpBehaviour& behaviour) {
    on_answer(behaviour, [](const HttpRequest&, HttpResponse& response) {
        if (const auto location = find_header(response.headers, "Location"))
            set_header(response.headers, "Location", "https://app.example/v2" + location->substr(location->rfind("/Users") == std::string::npos ? 0 : location->rfind("/Users")));
    });
}

constexpr Mutant table[] = {
    {"s-resources-missing", "leaves Resources out of empty lists", resources_missing, "scim-rfc/interop*@idp-empty-*"},
    {"s-resources-null", "writes null for no Resources", resources_null, "scim-rfc/interop*@idp-empty-*"},
    {"s-listed-twice", "lists a resource twice", listed_twice, "scim-rfc/interop*@idp-list-*"},
    {"s-total-page", "tells the page's size as totalResults", total_is_page, "scim-rfc/interop*@idp-list-*"},
    {"s-items-count", "repeats count as itemsPerPage", items_are_count, "scim-rfc/list@page-items-per-page"},
    {"s-pages-fixed", "does not look at startIndex and count", pages_ignored, "scim-rfc/interop*@idp-list-pages"},
    {"s-index-zero", "counts startIndex from 0", index_from_zero, "scim-rfc/interop*@idp-list-*"},
    {"s-type-old", "answers as application/json+scim", old_type, "scim-rfc/interop*@idp-answer-*"},
    {"s-type-json", "answers as application/json", plain_json, "scim-rfc/interop*@idp-answer-*"},
    {"s-scim-json-refused", "does not read application/scim+json", scim_json_refused, "scim-rfc/interop*@idp-scim-json"},
    {"s-plain-json-refused", "does not read application/json", plain_json_refused, "scim-rfc/interop*@idp-plain-json"},
    {"s-accept-wanted", "demands an Accept that names JSON", accept_demanded, "scim-rfc/interop*@idp-accept"},
    {"s-agent-demanded", "blocks an empty User-Agent", agent_demanded, "scim-rfc/interop*@idp-user-agent"},
    {"s-stray-separators", "refuses a query that ends in a separator", stray_separators, "scim-rfc/interop*@idp-stray-*"},
    {"s-retry-after", "says when to come back as a date", retry_after_date, "scim-rfc/interop*@idp-retry-*"},
    {"s-errors-plain", "answers errors as plain text", error_as_text, "scim-rfc/errors@*,negative/scim-output@error-content-type"},
    {"s-error-nested", "puts errors into another object", error_nested, "scim-rfc/errors@*"},
    {"s-error-type", "says a scimType that there is not", error_type_wrong, "scim-rfc/errors@*"},
    {"s-mistakes-break", "breaks at a client's mistake", mistakes_break, "scim-rfc/errors@*"},
    {"s-error-bodiless", "answers 401, 404 and 405 without body", error_without_body, "scim-rfc/errors@*"},
    {"s-config-missing", "has no ServiceProviderConfig", config_missing, "scim-rfc/discovery@config-single"},
    {"s-limit-untrue", "announces another limit than it keeps", limit_untrue, "scim-rfc/discovery@config-filter-limit"},
    {"s-schemas-untrue", "declares active as a text", active_declared_as_text, "scim-rfc/discovery@schema-active"},
    {"s-location-own", "gives relative locations", relative_location, "scim-rfc/interop*@idp-base-path"},
    {"s-base-fixed", "gives locations below a base of its own", fixed_base, "scim-rfc/interop*@idp-base-path"},
};

} // namespace

std::span<const Mutant> scim_wire_fault_mutants() { return table; }

} // namespace idpsim::mutants
