#include "src/saml/shape.hpp"

#include "src/saml/shape_template.hpp"

namespace idpsim::saml {
namespace {

/// Parts may hold parts (a Response its Assertion, that its Signature); more than this is a part that holds itself.
constexpr int most_nested_parts = 16;

/// One level of names: an entry of a list in front of what surrounds it. Kept apart from Scope::outer so that
/// scopes stay untouched.
struct Frame {
    const Scope& scope;
    const Frame* outer;
};

/// The innermost scope that `found` accepts.
template <class Found> const Scope* find_scope(const Frame& frame, Found found) {
    for (const Frame* level = &frame; level; level = level->outer)
        for (const Scope* scope = &level->scope; scope; scope = scope->outer)
            if (found(*scope)) return scope;
    return nullptr;
}

const std::string* find_value(const Frame& frame, std::string_view name) {
    const std::string* value = nullptr;
    find_scope(frame, [&](const Scope& scope) {
        const auto at = scope.values.find(name);
        if (at != scope.values.end()) value = &at->second;
        return value != nullptr;
    });
    return value;
}

const std::vector<Scope>* find_list(const Frame& frame, std::string_view name) {
    const Scope* const scope = find_scope(frame, [&](const Scope& s) { return s.lists.contains(name); });
    return scope ? &scope->lists.find(name)->second : nullptr;
}

const Shape* find_part(const Frame& frame, std::string_view name) {
    const Scope* const scope = find_scope(frame, [&](const Scope& s) { return s.parts.contains(name); });
    return scope ? scope->parts.find(name)->second : nullptr;
}

/// What t:if asks: the innermost scope that knows the name decides.
bool is_present(const Frame& frame, std::string_view name) {
    const Scope* const scope = find_scope(frame, [&](const Scope& s) {
        return s.values.contains(name) || s.lists.contains(name) || s.parts.contains(name);
    });
    if (!scope) return false;
    if (scope->values.contains(name)) return true;
    if (const auto list = scope->lists.find(name); list != scope->lists.end()) return !list->second.empty();
    return scope->parts.find(name)->second != nullptr;
}

bool is_wanted(const ShapeNode& node, const Frame& frame) {
    if (!node.only_if.empty() && !is_present(frame, node.only_if)) return false;
    return node.unless.empty() || !is_present(frame, node.unless);
}

} // namespace

/// Renders one shape into one tree.
class ShapeRenderer {
public:
    ShapeRenderer(const Shape& shape, int nested) : shape_(shape), nested_(nested) {}

    pugi::xml_node root(pugi::xml_node parent, const Frame& frame) const {
        if (!shape_.root_) throw Failure({Fault::invalid, "shape", "an empty Shape cannot be rendered"});
        return element(parent, *shape_.root_, frame);
    }

private:
    void node(pugi::xml_node parent, const ShapeNode& node, const Frame& frame) const {
        if (node.each.empty()) {
            if (is_wanted(node, frame)) wanted(parent, node, frame);
            return;
        }
        const std::vector<Scope>* const list = find_list(frame, node.each);
        if (!list) return;
        for (const Scope& entry : *list) {
            const Frame inner{entry, &frame};
            if (is_wanted(node, inner)) wanted(parent, node, inner);
        }
    }

    void wanted(pugi::xml_node parent, const ShapeNode& node, const Frame& frame) const {
        switch (node.kind) {
        case ShapeNode::Kind::element:
            element(parent, node, frame);
            break;
        case ShapeNode::Kind::part:
            part(parent, node, frame);
            break;
        case ShapeNode::Kind::text:
            text(parent, pugi::node_pcdata, node, frame);
            break;
        case ShapeNode::Kind::cdata:
            text(parent, pugi::node_cdata, node, frame);
            break;
        }
    }

    pugi::xml_node element(pugi::xml_node parent, const ShapeNode& from, const Frame& frame) const {
        pugi::xml_node out = parent.append_child(from.name.c_str());
        std::string buffer;
        for (const ShapeAttribute& attribute : from.attributes) {
            const std::string* const value = fill(attribute.value, frame, out, buffer);
            if (value) out.append_attribute(attribute.name.c_str()).set_value(value->c_str());
        }
        for (const ShapeNode& child : from.children) node(out, child, frame);
        return out;
    }

    void text(pugi::xml_node parent, pugi::xml_node_type type, const ShapeNode& from, const Frame& frame) const {
        std::string buffer;
        const std::string* const value = fill(from.text, frame, parent, buffer);
        if (!value->empty()) parent.append_child(type).set_value(value->c_str());
    }

    void part(pugi::xml_node parent, const ShapeNode& from, const Frame& frame) const {
        const Shape* const other = find_part(frame, from.name);
        if (!other) return;
        if (nested_ >= most_nested_parts) throw failure(parent, "part \"" + from.name + "\" holds itself");
        ShapeRenderer(*other, nested_ + 1).root(parent, frame);
    }

    /// The filled-in text: the template's own, the value itself, or built in `buffer`. Null when optional and absent.
    const std::string* fill(const ShapeText& text, const Frame& frame, pugi::xml_node at, std::string& buffer) const {
        buffer.clear();
        if (text.pieces.size() == 1) {
            const auto& piece = text.pieces.front();
            if (piece.name.empty()) return &piece.literal;
            if (piece.literal.empty()) return value(piece.name, frame, at, text.optional);
        }
        for (const auto& piece : text.pieces) {
            buffer += piece.literal;
            if (!piece.name.empty()) buffer += *value(piece.name, frame, at, false);
        }
        return &buffer;
    }

    const std::string* value(const std::string& name, const Frame& frame, pugi::xml_node at, bool optional) const {
        const std::string* const found = find_value(frame, name);
        if (!found && !optional) throw failure(at, "placeholder {" + name + "} has no value");
        // pugixml takes C strings: a NUL would cut the value short, unseen.
        if (found && found->find('\0') != std::string::npos)
            throw failure(at, "the value of {" + name + "} holds U+0000, which XML cannot carry");
        return found;
    }

    Failure failure(pugi::xml_node at, const std::string& why) const {
        return Failure({Fault::invalid, shape_.where_, why + " (in <" + at.name() + ">)"});
    }

    const Shape& shape_;
    int nested_;
};

Result<Shape> Shape::parse(std::string_view text, std::string where) {
    auto root = compile_shape(text, where);
    if (!root) return root.error();
    Shape out;
    out.root_ = std::make_shared<const ShapeNode>(std::move(*root));
    out.where_ = std::move(where);
    return out;
}

pugi::xml_node Shape::render(pugi::xml_node parent, const Scope& scope) const {
    return ShapeRenderer(*this, 0).root(parent, Frame{scope, nullptr});
}

} // namespace idpsim::saml
