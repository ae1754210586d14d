#include "src/xml/html_text.hpp"

#include "src/core/text.hpp"
#include "src/xml/walk.hpp"

#include <algorithm>
#include <array>

namespace idpsim::xml {
namespace {

template <std::size_t N> bool is_one_of(const xmlNode* node, const std::array<std::string_view, N>& names) {
    return node->type == XML_ELEMENT_NODE && std::find(names.begin(), names.end(), view(node->name)) != names.end();
}

constexpr std::array<std::string_view, 7> unseen = {"head",     "script", "style", "template",
                                                    "textarea", "select", "title"};
/// Elements that stand within a line; all others begin a new one.
constexpr std::array<std::string_view, 24> inline_elements = {
    "a", "abbr", "b",    "cite",  "code", "em",     "font",   "i",   "img", "kbd", "label", "mark",
    "q", "s",    "samp", "small", "span", "strike", "strong", "sub", "sup", "tt",  "u",     "var"};

bool is_block(const xmlNode* node) { return node->type == XML_ELEMENT_NODE && !is_one_of(node, inline_elements); }

bool is_script_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/// `script` from right after the word on.
bool is_call(std::string_view script) {
    script = trim(script);
    if (script.starts_with(".call(") || script.starts_with(".apply(")) return true;
    if (!script.starts_with('(')) return false;
    return trim(script.substr(1)).starts_with(')');
}

bool calls(std::string_view script, std::string_view word) {
    for (std::size_t at = script.find(word); at != std::string_view::npos; at = script.find(word, at + 1)) {
        const bool begins_word = at == 0 || !is_script_word(script[at - 1]);
        // A call ends soon: a bounded look keeps a script of nothing but this word from costing its square.
        if (begins_word && is_call(script.substr(at + word.size(), 64))) return true;
    }
    return false;
}

} // namespace

std::string collapse_white_space(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool pending = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool no_break_space = text.substr(i, 2) == "\xC2\xA0";
        if (no_break_space) ++i;
        if (no_break_space || text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n') {
            pending = !out.empty();
            continue;
        }
        if (pending) out += ' ';
        pending = false;
        out += text[i];
    }
    return out;
}

std::string visible_text(_xmlNode* apex, std::size_t enough) {
    std::string text;
    xmlNode* node = apex;
    while (node && text.size() < enough) {
        if (node->type == XML_TEXT_NODE) text += view(node->content);
        if (is_block(node)) text += ' ';
        const bool is_seen = node == apex || !is_one_of(node, unseen);
        if (is_seen && node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        for (; node != apex && !node->next; node = node->parent)
            if (is_block(node->parent)) text += ' ';
        node = node == apex ? nullptr : node->next;
    }
    return collapse_white_space(text);
}

bool calls_submit(std::string_view script) { return calls(script, "submit") || calls(script, "requestSubmit"); }

} // namespace idpsim::xml
