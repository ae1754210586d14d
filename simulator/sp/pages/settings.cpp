/// Settings, and what can be connected there.
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "src/core/text.hpp"

namespace idpsim::sp {
namespace {

std::string entry(std::string_view href, std::string_view text, std::string_view what) {
    return "<li><a href=\"" + std::string(href) + "\">" + escape_html(text) + "<small>" + escape_html(what) + "</small></a></li>";
}

} // namespace

HttpResponse show_settings_page(Product& product, const Call& call) {
    const Or<AdminPage> page = page_of_admin(product, call);
    if (!page) return page.error();
    return show_page(product, {"Settings", &page->visitor, {}, {}},
                     "<section class=\"card\"><ul class=\"menu\">" + entry("/app/settings/connect", "Connect", "Identity providers and other systems of your organisation") +
                         entry("/app/settings/people", "People", "Who is here, with which role; invite, disable, enable") +
                         entry("/app/settings/teams", "Teams", "Make teams and say who is in them") +
                         entry("/app/settings/audit", "Audit log", "What was done by whom") + "</ul></section>");
}

HttpResponse show_connect_page(Product& product, const Call& call) {
    const Or<AdminPage> page = page_of_admin(product, call);
    if (!page) return page.error();
    std::string entries;
    if (product.behaviour.has_sso_option(*page->org))
        entries += entry("/app/settings/connect/sso", "Connect with SSO/SCIM", "Sign-in and provisioning by your identity provider");
    entries += other_connections(product, *page->org);
    const std::string body = entries.empty() ? card("Nothing to connect yet", paragraph("Ask " + product.config.names.company + " which connections your organisation may have."))
                                             : "<section class=\"card\"><ul class=\"menu\">" + entries + "</ul></section>";
    return show_page(product, {"Connect", &page->visitor, {{"Settings", "/app/settings"}}, {}}, body);
}

} // namespace idpsim::sp
