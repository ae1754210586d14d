#pragma once
/// Who gets to see a page, and whose forms are taken. A form carries a token that only a page of ours can have given to that
/// very browser session, so that no other site can send it; what the browser says of where the form stood is looked at, too.
#include "simulator/sp/form_body.hpp"
#include "simulator/sp/product.hpp"

#include <string>
#include <string_view>

namespace idpsim::sp {

inline constexpr char form_token_field[] = "form_token";

/// The token of forms that are bound to a session or, before there is one, to the browser's cookie: worth nothing for any
/// other.
std::string form_token(std::string_view bound_to);

struct AdminPage {
    Organisation* org;
    Visitor visitor;
};
struct AdminForm {
    Organisation* org;
    Visitor visitor;
    FormBody body;
};

/// Somebody who is signed in; else the way to the sign-in page, which comes back here.
Or<Visitor> page_of_person(Product& product, const Call& call);
/// An Account Admin; 403 for everybody else who is signed in.
Or<AdminPage> page_of_admin(Product& product, const Call& call);
/// The same, and the organisation has the SSO/SCIM option; else 403 "not_enabled".
Or<AdminPage> page_of_sso_admin(Product& product, const Call& call);
/// A form that an Account Admin sent from a page of ours; 403 else. Of any content type that read_form_body() takes.
Or<AdminForm> form_of_admin(Product& product, const Call& call);
Or<AdminForm> form_of_sso_admin(Product& product, const Call& call);
/// A form that was sent from a page of ours, whoever sent it: bound to the browser's cookie (browser_id()).
Or<FormBody> form_of_anyone(Product& product, const Call& call);
/// Pages and forms of the vendor's team: 303 to /staff for everybody else.
std::optional<HttpResponse> refuse_unless_staff_page(Product& product, const Call& call);
Or<FormBody> form_of_staff(Product& product, const Call& call);

} // namespace idpsim::sp
