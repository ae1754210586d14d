#pragma once
/// Forms and links of HTML pages, read by libxml2's HTML parser: what a browser without JavaScript can act on.
#include "src/core/result.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace idpsim::xml {

struct HtmlInput {
    std::string name;
    std::string type; ///< lower case: "hidden", "text", "password", "submit" ...; "text" when absent
    std::string value;
};

struct HtmlForm {
    std::string id;
    std::string name;
    std::string action; ///< as written, entities decoded; "" means the page's own URL
    std::string method; ///< "get" or "post"
    /// input, button, textarea and select (its selected options), in order; without what is disabled and without
    /// checkboxes and radio buttons that are not checked. A control elsewhere joins by its `form` attribute.
    std::vector<HtmlInput> inputs;
};

struct HtmlLink {
    std::string href;
    std::string text; ///< white space collapsed
};

struct HtmlPage {
    std::string title;
    std::string text; ///< the page's visible text, white space collapsed
    std::vector<HtmlForm> forms;
    std::vector<HtmlLink> links;
    bool submits_itself = false; ///< a script or onload handler calls submit()
};

/// Never fails on tag soup; too_large above 4 MiB. Reading ends early at a tag of more than 512 attributes and at
/// elements nested deeper than 512.
Result<HtmlPage> read_html(std::string_view html);

/// False when reading `html` would certainly find no form: told without reading it.
bool may_hold_form(std::string_view html);

} // namespace idpsim::xml
