/// Signing in: the address first, then the organisation's identity provider or a password.
#include "simulator/sp/find_organisation.hpp"
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "simulator/sp/people.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

/// Where to go on afterwards, as it travels through the forms: "" for home.
std::string next_of(const Product& product, const std::string& wanted) {
    const std::string place = landing_url(wanted, product.config.base_url);
    return place == "/" ? "" : place;
}

/// The page with its forms' token; whoever has no browser cookie yet gets one.
HttpResponse with_browser(Product& product, const HttpRequest& request, const std::function<HttpResponse(const std::string& token)>& page) {
    const std::string browser = browser_id(product, request);
    HttpResponse response = page(form_token(browser));
    response.headers.emplace_back("Set-Cookie", product.cookies.set_browser(browser, std::chrono::hours{12}));
    return response;
}

HttpResponse email_page(Product& product, const HttpRequest& request, const std::string& email, const std::string& next, const std::string& problem, int status) {
    return with_browser(product, request, [&](const std::string& token) {
        std::string body = problem.empty() ? "" : notice("bad", problem);
        body += "<div class=\"narrow\">" +
                card("Welcome", form("/sign-in", token,
                                     hidden("next", next) +
                                         input({"Work e-mail", "email", "email", email, "", "required autocomplete=\"username\" autofocus"}) +
                                         button("Continue"))) +
                other_ways_in(product, next) + "</div>";
        return show_page(product, {"Sign in", nullptr, {}, {}}, body, status);
    });
}

HttpResponse password_page(Product& product, const HttpRequest& request, const std::string& email, const std::string& next, const std::string& problem, int status) {
    return with_browser(product, request, [&](const std::string& token) {
        std::string body = problem.empty() ? "" : notice("bad", problem);
        body += "<div class=\"narrow\">" +
                card("Your password", form("/sign-in/password", token,
                                           hidden("next", next) +
                                               input({"Work e-mail", "email", "email", email, "", "required autocomplete=\"username\""}) +
                                               input({"Password", "password", "password", "", "", "required autocomplete=\"current-password\" autofocus"}) +
                                               button("Sign in"))) +
                "<p>" + link("/sign-in", "Use another address") + "</p></div>";
        return show_page(product, {"Sign in", nullptr, {}, {}}, body, status);
    });
}

/// A page and no redirect: the policy of our pages lets no form end at another site.
HttpResponse sso_page_for(Product& product, const SignInPlace& way, const std::string& email, const std::string& next) {
    std::string url = way.organisation->login_url;
    if (way.idp) url = with_param(url, "idp", way.idp->id);
    if (!next.empty() && next.size() <= 80) url = with_param(url, "relay_state", next);
    const std::string refresh = "<meta http-equiv=\"refresh\" content=\"1;url=" + escape_html(url) + "\">";
    const std::string body =
        "<div class=\"narrow\">" +
        card(way.organisation->name, paragraph("Your organisation signs in through its own identity provider. You are taken there now.") + "<p class=\"actions\">" +
                                link(url, "Continue with SSO", "button") + "</p>") +
        "<p class=\"soft\">SSO does not work? " + product.config.names.admin_role + "s may " +
        link(with_param(next.empty() ? "/sign-in/password" : with_param("/sign-in/password", "next", next), "email", email), "sign in with a password") + ".</p></div>";
    return show_page(product, {"Sign in with SSO", nullptr, {}, refresh}, body);
}

HttpResponse refuse_try(Product& product, const HttpRequest& request, const PasswordTry& tried, const std::string& email, const std::string& next) {
    using Outcome = PasswordTry::Outcome;
    if (tried.outcome == Outcome::sso_only)
        return password_page(product, request, email, next, "Your organisation signs in with SSO; passwords are for its " + product.config.names.admin_role + "s alone.", 403);
    if (tried.outcome == Outcome::wrong) return password_page(product, request, email, next, "Address and password do not fit together.", 403);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(tried.pause).count();
    HttpResponse response = password_page(product, request, email, next, "Too many wrong passwords. Try again in " + std::to_string(seconds) + " seconds.", 429);
    set_header(response.headers, "Retry-After", std::to_string(seconds));
    return response;
}

} // namespace

HttpResponse show_sign_in(Product& product, const Call& call) {
    return email_page(product, call.request, query_param(call.url, "email"), next_of(product, query_param(call.url, "next")), "", 200);
}

HttpResponse choose_sign_in(Product& product, const Call& call) {
    const Or<FormBody> body = form_of_anyone(product, call);
    if (!body) return body.error();
    const std::string email(trim(body->field("email"))), next = next_of(product, body->field("next"));
    if (!is_email(email)) return email_page(product, call.request, email, next, "Enter the whole address, like ada@example.com.", 400);
    const auto way = product.behaviour.find_sign_in(product.organisations, product.directory, product.behaviour.has_sso_option, email);
    return way ? sso_page_for(product, *way, email, next) : password_page(product, call.request, email, next, "", 200);
}

HttpResponse show_password_form(Product& product, const Call& call) {
    return password_page(product, call.request, query_param(call.url, "email"), next_of(product, query_param(call.url, "next")), "", 200);
}

HttpResponse sign_in_by_password(Product& product, const Call& call) {
    const Or<FormBody> body = form_of_anyone(product, call);
    if (!body) return body.error();
    const std::string email(trim(body->field("email"))), next = next_of(product, body->field("next"));
    if (!is_email(email)) return password_page(product, call.request, email, next, "Enter the whole address, like ada@example.com.", 400);
    const PasswordTry tried = try_password(product, email, body->field("password"));
    if (tried.outcome != PasswordTry::Outcome::right) return refuse_try(product, call.request, tried, email, next);
    Session session;
    session.org = tried.account->org;
    session.account = tried.account->id;
    session.by = SignIn::password;
    HttpResponse response = see_other(next.empty() ? "/" : next);
    begin_session(product, call.request, std::move(session), response);
    audit(product, tried.account->org, {ActorKind::person, email}, "signed_in", email, "by password");
    return response;
}

} // namespace idpsim::sp
