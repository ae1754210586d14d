#include "simulator/sp/pages/guides.hpp"

#include "simulator/sp/page_access.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

/// What any identity provider has to be told, in the words of the standards.
SetupGuide guide_of_any() {
    SetupGuide out;
    out.idp = "other";
    out.title = "Any other identity provider";
    out.saml = {{"Make a SAML 2.0 application. If the console takes metadata, give it this address; otherwise enter the values below.",
                 {{"Service provider metadata", "{metadata}", ""},
                  {"Entity ID (Audience)", "{entity_id}", ""},
                  {"ACS URL (Recipient, Reply URL)", "{acs}", "By POST."},
                  {"Login URL", "{login}", "Where sign-in begins, for bookmarks and tiles."}}},
                {"Send the person's mail address, as NameID or as the attribute that your mapping workbook names.", {}},
                {"Assign the application to the people who are to have access.", {}},
                {"Download the identity provider's metadata and connect it on the page before.", {}}};
    out.scim = {{"If the identity provider provisions by SCIM 2.0, enter this.",
                 {{"SCIM base URL", "{scim}", ""}, {"Bearer token", "{token}", "Issued on the page before."}}}};
    return out;
}

std::string fields_of(const GuideStep& step, const GuideValues& values) {
    if (step.fields.empty()) return "";
    std::string out = "<dl class=\"facts\">";
    for (const GuideField& field : step.fields) {
        out += "<div><dt>" + escape_html(field.label) + "</dt><dd><code>" + escape_html(fill_in(field.value, values)) + "</code>";
        if (!field.note.empty()) out += "<small class=\"soft\"> " + escape_html(fill_in(field.note, values)) + "</small>";
        out += "</dd></div>";
    }
    return out + "</dl>";
}

std::string steps_of(const std::vector<GuideStep>& steps, const GuideValues& values) {
    std::string out;
    for (const GuideStep& step : steps) out += "<li>" + paragraph(fill_in(step.text, values)) + fields_of(step, values) + "</li>";
    return "<ol class=\"steps\">" + out + "</ol>";
}

} // namespace

std::vector<SetupGuide> guides_of(const Product& product) {
    std::vector<SetupGuide> out = product.config.guides;
    out.push_back(guide_of_any());
    return out;
}

HttpResponse show_guide_page(Product& product, const Call& call) {
    const Or<AdminPage> page = page_of_sso_admin(product, call);
    if (!page) return page.error();
    const std::vector<SetupGuide> guides = guides_of(product);
    const auto found = std::ranges::find(guides, call.path.at(0), &SetupGuide::idp);
    if (!product.behaviour.access.shows_guide(*page->org))
        return problem_page(product, call.request, {"Not yet", "mapping_missing", "The guide appears once the mapping workbook was uploaded."}, 403, &page->visitor);
    if (found == guides.end()) return problem_page(product, call.request, {"Not found", "not_found", "There is no guide for this identity provider."}, 404, &page->visitor);
    GuideValues values = product.behaviour.access.guide_values(*page->org);
    values.token = "the SCIM token, shown once when you issue it";
    std::string body = card("Sign-in by SAML", steps_of(found->saml, values));
    body += found->scim.empty() ? card("Provisioning", paragraph("There is no SCIM for an application like this one. Accounts are made at the first sign-in (JIT)."))
                                : card("Provisioning by SCIM", paragraph("Not needed with JIT: accounts are then made at the first sign-in.") + steps_of(found->scim, values));
    return show_page(product,
                     {found->title, &page->visitor,
                      {{"Settings", "/app/settings"}, {"Connect", "/app/settings/connect"}, {"Connect with SSO/SCIM", "/app/settings/connect/sso"}}, {}},
                     body);
}

} // namespace idpsim::sp
