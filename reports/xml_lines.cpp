#include "reports/xml_lines.hpp"

#include "reports/text.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace idpsim::reports {
namespace {

constexpr std::size_t deepest_scope = 128; ///< as deep as the reader of messages goes
constexpr std::size_t shown_signature = 24;
constexpr std::size_t one_line = 130; ///< columns, for elements within elements
constexpr std::string_view xmldsig = "http://www.w3.org/2000/09/xmldsig#";

enum class Kind { start, end, empty, text, other };

struct Token {
    Kind kind;
    std::string_view octets;
    SignedAs signature = SignedAs::unsigned_element; ///< of a start tag's element
};

/// Where the markup at `at` ends: behind its '>', which attribute values may hold as well.
std::size_t markup_end(std::string_view xml, std::size_t at) {
    const auto behind = [&](std::string_view mark, std::size_t from) {
        const auto found = xml.find(mark, from);
        return found == std::string_view::npos ? xml.size() : found + mark.size();
    };
    const std::string_view rest = xml.substr(at);
    if (rest.starts_with("<!--")) return behind("-->", at + 4);
    if (rest.starts_with("<![CDATA[")) return behind("]]>", at + 9);
    if (rest.starts_with("<?")) return behind("?>", at + 2);
    char quote = 0;
    for (std::size_t i = at; i < xml.size(); ++i) {
        const char c = xml[i];
        if (quote) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return xml.size();
}

Kind kind_of(std::string_view markup) {
    if (markup.starts_with("<![CDATA[")) return Kind::text;
    if (markup.starts_with("<!") || markup.starts_with("<?")) return Kind::other;
    if (markup.starts_with("</")) return Kind::end;
    return markup.ends_with("/>") ? Kind::empty : Kind::start;
}

std::vector<Token> tokens_of(std::string_view xml) {
    std::vector<Token> out;
    for (std::size_t at = 0; at < xml.size();) {
        const bool markup = xml[at] == '<';
        const std::size_t end = markup ? markup_end(xml, at) : std::min(xml.find('<', at), xml.size());
        const std::string_view octets = xml.substr(at, end - at);
        if (markup)
            out.push_back({kind_of(octets), octets});
        else if (!trim(octets).empty())
            out.push_back({Kind::text, octets});
        at = end;
    }
    return out;
}

/// "ds:Signature" of "<ds:Signature Id='x'>".
std::string_view name_of(std::string_view tag) {
    tag.remove_prefix(1);
    return tag.substr(0, tag.find_first_of(" \t\r\n/>"));
}

std::string_view local_name(std::string_view name) { return name.substr(name.find(':') + 1); }

std::optional<std::string_view> attribute(std::string_view tag, std::string_view name) {
    for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
        const std::size_t equals = at + name.size();
        if (at == 0 || trim(tag.substr(at - 1, 1)) != "" || equals + 1 >= tag.size() || tag[equals] != '=') continue;
        const auto end = tag.find(tag[equals + 1], equals + 2);
        return tag.substr(equals + 2, end == std::string_view::npos ? end : end - equals - 2);
    }
    return std::nullopt;
}

/// Whether the start tag's own prefix is bound to XML-Signature, there or at an element around it.
bool is_signature(std::string_view tag, const std::vector<Token>& tokens, const std::vector<std::size_t>& around) {
    const std::string_view name = name_of(tag);
    if (local_name(name) != "Signature") return false;
    const auto colon = name.find(':');
    const std::string declared =
        colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string(name.substr(0, colon));
    auto found = attribute(tag, declared);
    for (std::size_t i = 0; !found && i < std::min(around.size(), deepest_scope); ++i)
        found = attribute(tokens[around[around.size() - 1 - i]].octets, declared);
    return found == xmldsig;
}

/// Compares the first Reference within the Signature that begins at `at` with the element around it.
SignedAs what_is_covered(const std::vector<Token>& tokens, std::size_t at, const Token& around, bool around_is_root) {
    const std::string signature_end = "</" + std::string(name_of(tokens[at].octets)) + ">";
    for (std::size_t i = at; i < tokens.size() && tokens[i].octets != signature_end; ++i) {
        if (tokens[i].kind == Kind::start && local_name(name_of(tokens[i].octets)) == "Reference") {
            const std::string_view uri = attribute(tokens[i].octets, "URI").value_or("");
            const auto id = attribute(around.octets, "ID");
            const bool covers = uri.empty() ? around_is_root : id && uri == "#" + std::string(*id);
            return covers ? SignedAs::itself : SignedAs::something_else;
        }
    }
    return SignedAs::something_else;
}

void mark_signed(std::vector<Token>& tokens) {
    std::vector<std::size_t> around;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == Kind::start) {
            if (!around.empty() && is_signature(tokens[i].octets, tokens, around)) {
                Token& parent = tokens[around.back()];
                if (parent.signature == SignedAs::unsigned_element)
                    parent.signature = what_is_covered(tokens, i, parent, around.size() == 1);
            }
            around.push_back(i);
        } else if (tokens[i].kind == Kind::end && !around.empty()) {
            around.pop_back();
        }
    }
}

