/// An invitation: whoever has the link chooses a password, once, and is signed in.
#include "simulator/scim/passwords.hpp"
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "simulator/sp/people.hpp"

namespace idpsim::sp {
namespace {

/// An invitation that is good now, with all that it is about.
struct Opened {
    Invitation invitation;
    Organisation* org;
    scim_server::UserRecord account;
};

std::optional<Opened> open(Product& product, const std::string& secret) {
    std::optional<Invitation> found = product.invitations.find(secret, product.clock.now());
    if (!found) return std::nullopt;
    Organisation* org = product.organisations.find(found->org);
    std::optional<scim_server::UserRecord> account = product.directory.find_user_by_id(found->org, found->account);
    if (!org || !account || !account->active) return std::nullopt;
    return Opened{std::move(*found), org, std::move(*account)};
}

HttpResponse over(Product& product, const HttpRequest& request) {
    return problem_page(product, request,
                        {"This invitation is over", "invitation_over", "It was used already, or is older than it may be. Ask whoever invited you for a new one."}, 410);
}

bool may_use_password(const Product& product, const Opened& opened) {
    const ProductNames& names = product.config.names;
    return product.behaviour.access.may_use_password(names, *opened.org, role_of(opened.account, names));
}

HttpResponse to_sso(Product& product, const Opened& opened) {
    return show_page(product, {"You are invited", nullptr, {}, {}},
                     "<div class=\"narrow\">" + card(opened.org->name, paragraph("Your organisation signs in through its own identity provider; you need no password here.") +
                                                                         "<p class=\"actions\">" + link(opened.org->login_url, "Continue with SSO", "button") + "</p>") + "</div>");
}

HttpResponse form_page(Product& product, const HttpRequest& request, const Opened& opened, const std::string& secret, const std::string& problem, int status) {
    const std::string browser = browser_id(product, request);
    const std::string fields =
        hidden("token", secret) + input({"Work e-mail", "email", "email", opened.account.email, "", "readonly autocomplete=\"username\""}) +
        input({"New password", "password", "password", "", "At least " + std::to_string(shortest_password) + " characters.",
               "required minlength=\"12\" autocomplete=\"new-password\" autofocus"}) +
        input({"The same again", "again", "password", "", "", "required autocomplete=\"new-password\""}) + button("Choose and sign in");
    HttpResponse response = show_page(product, {"You are invited", nullptr, {}, {}},
                                      (problem.empty() ? "" : notice("bad", problem)) + "<div class=\"narrow\">" +
                                          card("Join " + opened.org->name, form("/invitation", form_token(browser), fields)) + "</div>", status);
    response.headers.emplace_back("Set-Cookie", product.cookies.set_browser(browser, std::chrono::hours{12}));
    return response;
}

} // namespace

HttpResponse show_invitation(Product& product, const Call& call) {
    const std::string secret = query_param(call.url, "token");
    const std::optional<Opened> opened = open(product, secret);
    if (!opened) return over(product, call.request);
    if (!may_use_password(product, *opened)) return to_sso(product, *opened);
    return form_page(product, call.request, *opened, secret, "", 200);
}

HttpResponse accept_invitation(Product& product, const Call& call) {
    const Or<FormBody> body = form_of_anyone(product, call);
    if (!body) return body.error();
    const std::string secret = body->field("token"), password = body->field("password");
    const std::optional<Opened> opened = open(product, secret);
    if (!opened) return over(product, call.request);
    if (!may_use_password(product, *opened)) return to_sso(product, *opened);
    if (const auto why = refuse_password(password, opened->account)) return form_page(product, call.request, *opened, secret, *why, 400);
    if (password != body->field("again")) return form_page(product, call.request, *opened, secret, "The two passwords are not the same.", 400);
    scim_server::change_password(product.directory, opened->account.id, {scim_server::PasswordChange::Kind::set, password}, product.behaviour.scim.password);
    if (product.behaviour.access.invitations_open_once) product.invitations.end(opened->account.id);
    // Whoever knew the password before has to know the new one.
    product.sessions.end_if([&](const Session& each) { return each.account == opened->account.id && each.by == SignIn::password; });
    product.failures.forget(opened->account.email);
    Session session;
    session.org = opened->org->id;
    session.account = opened->account.id;
    session.by = SignIn::password;
    HttpResponse response = see_other("/");
    begin_session(product, call.request, std::move(session), response);
    const Actor person{ActorKind::person, opened->account.email};
    audit(product, opened->org->id, person, "password_chosen", opened->account.email, "by invitation");
    audit(product, opened->org->id, person, "signed_in", opened->account.email, "by invitation");
    return response;
}

} // namespace idpsim::sp
