#include "src/xlsx/cells.hpp"
#include "src/xlsx/package.hpp"
#include "src/xlsx/parts.hpp"
#include "src/xlsx/texts.hpp"
#include "src/xlsx/workbook.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::xlsx {
namespace {

Error no_workbook() { return Error{Fault::unsupported, "file", "is an archive, but no Excel workbook (.xlsx)"}; }

/// The one relationship of the kind, or nothing; with several, the first.
const Relationship* find_kind(const std::vector<Relationship>& all, std::string_view kind) {
    const auto found = std::ranges::find(all, kind, &Relationship::kind);
    return found == all.end() ? nullptr : &*found;
}

/// What people see under the name of a sheet, hidden or not, is one.
Result<xml::Element> only_sheet(const xml::Element& workbook) {
    const auto sheets = child(workbook, "sheets");
    const std::vector<xml::Element> all = sheets ? children(*sheets, "sheet") : std::vector<xml::Element>();
    if (all.empty()) return Error{Fault::malformed, "file", "has no sheet"};
    const auto name = [](const xml::Element& sheet) {
        return "sheet \"" + std::string(cut_utf8(sheet.attribute("name").value_or(""), 60)) + "\"";
    };
    for (const xml::Element& each : all)
        if (each.attribute("state").value_or("visible") != "visible")
            return Error{Fault::unsupported, name(each), "is hidden; remove it"};
    if (all.size() > 1) return Error{Fault::unsupported, name(all[1]), "is a second sheet; remove it"};
    return all.front();
}

/// The part that the sheet names.
Result<std::string> part_of(const xml::Element& sheet, const std::vector<Relationship>& leads, const Package& package) {
    const auto found = std::ranges::find(leads, relationship_id(sheet).value_or(""), &Relationship::id);
    const std::string part = found != leads.end() && found->kind == "worksheet" ? package.find(found->target) : "";
    if (part.empty()) return Error{Fault::malformed, "file", "its sheet is missing"};
    return part;
}

Result<std::string> find_workbook(const Package& package, const ReadLimits& limits) {
    if (package.find("[Content_Types].xml").empty()) {
        if (package.find("mimetype").empty()) return no_workbook();
        return Error{Fault::unsupported, "file",
                     "is an OpenDocument file (.ods); save it as an Excel workbook (.xlsx)"};
    }
    const auto leads = relationships_of(package, "", limits);
    if (!leads) return leads.error();
    const Relationship* main = find_kind(*leads, "officeDocument");
    const std::string part = main ? package.find(main->target) : "";
    if (part.empty()) return no_workbook();
    return part;
}

} // namespace

Result<Sheet> read_workbook(std::string_view octets, const ReadLimits& limits) {
    const auto package = Package::open(octets, limits);
    if (!package) return package.error();
    const auto part = find_workbook(*package, limits);
    if (!part) return part.error();
    if (const auto good = check_content_types(*package, *part, limits); !good) return good.error();

    const auto workbook = read_xml(*package, *part, limits);
    if (!workbook) return workbook.error();
    if (!is_sheet_ml(workbook->root(), "workbook")) return no_workbook();
    const auto leads = relationships_of(*package, *part, limits);
    if (!leads) return leads.error();
    if (find_kind(*leads, "externalLink") || child(workbook->root(), "externalReferences"))
        return Error{Fault::unsupported, *part, "has links to other files; break the links and upload the file again"};
    const auto sheet = only_sheet(workbook->root());
    if (!sheet) return sheet.error();
    const auto sheet_part = part_of(*sheet, *leads, *package);
    if (!sheet_part) return sheet_part.error();

    const Relationship* strings = find_kind(*leads, "sharedStrings");
    const auto shared = read_shared_strings(*package, strings ? package->find(strings->target) : "", limits);
    if (!shared) return shared.error();
    const auto worksheet = read_xml(*package, *sheet_part, limits);
    if (!worksheet) return worksheet.error();
    if (!is_sheet_ml(worksheet->root(), "worksheet")) return Error{Fault::malformed, *sheet_part, "is no worksheet"};
    auto cells = read_cells(worksheet->root(), *sheet_part, *shared, limits);
    if (!cells) return cells.error();
    return Sheet{sheet->attribute("name").value_or(""), std::move(*cells)};
}

} // namespace idpsim::xlsx
