#include "simulator/sp/mapping.hpp"

#include "simulator/sp/organisation.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

using xlsx::Cell;
using xlsx::Reference;

enum Column { field_column = 1, meaning_column = 2, name_column = 3 };
constexpr std::string_view none = "-";

struct Row {
    const char *field, *meaning;
    std::vector<std::string> AttributeMapping::*saml; ///< one of the two is set
    std::string ScimMapping::*scim;
};
constexpr Row rows[] = {
    {"SAML e-mail",
     "SAML attribute with the work e-mail address. Empty: the usual names, else the NameID. Several names: one a line. "
     "A single - : no attribute.",
     &AttributeMapping::email, nullptr},
    {"SAML first name", "SAML attribute with the given name. Empty: the usual names.", &AttributeMapping::given_name,
     nullptr},
    {"SAML last name", "SAML attribute with the family name. Empty: the usual names.", &AttributeMapping::family_name,
     nullptr},
    {"SAML display name",
     "SAML attribute with the name that colleagues see. Empty: the usual names, else first and last name.",
     &AttributeMapping::display_name, nullptr},
    {"SCIM e-mail",
     "SCIM attribute with the work e-mail address, for example emails[type eq \"work\"].value. Empty: the primary "
     "address, else userName.",
     nullptr, &ScimMapping::email},
    {"SCIM first name", "SCIM attribute with the given name. Empty: name.givenName.", nullptr,
     &ScimMapping::given_name},
    {"SCIM last name", "SCIM attribute with the family name. Empty: name.familyName.", nullptr,
     &ScimMapping::family_name},
    {"SCIM display name", "SCIM attribute with the name that colleagues see. Empty: displayName.", nullptr,
     &ScimMapping::display_name},
};
constexpr int first_row = 2, last_row = first_row + static_cast<int>(std::size(rows)) - 1;
constexpr const char* header[] = {"Field", "What it is", "Name in your identity provider (edit this column only)"};

Error refuse(Reference at, std::string detail) { return Error{Fault::invalid, to_text(at), std::move(detail)}; }

std::string names_to_text(const std::vector<std::string>& names, const std::vector<std::string>& usual) {
    if (names == usual) return "";
    return names.empty() ? std::string(none) : join(names, "\n");
}

/// The text of a cell of column C: "" for a blank one.
Result<std::string> text_in(const xlsx::Sheet& sheet, Reference at) {
    const Cell* cell = sheet.find(at);
    if (!cell) return std::string();
    if (cell->kind != xlsx::Kind::text)
        return refuse(at, "is " + std::string(kind_name(cell->kind)) +
                              "; give the cell the format Text and enter the name again");
    return cell->text;
}

std::optional<std::string> refuse_name(std::string_view name, const std::vector<std::string>& current) {
    if (std::ranges::find(current, name) != current.end()) return std::nullopt;
    // People who know other forms separate names so.
    if (name.find_first_of(",;") != std::string_view::npos)
        return "has a comma or semicolon; several names stand on lines of their own";
    return refuse_attribute_name(name);
}

Result<std::vector<std::string>> saml_names(const std::string& text, Reference at,
                                            const std::vector<std::string>& usual,
                                            const std::vector<std::string>& current) {
    constexpr std::size_t most = 100; // as in the settings
    if (text.empty()) return usual;
    std::vector<std::string> out;
    if (text == none) return out;
    for (const std::string_view name : split(text, '\n')) {
        if (name.empty()) continue;
        if (const auto why = refuse_name(name, current)) return refuse(at, *why);
        if (std::ranges::find(out, name) != out.end()) return refuse(at, "names \"" + std::string(name) + "\" twice");
        out.emplace_back(name);
    }
    if (out.empty()) return refuse(at, "has nothing but empty lines");
    if (out.size() > most) return refuse(at, "has more than " + std::to_string(most) + " names");
    return out;
}

Result<void> check_fixed(const xlsx::Sheet& given, const Cell& wanted) {
    const Cell* cell = given.find(wanted.at);
    if (cell && cell->kind == wanted.kind && cell->text == wanted.text) return {};
    const std::string should = "\"" + std::string(cut_utf8(wanted.text, 60)) + "\"";
    const std::string is = cell ? "was changed to \"" + std::string(cut_utf8(cell->text, 60)) + "\"" : "was cleared";
    return refuse(wanted.at,
                  is + "; it has to say " + should + ", as all of columns A and B stays as it was downloaded");
}

} // namespace

