#pragma once
/// Start tags as they stand in a document's text: what a parsed tree no longer tells, such as the place of a namespace
/// declaration among the attributes.
#include <string_view>
#include <vector>

namespace idpsim::xml {

struct WrittenAttribute {
    std::string_view name;  ///< qualified, "xmlns:saml" for a declaration
    std::string_view value; ///< references unresolved
    char quote = '"';
};

struct StartTag {
    std::string_view name;                    ///< qualified
    std::vector<WrittenAttribute> attributes; ///< in the order written, namespace declarations among them
    bool closed = false;                      ///< ends in "/>"
    bool blank_before_end = false;            ///< `<a />` rather than `<a/>`
    bool plain_spacing = true;                ///< one space before each attribute, none elsewhere
    std::string_view text;                    ///< what follows up to the next markup, references unresolved
    bool ends_at_once = false;                ///< `<a></a>`
    bool cdata = false;                       ///< a CDATA section follows at once
};

/// The start tags of a well-formed UTF-8 document without DOCTYPE, in document order: one for each element. Views into
/// `text`. Of text that is not well-formed, as many as can be told.
std::vector<StartTag> start_tags(std::string_view text);

} // namespace idpsim::xml
