/// The audit log, as a page and by the API.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "src/core/text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <limits>

namespace idpsim::sp {
namespace {

constexpr std::int64_t on_a_page = 50, most_at_once = 200;

struct Span {
    std::int64_t before = std::numeric_limits<std::int64_t>::max(), limit = on_a_page;
};

std::optional<std::int64_t> number_in(const Params& query, std::string_view name, std::int64_t otherwise, std::int64_t most) {
    const std::optional<std::string> text = find_param(query, name);
    if (!text) return otherwise;
    const bool is_number = !text->empty() && text->size() < 16 && std::ranges::all_of(*text, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return std::nullopt;
    const std::int64_t number = std::stoll(*text);
    return number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

/// ?before=&limit=; nothing when they are no numbers, or too large.
std::optional<Span> span_of(const Url& url) {
    const Result<Params> query = parse_form(url.query);
    if (!query) return std::nullopt;
    const Span usual;
    const auto before = number_in(*query, "before", usual.before, usual.before), limit = number_in(*query, "limit", usual.limit, most_at_once);
    if (!before || !limit) return std::nullopt;
    return Span{*before, *limit};
}

/// "role_changed" -> "Role changed", "idp_connected" -> "IdP connected"
std::string words_of(std::string action) {
    std::ranges::replace(action, '_', ' ');
    for (const auto& [word, written] : {std::pair{"sso", "SSO"}, {"scim", "SCIM"}, {"idp", "IdP"}})
        if (action.starts_with(word)) return written + action.substr(std::string_view(word).size());
    if (!action.empty()) action[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(action[0])));
    return action;
}

std::string entry_html(const AuditEntry& entry) {
    const std::string at = format_instant(entry.at), who = entry.actor.name.empty() ? std::string(name_of(entry.actor.kind)) : entry.actor.name;
    std::string out = "<li><time datetime=\"" + at + "\">" + at.substr(0, 10) + " " + at.substr(11, 8) + " UTC</time><div><strong>" + escape_html(words_of(entry.action)) + "</strong>";
    if (!entry.target.empty() && entry.target != who) out += " " + escape_html(entry.target);
    if (!entry.detail.empty()) out += " <span class=\"soft\">(" + escape_html(entry.detail) + ")</span>";
    return out + "<br><span class=\"soft\">by " + escape_html(who) + "</span></div></li>";
}

} // namespace

HttpResponse show_audit(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    const std::optional<Span> span = span_of(call.url);
    if (!span) return error_json(400, "bad_request", "before and limit are whole numbers; limit is 200 at most.");
    const std::vector<AuditEntry> entries = product.audit.list((*org)->id, span->before, span->limit);
    boost::json::array out;
    for (const AuditEntry& each : entries) out.push_back(describe_entry(each));
    boost::json::object body{{"entries", std::move(out)}};
    if (std::ssize(entries) == span->limit && entries.back().number > 1) body["next"] = entries.back().number;
    return json_answer(200, body);
}

HttpResponse show_audit_page(Product& product, const Call& call) {
    const Or<AdminPage> page = page_of_admin(product, call);
    if (!page) return page.error();
    const std::optional<Span> span = span_of(call.url);
    if (!span) return problem_page(product, call.request, {"Not possible", "bad_request", "before and limit are whole numbers."}, 400, &page->visitor);
    const std::vector<AuditEntry> entries = product.audit.list(page->org->id, span->before, span->limit);
    std::string list;
    for (const AuditEntry& each : entries) list += entry_html(each);
    std::string body = list.empty() ? paragraph("Nothing yet.") : "<ol class=\"log\">" + list + "</ol>";
    if (std::ssize(entries) == span->limit && entries.back().number > 1)
        body += "<p class=\"actions\">" + link("/app/settings/audit?before=" + std::to_string(entries.back().number), "Earlier", "button plain") + "</p>";
    return show_page(product, {"Audit log", &page->visitor, {{"Settings", "/app/settings"}}, {}}, card("What was done by whom", body));
}

} // namespace idpsim::sp
