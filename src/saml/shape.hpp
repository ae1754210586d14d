#pragma once
/// Message shapes: a vendor's message written down as it stands on the wire, with placeholders.
///
/// A shape is XML text. Element and attribute order, prefixes and the places of namespace declarations are taken
/// as written; white space between elements is dropped unless `t:space="preserve"` stands on the root.
///   {name}             the value; missing is a Failure (a broken profile); {{ and }} stand for braces
///   attr="{name?}"     the attribute is left out when the value is absent; only as the attribute's whole value
///   t:if="name"        the element is left out when the value is absent (or the list empty); t:unless: the reverse
///   t:each="list"      the element once per entry of the list, none when it is absent; the entry's values hide the
///                      outer ones; t:if and t:unless on the same element are asked per entry
///   <t:part name="x"/> another shape rendered in its place: signature, assertion; nothing when there is no such part
/// `xmlns:t="urn:idpsim:shape"` is dropped from the outcome, and so are comments. The root takes none of t:if, t:unless
/// and t:each.
#include "src/core/result.hpp"

#include <pugixml.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::saml {

class Shape;
struct ShapeNode;

/// What the placeholders stand for. Absent and empty differ.
struct Scope {
    std::map<std::string, std::string, std::less<>> values;
    std::map<std::string, std::vector<Scope>, std::less<>> lists;
    std::map<std::string, const Shape*, std::less<>> parts;
    const Scope* outer = nullptr;
};

class Shape {
public:
    /// `where` names the profile's file and field for errors. Malformed names the line or the placeholder.
    static Result<Shape> parse(std::string_view text, std::string where);
    /// Appends the rendered element to `parent` and returns it. Throws Failure, naming the place and the placeholder,
    /// when a value is missing. The scopes are read only; one shape may render on several threads at once.
    pugi::xml_node render(pugi::xml_node parent, const Scope& scope) const;

private:
    friend class ShapeRenderer;
    std::shared_ptr<const ShapeNode> root_;   ///< taken apart once by parse()
    std::string where_;
};

/// How a vendor prints its trees.
struct PrintStyle {
    std::string declaration;             ///< `<?xml version="1.0" encoding="UTF-8"?>`, with any line feed; "" for none
    bool space_before_slash = false;     ///< `<a />` (Entra) rather than `<a/>`
    bool ascii_only = false;             ///< non-ASCII as hexadecimal character references (OneLogin)
    int indent = -1;                     ///< spaces a level; -1: one line
    bool byte_order_mark = false;
    bool final_line_feed = false;        ///< after the root (Google's metadata)
};

/// The octets of a tree that we made. Without indent, canonicalisation of what is printed and of the tree is the same;
/// with it, elements that hold elements alone get lines of their own, which suits unsigned documents only.
/// Throws Failure when a value holds a character that XML 1.0 cannot carry.
std::string print(pugi::xml_node root, const PrintStyle& style);

} // namespace idpsim::saml
