#include "src/cli/console_page.hpp"

#include "src/core/http.hpp"
#include "src/core/text.hpp"

namespace idpsim::cli {
namespace {

std::string row(std::string_view name, std::string_view value) {
    return "<tr><th>" + escape_html(name) + "</th><td><code>" + escape_html(value) + "</code></td></tr>";
}

std::string addresses(const idp::Idp& idp) {
    std::string out = "<h2>Addresses</h2><table>" + row("Entity ID", idp.entity_id()) + row("Metadata", idp.metadata_url()) +
                      row("Single sign-on", idp.sso_url());
    if (!idp.slo_url().empty()) out += row("Single logout", idp.slo_url());
    return out + row("Start from the IdP", idp.initiate_url()) + row("Dashboard", idp.dashboard_url()) +
           row("Certificate (SHA-256)", idp.signing_key().certificate.fingerprint()) + "</table>";
}

std::string service_provider(const idp::Idp& idp) {
    const auto& sp = idp.tenant().sp;
    if (!sp) return "<h2>Service provider</h2><p>None is connected: start with --sp-metadata, or --acs and --sp-entity-id.</p>";
    std::string out = "<h2>Service provider</h2><table>" + row("Entity ID", sp->entity_id);
    for (const saml::Endpoint& acs : sp->sp->acs) out += row("ACS", acs.location);
    return out + "</table>";
}

std::string button(std::string_view action, std::string_view label, const std::string& certificate) {
    return "<form method=\"post\" action=\"" + std::string(certificates_path) + "\"><input type=\"hidden\" name=\"certificate\" value=\"" +
           certificate + "\"><button name=\"action\" value=\"" + std::string(action) + "\">" + std::string(label) + "</button></form>";
}

/// Each with what the admin can do about it; restarts keep that.
std::string certificates(const idp::Idp& idp) {
    std::string out = "<h2>Certificates</h2><table><tr><th>SHA-256</th><th>Until</th><th>Signs</th><th></th></tr>";
    for (const idp::IdpCertificate& one : idp.certificates()) {
        const std::string id = one.signing.certificate.fingerprint();
        out += "<tr><td><code>" + id + "</code></td><td>" + format_instant(one.signing.certificate.not_after()) + "</td><td>" +
               (one.active ? "yes" : "no") + "</td><td>" + button("expire", "Let it expire", id);
        if (!one.active) out += button("activate", "Sign with it", id) + button("remove", "Remove", id);
        out += "</td></tr>";
    }
    return out + "</table>" + button("add", "Make another", "");
}

std::string fields(const idp::Idp& idp) {
    std::string out = "<h2>Console fields</h2><table>";
    for (const idp::ConsoleField& field : idp.profile().saml.console) {
        const auto set = idp.tenant().settings.find(field.name());
        out += row(field.name(), set != idp.tenant().settings.end() ? set->second : field.fallback);
    }
    return out + "</table>";
}

std::string people(const idp::Idp& idp, const std::set<std::string>& secret_passwords) {
    std::string out = "<h2>People</h2><table><tr><th>Username</th><th>Password</th><th>Assigned</th></tr>";
    for (const idp::Person& person : idp.tenant().people)
        out += "<tr><th>" + escape_html(person.username) + "</th><td><code>" + escape_html(secret_passwords.contains(person.username) ? "(as in the tenant file)" : person.password) + "</code></td><td>" +
               (idp.tenant().may_use(person) ? "yes" : "no") + "</td></tr>";
    return out + "</table>";
}

} // namespace

std::string console_page(const idp::Idp& idp, const std::set<std::string>& secret_passwords) {
    return html_page("idpsim: " + idp.profile().title, "<h1>Simulated " + escape_html(idp.profile().title) + "</h1>" + addresses(idp) +
                                                           service_provider(idp) + certificates(idp) + people(idp, secret_passwords) + fields(idp));
}

} // namespace idpsim::cli
