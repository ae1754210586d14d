#include "src/saml/shape_template.hpp"

#include "src/core/text.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <optional>

namespace idpsim::saml {
namespace {

constexpr std::string_view shape_namespace = "urn:idpsim:shape";
constexpr int deepest = 64;

bool is_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.' || c == ':';
    });
}

/// Carries the place for errors through the walk.
class Compiler {
public:
    explicit Compiler(const std::string& where) : where_(where) {}

    Result<ShapeNode> root(pugi::xml_node element) {
        const std::string_view space = element.attribute("t:space").value();
        if (!space.empty() && space != "preserve") return bad(element, "t:space can only be \"preserve\"");
        preserve_ = !space.empty();
        auto node = this->element(element, 0);
        if (!node) return node.error();
        if (node->kind == ShapeNode::Kind::part) return bad(element, "the root cannot be a t:part");
        if (!node->only_if.empty() || !node->unless.empty() || !node->each.empty())
            return bad(element, "the root takes none of t:if, t:unless and t:each");
        return node;
    }

private:
    Error bad(pugi::xml_node at, const std::string& why) const {
        return Error{Fault::malformed, where_, why + " (in <" + at.name() + ">)"};
    }

    Result<ShapeNode> element(pugi::xml_node from, int depth) {
        if (depth > deepest) return bad(from, "elements stand deeper than " + std::to_string(deepest));
        ShapeNode out;
        out.name = from.name();
        if (out.name == "t:part") {
            out.kind = ShapeNode::Kind::part;
            out.name.clear();
        } else if (out.name.starts_with("t:")) {
            return bad(from, "the only t: element is t:part");
        }
        for (const pugi::xml_attribute attribute : from.attributes())
            if (auto error = take_attribute(out, from, attribute, depth == 0)) return *error;
        if (out.kind == ShapeNode::Kind::part) {
            if (!is_name(out.name)) return bad(from, "a t:part needs a name");
            if (from.first_child()) return bad(from, "a t:part is empty");
            return out;
        }
        if (auto error = take_children(out, from, depth)) return *error;
        return out;
    }

    std::optional<Error> take_attribute(ShapeNode& out, pugi::xml_node at, pugi::xml_attribute attribute,
                                        bool is_root) const {
        const std::string_view name = attribute.name();
        const std::string_view value = attribute.value();
        if (name == "xmlns:t") {
            if (value == shape_namespace) return std::nullopt;
            return bad(at, "the prefix t belongs to " + std::string(shape_namespace));
        }
        if (name.starts_with("t:")) return take_directive(out, at, name, value, is_root);
        if (out.kind == ShapeNode::Kind::part) {
            if (name != "name") return bad(at, "a t:part takes only name, not " + std::string(name));
            out.name = value;
            return std::nullopt;
        }
        const auto same = [&](const ShapeAttribute& other) { return other.name == name; };
        if (std::ranges::any_of(out.attributes, same))
            return bad(at, "attribute " + std::string(name) + " stands twice");
        auto text = take_apart(at, value, true);
        if (!text) return text.error();
        out.attributes.push_back({std::string(name), std::move(*text)});
        return std::nullopt;
    }

    std::optional<Error> take_directive(ShapeNode& out, pugi::xml_node at, std::string_view name,
                                        std::string_view value, bool is_root) const {
        if (name == "t:space" && is_root) return std::nullopt;
        std::string* field = nullptr;
        if (name == "t:if") field = &out.only_if;
        if (name == "t:unless") field = &out.unless;
        if (name == "t:each") field = &out.each;
        if (!field)
            return bad(at,
                       "unknown " + std::string(name) + "; there are t:if, t:unless, t:each, and the root's t:space");
        if (!is_name(value)) return bad(at, std::string(name) + "=\"" + std::string(value) + "\" is not a name");
        *field = value;
        return std::nullopt;
    }

    std::optional<Error> take_children(ShapeNode& out, pugi::xml_node from, int depth) {
        for (const pugi::xml_node child : from.children()) {
            const auto type = child.type();
            if (type == pugi::node_element) {
                auto node = element(child, depth + 1);
                if (!node) return node.error();
                out.children.push_back(std::move(*node));
            } else if (type == pugi::node_pcdata || type == pugi::node_cdata) {
                if (!preserve_ && type == pugi::node_pcdata && is_between_elements(child)) continue;
                ShapeNode node;
                node.kind = type == pugi::node_cdata ? ShapeNode::Kind::cdata : ShapeNode::Kind::text;
                auto text = take_apart(from, child.value(), false);
                if (!text) return text.error();
                node.text = std::move(*text);
                out.children.push_back(std::move(node));
            }
        }
        return std::nullopt;
    }

    /// White space that is an element's only content is content.
    static bool is_between_elements(pugi::xml_node text) {
        return trim(text.value()).empty() && (text.previous_sibling() || text.next_sibling());
    }

    Result<ShapeText> take_apart(pugi::xml_node at, std::string_view text, bool is_attribute) const {
        ShapeText out;
        std::string literal;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c != '{' && c != '}') {
                literal += c;
            } else if (i + 1 < text.size() && text[i + 1] == c) {
                literal += c;
                ++i;
            } else if (c == '}') {
                return bad(at, "a } stands alone; a brace is written }}");
            } else {
                const auto end = text.find('}', i);
                if (end == std::string_view::npos) return bad(at, "a { is not closed; a brace is written {{");
                std::string_view name = text.substr(i + 1, end - i - 1);
                if (name.ends_with('?')) {
                    if (!is_attribute || i != 0 || end + 1 != text.size())
                        return bad(at, "{" + std::string(name) + "} must be an attribute's whole value");
                    name.remove_suffix(1);
                    out.optional = true;
                }
                if (!is_name(name))
                    return bad(at, "{" + std::string(name) + "} is not a placeholder; a brace is written {{");
                out.pieces.push_back({std::move(literal), std::string(name)});
                literal.clear();
                i = end;
            }
        }
        if (!literal.empty()) out.pieces.push_back({std::move(literal), {}});
        return out;
    }

    const std::string& where_;
    bool preserve_ = false;
};

Error not_xml(std::string_view text, const pugi::xml_parse_result& outcome, const std::string& where) {
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(outcome.offset, 0));
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    return Error{Fault::malformed, where, "not XML, line " + std::to_string(line) + ": " + outcome.description()};
}

} // namespace

Result<ShapeNode> compile_shape(std::string_view text, const std::string& where) {
    pugi::xml_document tree;
    constexpr unsigned flags = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_comments;
    const auto outcome = tree.load_buffer(text.data(), text.size(), flags, pugi::encoding_utf8);
    if (!outcome) return not_xml(text, outcome, where);
    const pugi::xml_node root = tree.document_element();
    std::size_t elements = 0;
    for (const pugi::xml_node child : tree.children()) elements += child.type() == pugi::node_element;
    if (elements != 1) return Error{Fault::malformed, where, "a shape has exactly one root element"};
    return Compiler(where).root(root);
}

} // namespace idpsim::saml
