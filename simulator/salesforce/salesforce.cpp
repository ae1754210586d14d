#include "simulator/salesforce/salesforce.hpp"

#include "simulator/salesforce/world.hpp"
#include "src/core/pattern.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::salesforce {
namespace {

struct Endpoint {
    std::string_view path, method;
    bool below; ///< the path goes on
    HttpResponse (*handle)(World&, const Visit&);
};

constexpr Endpoint endpoints[] = {
    {"login", "GET", false, show_login},
    {"login", "POST", false, take_login},
    {"logout", "GET", false, log_out},
    {"home", "GET", false, show_home},
    {"authorize", "GET", false, authorize},
    {"consent", "POST", false, take_consent},
    {"remote_error", "GET", false, show_remote_error},
    {"token", "POST", false, give_token},
    {"revoke", "POST", false, revoke},
    {"identity", "GET", true, show_identity},
    {"userinfo", "GET", false, show_userinfo},
    {"query", "GET", false, run_query},
    {"query", "GET", true, run_query},
};

[[noreturn]] void refuse(std::string what) { throw Failure(Error{Fault::invalid, "salesforce", std::move(what)}); }

/// Whose host it is; nothing when it is none of Salesforce's.
bool find_host(World& world, Visit& visit) {
    const std::string origin = visit.url.origin();
    for (const Environment each : {Environment::production, Environment::sandbox}) {
        if (origin != world.vendor.login_origin(each)) continue;
        visit.environment = each;
        return true;
    }
    const auto found = std::ranges::find(world.orgs, origin, &Org::origin);
    if (found == world.orgs.end()) return false;
    visit.org = &*found;
    visit.environment = found->environment;
    return true;
}

bool is_at(const Vendor& vendor, const Endpoint& endpoint, const Visit& visit) {
    const std::string& path = vendor.path(endpoint.path);
    const bool fits = endpoint.below ? visit.url.path.starts_with(path + "/") : visit.url.path == path;
    return fits && endpoint.method == visit.request.method;
}

HttpResponse answer(World& world, const Visit& visit) {
    for (const Endpoint& endpoint : endpoints) {
        if (!is_at(world.vendor, endpoint, visit)) continue;
        HttpResponse response = endpoint.handle(world, visit);
        if (world.hooks.after) world.hooks.after(endpoint.path, visit.request, response);
        return response;
    }
    return page(404, "<p>" + escape_html(world.vendor.word("not_found")) + "</p>", world.vendor.word("error_title"));
}

} // namespace

Salesforce::Salesforce(const Vendor& vendor, const Clock& clock, Random& random)
    : world_(new World{vendor, clock, random, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}}) {}
Salesforce::~Salesforce() = default;

Org& Salesforce::add_org(std::string name, std::string domain, std::string sandbox) {
    const Vendor& vendor = world_->vendor;
    Org org;
    org.id = draw_id("00D", world_->random);
    org.name = std::move(name);
    org.environment = sandbox.empty() ? Environment::production : Environment::sandbox;
    const std::string& pattern = sandbox.empty() ? vendor.production_domain : vendor.sandbox_domain;
    org.origin = expand(pattern, {{"domain", std::move(domain)}, {"sandbox", std::move(sandbox)}}).value();
    if (std::ranges::find(world_->orgs, org.origin, &Org::origin) != world_->orgs.end())
        refuse("there is an org at " + org.origin);
    world_->orgs.push_back(std::move(org));
    return world_->orgs.back();
}

User& Salesforce::add_user(Org& org, User user) {
    if (find_username(*world_, org.environment, user.username).user)
        refuse("the username " + user.username + " is taken");
    if (user.id.empty()) user.id = draw_id("005", world_->random);
    org.users.push_back(std::move(user));
    return org.users.back();
}

ConnectedApp& Salesforce::add_app(Org& org, ConnectedApp app) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
    if (app.client_id.empty()) app.client_id = "3MVG9" + world_->random.pick(alphabet, 80);
    if (app.client_secret.empty()) app.client_secret = world_->random.pick("0123456789ABCDEF", 64);
    org.apps.push_back(std::move(app));
    return org.apps.back();
}

void Salesforce::trust(Org& org, std::string_view idp_metadata) {
    org.idp = sp::read_idp_connection(idp_metadata, world_->clock.now()).value();
}

saml::EntityDescriptor Salesforce::service_provider(const Org& org) const {
    saml::EntityDescriptor out;
    out.entity_id = org.origin;
    out.sp.emplace();
    out.sp->acs.push_back({saml::binding_post, org.acs_url(), {}, 0, true});
    return out;
}

void Salesforce::end_sessions(std::string_view user_id) {
    std::erase_if(world_->sessions, [&](const auto& entry) { return entry.second.user == user_id; });
}

std::vector<std::string> Salesforce::origins() const {
    std::vector<std::string> out{world_->vendor.production_login, world_->vendor.sandbox_login};
    for (const Org& org : world_->orgs) out.push_back(org.origin);
    return out;
}

HttpResponse Salesforce::handle(const HttpRequest& request) {
    Result<Url> url = parse_url(request.url);
    if (!url) return text_response(400, "bad request");
    Visit visit{request, std::move(*url), {}, {}, Environment::production, nullptr};
    if (!find_host(*world_, visit)) return text_response(421, "misdirected request");
    Result<Params> query = parse_form(visit.url.query);
    const bool has_form =
        find_header(request.headers, "Content-Type").value_or("").starts_with("application/x-www-form-urlencoded");
    Result<Params> form = parse_form(has_form ? std::string_view(request.body) : std::string_view());
    if (!query || !form) return text_response(400, "bad request");
    visit.query = std::move(*query);
    visit.form = std::move(*form);
    HttpResponse response = answer(*world_, visit);
    if (!find_header(response.headers, "Cache-Control")) set_header(response.headers, "Cache-Control", "no-store");
    return response;
}

Hooks& Salesforce::hooks() { return world_->hooks; }
const Vendor& Salesforce::vendor() const { return world_->vendor; }

HttpResponse go_to(std::string_view location) { return redirect_response(location); }

Org* find_org(World& world, std::string_view org_id) {
    const auto found = std::ranges::find(world.orgs, org_id, &Org::id);
    return found == world.orgs.end() ? nullptr : &*found;
}

std::pair<ConnectedApp*, Org*> find_app(World& world, Environment environment, std::string_view client_id) {
    for (Org& org : world.orgs) {
        if (org.environment != environment) continue;
        const auto found = std::ranges::find(org.apps, client_id, &ConnectedApp::client_id);
        if (found != org.apps.end()) return {&*found, &org};
    }
    return {nullptr, nullptr};
}

Person find_username(World& world, Environment environment, std::string_view username) {
    for (Org& org : world.orgs)
        if (org.environment == environment)
            if (User* user = org.find_username(username)) return {nullptr, &org, user};
    return {};
}

} // namespace idpsim::salesforce
