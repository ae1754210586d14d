#include "simulator/sp/page_access.hpp"

#include "simulator/sp/authority.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "src/crypto/digest.hpp"

namespace idpsim::sp {
namespace {

/// Who came by a link goes on to where it led; a form has to be filled in again.
HttpResponse to_sign_in(const Call& call) {
    if (wants_json(call.request)) return error_json(401, "no_session", "Nobody is signed in with this browser.");
    return see_other(call.request.method == "GET" ? with_param("/sign-in", "next", call.url.target()) : "/sign-in");
}

HttpResponse not_for_you(Product& product, const Call& call, const Visitor& visitor) {
    const ProductNames& names = product.config.names;
    const std::string detail = "Only an " + names.admin_role + " of your organisation may do this. Ask one of them to make you one, or to do it for you.";
    return problem_page(product, call.request, {"Not for you to do", "forbidden", detail}, 403, &visitor);
}

Or<FormBody> genuine_form(Product& product, const Call& call, const std::string& bound_to) {
    Or<FormBody> body = read_form_body(call.request);
    if (!body) return body;
    if (comes_from_elsewhere(product, call.request))
        return problem_page(product, call.request, {"Not from here", "cross_site", "This form was sent by another site."}, 403);
    if (!product.behaviour.access.admits_form(form_token(bound_to), body->field(form_token_field)))
        return problem_page(product, call.request,
                            {"This page is too old", "bad_form_token", "You have signed in or out since the page was opened. Open it again, and send the form from there."}, 403);
    return body;
}

Or<AdminForm> with_form(Product& product, const Call& call, Or<AdminPage> page) {
    if (!page) return page.error();
    Or<FormBody> body = genuine_form(product, call, page->visitor.session_id);
    if (!body) return body.error();
    return AdminForm{page->org, std::move(page->visitor), std::move(*body)};
}

} // namespace

std::string form_token(std::string_view bound_to) {
    if (bound_to.empty()) return "";
    return crypto::base64url_encode(crypto::hmac(crypto::Hash::sha256, bound_to, "form token"));
}

Or<Visitor> page_of_person(Product& product, const Call& call) {
    std::optional<Visitor> visitor = find_visitor(product, call.request);
    if (!visitor) return to_sign_in(call);
    return std::move(*visitor);
}

Or<AdminPage> page_of_admin(Product& product, const Call& call) {
    Or<Visitor> visitor = page_of_person(product, call);
    if (!visitor) return visitor.error();
    if (!is_admin(product, visitor->account)) return not_for_you(product, call, *visitor);
    Organisation* org = product.organisations.find(visitor->session.org);
    return AdminPage{org, std::move(*visitor)};
}

Or<AdminPage> page_of_sso_admin(Product& product, const Call& call) {
    Or<AdminPage> page = page_of_admin(product, call);
    if (!page || product.behaviour.has_sso_option(*page->org)) return page;
    const std::string detail = "SSO/SCIM is not enabled for your organisation. Ask " + product.config.names.company + " to enable it.";
    return problem_page(product, call.request, {"Not enabled", "not_enabled", detail}, 403, &page->visitor);
}

Or<AdminForm> form_of_admin(Product& product, const Call& call) { return with_form(product, call, page_of_admin(product, call)); }

Or<AdminForm> form_of_sso_admin(Product& product, const Call& call) { return with_form(product, call, page_of_sso_admin(product, call)); }

Or<FormBody> form_of_anyone(Product& product, const Call& call) {
    return genuine_form(product, call, find_cookie(call.request, product.cookies.browser_name()).value_or(""));
}

std::optional<HttpResponse> refuse_unless_staff_page(Product& product, const Call& call) {
    if (is_staff_session(product, call.request)) return std::nullopt;
    if (wants_json(call.request)) return error_json(401, "no_session", "Nobody of the vendor's team is signed in with this browser.");
    return see_other("/staff");
}

Or<FormBody> form_of_staff(Product& product, const Call& call) {
    if (auto refusal = refuse_unless_staff_page(product, call)) return *refusal;
    return genuine_form(product, call, find_cookie(call.request, product.cookies.staff_name()).value_or(""));
}

} // namespace idpsim::sp
