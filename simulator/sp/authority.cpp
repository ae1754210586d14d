#include "simulator/sp/authority.hpp"

#include "src/core/authorization.hpp"

namespace idpsim::sp {
namespace {

HttpResponse unauthenticated() {
    HttpResponse response = error_json(401, "unauthorized", "A valid bearer token is needed.");
    set_header(response.headers, "WWW-Authenticate", "Bearer");
    return response;
}

HttpResponse forbidden() { return error_json(403, "forbidden", "This is not for you to do."); }

bool changes_something(const HttpRequest& request) { return request.method != "GET" && request.method != "HEAD"; }

/// The organisation that the sender administers, or why there is none.
Or<std::string> administered(Product& product, const HttpRequest& request) {
    if (const auto token = authorization_of(request, "Bearer")) {
        if (const Organisation* org = product.organisations.find_by_admin_token(*token)) return org->id;
        return is_staff_token(product, *token) ? forbidden() : unauthenticated();
    }
    const std::optional<Visitor> visitor = find_visitor(product, request);
    if (!visitor) return unauthenticated();
    if (!is_admin(product, visitor->account)) return forbidden();
    // A session comes along whoever made the browser send the request; a token does not.
    if (changes_something(request) && comes_from_elsewhere(product, request))
        return error_json(403, "cross_site", "This request was sent by another site.");
    return visitor->session.org;
}

} // namespace

bool is_staff_token(const Product& product, std::string_view token) {
    return !product.staff_digest.empty() && crypto::same_secret(product.staff_digest, token_digest(token));
}

bool is_staff_session(const Product& product, const HttpRequest& request) {
    const auto id = find_cookie(request, product.cookies.staff_name());
    return id && product.staff_sessions.find(*id, product.clock.now());
}

bool is_admin(const Product& product, const scim_server::UserRecord& account) {
    const ProductNames& names = product.config.names;
    return product.behaviour.access.may_administer(names, role_of(account, names));
}

Actor actor_of(Product& product, const HttpRequest& request) {
    if (const auto token = authorization_of(request, "Bearer")) {
        if (product.organisations.find_by_admin_token(*token)) return {ActorKind::admin_token, ""};
        return {is_staff_token(product, *token) ? ActorKind::staff : ActorKind::stranger, ""};
    }
    const std::optional<Visitor> visitor = find_visitor(product, request);
    if (visitor) return {ActorKind::person, address_of(visitor->account)};
    return {is_staff_session(product, request) ? ActorKind::staff : ActorKind::stranger, ""};
}

std::optional<HttpResponse> refuse_unless_staff(Product& product, const HttpRequest& request) {
    const std::optional<std::string> token = authorization_of(request, "Bearer");
    if (!token) return unauthenticated();
    if (is_staff_token(product, *token)) return std::nullopt;
    return product.organisations.find_by_admin_token(*token) ? forbidden() : unauthenticated();
}

Or<Organisation*> organisation_of_admin(Product& product, const Call& call) {
    const Or<std::string> own = administered(product, call.request);
    if (!own) return own.error();
    if (*own != call.path.at(0)) return forbidden();
    return product.organisations.find(*own);
}

Or<Organisation*> organisation_to_configure(Product& product, const Call& call) {
    Or<Organisation*> org = organisation_of_admin(product, call);
    if (org && !product.behaviour.has_sso_option(**org))
        return error_json(403, "not_enabled", "SSO/SCIM is not enabled for this organisation.");
    return org;
}

} // namespace idpsim::sp
