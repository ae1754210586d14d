#include "src/saml/shape.hpp"

#include <array>
#include <cstdint>

namespace idpsim::saml {
namespace {

/// What the printer does with an octet.
enum class Octet : std::uint8_t { plain, escape, high, illegal };

constexpr std::array<Octet, 256> octet_table(std::string_view escaped, bool ascii_only) {
    std::array<Octet, 256> table{};
    for (std::size_t c = 0; c < 0x20; ++c) table[c] = Octet::illegal;
    for (const char c : {'\t', '\n', '\r'}) table[static_cast<unsigned char>(c)] = Octet::plain;
    for (const char c : escaped) table[static_cast<unsigned char>(c)] = Octet::escape;
    if (ascii_only)
        for (std::size_t c = 0x80; c < 0x100; ++c) table[c] = Octet::high;
    return table;
}

// What a parser would normalise or misread is escaped: xml 1.0 sections 2.11 and 3.3.3.
constexpr std::string_view text_escapes = "&<>\r";
constexpr std::string_view attribute_escapes = "&<\"\t\n\r";
constexpr std::array<Octet, 256> tables[2][2] = {
    {octet_table(text_escapes, false), octet_table(text_escapes, true)},
    {octet_table(attribute_escapes, false), octet_table(attribute_escapes, true)},
};

std::string_view escape_of(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    default:
        return "&#13;";
    }
}

[[noreturn]] void unprintable(const std::string& what) { throw Failure({Fault::invalid, "XML printer", what}); }

/// The code point that begins at `at`, which moves behind it.
std::uint32_t decode_utf8(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || text.size() - at <= more) unprintable("a value is not UTF-8");
    std::uint32_t code = lead & (0x3fu >> more);
    for (std::size_t i = 1; i <= more; ++i) {
        const auto next = static_cast<unsigned char>(text[at + i]);
        if ((next & 0xc0u) != 0x80u) unprintable("a value is not UTF-8");
        code = (code << 6) | (next & 0x3fu);
    }
    at += more + 1;
    return code;
}

void append_reference(std::string& out, std::uint32_t code) {
    constexpr char digits[] = "0123456789ABCDEF";
    out += "&#x";
    int shift = 20;
    while (shift > 0 && (code >> shift) == 0) shift -= 4;
    for (; shift >= 0; shift -= 4) out += digits[(code >> shift) & 15u];
    out += ';';
}

class Printer {
public:
    Printer(std::string& out, const PrintStyle& style) : out_(out), style_(style) {}

    void element(pugi::xml_node node, int depth) {
        out_ += '<';
        out_ += node.name();
        for (const pugi::xml_attribute attribute : node.attributes()) {
            out_ += ' ';
            out_ += attribute.name();
            out_ += "=\"";
            escaped(attribute.value(), true);
            out_ += '"';
        }
        if (!node.first_child()) {
            out_ += style_.space_before_slash ? " />" : "/>";
            return;
        }
        out_ += '>';
        children(node, depth);
        out_ += "</";
        out_ += node.name();
        out_ += '>';
    }

private:
    void children(pugi::xml_node node, int depth) {
        const bool lines = style_.indent >= 0 && holds_elements_only(node);
        for (const pugi::xml_node child : node.children()) {
            if (lines) line(depth + 1);
            if (child.type() == pugi::node_element)
                element(child, depth + 1);
            else if (child.type() == pugi::node_cdata && fits_cdata(child.value()))
                out_.append("<![CDATA[").append(child.value()).append("]]>");
            else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
                escaped(child.value(), false);
            else if (child.type() == pugi::node_comment)
                out_.append("<!--").append(child.value()).append("-->");
            else if (child.type() == pugi::node_pi)
                out_.append("<?").append(child.name()).append(" ").append(child.value()).append("?>");
        }
        if (lines) line(depth);
    }

    static bool holds_elements_only(pugi::xml_node node) {
        for (const pugi::xml_node child : node.children())
            if (child.type() != pugi::node_element) return false;
        return true;
    }

    /// CDATA has no escapes: what needs one is printed as text, which means the same.
    bool fits_cdata(std::string_view text) const {
        if (text.find("]]>") != std::string_view::npos) return false;
        for (const char c : text) {
            const auto octet = tables[0][style_.ascii_only][static_cast<unsigned char>(c)];
            if (c == '\r' || octet == Octet::high || octet == Octet::illegal) return false;
        }
        return true;
    }

    void line(int depth) {
        out_ += '\n';
        out_.append(static_cast<std::size_t>(depth) * static_cast<std::size_t>(style_.indent), ' ');
    }

    void escaped(std::string_view text, bool is_attribute) {
        const auto& table = tables[is_attribute][style_.ascii_only];
        std::size_t done = 0;
        for (std::size_t at = 0; at < text.size();) {
            const Octet octet = table[static_cast<unsigned char>(text[at])];
            if (octet == Octet::plain) {
                ++at;
                continue;
            }
            out_ += text.substr(done, at - done);
            if (octet == Octet::illegal) unprintable("a value holds a control character that XML 1.0 cannot carry");
            if (octet == Octet::escape)
                out_ += escape_of(text[at++]);
            else
                append_reference(out_, decode_utf8(text, at));
            done = at;
        }
        out_ += text.substr(done);
    }

    std::string& out_;
    const PrintStyle& style_;
};

} // namespace

std::string print(pugi::xml_node root, const PrintStyle& style) {
    const pugi::xml_node top = root.type() == pugi::node_document ? root.first_child() : root;
    std::string out;
    out.reserve(8192);
    if (style.byte_order_mark) out += "\xEF\xBB\xBF";
    out += style.declaration;
    if (top) Printer(out, style).element(top, 0);
    if (style.final_line_feed) out += '\n';
    return out;
}

} // namespace idpsim::saml
