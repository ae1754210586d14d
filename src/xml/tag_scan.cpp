#include "src/xml/tag_scan.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::xml {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The place after `end`, from `at` on; the text's end when it never comes.
std::size_t past(std::string_view text, std::size_t at, std::string_view end) {
    const std::size_t found = text.find(end, at);
    return found == std::string_view::npos ? text.size() : found + end.size();
}

struct Tag {
    std::size_t end; ///< after its ">"
    std::size_t attributes;
};

/// In well-formed XML a tag has one "=" outside quotes for each attribute.
Tag read_xml_tag(std::string_view text, std::size_t at) {
    Tag tag{text.size(), 0};
    while (at < text.size()) {
        const char c = text[at++];
        if (c == '"' || c == '\'') {
            at = past(text, at, std::string_view(&c, 1));
        } else if (c == '=') {
            ++tag.attributes;
        } else if (c == '>') {
            tag.end = at;
            break;
        }
    }
    return tag;
}

/// Reads one tag as htmlParseStartElement does.
class HtmlTagReader {
public:
    HtmlTagReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    Tag read() {
        Tag tag{0, 0};
        skip([](char c) { return !is_blank(c) && c != '>' && c != '/'; });
        for (;;) {
            skip(is_blank);
            if (at_ >= text_.size()) break;
            if (text_[at_] == '>') {
                ++at_;
                break;
            }
            attribute();
            ++tag.attributes;
        }
        tag.end = at_;
        return tag;
    }

private:
    template <class Predicate> void skip(Predicate wanted) {
        while (at_ < text_.size() && wanted(text_[at_])) ++at_;
    }
    static bool is_name(char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_' || c == '.';
    }

    void attribute() {
        const std::size_t start = at_;
        skip(is_name);
        if (at_ == start) { // stray characters run up to the next blank
            skip([](char c) { return !is_blank(c) && c != '>'; });
            return;
        }
        skip(is_blank);
        if (at_ >= text_.size() || text_[at_] != '=') return;
        ++at_;
        skip(is_blank);
        if (at_ >= text_.size()) return;
        const char quote = text_[at_];
        if (quote == '"' || quote == '\'')
            at_ = past(text_, at_ + 1, std::string_view(&quote, 1));
        else
            skip([](char c) { return !is_blank(c) && c != '>'; });
    }

    std::string_view text_;
    std::size_t at_;
};

/// After an element whose content is no markup, at its end tag.
std::size_t past_raw_text(std::string_view text, std::size_t tag, std::size_t content) {
    for (const std::string_view name : {"script", "style"}) {
        if (!equal_nocase(text.substr(tag + 1, name.size()), name)) continue;
        for (std::size_t at = text.find("</", content); at != std::string_view::npos; at = text.find("</", at + 2))
            if (equal_nocase(text.substr(at + 2, name.size()), name)) return at;
        return text.size();
    }
    return content;
}

} // namespace

std::optional<std::size_t> crowded_xml_tag(std::string_view text, std::size_t limit) {
    std::size_t at = 0;
    while ((at = text.find('<', at)) != std::string_view::npos) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("<!--")) {
            at = past(text, at + 4, "-->");
        } else if (rest.starts_with("<![CDATA[")) {
            at = past(text, at + 9, "]]>");
        } else if (rest.starts_with("<?")) {
            at = past(text, at + 2, "?>");
        } else if (rest.starts_with("<!")) {
            return std::nullopt; // a DOCTYPE: the parser refuses it right there
        } else {
            const Tag tag = read_xml_tag(text, at + 1);
            if (tag.attributes > limit) return at;
            at = tag.end;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> crowded_html_tag(std::string_view text, std::size_t limit) {
    std::size_t at = 0;
    while ((at = text.find('<', at)) != std::string_view::npos) {
        if (text.substr(at).starts_with("<!--")) {
            at = past(text, at + 4, "-->");
        } else if (at + 1 < text.size() && is_letter(text[at + 1])) {
            const Tag tag = HtmlTagReader(text, at + 1).read();
            if (tag.attributes > limit) return at;
            at = past_raw_text(text, at, tag.end);
        } else {
            ++at;
        }
    }
    return std::nullopt;
}

} // namespace idpsim::xml
