#pragma once
/// The parts of a workbook and how they lead to each other (ECMA-376 part 2, sections 6.5 and 7.2).
#include "src/xlsx/package.hpp"
#include "src/xml/document.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::xlsx {

/// An element of SpreadsheetML, in the namespace of the transitional or of the strict form.
bool is_sheet_ml(const xml::Element& element, std::string_view name);
std::vector<xml::Element> children(const xml::Element& element, std::string_view name);
std::optional<xml::Element> child(const xml::Element& element, std::string_view name);

/// The part as a document, if it is one of few enough elements and without DOCTYPE.
Result<xml::Document> read_xml(const Package& package, const std::string& name, const ReadLimits& limits);

struct Relationship {
    std::string id;
    std::string kind;   ///< "worksheet": the last segment of its type, when that is one of OOXML's
    std::string target; ///< a part's name; "" when it is outside of the package
};
/// What the part leads to; "" for the package itself. Empty when it has no such list.
Result<std::vector<Relationship>> relationships_of(const Package& package, std::string_view part,
                                                   const ReadLimits& limits);
/// The attribute r:id.
std::optional<std::string> relationship_id(const xml::Element& element);

/// Whether the parts are those of a workbook without macros, embedded objects and sources of data elsewhere.
Result<void> check_content_types(const Package& package, const std::string& workbook, const ReadLimits& limits);

} // namespace idpsim::xlsx
