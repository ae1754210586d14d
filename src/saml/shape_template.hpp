#pragma once
/// A shape taken apart: what is literal, what is a placeholder, what is conditional. Seen by shape.cpp only.
#include "src/core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::saml {

/// Text with placeholders: each piece is its literal followed by the value of `name` ("" for none).
struct ShapeText {
    struct Piece {
        std::string literal;
        std::string name;
    };
    std::vector<Piece> pieces;
    bool optional = false; ///< was "{name?}": exactly one piece without literal
};

struct ShapeAttribute {
    std::string name;
    ShapeText value;
};

struct ShapeNode {
    enum class Kind { element, text, cdata, part };
    Kind kind = Kind::element;
    std::string name;    ///< of the element or of the part
    std::string only_if; ///< t:if; "" for none, as the next two
    std::string unless;
    std::string each;
    std::vector<ShapeAttribute> attributes;
    std::vector<ShapeNode> children;
    ShapeText text;
};

/// Malformed when the text is no XML with one root, a placeholder is none, or a t: name is unknown.
Result<ShapeNode> compile_shape(std::string_view text, const std::string& where);

} // namespace idpsim::saml
