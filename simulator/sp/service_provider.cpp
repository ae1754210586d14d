#include "simulator/sp/service_provider.hpp"

#include "simulator/sp/product.hpp"
#include "simulator/sp/routes.hpp"
#include "simulator/sp/scim_audit.hpp"
#include "src/scim/messages.hpp"

namespace idpsim::sp {
namespace {

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
    const ScimAudit watched(product, *org, request, path.substr(end));
    HttpResponse response = product.scim.handle(request, path.substr(0, end), org->id, product.config.base_url);
    watched.tell(response);
    return response;
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
    return finished(serve_route(product, request, *url), harden);
}

/// Extension sessions end with the account, whoever disables it.
void end_extensions(scim_server::ScimBehaviour& scim, ExtensionSessions sessions) {
    scim.updated = [first = scim.updated, sessions](const scim_server::UserRecord& before, const scim_server::UserRecord& after) mutable {
        if (first) first(before, after);
        if (before.active && !after.active) sessions.end_of_inactive(after.org);
    };
}

} // namespace

ServiceProvider::ServiceProvider(SpConfig config, scim_server::Directory& directory, const Clock& clock,
                                 Random& random, SpBehaviour behaviour) {
    const std::string base_url = config.base_url;
    const Millis request_lifetime = config.request_lifetime;
    const bool keeps_keys = config.keeps_keys;
    const std::string staff_digest = config.staff_token.empty() ? "" : token_digest(config.staff_token);
    const AuditLog log(directory.database());
    scim_server::ScimBehaviour scim = behaviour.scim;
    watch_accounts(scim, log, behaviour.access.audits, clock);
    if (behaviour.extension.ends_with_account) end_extensions(scim, ExtensionSessions(directory.database()));
    product_.reset(new Product{
        .config = std::move(config),
        .behaviour = std::move(behaviour),
        .directory = directory,
        .clock = clock,
        .random = random,
        .cookies = Cookies(base_url),
        .organisations = Organisations(base_url, directory.database()),
        .sessions = {},
        .staff_sessions = {},
        .requests = PendingRequests(request_lifetime),
        .logouts = PendingRequests(request_lifetime),
        .replay = ReplayCache(directory.database()),
        .audit = log,
        .invitations = Invitations(directory.database()),
        .failures = SignInFailures(directory.database()),
        .salesforce = SalesforceStore(directory.database()),
        .salesforce_states = {},
        .keys = KeyStore(directory.database(), keeps_keys, host_of(base_url)),
        .scim = scim_server::ScimServer(directory, clock, random, std::move(scim)),
        .staff_digest = staff_digest,
        .hand_overs = {},
        .extensions = ExtensionSessions(directory.database()),
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
