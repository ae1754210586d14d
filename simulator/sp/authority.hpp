#pragma once
/// Who may use the API: the vendor's team, or an organisation's account admin.
#include "simulator/sp/product.hpp"

#include <optional>

namespace idpsim::sp {

/// Nothing when the request carries the staff token; else 401 without a valid token, 403 with somebody else's.
std::optional<HttpResponse> refuse_unless_staff(Product& product, const HttpRequest& request);

/// The organisation of the URL when the request comes from its admin: by the admin token, or by the session of an
/// account with the admin role. 401 without either, 403 for everybody else, whether or not the organisation exists.
Or<Organisation*> organisation_of_admin(Product& product, const Call& call);

/// The same, and the organisation has the SSO/SCIM option; else 403 "not_enabled".
Or<Organisation*> organisation_to_configure(Product& product, const Call& call);

/// Whose request it is, as far as its token or session proves it.
Actor actor_of(Product& product, const HttpRequest& request);

/// Whether the account's role is one that administers its organisation.
bool is_admin(const Product& product, const scim_server::UserRecord& account);

/// Whether a browser's session of the vendor's team comes with the request.
bool is_staff_session(const Product& product, const HttpRequest& request);
/// Whether the text is the staff token.
bool is_staff_token(const Product& product, std::string_view token);

} // namespace idpsim::sp