std::string mapping_file_name(const ProductNames& names) {
    std::string out;
    for (const char c : to_lower(names.company)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (out.ends_with('-')) out.pop_back();
    return (out.empty() ? "product" : out) + "-sso-attributes.xlsx";
}

xlsx::Sheet mapping_sheet(const Mapping& current) {
    xlsx::Sheet out{"SSO attributes", {}};
    for (int column = field_column; column <= name_column; ++column)
        out.cells.push_back({{column, 1}, xlsx::Kind::text, header[column - 1]});
    int number = first_row;
    for (const Row& row : rows) {
        out.cells.push_back({{field_column, number}, xlsx::Kind::text, row.field});
        out.cells.push_back({{meaning_column, number}, xlsx::Kind::text, row.meaning});
        const std::string name = row.saml ? names_to_text(current.saml.*row.saml, AttributeMapping::usual().*row.saml)
                                          : current.scim.*row.scim;
        if (!name.empty()) out.cells.push_back({{name_column, number}, xlsx::Kind::text, name});
        ++number;
    }
    return out;
}

xlsx::SheetStyle mapping_style() { return {.widths = {20, 60, 48}, .header_rows = 1, .open_columns = {name_column}}; }

Result<void> check_mapping_name(std::string_view name, const std::string& expected) {
    if (name == expected) return {};
    const std::string_view stem =
        std::string_view(expected).substr(0, expected.size() - std::string_view(".xlsx").size());
    std::string told = name.empty() ? "is missing" : "is \"" + valid_utf8(cut_utf8(name, 100)) + "\"";
    if (name.starts_with(stem) && name != stem) told += ", as programs call a second copy";
    return Error{Fault::invalid, "file name",
                 told + "; the file must not be renamed: call it \"" + expected + "\" again"};
}

Result<void> check_fixed_cells(const xlsx::Sheet& given, const xlsx::Sheet& expected) {
    for (const Cell& wanted : expected.cells)
        if (wanted.at.column != name_column || wanted.at.row == 1)
            if (const auto same = check_fixed(given, wanted); !same) return same.error();
    for (const Cell& cell : given.cells)
        if (cell.at.column > name_column || cell.at.row > last_row)
            return refuse(cell.at, "has a value outside of the table, which is columns A to C and rows 1 to " +
                                       std::to_string(last_row) + "; clear it");
    return {};
}

Result<Mapping> read_mapping(const xlsx::Sheet& given, const Mapping& current) {
    Mapping out = current;
    int number = first_row;
    for (const Row& row : rows) {
        const Reference at{name_column, number++};
        const auto text = text_in(given, at);
        if (!text) return text.error();
        if (row.saml) {
            auto names = saml_names(*text, at, AttributeMapping::usual().*row.saml, current.saml.*row.saml);
            if (!names) return names.error();
            out.saml.*row.saml = std::move(*names);
            continue;
        }
        if (!text->empty())
            if (const auto why = refuse_scim_path(*text))
                return refuse(at, "\"" + std::string(cut_utf8(*text, 60)) + "\" " + *why);
        out.scim.*row.scim = *text;
    }
    // Whoever names the attribute means it to go before the NameID, as in the settings.
    if (out.saml.email != current.saml.email)
        out.saml.email_attribute_first = out.saml.email != AttributeMapping::usual().email;
    return out;
}

void apply_mapping(Organisation& org, const Mapping& mapping) {
    org.settings.mapping = mapping.saml;
    org.settings.scim_mapping = mapping.scim;
    org.mapping_uploaded = true;
}

Mapping mapping_of(const Organisation& org) { return {org.settings.mapping, org.settings.scim_mapping}; }

std::optional<std::string> refuse_attribute_name(std::string_view name) {
    constexpr std::size_t longest = 200;
    // No-break space, zero width characters, line and paragraph separators, byte order mark.
    constexpr std::string_view unseen[] = {"\xc2\xa0",     "\xe2\x80\x8b", "\xe2\x80\x8c",
                                           "\xe2\x80\x8d", "\xe2\x80\x8e", "\xe2\x80\x8f",
                                           "\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf"};
    if (name.size() > longest) return "has a name of more than " + std::to_string(longest) + " octets";
    if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        return "has a control character in a name";
    if (trim(name).size() != name.size() || name.empty()) return "has a space at the beginning or end of a name";
    for (const std::string_view each : unseen)
        if (name.find(each) != std::string_view::npos) return "has a character in a name that nobody sees";
    return std::nullopt;
}

} // namespace idpsim::sp