bool is(Kind kind, const std::vector<Token>& tokens, std::size_t i) {
    return i < tokens.size() && tokens[i].kind == kind;
}

/// How many columns a token takes.
std::size_t width_of(const Token& token) {
    const bool referred = token.kind == Kind::text && Repeated::is_long(token.octets);
    return referred ? 40 : token.octets.size();
}

/// The last token of the element that begins at `i`, when it holds but one value or one such element, and fits.
std::optional<std::size_t> short_element(const std::vector<Token>& tokens, std::size_t i, std::size_t room) {
    if (i >= tokens.size() || tokens[i].signature != SignedAs::unsigned_element || width_of(tokens[i]) > room)
        return std::nullopt;
    if (tokens[i].kind == Kind::empty) return i;
    if (tokens[i].kind != Kind::start) return std::nullopt;
    room -= width_of(tokens[i]);
    std::size_t last = i + 1;
    if (is(Kind::text, tokens, last)) {
        room -= std::min(room, width_of(tokens[last]));
        ++last;
    } else if (!is(Kind::end, tokens, last)) {
        const auto inner = short_element(tokens, last, room);
        if (!inner) return std::nullopt;
        last = *inner + 1;
    }
    return is(Kind::end, tokens, last) && width_of(tokens[last]) <= room ? std::optional(last) : std::nullopt;
}

/// The last token of the line that begins at `i`.
std::size_t line_end(const std::vector<Token>& tokens, std::size_t i) {
    if (const auto last = short_element(tokens, i, one_line)) return *last;
    const std::size_t value = is(Kind::text, tokens, i + 1) ? i + 2 : i + 1;
    return tokens[i].kind == Kind::start && is(Kind::end, tokens, value) ? value : i;
}

/// Lines in the making; knows which elements are open.
class Layout {
public:
    explicit Layout(Repeated& repeated) : repeated_(repeated) {}

    std::vector<XmlLine> of(const std::vector<Token>& tokens) {
        for (std::size_t i = 0; i < tokens.size();) {
            const std::size_t last = line_end(tokens, i);
            const bool ends =
                last == i ? tokens[i].kind == Kind::end && leave() : tokens[i].signature != SignedAs::unsigned_element;
            lines_.push_back({open_.size(), {}, tokens[i].signature, ends});
            if (last == i && tokens[i].kind == Kind::start)
                open_.push_back(tokens[i].signature != SignedAs::unsigned_element);
            for (; i <= last; ++i) append(lines_.back().html, tokens, i);
        }
        close_rest();
        return std::move(lines_);
    }

private:
    /// Whether the innermost element is a signed one.
    bool leave() {
        if (open_.empty()) return false;
        const bool is_signed = open_.back();
        open_.pop_back();
        return is_signed;
    }

    /// Elements that the message leaves open end with it; each needs a line, since a line ends one element at most.
    void close_rest() {
        while (!open_.empty())
            if (leave()) lines_.push_back({open_.size(), {}, SignedAs::unsigned_element, true});
    }

    void append(std::string& out, const std::vector<Token>& tokens, std::size_t i) {
        const std::string_view octets = tokens[i].octets;
        switch (tokens[i].kind) {
        case Kind::start:
        case Kind::empty:
            append_tag(out, octets);
            break;
        case Kind::end:
            append_text(out, octets);
            break;
        case Kind::text:
            append_value(out, octets, i > 0 ? tokens[i - 1].octets : std::string_view());
            break;
        case Kind::other:
            append_coloured(out, "u", octets);
            break;
        }
    }

    void append_tag(std::string& out, std::string_view octets) {
        const std::size_t name_end = name_of(octets).size() + 1;
        const std::size_t tail = octets.ends_with("/>") ? 2 : octets.ends_with(">") ? 1 : 0;
        append_text(out, octets.substr(0, name_end));
        if (name_end + tail < octets.size())
            append_coloured(out, "i", octets.substr(name_end, octets.size() - tail - name_end));
        append_text(out, octets.substr(octets.size() - std::min(tail, octets.size() - name_end)));
    }

    void append_value(std::string& out, std::string_view octets, std::string_view before) {
        if (octets.size() > shown_signature && before.starts_with('<') &&
            local_name(name_of(before)) == "SignatureValue") {
            append_coloured(out, "b", octets.substr(0, shown_signature));
            out += "...";
        } else if (Repeated::is_long(octets)) {
            out += repeated_.reference_html(octets);
        } else {
            append_coloured(out, "b", octets);
        }
    }

    static void append_coloured(std::string& out, std::string_view element, std::string_view octets) {
        out.append("<").append(element).append(">");
        append_text(out, octets);
        out.append("</").append(element).append(">");
    }

    Repeated& repeated_;
    std::vector<XmlLine> lines_;
    std::vector<bool> open_; ///< per open element: whether it is signed
};

} // namespace

std::vector<XmlLine> xml_lines(std::string_view xml, Repeated& repeated) {
    std::vector<Token> tokens = tokens_of(xml);
    mark_signed(tokens);
    return Layout(repeated).of(tokens);
}

} // namespace idpsim::reports
