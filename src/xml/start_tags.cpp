#include "src/xml/start_tags.hpp"

#include <cstddef>

namespace idpsim::xml {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<StartTag> scan() {
        std::vector<StartTag> out;
        while ((at_ = text_.find('<', at_)) != std::string_view::npos) {
            if (skipped("<!--", "-->") || skipped("<![CDATA[", "]]>") || skipped("<?", "?>") || skipped("</", ">"))
                continue;
            if (text_.substr(at_).starts_with("<!")) break;
            out.push_back(start_tag());
        }
        return out;
    }

private:
    /// True when markup that begins so stood here and was passed over.
    bool skipped(std::string_view begin, std::string_view end) {
        if (!text_.substr(at_).starts_with(begin)) return false;
        const std::size_t found = text_.find(end, at_ + begin.size());
        at_ = found == std::string_view::npos ? text_.size() : found + end.size();
        return true;
    }

    bool more() const { return at_ < text_.size(); }

    std::string_view blanks() {
        const std::size_t start = at_;
        while (more() && is_blank(text_[at_])) ++at_;
        return text_.substr(start, at_ - start);
    }

    std::string_view name() {
        const std::size_t start = at_;
        while (more() && !is_blank(text_[at_]) && text_[at_] != '=' && text_[at_] != '>' && text_[at_] != '/') ++at_;
        return text_.substr(start, at_ - start);
    }

    StartTag start_tag() {
        StartTag tag;
        ++at_;
        tag.name = name();
        while (more()) {
            const std::string_view before = blanks();
            if (!more()) break;
            if (text_[at_] == '>' || text_[at_] == '/') {
                end_of_tag(tag, before);
                break;
            }
            if (before != " ") tag.plain_spacing = false;
            if (!attribute(tag)) break;
        }
        return tag;
    }

    void end_of_tag(StartTag& tag, std::string_view before) {
        tag.closed = text_[at_] == '/';
        tag.blank_before_end = tag.closed && !before.empty();
        if (!tag.closed && !before.empty()) tag.plain_spacing = false;
        at_ = text_.find('>', at_);
        if (at_ == std::string_view::npos)
            at_ = text_.size();
        else
            ++at_;
        const std::size_t next = text_.find('<', at_);
        tag.text = text_.substr(at_, next == std::string_view::npos ? next : next - at_);
        tag.ends_at_once = !tag.closed && text_.substr(at_).starts_with("</");
        tag.cdata = text_.substr(at_).starts_with("<![CDATA[");
    }

    bool attribute(StartTag& tag) {
        WrittenAttribute out;
        out.name = name();
        if (!blanks().empty()) tag.plain_spacing = false;
        if (!more() || text_[at_] != '=') return false;
        ++at_;
        if (!blanks().empty()) tag.plain_spacing = false;
        if (!more()) return false;
        out.quote = text_[at_++];
        const std::size_t end = text_.find(out.quote, at_);
        if (end == std::string_view::npos) {
            at_ = text_.size();
            return false;
        }
        out.value = text_.substr(at_, end - at_);
        at_ = end + 1;
        tag.attributes.push_back(out);
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

std::vector<StartTag> start_tags(std::string_view text) { return Scanner(text).scan(); }

} // namespace idpsim::xml
