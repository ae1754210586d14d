/// What people see of Salesforce. Server-rendered, no script.
#include "simulator/salesforce/pages.hpp"
#include "src/core/text.hpp"

namespace idpsim::salesforce {
namespace {

constexpr char style[] =
    "body{font:15px/1.5 "
    "system-ui,sans-serif;margin:0;min-height:100vh;background:#eef4fb;color:#16325c;display:flex;align-items:flex-"
    "start;"
    "justify-content:center}main{width:24rem;max-width:calc(100% - 2rem);margin:8vh 0 "
    "2rem}.cloud{display:block;width:84px;margin:0 auto 1.2rem}"
    ".card{background:#fff;border:1px solid #d8dde6;border-radius:8px;padding:1.6rem;box-shadow:0 2px 6px "
    "#0001}h1{font-size:1.15rem;"
    "font-weight:600;margin:0 0 1rem}label{display:block;margin:0 0 "
    ".9rem;font-size:.85rem;color:#54698d}input:not([type=hidden]){display:block;"
    "width:100%;box-sizing:border-box;margin-top:.25rem;padding:.6rem .7rem;font:inherit;color:#16325c;border:1px "
    "solid #c9d2e0;border-radius:4px}"
    "button{font:inherit;width:100%;padding:.6rem 1rem;border:1px solid "
    "#0070d2;border-radius:4px;background:#0070d2;color:#fff;cursor:pointer}"
    "button.quiet{background:#fff;color:#0070d2;border-color:#c9d2e0}button.saved{display:flex;flex-direction:column;"
    "text-align:left;background:#fff;"
    "color:#16325c;border-color:#c9d2e0;margin:0 0 "
    ".6rem}button.saved:hover,button.saved:focus{border-color:#0070d2;background:#f4f8fd}"
    "button.saved small{color:#54698d}form.inline{margin:.6rem 0 0}.error{background:#fdecea;border:1px solid "
    "#e4a19b;color:#8a1f11;border-radius:4px;"
    "padding:.6rem .8rem;margin:0 0 1rem}hr{border:0;border-top:1px solid #e3e8f0;margin:1.2rem "
    "0}ul{padding-left:1.1rem}"
    "footer{text-align:center;color:#54698d;font-size:.8rem;margin-top:1rem}code{font-size:.9em}.who{color:#54698d;"
    "margin:0 0 1rem}"
    "@media(prefers-color-scheme:dark){body{background:#0b1624;color:#dfe8f5}.card{background:#14243a;border-color:#"
    "2a3f5c}"
    "input:not([type=hidden]),button.saved,button.quiet{background:#0b1624;color:inherit;border-color:#35506f}"
    "label,footer,.who,button.saved small{color:#9db3d1}button.saved:hover,button.saved:focus{background:#1a2f4b}"
    ".error{background:#3a1714;color:#ffb4a9;border-color:#7c332b}hr{border-color:#2a3f5c}}";

constexpr char cloud[] = "<svg class=\"cloud\" viewBox=\"0 0 84 56\" role=\"img\" aria-label=\"Simulated "
                         "Salesforce\"><path fill=\"#0d9dda\" d=\"M35 9a17 17 0 0 1 26 5 "
                         "14 14 0 0 1 5-1 15 15 0 0 1 0 31l-4-.3a13 13 0 0 1-18 5 15 15 0 0 1-26-1A13 13 0 0 1 11 23 "
                         "15 15 0 0 1 35 9z\"/></svg>";

std::string hidden(std::string_view name, std::string_view value) {
    return "<input type=\"hidden\" name=\"" + escape_html(name) + "\" value=\"" + escape_html(value) + "\">";
}

std::string post_form(const std::string& action, std::string_view id) {
    return "<form id=\"" + std::string(id) + "\" method=\"post\" action=\"" + escape_html(action) + "\">";
}

/// A button each: choosing one that has a live session needs nothing more.
std::string saved_choices(World& world, const Visit& visit, const std::string& start_url) {
    const std::vector<Person> saved = saved_of(world, visit);
    if (saved.empty()) return {};
    const Vendor& vendor = world.vendor;
    std::string out = "<h1>" + escape_html(vendor.word("saved")) + "</h1>";
    for (const Person& person : saved)
        out += post_form(visit.url.origin() + vendor.path("login"), "saved") + hidden("startURL", start_url) +
               hidden("saved", person.user->username) + "<button class=\"saved\" type=\"submit\"><span>" +
               escape_html(person.user->username) + "</span><small>" + escape_html(person.org->name) +
               "</small></button></form>";
    return out + "<hr>";
}

std::string input(const std::string& label, std::string_view name, std::string_view type, const std::string& value) {
    return "<label>" + escape_html(label) + "<input name=\"" + std::string(name) + "\" type=\"" + std::string(type) +
           "\" value=\"" + escape_html(value) + "\" autocomplete=\"off\"></label>";
}

} // namespace

HttpResponse page(int status, std::string body, std::string_view title) {
    HttpResponse out = html_response(
        status, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                "content=\"width=device-width, initial-scale=1\"><title>" +
                    escape_html(title) + "</title><style>" + style + "</style></head><body><main>" + cloud +
                    "<div class=\"card\">" + body +
                    "</div><footer>A simulated Salesforce</footer></main></body></html>\n");
    set_header(out.headers, "Content-Security-Policy",
               "default-src 'none'; style-src 'unsafe-inline'; form-action *; frame-ancestors 'none'; base-uri 'none'");
    return out;
}

HttpResponse login_page(World& world, const Visit& visit, const std::string& start_url, const std::string& username,
                        bool wrong) {
    const Vendor& vendor = world.vendor;
    std::string body;
    if (wrong) body += "<p class=\"error\" role=\"alert\">" + escape_html(vendor.word("wrong_password")) + "</p>";
    const std::string saved = saved_choices(world, visit, start_url);
    body += saved + "<h1>" + escape_html(vendor.word(saved.empty() ? "login_title" : "other_user")) + "</h1>";
    body += post_form(visit.url.origin() + vendor.path("login"), "login") + hidden("startURL", start_url);
    body += input(vendor.word("username"), "username", "text", username) +
            input(vendor.word("password"), "pw", "password", "");
    body += "<button type=\"submit\">" + escape_html(vendor.word("log_in")) + "</button></form>";
    if (!visit.org)
        body += "<p class=\"who\" style=\"margin:1rem 0 0\">" + escape_html(vendor.word("my_domain")) + "</p>";
    return page(200, body, vendor.word("login_title"));
}

HttpResponse consent_page(World& world, const Visit& visit, const ConnectedApp& app, const Params& ask,
                          const Person& person, const std::vector<std::string>& scopes) {
    const Vendor& vendor = world.vendor;
    std::string body = "<h1>" + escape_html(vendor.word("consent_title")) + "</h1><p>" +
                       escape_html(replace_all(vendor.word("consent_asks"), "{app}", app.name)) + "</p><ul>";
    for (const std::string& scope : scopes) body += "<li><code>" + escape_html(scope) + "</code></li>";
    body += "</ul><p class=\"who\">" +
            escape_html(replace_all(vendor.word("not_you"), "{username}", person.user->username)) + "</p>";
    body += post_form(visit.url.origin() + vendor.path("consent"), "consent") + hidden("ask", write_form(ask)) +
            hidden("user", person.user->id) + hidden("token", person.session->form_token);
    body +=
        "<button type=\"submit\" name=\"save\" value=\"1\">" + escape_html(vendor.word("allow")) + "</button><p></p>";
    body += "<button class=\"quiet\" type=\"submit\" name=\"cancel\" value=\"1\">" + escape_html(vendor.word("deny")) +
            "</button></form>";
    return page(200, body, vendor.word("consent_title"));
}

HttpResponse refusal_page(World& world, const Refusal& refusal) {
    return page(refusal.status,
                "<h1>" + escape_html(world.vendor.word("error_title")) + "</h1><p class=\"error\">error=" +
                    escape_html(refusal.error) + "<br>error_description=" + escape_html(refusal.description) + "</p>",
                world.vendor.word("error_title"));
}

HttpResponse sso_error_page(World& world) {
    const Vendor& vendor = world.vendor;
    return page(403,
                "<h1>" + escape_html(vendor.word("sso_error")) + "</h1><p class=\"error\">" +
                    escape_html(vendor.word("sso_help")) + "</p>",
                vendor.word("sso_error"));
}

HttpResponse show_home(World& world, const Visit& visit) {
    const Vendor& vendor = world.vendor;
    const std::vector<Person> people = people_of(world, visit);
    if (people.empty()) return go_to(visit.url.origin() + vendor.path("login"));
    std::string body = "<h1>" + escape_html(vendor.word("home_title")) + "</h1>";
    for (const Person& person : people)
        body += "<p>" + escape_html(person.user->given_name + " " + person.user->family_name) +
                "<br><span class=\"who\">" + escape_html(person.user->username) + " &middot; " +
                escape_html(person.org->name) + "</span></p>";
    body += "<form method=\"get\" action=\"" + escape_html(visit.url.origin() + vendor.path("logout")) +
            "\"><button class=\"quiet\" type=\"submit\">" + escape_html(vendor.word("log_out")) + "</button></form>";
    return page(200, body, vendor.word("home_title"));
}

} // namespace idpsim::salesforce
