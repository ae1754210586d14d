#pragma once
/// How the product's pages look: one frame, one style sheet, the parts of forms. No script anywhere; everything that is not
/// said to be HTML is escaped here.
#include "simulator/sp/product.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

struct Crumb {
    std::string text, href;
};

struct PageHead {
    std::string title;
    const Visitor* visitor = nullptr;   ///< who is signed in; null: nobody
    std::vector<Crumb> path;            ///< the pages above this one
    std::string more_head;              ///< HTML
};

/// A whole page around `body`, which is HTML.
HttpResponse show_page(Product& product, const PageHead& head, std::string_view body, int status = 200);

struct Problem {
    std::string title, code, detail;
};
/// A page that says why not, or {"error","detail"} for a client that wants JSON.
HttpResponse problem_page(Product& product, const HttpRequest& request, const Problem& problem, int status, const Visitor* visitor = nullptr);
/// What an API function refused, as such a page.
HttpResponse as_page(Product& product, const HttpRequest& request, const HttpResponse& refused, const Visitor* visitor);

// -- parts of pages; all give HTML
std::string paragraph(std::string_view text);
/// `kind`: "good", "bad" or "" (neutral).
std::string notice(std::string_view kind, std::string_view text);
std::string link(std::string_view href, std::string_view text, std::string_view kind = {});
/// A definition list: what, and its value as code that wraps anywhere.
std::string facts(const std::vector<std::pair<std::string, std::string>>& rows);
std::string card(std::string_view title, std::string_view html);

struct Field {
    std::string label, name, type = "text", value = {}, hint = {}, more = {};   ///< `more`: attributes, as HTML
};
std::string input(const Field& field);
std::string choice(std::string_view label, std::string_view name, const std::vector<std::string>& options, std::string_view chosen);
std::string hidden(std::string_view name, std::string_view value);
/// `kind`: "", "plain" or "danger". With a name, the button's value is sent when it is the one that was pressed.
std::string button(std::string_view text, std::string_view kind = {}, std::string_view name = {}, std::string_view value = {});
/// A form that posts `html` to `action` with the token; `files` when it uploads some.
std::string form(std::string_view action, std::string_view token, std::string_view html, bool files = false);

} // namespace idpsim::sp
