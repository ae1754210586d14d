/// What a browser sees of the product once it is (or is not) logged in.
#include "simulator/sp/product.hpp"
#include "src/core/text.hpp"

namespace idpsim::sp {
namespace {

std::string items(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += "<li>" + escape_html(text) + "</li>";
    return "<ul>" + out + "</ul>";
}

std::string describe_visitor(const Product& product, const AccountView& account) {
    return "<p>Signed in as <strong>" + escape_html(account.display_name) + "</strong> (" + escape_html(account.email) +
           ")</p><table><tr><th>Role</th><td>" + escape_html(account.role) + "</td></tr><tr><th>Teams</th><td>" +
           items(account.teams) + "</td></tr></table><form method=\"post\" action=\"" +
           escape_html(product.config.base_url) + "/logout\"><button type=\"submit\">Log out</button></form>";
}

/// The customers that can sign in. A handful, as a person at a test bench has; a product with many would ask first.
std::string sign_in_links(const Product& product) {
    constexpr std::size_t most = 25;
    std::string out;
    std::size_t count = 0;
    for (const auto& [id, org] : product.organisations.all()) {
        if (!product.behaviour.has_sso_option(org) || org.idps.empty()) continue;
        if (++count > most) break;
        out += "<li><a href=\"" + escape_html(org.login_url) + "\">Sign in with SSO: " + escape_html(org.name) +
               "</a></li>";
    }
    return out.empty() ? "<p>No organisation has connected an identity provider yet.</p>" : "<ul>" + out + "</ul>";
}

} // namespace

bool comes_from_elsewhere(const Product& product, const HttpRequest& request) {
    const std::string site = find_header(request.headers, "Sec-Fetch-Site").value_or("none");
    if (site == "cross-site" || site == "same-site") return true;
    const std::optional<std::string> origin = find_header(request.headers, "Origin");
    return origin && *origin != product.config.base_url;
}

std::optional<Visitor> find_visitor(Product& product, const HttpRequest& request) {
    const std::optional<std::string> id = find_cookie(request, product.cookies.session_name());
    if (!id) return std::nullopt;
    const Session* session = product.sessions.find(*id, product.clock.now());
    if (!session) return std::nullopt;
    std::optional<scim_server::UserRecord> account =
        product.directory.find_user_by_id(session->org, session->account);
    if (!account || !product.behaviour.session.is_alive(*session, &*account)) {
        product.sessions.end(*id);
        return std::nullopt;
    }
    return Visitor{*id, *session, std::move(*account)};
}

AccountView view_account(Product& product, const scim_server::UserRecord& account) {
    const Organisation* org = product.organisations.find(account.org);
    return view_account(account, product.directory, product.config.names, org ? org->settings.scim_mapping : ScimMapping{});
}

HttpResponse who_am_i(Product& product, const Call& call) {
    const std::optional<Visitor> visitor = find_visitor(product, call.request);
    if (!visitor) {
        HttpResponse response = error_json(401, "no_session", "Nobody is logged in with this browser.");
        set_header(response.headers, "WWW-Authenticate", "Cookie");
        return response;
    }
    const AccountView account = view_account(product, visitor->account);
    return json_answer(200, product.behaviour.session.whoami(visitor->session, account));
}

HttpResponse log_out(Product& product, const Call& call) {
    if (comes_from_elsewhere(product, call.request))
        return error_answer(call.request, 403, "cross_site", "This form was sent by another site.");
    if (const auto id = find_cookie(call.request, product.cookies.session_name())) product.sessions.end(*id);
    HttpResponse response = see_other("/");
    response.headers.emplace_back("Set-Cookie", product.cookies.clear_session());
    return response;
}

HttpResponse show_home(Product& product, const Call& call) {
    const std::optional<Visitor> visitor = find_visitor(product, call.request);
    const std::string body =
        visitor ? describe_visitor(product, view_account(product, visitor->account))
                : "<p>You are not signed in.</p>" + sign_in_links(product);
    const std::string& company = product.config.names.company;
    return html_response(200, html_page(company, "<h1>" + escape_html(company) + "</h1>" + body));
}

} // namespace idpsim::sp
