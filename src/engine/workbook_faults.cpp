#include "src/engine/workbook_faults.hpp"

#include "src/core/result.hpp"
#include "src/core/text.hpp"
#include "src/xlsx/package.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

constexpr std::string_view sheet_part = "xl/worksheets/sheet1.xml";

xlsx::Parts parts_of(std::string_view workbook) {
    const auto package = xlsx::Package::open(workbook, {}).value();
    xlsx::Parts out;
    for (const std::string& name : package.names()) out.emplace_back(name, package.read(name).value());
    return out;
}

/// A fault that does not find its place would be none.
std::string changed(std::string_view good, std::string_view part, std::string_view from, const std::string& to) {
    xlsx::Parts parts = parts_of(good);
    const auto found = std::ranges::find(parts, part, &xlsx::Parts::value_type::first);
    const std::size_t at = found == parts.end() ? std::string::npos : found->second.find(from);
    if (at == std::string::npos) throw Failure(Error{Fault::invalid, std::string(part), "has no " + std::string(from)});
    found->second.replace(at, from.size(), to);
    return xlsx::write_package(parts);
}

std::string with_part(std::string_view good, std::string name, std::string content) {
    xlsx::Parts parts = parts_of(good);
    parts.emplace_back(std::move(name), std::move(content));
    return xlsx::write_package(parts);
}

/// The cells of a further row, in column C of row 9, where the table ends.
std::string with_cells(std::string_view good, const std::string& cells) {
    return changed(good, sheet_part, "</sheetData>", cells + "</sheetData>");
}

std::string ole(std::string_view stream) {
    std::string out = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(1016, '\0');
    for (const char c : stream) out += {c, '\0'};
    return out;
}

std::string many_rows() {
    std::string out;
    for (int i = 1; i <= 1'000'000; ++i) out += "<row/>";
    return out;
}

std::string word_document(std::string_view good) {
    return changed(good, "[Content_Types].xml", "spreadsheetml.sheet.main", "wordprocessingml.document.main");
}

} // namespace

const std::vector<WorkbookFault>& workbook_faults() {
    static const std::vector<WorkbookFault> all{
        {"empty", "the file is empty", [](std::string_view) { return std::string(); }},
        {"csv", "the table is saved as text",
         [](std::string_view) { return std::string("Field,What it is,Name\nSAML e-mail,x,mail\n"); }},
        {"html", "the file is a web page",
         [](std::string_view) { return std::string("<!DOCTYPE html><table><tr><td>SAML e-mail</td></tr></table>"); }},
        {"pdf", "the file is a PDF document", [](std::string_view) { return std::string("%PDF-1.7\n1 0 obj\n"); }},
        {"xls", "the workbook is in Excel's old format", [](std::string_view) { return ole("Workbook"); }},
        {"password", "the workbook is protected by a password",
         [](std::string_view) { return ole("EncryptedPackage"); }},
        {"docx", "the file is a Word document", word_document},
        {"truncated", "the upload was cut off",
         [](std::string_view good) { return std::string(good.substr(0, good.size() / 2)); }},
        {"formula", "a cell holds a formula",
         [](std::string_view good) {
             return with_cells(good, R"(<row r="900"><c r="C900"><f>1+1</f><v>2</v></c></row>)");
         }},
        {"merged", "cells are merged",
         [](std::string_view good) {
             return changed(good, sheet_part, "</sheetData>",
                            R"(</sheetData><mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>)");
         }},
        {"duplicate-cell", "a cell is there twice",
         [](std::string_view good) {
             return with_cells(good, R"(<row r="2"><c r="C2" t="inlineStr"><is><t>other</t></is></c></row>)");
         }},
        {"macro", "the workbook holds macros",
         [](std::string_view good) { return with_part(good, "xl/vbaProject.bin", "macros"); }},
        {"external-link", "the workbook is linked to another file",
         [](std::string_view good) {
             return with_part(good, "xl/externalLinks/externalLink1.xml", "<externalLink/>");
         }},
        {"hidden-sheet", "the sheet is hidden",
         [](std::string_view good) {
             return changed(good, "xl/workbook.xml", "sheetId=\"1\"", "sheetId=\"1\" state=\"veryHidden\"");
         }},
        {"entity", "the sheet declares entities",
         [](std::string_view good) {
             return changed(good, sheet_part, "<worksheet",
                            "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><worksheet");
         }},
        {"million-rows", "the sheet has a million rows",
         [](std::string_view good) { return with_cells(good, many_rows()); }},
        {"zip-bomb", "the archive unpacks to much more than it is",
         [](std::string_view good) { return with_part(good, "xl/media/image1.png", std::string(12u << 20, '\0')); }},
        {"traversal", "a part's name leads out of the archive",
         [](std::string_view good) { return with_part(good, "../../../../tmp/part.xml", "x"); }},
        {"appended", "something is appended to the archive",
         [](std::string_view good) { return std::string(good) + "<script>"; }},
        {"too-large", "the file is larger than any mapping",
         [](std::string_view good) { return std::string(good) + std::string(2u << 20, 'x'); }},
    };
    return all;
}

} // namespace idpsim::engine
