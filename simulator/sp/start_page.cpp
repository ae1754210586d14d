/// A page for those whom the product does not know yet: where an IdP's tile sends them that starts no login of its own.
#include "simulator/sp/product.hpp"
#include "src/core/text.hpp"

namespace idpsim::sp {
namespace {

/// Everybody who cannot be taken further reads the same, so that the page tells nobody who has an account.
constexpr char no_further[] = "That address leads nowhere from here. If your company signs in with SSO, use the link or the tile that it gave "
                              "you, or ask whoever looks after it there.";

HttpResponse ask_for_email(const Product& product, int status, std::string_view message, std::string_view email) {
    const std::string& company = product.config.names.company;
    const std::string hint = message.empty() ? "" : "<p class=\"error\" role=\"alert\">" + escape_html(message) + "</p>";
    HttpResponse response = html_response(
        status, html_page("Sign in to " + company,
                          "<h1>Sign in to " + escape_html(company) + "</h1>" + hint + "<form method=\"post\" action=\"" +
                              escape_html(product.config.base_url + product.config.names.start_path) +
                              "\"><p><label for=\"email\">Work e-mail</label> <input type=\"email\" id=\"email\" name=\"email\" "
                              "autocomplete=\"username\" maxlength=\"254\" required value=\"" +
                              escape_html(email) + "\"></p><p><button type=\"submit\">Continue</button></p></form>"));
    // Browsers hold form-action against the redirects that follow, too, and these lead to the organisation's IdP.
    set_header(response.headers, "Content-Security-Policy",
               "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'");
    return response;
}

HttpResponse go_on(Product& product, const HttpRequest& request) {
    if (comes_from_elsewhere(product, request))
        return error_answer(request, 403, "cross_site", "This form was sent by another site.");
    const Result<Params> form = parse_form(request.body);
    const std::string email(trim(form ? find_param(*form, "email").value_or("") : ""));
    if (!is_email(email)) return ask_for_email(product, 400, "Enter your work e-mail address.", "");
    const SpBehaviour& behaviour = product.behaviour;
    const auto place = behaviour.find_sign_in(product.organisations, product.directory, behaviour.has_sso_option, email);
    if (!place) return ask_for_email(product, 200, no_further, email);
    const std::string& login = place->organisation->login_url;
    return see_other(place->idp ? with_param(login, "idp", place->idp->id) : login);
}

} // namespace

HttpResponse start_page(Product& product, const Call& call) {
    if (find_visitor(product, call.request)) return see_other("/");
    if (call.request.method == "GET") return ask_for_email(product, 200, "", "");
    if (call.request.method == "POST") return go_on(product, call.request);
    HttpResponse response = error_answer(call.request, 405, "method_not_allowed", "This address takes GET, POST.");
    set_header(response.headers, "Allow", "GET, POST");
    return response;
}

} // namespace idpsim::sp
