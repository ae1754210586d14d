#include "simulator/sp/service_provider.hpp"

#include "simulator/sp/product.hpp"
#include "src/scim/messages.hpp"

namespace idpsim::sp {
namespace {

/// An endpoint that answers at once.
template <HttpResponse (*Endpoint)(Product&, const Call&)>
Reply at_once(Product& product, const Call& call) {
    return Endpoint(product, call);
}

constexpr Route<Product> routes[] = {
    {"GET", "/", at_once<show_home>},
    {"GET", "/whoami", at_once<who_am_i>},
    {"POST", "/logout", at_once<log_out>},
    {"GET", "/sso/{org}/metadata", at_once<show_metadata>},
    {"GET", "/sso/{org}/login", start_login},
    {"GET", "/sso/{org}/logout", at_once<log_out_everywhere>},
    {"POST", "/sso/{org}/logout", at_once<log_out_everywhere>},
    {"GET", "/sso/{org}/slo", at_once<consume_logout>},
    {"POST", "/sso/{org}/slo", at_once<consume_logout>},
    {"*", "/sso/{org}/acs", consume_assertion},   // its rules judge the method, too
    {"POST", "/api/orgs", at_once<create_organisation>},
    {"POST", "/api/orgs/{org}/admin-token", at_once<renew_admin_token>},
    {"PUT", "/api/orgs/{org}/enabled", at_once<set_enabled>},
    {"PUT", "/api/orgs/{org}/idp", at_once<connect_idp>},
    {"GET", "/api/orgs/{org}/idps", at_once<list_idps>},
    {"POST", "/api/orgs/{org}/idps", add_idp},
    {"GET", "/api/orgs/{org}/idps/{idp}", at_once<show_idp>},
    {"PUT", "/api/orgs/{org}/idps/{idp}", at_once<replace_idp_metadata>},
    {"PATCH", "/api/orgs/{org}/idps/{idp}", at_once<change_idp>},
    {"DELETE", "/api/orgs/{org}/idps/{idp}", at_once<remove_idp>},
    {"POST", "/api/orgs/{org}/idps/{idp}/refresh", refresh_idp},
    {"POST", "/api/orgs/{org}/idps/{idp}/certificates", at_once<trust_certificate>},
    {"DELETE", "/api/orgs/{org}/idps/{idp}/certificates/{sha256}", at_once<distrust_certificate>},
    {"GET", "/api/orgs/{org}/keys", at_once<list_keys>},
    {"POST", "/api/orgs/{org}/keys/{use}", at_once<begin_key_rollover>},
    {"DELETE", "/api/orgs/{org}/keys/{use}", at_once<end_key_rollover>},
    {"POST", "/api/orgs/{org}/scim-token", at_once<renew_scim_token>},
    {"GET", "/api/orgs/{org}/settings", at_once<show_settings>},
    {"PATCH", "/api/orgs/{org}/settings", at_once<change_settings>},
    {"GET", "/api/orgs/{org}/accounts", at_once<list_accounts>},
    {"PATCH", "/api/orgs/{org}/accounts/{id}", at_once<change_account>},
    {"GET", "/api/orgs/{org}/teams", at_once<list_teams>},
    {"POST", "/api/orgs/{org}/teams", at_once<create_team>},
};

constexpr std::string_view scim_root = "/scim/v2/";

/// An Error message as SCIM clients read it (RFC 7644 section 3.12), with this API's `error` beside.
HttpResponse scim_error(int status, std::string_view code, std::string detail,
                        scim::ScimType type = scim::ScimType::none) {
    scim::Refusal refusal;
    refusal.type = type;
    refusal.status = status;
    refusal.detail = std::move(detail);
    boost::json::object body = scim::write_error(refusal);
    body["error"] = boost::json::string_view(code.data(), code.size());
    HttpResponse response = json_answer(status, body);
    set_header(response.headers, "Content-Type", "application/scim+json");
    return response;
}

/// "/scim/v2/{org}" and everything below belong to the SCIM server.
HttpResponse answer_scim(Product& product, const HttpRequest& request, const Url& url) {
    const std::string_view path = url.path;
    const std::size_t end = std::min(path.find('/', scim_root.size()), path.size());
    const std::string_view id = path.substr(scim_root.size(), end - scim_root.size());
    const Organisation* org = product.organisations.find(id);
    if (!org) return scim_error(404, "not_found", "There is no such organisation.");
    if (!product.behaviour.has_sso_option(*org))
        return scim_error(403, "not_enabled", "SSO/SCIM is not enabled for this organisation.");
    return product.scim.handle(request, path.substr(0, end), org->id, product.config.base_url);
}

/// `response`, once all of that was fetched, whatever came of it.
Reply after_fetching(std::vector<std::string> urls, HttpResponse response) {
    if (urls.empty()) return response;
    Errand errand;
    errand.request.method = "GET";
    errand.request.url = std::move(urls.back());
    urls.pop_back();
    errand.then = [urls = std::move(urls), response = std::move(response)](const Result<HttpResponse>&) { return after_fetching(urls, response); };
    return errand;
}

Reply serve_scim(Product& product, const HttpRequest& request, const Url& url) {
    HttpResponse response = answer_scim(product, request, url);
    if (!product.behaviour.fetches) return response;
    std::vector<std::string> urls = product.behaviour.fetches(request, response);
    return after_fetching(std::move(urls), std::move(response));
}

std::string host_of(const std::string& base_url) {
    const Result<Url> url = parse_url(base_url);
    return url ? url->host : "service-provider";
}

Reply answer(Product& product, const HttpRequest& request) {
    const Result<Url> url = parse_url(request.url);
    if (!url) return error_json(400, "bad_request", "The URL cannot be read.");
    if (url->path.starts_with(scim_root)) return serve_scim(product, request, *url);
    if (url->path.starts_with("/scim/v")) {   // RFC 7644 section 3.13
        return scim_error(400, "bad_version", "This server speaks v2 of the protocol.", scim::ScimType::invalid_vers);
    }
    const std::string& start = product.config.names.start_path;   // its path is the product's own word
    if (!start.empty() && url->path == start) return finished(start_page(product, Call{request, *url, {}}), harden);
    return finished(route(routes, product, request, *url), harden);
}

} // namespace

ServiceProvider::ServiceProvider(SpConfig config, scim_server::Directory& directory, const Clock& clock,
                                 Random& random, SpBehaviour behaviour) {
    const std::string base_url = config.base_url;
    const Millis request_lifetime = config.request_lifetime;
    const bool keeps_keys = config.keeps_keys;
    const std::string staff_digest = config.staff_token.empty() ? "" : token_digest(config.staff_token);
    scim_server::ScimBehaviour scim = behaviour.scim;
    product_.reset(new Product{
        .config = std::move(config),
        .behaviour = std::move(behaviour),
        .directory = directory,
        .clock = clock,
        .random = random,
        .cookies = Cookies(base_url),
        .organisations = Organisations(base_url, directory.database()),
        .sessions = {},
        .requests = PendingRequests(request_lifetime),
        .logouts = PendingRequests(request_lifetime),
        .replay = ReplayCache(directory.database()),
        .keys = KeyStore(directory.database(), keeps_keys, host_of(base_url)),
        .scim = scim_server::ScimServer(directory, clock, random, std::move(scim)),
        .staff_digest = staff_digest,
    });
}

ServiceProvider::~ServiceProvider() = default;
ServiceProvider::ServiceProvider(ServiceProvider&&) noexcept = default;
ServiceProvider& ServiceProvider::operator=(ServiceProvider&&) noexcept = default;

Reply ServiceProvider::begin(const HttpRequest& request) {
    const SpBehaviour& behaviour = product_->behaviour;
    if (!behaviour.before && !behaviour.after) return answer(*product_, request);
    HttpRequest seen = request;
    std::optional<HttpResponse> ended;
    if (behaviour.before) ended = behaviour.before(seen);
    Reply reply = ended ? Reply(std::move(*ended)) : answer(*product_, seen);
    if (!behaviour.after) return reply;
    return finished(std::move(reply), [after = behaviour.after, seen](HttpResponse& response) { after(seen, response); });
}

HttpResponse ServiceProvider::handle(const HttpRequest& request) { return without_errands(begin(request)); }

std::vector<std::string> ServiceProvider::origins() const { return {product_->config.base_url}; }

HttpResponse answer_unread(int status, std::string_view target) {
    constexpr std::string_view detail = "The request is malformed, too large or too slow.";
    if (target.starts_with("/scim/")) return scim_error(status, "unread", std::string(detail));
    return error_json(status, "unread", detail);
}

} // namespace idpsim::sp
