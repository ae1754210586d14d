/// Pages of the vendor's own team: which organisations have the SSO/SCIM option.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "src/core/text.hpp"

namespace idpsim::sp {
namespace {

constexpr Millis staff_session_lifetime{8 * 3'600'000};

std::string org_entry(const Organisation& org, const std::string& token) {
    const std::string state = !org.enabled ? "SSO/SCIM off" : org.idps.empty() ? "SSO/SCIM on" : "SSO/SCIM on, connected";
    return "<li><p><strong>" + escape_html(org.name) + "</strong> <span class=\"tag\">" + state + "</span></p><p class=\"soft\"><code>" + escape_html(org.id) + "</code></p>" +
           form("/staff/orgs/" + org.id + "/enabled", token,
                org.enabled ? button("Switch SSO/SCIM off", "danger", "enabled", "no") : button("Enable SSO/SCIM", "", "enabled", "yes")) +
           "</li>";
}

HttpResponse staff_sign_in(Product& product, const HttpRequest& request, const std::string& problem, int status) {
    const std::string browser = browser_id(product, request);
    HttpResponse response = show_page(
        product, {"Staff", nullptr, {}, {}},
        (problem.empty() ? "" : notice("bad", problem)) + "<div class=\"narrow\">" +
            card("For " + product.config.names.company + "'s own team",
                 form("/staff/sign-in", form_token(browser), input({"Staff token", "token", "password", "", "", "required autocomplete=\"off\""}) + button("Sign in"))) +
            "</div>",
        status);
    response.headers.emplace_back("Set-Cookie", product.cookies.set_browser(browser, std::chrono::hours{12}));
    return response;
}

} // namespace

HttpResponse show_staff_page(Product& product, const Call& call) {
    if (!is_staff_session(product, call.request)) return staff_sign_in(product, call.request, "", wants_json(call.request) ? 401 : 200);
    const std::string token = form_token(find_cookie(call.request, product.cookies.staff_name()).value_or(""));
    std::string list;
    for (const auto& [id, org] : product.organisations.all()) list += org_entry(org, token);
    return show_page(product, {"Staff", nullptr, {}, {}},
                     card("Organisations", list.empty() ? paragraph("None yet.") : "<ul class=\"list\">" + list + "</ul>") +
                         form("/staff/sign-out", token, button("Sign out", "plain")));
}

HttpResponse sign_staff_in(Product& product, const Call& call) {
    const Or<FormBody> body = form_of_anyone(product, call);
    if (!body) return body.error();
    if (!is_staff_token(product, body->field("token"))) return staff_sign_in(product, call.request, "This is not the staff token.", 403);
    if (const auto old = find_cookie(call.request, product.cookies.staff_name())) product.staff_sessions.end(*old);
    Session session;
    session.created = product.clock.now();
    session.ends = session.created + staff_session_lifetime;
    HttpResponse response = see_other("/staff");
    response.headers.emplace_back("Set-Cookie", product.cookies.set_staff(product.staff_sessions.start(std::move(session), product.random)));
    return response;
}

HttpResponse sign_staff_out(Product& product, const Call& call) {
    const Or<FormBody> body = form_of_staff(product, call);
    if (!body) return body.error();
    product.staff_sessions.end(find_cookie(call.request, product.cookies.staff_name()).value_or(""));
    HttpResponse response = see_other("/staff");
    response.headers.emplace_back("Set-Cookie", product.cookies.clear_staff());
    return response;
}

HttpResponse enable_by_form(Product& product, const Call& call) {
    const Or<FormBody> body = form_of_staff(product, call);
    if (!body) return body.error();
    Organisation* org = product.organisations.find(call.path.at(0));
    if (!org) return problem_page(product, call.request, {"Not found", "not_found", "There is no such organisation."}, 404);
    switch_sso(product, *org, {ActorKind::staff, ""}, body->field("enabled") == "yes");
    return see_other("/staff");
}

} // namespace idpsim::sp
