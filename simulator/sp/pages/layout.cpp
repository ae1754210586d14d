#include "simulator/sp/pages/layout.hpp"

#include "simulator/sp/authority.hpp"
#include "simulator/sp/pages/style.hpp"
#include "src/core/text.hpp"
#include "src/scim/json.hpp"

namespace idpsim::sp {
namespace {

std::string header_of(Product& product, const PageHead& head) {
    std::string out = "<header class=\"bar\"><a class=\"brand\" href=\"/\">" + escape_html(product.config.names.company) + "</a>";
    if (!head.visitor) return out + "</header>";
    out += "<nav aria-label=\"Main\"><a href=\"/\">Home</a>";
    if (is_admin(product, head.visitor->account)) out += "<a href=\"/app/settings\">Settings</a>";
    return out + "</nav><form method=\"post\" action=\"" + escape_html(product.config.base_url) + "/logout\">" +
           button("Sign out", "plain") + "</form></header>";
}

std::string trail_of(const PageHead& head) {
    if (head.path.empty()) return "";
    std::string out = "<nav class=\"trail\" aria-label=\"Where you are\"><ol>";
    for (const Crumb& crumb : head.path) out += "<li>" + link(crumb.href, crumb.text) + "</li>";
    return out + "<li aria-current=\"page\">" + escape_html(head.title) + "</li></ol></nav>";
}

} // namespace

HttpResponse show_page(Product& product, const PageHead& head, std::string_view body, int status) {
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                      "<meta name=\"color-scheme\" content=\"light dark\"><title>";
    out += escape_html(head.title) + " - " + escape_html(product.config.names.company) + "</title>" + head.more_head + "<style>";
    out += page_style;
    out += "</style></head><body><a class=\"skip\" href=\"#content\">Skip to the content</a>" + header_of(product, head);
    out += "<main id=\"content\">" + trail_of(head) + "<h1>" + escape_html(head.title) + "</h1>";
    out += body;
    out += "</main></body></html>\n";
    return html_response(status, std::move(out));
}

HttpResponse problem_page(Product& product, const HttpRequest& request, const Problem& problem, int status, const Visitor* visitor) {
    if (wants_json(request)) return error_json(status, problem.code, problem.detail);
    const std::string where = visitor ? link("/", "Home", "button") : link("/sign-in", "Sign in", "button");
    return show_page(product, {problem.title, visitor, {}, {}}, notice("bad", problem.detail) + "<p class=\"actions\">" + where + "</p>", status);
}

HttpResponse as_page(Product& product, const HttpRequest& request, const HttpResponse& refused, const Visitor* visitor) {
    const boost::json::value told = scim::json_or_null(refused.body);
    const boost::json::object body = told.is_object() ? told.get_object() : boost::json::object();
    const std::string detail(scim::text_member(body, "detail")), code(scim::text_member(body, "error"));
    return problem_page(product, request, {"Not possible", code, detail.empty() ? "This is not possible." : detail}, refused.status, visitor);
}

std::string paragraph(std::string_view text) { return "<p>" + escape_html(text) + "</p>"; }

std::string notice(std::string_view kind, std::string_view text) {
    const bool is_bad = kind == "bad";
    return "<p class=\"notice " + std::string(kind) + "\" role=\"" + (is_bad ? "alert" : "status") + "\">" + escape_html(text) + "</p>";
}

std::string link(std::string_view href, std::string_view text, std::string_view kind) {
    const std::string of_kind = kind.empty() ? "" : " class=\"" + std::string(kind) + "\"";
    return "<a" + of_kind + " href=\"" + escape_html(href) + "\">" + escape_html(text) + "</a>";
}

std::string facts(const std::vector<std::pair<std::string, std::string>>& rows) {
    std::string out = "<dl class=\"facts\">";
    for (const auto& [what, value] : rows) out += "<div><dt>" + escape_html(what) + "</dt><dd><code>" + escape_html(value) + "</code></dd></div>";
    return out + "</dl>";
}

std::string card(std::string_view title, std::string_view html) {
    return "<section class=\"card\"><h2>" + escape_html(title) + "</h2>" + std::string(html) + "</section>";
}

std::string input(const Field& field) {
    std::string out = "<div class=\"field\"><label>" + escape_html(field.label) + " <input name=\"" + field.name + "\" type=\"" + field.type + "\"";
    if (!field.value.empty()) out += " value=\"" + escape_html(field.value) + "\"";
    out += (field.more.empty() ? "" : " " + field.more) + ">";
    if (!field.hint.empty()) out += "<small>" + escape_html(field.hint) + "</small>";
    return out + "</label></div>";
}

std::string choice(std::string_view label, std::string_view name, const std::vector<std::string>& options, std::string_view chosen) {
    std::string out = "<div class=\"field\"><label>" + escape_html(label) + " <select name=\"" + std::string(name) + "\">";
    for (const std::string& option : options)
        out += "<option" + std::string(option == chosen ? " selected" : "") + ">" + escape_html(option) + "</option>";
    return out + "</select></label></div>";
}

std::string hidden(std::string_view name, std::string_view value) {
    return "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" + escape_html(value) + "\">";
}

std::string button(std::string_view text, std::string_view kind, std::string_view name, std::string_view value) {
    std::string out = "<button type=\"submit\"";
    if (!kind.empty()) out += " class=\"" + std::string(kind) + "\"";
    if (!name.empty()) out += " name=\"" + std::string(name) + "\" value=\"" + escape_html(value) + "\"";
    return out + ">" + escape_html(text) + "</button>";
}

std::string form(std::string_view action, std::string_view token, std::string_view html, bool files) {
    return "<form method=\"post\" action=\"" + escape_html(action) + "\"" + (files ? " enctype=\"multipart/form-data\"" : "") + ">" +
           hidden("form_token", token) + std::string(html) + "</form>";
}

} // namespace idpsim::sp
