/// The token endpoint, and revocation.
#include "simulator/salesforce/world.hpp"
#include "src/core/authorization.hpp"
#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::salesforce {
namespace {

/// Nothing wrong: null.
using Why = const Refusal*;

std::string field(const Params& params, std::string_view name) { return find_param(params, name).value_or(""); }

struct Credentials {
    std::string id, secret;
};

/// In the form, or by Basic (RFC 6749 section 2.3.1).
Credentials credentials_of(const Visit& visit) {
    if (const auto basic = authorization_of(visit.request, "Basic")) {
        const Result<std::string> pair = crypto::base64_decode(*basic);
        const std::size_t colon = pair ? pair->find(':') : std::string::npos;
        if (colon == std::string::npos) return {};
        const Result<std::string> id = percent_decode(std::string_view(*pair).substr(0, colon), true);
        const Result<std::string> secret = percent_decode(std::string_view(*pair).substr(colon + 1), true);
        return id && secret ? Credentials{*id, *secret} : Credentials{};
    }
    return {field(visit.form, "client_id"), field(visit.form, "client_secret")};
}

Why authenticate(World& world, const Visit& visit, ConnectedApp*& app, Org*& owner) {
    const Credentials given = credentials_of(visit);
    std::tie(app, owner) = find_app(world, visit.environment, given.id);
    if (!app) return &world.vendor.refusal("unknown_client");
    if (!crypto::same_secret(app->client_secret, given.secret)) return &world.vendor.refusal("bad_secret");
    return nullptr;
}

/// RFC 7636 section 4.6, with the errors that Salesforce gives.
Why check_verifier(const World& world, const Grant& grant, const Params& form) {
    if (grant.challenge.empty()) return nullptr;
    const std::string verifier = field(form, "code_verifier");
    if (verifier.empty()) return &world.vendor.refusal("no_verifier");
    const std::string challenge = crypto::base64url_encode(crypto::digest(crypto::Hash::sha256, verifier));
    return crypto::same_secret(challenge, grant.challenge) ? nullptr : &world.vendor.refusal("bad_verifier");
}

/// Of its user: gone or inactive people have no grants.
User* user_of(World& world, const Grant& grant) {
    Org* org = find_org(world, grant.org);
    User* user = org ? org->find_user(grant.user) : nullptr;
    return user && user->active ? user : nullptr;
}

std::string identity_url(const World& world, const Org& org, const Grant& grant) {
    return world.vendor.login_origin(org.environment) + world.vendor.path("identity") + "/" + grant.org + "/" +
           grant.user;
}

bool has_scope(const Grant& grant, std::string_view scope) {
    return std::ranges::find(grant.scopes, scope) != grant.scopes.end();
}

/// Whether a refresh token is asked for, by either name.
bool keeps_access(const Grant& grant) {
    return has_scope(grant, "refresh_token") || has_scope(grant, "offline_access");
}

HttpResponse hand_out(World& world, const ConnectedApp& app, Grant grant, bool with_refresh) {
    const Org& org = *find_org(world, grant.org);
    const std::string token = std::string(short_id(org.id)) + "!AQ" + world.random.token() + world.random.token();
    const std::string id = identity_url(world, org, grant);
    const std::string issued_at = std::to_string(world.clock.now().time_since_epoch().count());
    boost::json::object body{{"access_token", token}};
    if (with_refresh && keeps_access(grant)) {
        const std::string refresh = "5Aep" + world.random.token() + world.random.token();
        world.refresh_tokens[refresh] = grant;
        body["refresh_token"] = refresh;
    }
    body["signature"] = crypto::base64_encode(crypto::hmac(crypto::Hash::sha256, app.client_secret, id + issued_at));
    body["scope"] = join(grant.scopes, " ");
    body["instance_url"] = org.origin;
    body["id"] = id;
    body["token_type"] = "Bearer";
    body["issued_at"] = issued_at;
    grant.ends = world.clock.now() + world.vendor.token_lifetime;
    world.tokens[token] = std::move(grant);
    return json_response(200, boost::json::serialize(body), "application/json;charset=UTF-8");
}

HttpResponse by_code(World& world, const Visit& visit, const ConnectedApp& app) {
    const Vendor& vendor = world.vendor;
    const auto found = world.codes.find(field(visit.form, "code"));
    if (found == world.codes.end() || found->second.client_id != app.client_id)
        return oauth_error(vendor.refusal("bad_code"));
    Grant& grant = found->second;
    if ((grant.used && !world.hooks.codes_last) || world.clock.now() >= grant.ends)
        return oauth_error(vendor.refusal("code_over"));
    if (grant.redirect_uri != field(visit.form, "redirect_uri"))
        return oauth_error(vendor.refusal("code_redirect_uri"));
    grant.used = true; // whatever comes of the verifier: there is one attempt
    if (const Why why = check_verifier(world, grant, visit.form)) return oauth_error(*why);
    if (!user_of(world, grant)) return oauth_error(vendor.refusal("inactive_user"));
    return hand_out(world, app, grant, true);
}

HttpResponse by_refresh_token(World& world, const Visit& visit, const ConnectedApp& app) {
    const auto found = world.refresh_tokens.find(field(visit.form, "refresh_token"));
    if (found == world.refresh_tokens.end() || found->second.client_id != app.client_id)
        return oauth_error(world.vendor.refusal("bad_refresh"));
    if (!user_of(world, found->second)) return oauth_error(world.vendor.refusal("inactive_user"));
    return hand_out(world, app, found->second, false);
}

/// The app's own rights: those of the user whom the admin named, and only at the org's own host.
HttpResponse by_credentials(World& world, const Visit& visit, const ConnectedApp& app, const Org& owner) {
    if (visit.org != &owner) return oauth_error(world.vendor.refusal("needs_my_domain"));
    if (app.run_as.empty()) return oauth_error(world.vendor.refusal("no_run_as"));
    Grant grant{owner.id, app.run_as, app.client_id, app.scopes, {}, {}, {}, false};
    if (!user_of(world, grant)) return oauth_error(world.vendor.refusal("inactive_user"));
    return hand_out(world, app, std::move(grant), false);
}

} // namespace

