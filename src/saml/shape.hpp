#pragma once
/// Message shapes: a vendor's message written down as it stands on the wire, with placeholders.
///
/// A shape is XML text. Element and attribute order, prefixes and the places of namespace declarations are taken
/// as written; white space between elements is dropped unless `t:space="preserve"` stands on the root.
///   {name}             the value; missing is a Failure (a broken profile)
///   attr="{name?}"     the attribute is left out when the value is absent
///   t:if="name"        the element is left out when the value is absent (or the list empty); t:unless: the reverse
///   t:each="list"      the element once per entry of the list; the entry's values hide the outer ones
///   <t:part name="x"/> another shape rendered in its place: signature, assertion; nothing when the scope has no such part
/// `xmlns:t="urn:idpsim:shape"` is dropped from the outcome.
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

/// What the placeholders stand for. Absent and empty differ.
struct Scope {
    std::map<std::string, std::string, std::less<>> values;
    std::map<std::string, std::vector<Scope>, std::less<>> lists;
    std::map<std::string, const Shape*, std::less<>> parts;
    const Scope* outer = nullptr;
};

class Shape {
public:
    /// `where` names the profile's file and field for errors.
    static Result<Shape> parse(std::string_view text, std::string where);
    /// Appends the rendered element to `parent` and returns it.
    pugi::xml_node render(pugi::xml_node parent, const Scope& scope) const;

private:
    std::shared_ptr<const pugi::xml_document> tree_;
    std::string where_;
    bool preserve_ = false;
};

/// How a vendor prints its trees.
struct PrintStyle {
    std::string declaration;             ///< e.g. `<?xml version="1.0" encoding="UTF-8"?>`, with any line feed; "" for none
    bool space_before_slash = false;     ///< `<a />` (Entra) rather than `<a/>`
    bool ascii_only = false;             ///< non-ASCII as hexadecimal character references (OneLogin)
    int indent = -1;                     ///< spaces a level; -1: one line
    bool byte_order_mark = false;
};
std::string print(pugi::xml_node root, const PrintStyle& style);


} // namespace idpsim::saml
