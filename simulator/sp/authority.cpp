#include "simulator/sp/authority.hpp"

#include "src/core/text.hpp"

namespace idpsim::sp {
namespace {

/// RFC 6750 section 2.1; the scheme's case does not matter.
std::optional<std::string> bearer_token(const HttpRequest& request) {
    const std::optional<std::string> header = find_header(request.headers, "Authorization");
    constexpr std::string_view scheme = "bearer ";
    if (!header || !equal_nocase(std::string_view(*header).substr(0, scheme.size()), scheme)) return std::nullopt;
    return std::string(trim(std::string_view(*header).substr(scheme.size())));
}

HttpResponse unauthenticated() {
    HttpResponse response = error_json(401, "unauthorized", "A valid bearer token is needed.");
    set_header(response.headers, "WWW-Authenticate", "Bearer");
    return response;
}

HttpResponse forbidden() { return error_json(403, "forbidden", "This is not for you to do."); }

bool is_staff_token(const Product& product, std::string_view token) {
    return !product.staff_digest.empty() && crypto::same_secret(product.staff_digest, token_digest(token));
}

/// The organisation that the sender administers, or why there is none.
Or<std::string> administered(Product& product, const HttpRequest& request) {
    if (const auto token = bearer_token(request)) {
        if (const Organisation* org = product.organisations.find_by_admin_token(*token)) return org->id;
        return is_staff_token(product, *token) ? forbidden() : unauthenticated();
    }
    const std::optional<Visitor> visitor = find_visitor(product, request);
    if (!visitor) return unauthenticated();
    const AccountView account = view_account(product, visitor->account);
    if (account.role != product.config.names.admin_role) return forbidden();
    return visitor->session.org;
}

} // namespace

std::optional<HttpResponse> refuse_unless_staff(Product& product, const HttpRequest& request) {
    const std::optional<std::string> token = bearer_token(request);
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
