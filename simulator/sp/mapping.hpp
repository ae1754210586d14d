#pragma once
/// The mapping workbook: a sheet of fields (column A), what they are (B) and what the company's identity provider calls
/// them (C). The admin downloads it, edits column C and uploads it again; it drives what logins and SCIM are read for.
#include "simulator/sp/config.hpp"
#include "simulator/sp/identity.hpp"
#include "simulator/sp/scim_mapping.hpp"
#include "src/core/result.hpp"
#include "src/xlsx/workbook.hpp"

#include <string>
#include <string_view>

namespace idpsim::sp {

struct Organisation;

struct Mapping {
    AttributeMapping saml;
    ScimMapping scim;
};

/// "example-works-sso-attributes.xlsx": the product's name for it, which it has to keep.
std::string mapping_file_name(const ProductNames& names);

/// In column C of a SAML row: nothing where the usual names count, "-" for no attribute at all, else the names, one a
/// line. In column C of a SCIM row: a path, or nothing for the usual place.
xlsx::Sheet mapping_sheet(const Mapping& current);
xlsx::SheetStyle mapping_style();

// The steps of an upload. Error::where is "file name", "file", a part of the file or a cell ("B4"); with its detail it
// makes a sentence.

Result<void> check_mapping_name(std::string_view name, const std::string& expected);
/// Columns A and B and the header as in `expected`, and nothing outside of what it has.
Result<void> check_fixed_cells(const xlsx::Sheet& given, const xlsx::Sheet& expected);
/// What column C says, in the sheet's own rows. `current`: names that are in force already are not questioned.
Result<Mapping> read_mapping(const xlsx::Sheet& given, const Mapping& current);

/// From now on logins and SCIM are read so.
void apply_mapping(Organisation& org, const Mapping& mapping);
Mapping mapping_of(const Organisation& org);

/// Why a text is not taken for the name of a SAML attribute; nothing when it is.
std::optional<std::string> refuse_attribute_name(std::string_view name);

} // namespace idpsim::sp
