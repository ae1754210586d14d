#include "simulator/scim/server.hpp"

#include "simulator/scim/discovery.hpp"
#include "simulator/scim/endpoint.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::scim_server {

struct ScimServer::State {
    Directory& directory;
    const Clock& clock;
    Random& random;
    ScimBehaviour behaviour;
    HiddenIds hidden;
};

namespace {

using scim::Refusal;
using scim::ScimType;

/// The path below the base, decoded only after it has been cut: an id may hold an encoded slash, and stays an id.
/// Nothing when it has an empty part in the middle, a bad escape, or too many parts.
std::optional<std::vector<std::string>> read_path(std::string_view path, std::string_view base_path) {
    if (!path.starts_with(base_path)) return std::nullopt;
    path.remove_prefix(base_path.size());
    std::vector<std::string> parts;
    if (path.empty() || path == "/") return parts;
    if (path.front() != '/') return std::nullopt;
    if (path.ends_with('/')) path.remove_suffix(1);
    for (const std::string_view part : split(path.substr(1), '/')) {
        const Result<std::string> decoded = percent_decode(part);
        if (!decoded || decoded->empty() || parts.size() == 2) return std::nullopt;
        parts.push_back(*decoded);
    }
    return parts;
}

/// The token of the one Authorization header, RFC 6750 section 2.1; "" when there is none, or more than one.
std::string bearer_token(const HttpRequest& request) {
    const std::vector<std::string> headers = all_headers(request.headers, "Authorization");
    if (headers.size() != 1) return "";
    const std::string_view header = trim(headers.front());
    const std::size_t blank = header.find(' ');
    if (blank == std::string_view::npos || !equal_nocase(header.substr(0, blank), "Bearer")) return "";
    return std::string(trim(header.substr(blank)));
}

HttpResponse unauthorised() {
    HttpResponse response = error_response(Refusal{ScimType::none, 401, "a valid bearer token is needed"});
    set_header(response.headers, "WWW-Authenticate", "Bearer realm=\"scim\"");
    return response;
}

HttpResponse not_allowed(std::string_view allowed) {
    HttpResponse response = error_response(Refusal{ScimType::none, 405, "the method is not supported here"});
    set_header(response.headers, "Allow", allowed);
    return response;
}

HttpResponse or_not_found(const std::optional<boost::json::object>& body, std::string_view name) {
    return body ? scim_response(200, *body) : error_response(not_found(name));
}

/// The discovery endpoints, or nothing when the path is none of theirs. Filters are forbidden there (RFC 7644 section
/// 4); paging and sorting are ignored.
std::optional<HttpResponse> discover(const Call& call, const HttpRequest& request, const Params& params,
                                     const std::vector<std::string>& path) {
    const std::string& name = path.front();
    const bool is_config = name == "ServiceProviderConfig" && path.size() == 1;
    if (!is_config && name != "Schemas" && name != "ResourceTypes") return std::nullopt;
    if (request.method != "GET") return not_allowed("GET");
    if (find_param(params, "filter")) {
        return error_response(Refusal{ScimType::none, 403, "filters are not supported here"});
    }
    if (is_config) return scim_response(200, service_provider_config(call.behaviour, call.base));
    if (name == "Schemas") {
        return path.size() == 1 ? scim_response(200, list_schemas(call.base))
                                : or_not_found(find_schema(path[1], call.base), path[1]);
    }
    return path.size() == 1 ? scim_response(200, list_resource_types(call.base))
                            : or_not_found(find_resource_type(path[1], call.base), path[1]);
}

const Collection* find_collection(std::string_view name) {
    for (const Collection* collection : {&users(), &groups()}) {
        if (collection->type().endpoint.substr(1) == name) return collection;
    }
    return nullptr;
}

HttpResponse at_collection(const Endpoint& endpoint, const std::string& method) {
    if (method == "GET") return endpoint.list();
    if (method == "POST") return endpoint.create();
    return not_allowed("GET, POST");
}

HttpResponse at_resource(const Endpoint& endpoint, const std::string& method, const std::string& id) {
    if (method == "GET") return endpoint.get(id);
    if (method == "PUT") return endpoint.replace(id);
    if (method == "PATCH") return endpoint.patch(id);
    if (method == "DELETE") return endpoint.remove(id);
    return not_allowed("GET, PUT, PATCH, DELETE");
}

/// What RFC 7644 knows and ServiceProviderConfig does not announce.
bool is_unsupported(const std::vector<std::string>& path) {
    return path.front() == "Bulk" || path.front() == "Me" || path.back() == ".search";
}

HttpResponse answer(const Call& call, const HttpRequest& request, std::string_view base_path, HiddenIds& hidden) {
    const Result<Url> url = parse_url(request.url);
    const Result<Params> params = url ? parse_form(url->query) : Result<Params>(url.error());
    if (!params) return error_response(scim::invalid_syntax("the URL or its query cannot be read"));
    const std::optional<std::vector<std::string>> path = read_path(url->path, base_path);
    if (path && !path->empty()) {
        if (std::optional<HttpResponse> discovered = discover(call, request, *params, *path)) return *discovered;
    }
    if (!call.behaviour.accepts_token(call.directory, call.org, bearer_token(request))) return unauthorised();
    if (!path || path->empty()) return error_response(not_found(url->path));
    if (is_unsupported(*path)) return error_response(Refusal{ScimType::none, 501, "this is not supported"});
    const Collection* collection = find_collection(path->front());
    if (!collection) return error_response(not_found(url->path));
    const Endpoint endpoint(*collection, call, request, *params, hidden);
    return path->size() == 1 ? at_collection(endpoint, request.method)
                             : at_resource(endpoint, request.method, path->at(1));
}

} // namespace

/// One organisation's answer, with the headers that every answer has.
HttpResponse ScimServer::answer_as(State& state, const HttpRequest& request, std::string_view base_path,
                                   std::string_view org, std::string_view base_url) {
    while (base_url.ends_with('/')) base_url.remove_suffix(1);
    const Call call{state.directory,
                    state.behaviour,
                    state.random,
                    std::string(org),
                    std::string(base_url) + std::string(base_path),
                    state.clock.now()};
    HttpResponse response = answer(call, request, base_path, state.hidden);
    set_header(response.headers, "Cache-Control", "no-store");
    set_header(response.headers, "X-Content-Type-Options", "nosniff");
    return response;
}

ScimServer::ScimServer(Directory& directory, const Clock& clock, Random& random, ScimBehaviour behaviour)
    : state_(new State{directory, clock, random, std::move(behaviour), {}}) {
    directory.compare_user_names_by(state_->behaviour.user_name_key);
}

ScimServer::ScimServer(ScimServer&&) noexcept = default;
ScimServer& ScimServer::operator=(ScimServer&&) noexcept = default;
ScimServer::~ScimServer() = default;

HttpResponse ScimServer::handle(const HttpRequest& request, std::string_view base_path, std::string_view org,
                                std::string_view base_url) {
    const ScimBehaviour& behaviour = state_->behaviour;
    if (!behaviour.before && !behaviour.after) return answer_as(*state_, request, base_path, org, base_url);
    HttpRequest seen = request;
    std::optional<HttpResponse> response;
    if (behaviour.before) response = behaviour.before(seen);
    if (!response) response = answer_as(*state_, seen, base_path, org, base_url);
    if (behaviour.after) behaviour.after(seen, *response);
    return std::move(*response);
}

} // namespace idpsim::scim_server
