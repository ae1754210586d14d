#include "simulator/scim/server.hpp"

#include "simulator/scim/bulk.hpp"
#include "simulator/scim/discovery.hpp"
#include "simulator/scim/endpoint.hpp"
#include "simulator/scim/query.hpp"
#include "simulator/scim/request_path.hpp"
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
    HiddenIds hidden = {};
    bool whole_users = false;
    std::vector<const Collection*> collections = {&users(), &groups()};
    std::vector<std::unique_ptr<Collection>> declared = {}; ///< those among them that are of no standard type
    std::string cursor_key = {};
};

namespace {

using scim::Refusal;
using scim::ScimType;
using Path = std::vector<std::string>;

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
    const scim::SchemaSet& schemas = *call.behaviour.schemas;
    if (name == "Schemas") {
        return path.size() == 1 ? scim_response(200, list_schemas(schemas, call.base))
                                : or_not_found(find_schema(schemas, path[1], call.base), path[1]);
    }
    return path.size() == 1 ? scim_response(200, list_resource_types(schemas, call.base))
                            : or_not_found(find_resource_type(schemas, path[1], call.base), path[1]);
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

/// One request whose token has been accepted; also each operation of a Bulk.
class Dispatcher {
public:
    Dispatcher(const Call& call, const HttpRequest& request, const Params& params, HiddenIds& hidden)
        : call_(call), request_(request), params_(params), hidden_(hidden) {}

    HttpResponse dispatch(const Path& path) const {
        const Features& features = call_.behaviour.features;
        if (path.empty()) return features.root ? at_root() : error_response(not_found("/"));
        if (path.back() == ".search" && !features.search) return error_response(not_supported());
        if (path.size() == 1 && path.front() == ".search") return search_root();
        if (path.size() == 1 && path.front() == "Bulk") return bulk();
        if (path.front() == "Me") return at_me(path);
        for (const Collection* collection : call_.collections) {
            if (std::string_view(collection->type(call_).endpoint).substr(1) == path.front()) {
                return at_type(*collection, path);
            }
        }
        return error_response(not_found(path.front()));
    }

private:
    std::optional<HttpResponse> forbidden(const Action& action) const {
        const std::optional<Refusal> refusal = call_.behaviour.authorise(call_.grant, action);
        return refusal ? std::optional(error_response(*refusal)) : std::nullopt;
    }

    HttpResponse at_type(const Collection& collection, const Path& path) const {
        const std::string& type = collection.type(call_).name;
        if (path.size() == 1) {
            if (auto no = forbidden({request_.method, type, ""})) return *no;
            return at_collection(Endpoint(collection, call_, request_, params_, hidden_), request_.method);
        }
        if (path[1] == ".search") {
            if (request_.method != "POST") return not_allowed("POST");
            if (auto no = forbidden({"GET", type, ""})) return *no;
            return Endpoint(collection, call_, request_, params_, hidden_).search();
        }
        if (auto no = forbidden({request_.method, type, path[1]})) return *no;
        Call call = call_;
        if (call.behaviour.org_of) call.org = call.behaviour.org_of(call.directory, request_.method, call.org, path[1]);
        return at_resource(Endpoint(collection, call, request_, params_, hidden_), request_.method, path[1]);
    }

    /// The person whose token it is (RFC 7644 section 3.11); an organisation's token is nobody's.
    HttpResponse at_me(const Path& path) const {
        if (call_.grant.scope != TokenScope::self) return error_response(not_supported());
        if (path.size() != 1) return error_response(not_found(path.back()));
        return at_type(users(), {"Users", call_.grant.user});
    }

    HttpResponse at_root() const {
        if (request_.method != "GET") return not_allowed("GET");
        if (auto no = forbidden({"GET", "", ""})) return *no;
        const scim::Outcome<scim::Query> query = scim::read_query(params_);
        return query ? answer_query(call_, call_.collections, *query) : error_response(query.error());
    }

    HttpResponse search_root() const {
        if (request_.method != "POST") return not_allowed("POST");
        if (auto no = forbidden({"GET", "", ""})) return *no;
        const scim::Outcome<boost::json::object> body = read_body(call_, request_);
        if (!body) return error_response(body.error());
        const scim::Outcome<scim::Query> query = scim::read_search_request(*body);
        return query ? answer_query(call_, call_.collections, *query) : error_response(query.error());
    }

    HttpResponse bulk() const {
        if (!call_.behaviour.features.bulk) return error_response(not_supported());
        if (request_.method != "POST") return not_allowed("POST");
        Call call = call_;
        if (!call.behaviour.bulk.authorises_each) call.grant = {};
        return answer_bulk(call, request_, [&](const HttpRequest& one, const Path& path) {
            return Dispatcher(call, one, {}, hidden_).dispatch(path);
        });
    }

    const Call& call_;
    const HttpRequest& request_;
    const Params& params_;
    HiddenIds& hidden_;
};

HttpResponse answer(Call& call, const HttpRequest& request, std::string_view base_path, HiddenIds& hidden) {
    const ScimBehaviour& behaviour = call.behaviour;
    if (behaviour.before_token) {
        if (std::optional<HttpResponse> ended = behaviour.before_token(call, request)) return *ended;
    }
    const Result<Url> url = parse_url(request.url);
    const Result<Params> params = url ? parse_form(url->query) : Result<Params>(url.error());
    if (!params) return error_response(scim::invalid_syntax("the URL or its query cannot be read"));
    const std::optional<Path> path = read_path(url->path, base_path);
    if (path && !path->empty()) {
        if (std::optional<HttpResponse> discovered = discover(call, request, *params, *path)) return *discovered;
    }
    if (!behaviour.is_open || !behaviour.is_open(request)) {
        const auto grant = behaviour.grant(call.directory, call.org, bearer_token(request));
        if (!grant) return unauthorised();
        call.grant = *grant;
    }
    if (!path) return error_response(not_found(url->path));
    return Dispatcher(call, request, *params, hidden).dispatch(*path);
}

} // namespace

/// One organisation's answer, with the headers that every answer has.
HttpResponse ScimServer::answer_as(State& state, const HttpRequest& request, std::string_view base_path,
                                   std::string_view org, std::string_view base_url) {
    while (base_url.ends_with('/')) base_url.remove_suffix(1);
    std::string base = std::string(base_url) + std::string(base_path);
    if (state.behaviour.base) base = state.behaviour.base(request, base);
    Call call{state.directory, state.behaviour,   state.random,      std::string(org),
              std::move(base), state.clock.now(), state.collections, &state.cursor_key};
    call.whole_users = state.whole_users;
    HttpResponse response = answer(call, request, base_path, state.hidden);
    set_header(response.headers, "Cache-Control", "no-store");
    set_header(response.headers, "X-Content-Type-Options", "nosniff");
    return response;
}

ScimServer::ScimServer(Directory& directory, const Clock& clock, Random& random, ScimBehaviour behaviour)
    : state_(new State{directory, clock, random, std::move(behaviour)}) {
    directory.compare_user_names_by(state_->behaviour.user_name_key);
    state_->whole_users = is_shown_whole(state_->behaviour.schemas->user());
    const auto& types = state_->behaviour.schemas->types();
    for (std::size_t i = state_->collections.size(); i < types.size(); ++i) {
        state_->declared.push_back(declared_resources(types[i]));
        state_->collections.push_back(state_->declared.back().get());
    }
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
