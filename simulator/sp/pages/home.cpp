/// The first page, of somebody and of nobody.
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "src/core/text.hpp"

namespace idpsim::sp {
namespace {

std::string items(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += "<li>" + escape_html(text) + "</li>";
    return out.empty() ? paragraph("None.") : "<ul>" + out + "</ul>";
}

std::string describe_visitor(Product& product, const Visitor& visitor) {
    const AccountView account = view_account(product, visitor.account);
    const Organisation* org = product.organisations.find(visitor.session.org);
    const std::string name = account.display_name == account.email ? "" : account.display_name;
    return card(org ? org->name : "", "<p>Signed in as " + (name.empty() ? "" : "<strong>" + escape_html(name) + "</strong>, ") + escape_html(account.email) +
                                          "</p><p>Role: <strong>" + escape_html(account.role) + "</strong></p>") +
           card("Teams", items(account.teams));
}

/// The customers that sign in through an IdP. A handful, as a person at a test bench has; a product with many would ask first.
std::string sign_in_links(const Product& product) {
    constexpr std::size_t most = 25;
    std::string out;
    std::size_t count = 0;
    for (const auto& [id, org] : product.organisations.all()) {
        if (!product.behaviour.has_sso_option(org) || org.idps.empty()) continue;
        if (++count > most) break;
        out += "<li><a href=\"" + escape_html(org.login_url) + "\">Sign in with SSO<small>" + escape_html(org.name) + "</small></a></li>";
    }
    return out.empty() ? "" : "<section class=\"card\"><ul class=\"menu\">" + out + "</ul></section>";
}

} // namespace

HttpResponse show_home(Product& product, const Call& call) {
    const std::optional<Visitor> visitor = find_visitor(product, call.request);
    const std::string& company = product.config.names.company;
    if (visitor) return show_page(product, {"Home", &*visitor, {}, {}}, describe_visitor(product, *visitor));
    return show_page(product, {company, nullptr, {}, {}},
                     "<div class=\"narrow\">" + card("Nobody is signed in", "<p class=\"actions\">" + link("/sign-in", "Sign in", "button") + "</p>") + sign_in_links(product) + "</div>");
}

} // namespace idpsim::sp
