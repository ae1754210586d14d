/// Settings > Connect > Connect with SSO/SCIM: the mapping workbook, then the set-up guides, the IdP and the SCIM token.
#include "simulator/sp/idps.hpp"
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/pages/guides.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "simulator/sp/rule.hpp"
#include "src/core/text.hpp"

#include <boost/json/array.hpp>

namespace idpsim::sp {
namespace {

constexpr std::string_view place = "/app/settings/connect/sso";

PageHead head_of(const AdminPage& page) {
    return {"Connect with SSO/SCIM", &page.visitor, {{"Settings", "/app/settings"}, {"Connect", "/app/settings/connect"}}, {}};
}

std::string guides_section(Product& product, const Organisation& org) {
    if (!product.behaviour.access.shows_guide(org))
        return card("2. Set-up guide", paragraph("The guide for your identity provider, with the URLs of your organisation, appears here once the mapping workbook was uploaded."));
    std::string links;
    for (const SetupGuide& guide : guides_of(product))
        links += "<li>" + link(std::string(place) + "/guide/" + guide.idp, guide.title) + "</li>";
    return card("2. Set-up guide", paragraph("Follow the guide of your identity provider. Its URLs are your organisation's own.") + "<ul>" + links + "</ul>");
}

std::string idp_entry(const ConnectedIdp& idp, const std::string& token) {
    std::string out = "<li><p><code>" + escape_html(idp.connection->entity_id) + "</code></p>";
    if (idp.metadata_url) out += "<p class=\"soft\">Metadata from " + escape_html(*idp.metadata_url) + "</p>";
    if (!idp.domains.empty()) out += "<p class=\"soft\">Mail domains: " + escape_html(join(idp.domains, ", ")) + "</p>";
    if (!idp.problem.empty()) out += notice("bad", "The last fetch of its metadata failed: " + idp.problem);
    return out + form(std::string(place) + "/idps/" + idp.id + "/disconnect", token, button("Disconnect", "danger")) + "</li>";
}

std::string idp_section(const Organisation& org, const std::string& token) {
    std::string list;
    for (const ConnectedIdp& idp : org.idps) list += idp_entry(idp, token);
    if (!list.empty()) list = "<ul class=\"list\">" + list + "</ul><h3>Connect another one</h3>";
    return card("3. Identity provider",
                list + form(std::string(place) + "/idp", token,
                            input({"Metadata file", "metadata", "file", "", "The XML file that your identity provider offers.", "accept=\".xml,application/xml,text/xml,application/samlmetadata+xml\""}) +
                                input({"or metadata URL", "url", "url", "", "Fetched now, and anew every day.", "placeholder=\"https://\""}) +
                                input({"Mail domains", "domains", "text", "", "With commas between; people with these addresses sign in through it. May be empty.", ""}) +
                                button("Connect"), true));
}

std::string scim_section(Product& product, const Organisation& org, const std::string& token) {
    const std::int64_t tokens = product.directory.count_tokens(org.id);
    const std::string state = tokens == 0 ? "No token was issued yet. With sign-in alone (JIT) none is needed."
                                          : "A token is in use. A new one takes its place: enter it at your identity provider at once.";
    return card("4. SCIM", facts({{"SCIM base URL", org.scim_url}}) + paragraph(state) +
                               form(std::string(place) + "/scim-token", token, button(tokens == 0 ? "Issue a token" : "Issue a new token", tokens == 0 ? "" : "danger")));
}

HttpResponse sso_page(Product& product, const AdminPage& page, const std::string& above, int status = 200) {
    const std::string token = form_token(page.visitor.session_id);
    return show_page(product, head_of(page),
                     above + mapping_section(product, *page.org, token) + guides_section(product, *page.org) + idp_section(*page.org, token) + scim_section(product, *page.org, token),
                     status);
}

std::vector<std::string> domains_of(const std::string& text) {
    std::vector<std::string> out;
    for (const std::string_view each : split(text, ','))
        if (!trim(each).empty()) out.emplace_back(trim(each));
    return out;
}

/// What the form says, as the API would be told; nothing when it names no metadata, or two.
std::optional<boost::json::object> told_by(const FormBody& body) {
    const UploadedFile* file = body.file("metadata");
    const std::string url(trim(body.field("url")));
    if ((file != nullptr) == !url.empty()) return std::nullopt;
    boost::json::object told;
    if (file) told["metadata"] = file->content;
    else told["url"] = url;
    boost::json::array domains;
    for (const std::string& domain : domains_of(body.field("domains"))) domains.emplace_back(domain);
    told["domains"] = std::move(domains);
    return told;
}

} // namespace

HttpResponse show_sso_page(Product& product, const Call& call) {
    const Or<AdminPage> page = page_of_sso_admin(product, call);
    if (!page) return page.error();
    const bool connected = call.url.query == "done=connected", disconnected = call.url.query == "done=disconnected";
    return sso_page(product, *page, connected ? notice("good", "The identity provider is connected.") : disconnected ? notice("good", "The identity provider is disconnected.") : "");
}

Reply connect_idp_by_form(Product& product, const Call& call) {
    const Or<AdminForm> form = form_of_sso_admin(product, call);
    if (!form) return form.error();
    const AdminPage page{form->org, form->visitor};
    const std::optional<boost::json::object> told = told_by(form->body);
    if (!told) return sso_page(product, page, notice("bad", "Choose a metadata file or enter a metadata URL, one of the two."), 400);
    return finished(connect_as_told(product, *form->org, *told), [&product, page, request = call.request](HttpResponse& answer) {
        if (answer.status < 300) answer = see_other(std::string(place) + "?done=connected");
        else answer = as_page(product, request, answer, &page.visitor);
    });
}

HttpResponse disconnect_idp_by_form(Product& product, const Call& call) {
    const Or<AdminForm> form = form_of_sso_admin(product, call);
    if (!form) return form.error();
    const ConnectedIdp* idp = find_idp(*form->org, call.path.at(0));
    if (!idp) return problem_page(product, call.request, {"Not found", "not_found", "There is no such identity provider."}, 404, &form->visitor);
    disconnect(product, *form->org, *idp);
    return see_other(std::string(place) + "?done=disconnected");
}

HttpResponse issue_scim_token_by_form(Product& product, const Call& call) {
    const Or<AdminForm> form = form_of_sso_admin(product, call);
    if (!form) return form.error();
    const std::string token = product.random.token();
    product.directory.set_token(form->org->id, token);
    const std::string shown = card("Your SCIM token", notice("good", "Copy it now: it is shown this once.") + "<code class=\"secret\">" + escape_html(token) + "</code>");
    return sso_page(product, {form->org, form->visitor}, shown);
}

} // namespace idpsim::sp
