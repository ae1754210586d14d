#include "src/xlsx/file_type.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <string>

namespace idpsim::xlsx {
namespace {

constexpr std::string_view save_as = "; save it as an Excel workbook (.xlsx)";

/// Names of streams in an OLE file are UTF-16.
bool has_stream(std::string_view octets, std::string_view name) {
    std::string wide;
    for (const char c : name) wide += {c, '\0'};
    return octets.find(wide) != std::string_view::npos;
}

/// The container of Office's old formats, and of new ones with a password.
std::string ole_kind(std::string_view octets) {
    if (has_stream(octets, "EncryptedPackage"))
        return "is protected by a password; remove the password and upload it again";
    if (has_stream(octets, "Workbook") || has_stream(octets, "Book"))
        return "is a workbook in Excel's old format (.xls)" + std::string(save_as);
    if (has_stream(octets, "WordDocument")) return "is a Word document in the old format (.doc), not a workbook";
    return "is a document in Office's old format, not an Excel workbook (.xlsx)";
}

bool is_text(std::string_view octets) {
    return std::ranges::none_of(octets.substr(0, 4096), [](char c) { return static_cast<unsigned char>(c) < 0x09; });
}

std::string kind_of(std::string_view octets) {
    if (octets.empty()) return "is empty";
    if (octets.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return ole_kind(octets);
    if (octets.starts_with("%PDF")) return "is a PDF document, not an Excel workbook (.xlsx)";
    if (octets.starts_with("{\\rtf")) return "is a text document (.rtf), not an Excel workbook (.xlsx)";
    std::string_view text = octets;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    text = trim(text.substr(0, 256));
    const std::string begin = to_lower(text);
    if (begin.starts_with("<!doctype html") || begin.starts_with("<html"))
        return "is a web page, not an Excel workbook (.xlsx)";
    if (begin.starts_with("<?xml") || begin.starts_with("<")) return "is an XML file, not an Excel workbook (.xlsx)";
    if (octets.starts_with("\xff\xfe") || octets.starts_with("\xfe\xff") || is_text(octets))
        return "is a text file (.csv, perhaps)" + std::string(save_as);
    return "is no Excel workbook (.xlsx)";
}

} // namespace

std::optional<Error> refuse_other_type(std::string_view octets) {
    if (octets.starts_with("PK\x03\x04")) return std::nullopt;
    if (octets.starts_with("PK\x05\x06"))
        return Error{Fault::unsupported, "file", "is an empty archive, no Excel workbook (.xlsx)"};
    return Error{Fault::unsupported, "file", kind_of(octets)};
}

} // namespace idpsim::xlsx