const Grant* granted(World& world, const Visit& visit) {
    const std::optional<std::string> token = authorization_of(visit.request, "Bearer");
    const auto found = token ? world.tokens.find(*token) : world.tokens.end();
    return found != world.tokens.end() && world.clock.now() < found->second.ends ? &found->second : nullptr;
}

HttpResponse oauth_error(const Refusal& refusal) {
    const boost::json::object body{{"error", refusal.error}, {"error_description", refusal.description}};
    HttpResponse out = json_response(refusal.status, boost::json::serialize(body), "application/json;charset=UTF-8");
    set_header(out.headers, "Cache-Control", "no-store");
    return out;
}

HttpResponse give_token(World& world, const Visit& visit) {
    if (visit.form.empty()) return oauth_error(world.vendor.refusal("bad_form"));
    ConnectedApp* app = nullptr;
    Org* owner = nullptr;
    const std::string type = field(visit.form, "grant_type");
    if (type != "authorization_code" && type != "refresh_token" && type != "client_credentials")
        return oauth_error(world.vendor.refusal("grant_type"));
    if (const Why why = authenticate(world, visit, app, owner)) return oauth_error(*why);
    if (type == "authorization_code") return by_code(world, visit, *app);
    if (type == "refresh_token") return by_refresh_token(world, visit, *app);
    return by_credentials(world, visit, *app, *owner);
}

HttpResponse revoke(World& world, const Visit& visit) {
    const std::string token = field(visit.form, "token");
    const std::size_t gone = world.tokens.erase(token) + world.refresh_tokens.erase(token);
    return gone ? text_response(200, "") : oauth_error(world.vendor.refusal("revoke_unknown"));
}

} // namespace idpsim::salesforce
