#include "simulator/mutants/scim_bend.hpp"

#include "src/core/text.hpp"
#include "src/scim/json.hpp"
#include "src/scim/messages.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace idpsim::mutants {
namespace json = boost::json;

std::string path_of(const HttpRequest& request) { return request.url.substr(0, request.url.find('?')); }

std::string query_of(const HttpRequest& request) {
    const std::size_t at = request.url.find('?');
    return at == std::string::npos ? "" : request.url.substr(at);
}

bool is_at(const HttpRequest& request, std::string_view collection) { return path_of(request).ends_with(collection); }

bool is_below(const HttpRequest& request, std::string_view collection) {
    return path_of(request).find(std::string(collection) + "/") != std::string::npos;
}

bool is_within(const HttpRequest& request, std::string_view collection) { return path_of(request).find(collection) != std::string::npos; }

json::array* list_of(json::object& resource, std::string_view name) {
    json::value* found = scim::find_member(resource, name);
    return found && found->is_array() ? &found->get_array() : nullptr;
}

bool is_creation(const HttpRequest& request) {
    return request.method == "POST" && (is_at(request, "/Users") || is_at(request, "/Groups"));
}

HttpResponse scim_error(int status, std::string_view scim_type, std::string_view detail) {
    json::object body{{"schemas", json::array{json::string(scim::error_urn)}}, {"status", std::to_string(status)}};
    if (!scim_type.empty()) body["scimType"] = json::string(scim_type);
    body["detail"] = json::string(detail);
    return json_response(status, json::serialize(body), scim::media_type);
}

void on_request(sp::SpBehaviour& behaviour, std::function<std::optional<HttpResponse>(HttpRequest&)> step) {
    behaviour.scim.before = std::move(step);
}

void refuse(sp::SpBehaviour& behaviour, int status, std::function<bool(const HttpRequest&)> when, std::string_view scim_type) {
    on_request(behaviour, [status, when = std::move(when), scim_type](HttpRequest& request) -> std::optional<HttpResponse> {
        if (when(request)) return scim_error(status, scim_type);
        return std::nullopt;
    });
}

void bend_bodies(sp::SpBehaviour& behaviour, std::function<std::optional<HttpResponse>(HttpRequest&, json::object&)> step) {
    on_request(behaviour, [step = std::move(step)](HttpRequest& request) -> std::optional<HttpResponse> {
        json::value body = scim::json_or_null(request.body);
        if (!body.is_object()) return std::nullopt;
        std::optional<HttpResponse> answer = step(request, body.get_object());
        if (!answer) request.body = json::serialize(body);
        return answer;
    });
}

void bend_body(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, json::object&)> step) {
    bend_bodies(behaviour, [step = std::move(step)](HttpRequest& request, json::object& body) -> std::optional<HttpResponse> {
        step(request, body);
        return std::nullopt;
    });
}

void bend_query(sp::SpBehaviour& behaviour, std::function<void(Params&)> step) {
    on_request(behaviour, [step = std::move(step)](HttpRequest& request) -> std::optional<HttpResponse> {
        const std::string query = query_of(request);
        if (query.empty()) return std::nullopt;
        Result<Params> params = parse_form(query.substr(1));
        if (!params) return std::nullopt;
        step(*params);
        request.url = path_of(request) + (params->empty() ? "" : "?" + write_form(*params));
        return std::nullopt;
    });
}

void bend_filter(sp::SpBehaviour& behaviour, std::function<std::string(std::string)> step) {
    bend_query(behaviour, [step = std::move(step)](Params& params) {
        for (auto& [name, value] : params)
            if (name == "filter") value = step(std::move(value));
    });
}

void ignore_parameters(sp::SpBehaviour& behaviour, std::vector<std::string> names) {
    bend_query(behaviour, [names = std::move(names)](Params& params) {
        std::erase_if(params, [&](const auto& one) { return std::ranges::find(names, one.first) != names.end(); });
    });
}

void on_answer(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, HttpResponse&)> step) {
    behaviour.scim.after = std::move(step);
}

void bend_answer(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, HttpResponse&, json::object&)> step) {
    on_answer(behaviour, [step = std::move(step)](const HttpRequest& request, HttpResponse& response) {
        json::value body = scim::json_or_null(response.body);
        if (!body.is_object()) return;
        step(request, response, body.get_object());
        if (!response.body.empty()) response.body = json::serialize(body);
    });
}

void bend_resources(sp::SpBehaviour& behaviour, std::function<void(json::object&)> step) {
    bend_answer(behaviour, [step = std::move(step)](const HttpRequest&, HttpResponse& response, json::object& body) {
        if (response.status >= 300) return;
        if (json::array* list = list_of(body, "Resources")) {
            for (json::value& one : *list)
                if (one.is_object()) step(one.get_object());
        } else if (body.contains("id")) step(body);
    });
}

void bend_meta(sp::SpBehaviour& behaviour, std::function<void(json::object&)> step) {
    bend_resources(behaviour, [step = std::move(step)](json::object& resource) {
        if (json::value* meta = resource.if_contains("meta")) step(meta->as_object());
    });
}

void bend_lists(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, json::object&)> step) {
    bend_answer(behaviour, [step = std::move(step)](const HttpRequest& request, HttpResponse& response, json::object& body) {
        if (response.status == 200 && body.contains("totalResults")) step(request, body);
    });
}

} // namespace idpsim::mutants
