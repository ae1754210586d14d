/// What is written is read, and what other programs write of it.
#include "src/core/text.hpp"
#include "src/xlsx/escapes.hpp"
#include "src/xlsx/workbook.hpp"
#include "tests/core/properties.hpp"
#include "tests/xlsx/books.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace idpsim::xlsx::test {
namespace {

using testing::HasSubstr;

std::string text_at(const Sheet& sheet, const char* at) {
    const Cell* cell = sheet.find(parse_reference(at).value());
    return cell ? cell->text : "";
}

TEST(Reference, Spelling) {
    EXPECT_EQ(parse_reference("B4"), (Reference{2, 4}));
    EXPECT_EQ(parse_reference("XFD1048576"), (Reference{last_column, last_row}));
    for (const char* wrong :
         {"", "B", "4", "b4", "$B$4", "B04", "B4 ", "XFE1", "A1048577", "A0", "A-1", "AAAA1", "A99999999999"})
        EXPECT_FALSE(parse_reference(wrong)) << wrong;
    for (const char* right : {"A1", "Z9", "AA10", "AZ2", "BA3", "ZZ1", "AAA1", "XFD1048576"})
        EXPECT_EQ(to_text(parse_reference(right).value()), right);
}

TEST(Escapes, BothWays) {
    EXPECT_EQ(unescape("a_x000D_b").value(), "a\rb");
    EXPECT_EQ(unescape("_x005F_x000D_").value(), "_x000D_");
    EXPECT_EQ(unescape("_xD83D__xDE00_").value(), "\xf0\x9f\x98\x80");
    EXPECT_EQ(unescape("_x00e9_ _x20AC_ _x12_ _xZZZZ_ _X0041_").value(), "\xc3\xa9 \xe2\x82\xac _x12_ _xZZZZ_ _X0041_");
    EXPECT_FALSE(unescape("_xD83D_a"));
    EXPECT_FALSE(unescape("_xDE00_"));
    EXPECT_EQ(escape_underscores("_x000D_ _ _x"), "_x005F_x000D_ _ _x");
}

TEST(Workbook, IsReadAsWritten) {
    EXPECT_EQ(refusal(write_workbook(small_sheet())), "read");
    EXPECT_EQ(read_workbook(write_workbook(small_sheet())).value(), small_sheet());
}

TEST(Workbook, SameSheetSameOctets) { EXPECT_EQ(write_workbook(small_sheet()), write_workbook(small_sheet())); }

TEST(Workbook, OnlyTheOpenColumnCanBeEdited) {
    Parts parts = parts_of(write_workbook(small_sheet(), {.widths = {10, 10}, .header_rows = 1, .open_columns = {3}}));
    const std::string& sheet = part(parts, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("<sheetProtection sheet=\"1\""));
    EXPECT_THAT(sheet, HasSubstr("<c r=\"C3\"")); // blank, and open
    EXPECT_THAT(part(parts, "xl/styles.xml"), HasSubstr("<protection locked=\"0\"/>"));
}

/// Text as people could type it; a cell has no text but in what XML can hold.
rc::Gen<std::string> cell_text() {
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
            "a", "B", " ", "\n", "\r", "\t", "_", "x", "_x000D_", "_x005F_", "0", "4", "1", "<", "&", "\"", "'", "]]>",
            "=", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "urn:oid:2.5.4.42", "-", "\x01")),
        [](const std::vector<std::string>& pieces) { return join(pieces, ""); });
}

RC_GTEST_PROP(Workbook, WhatIsWrittenIsRead, ()) {
    Sheet sheet{"Any", {}};
    const int rows = *rc::gen::inRange(1, 6), columns = *rc::gen::inRange(1, 5);
    for (int row = 1; row <= rows; ++row)
        for (int column = 1; column <= columns; ++column)
            if (std::string text = *cell_text(); !text.empty())
                sheet.cells.push_back({{column, row}, Kind::text, std::move(text)});
    const auto read = read_workbook(write_workbook(sheet, {.widths = {}, .header_rows = 1, .open_columns = {2}}));
    if (!read) RC_FAIL(describe(read.error()));
    RC_ASSERT(read->cells == sheet.cells);
}

TEST(OtherPrograms, Excel) { EXPECT_EQ(read_workbook(ExcelBook{}.file()).value(), small_sheet()); }
TEST(OtherPrograms, ExcelStrict) { EXPECT_EQ(read_workbook(ExcelBook{.strict = true}.file()).value(), small_sheet()); }
TEST(OtherPrograms, AbsoluteTargets) {
    EXPECT_EQ(read_workbook(ExcelBook{.absolute = true}.file()).value(), small_sheet());
}

TEST(OtherPrograms, InlineStringsAndKinds) {
    const ExcelBook book{
        .cells =
            R"(<row><c t="inlineStr"><is><t>in line</t></is></c><c><v>4.5E1</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>)"
            R"(<c t="d"><v>2026-11-24T00:00:00</v></c><c t="str"><v>told_x000D_</v></c><c><v></v></c><c s="1"/></row>)"};
    const Sheet sheet = read_workbook(book.file()).value();
    const std::vector<Cell> wanted{{{1, 1}, Kind::text, "in line"},
                                   {{2, 1}, Kind::number, "4.5E1"},
                                   {{3, 1}, Kind::boolean, "TRUE"},
                                   {{4, 1}, Kind::error, "#N/A"},
                                   {{5, 1}, Kind::date, "2026-11-24T00:00:00"},
                                   {{6, 1}, Kind::text, "told\r"}};
    EXPECT_EQ(sheet.cells, wanted);
}

TEST(OtherPrograms, SpaceIsKeptWhereItIsMeant) {
    const ExcelBook book{.cells = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)",
                         .strings = R"(<si><t> loose </t></si><si><t xml:space="preserve"> meant </t></si>)"};
    const Sheet sheet = read_workbook(book.file()).value();
    EXPECT_EQ(text_at(sheet, "A1"), "loose");
    EXPECT_EQ(text_at(sheet, "B1"), " meant ");
}

TEST(OtherPrograms, AnyOrderAndBlankRows) {
    const ExcelBook book{
        .cells =
            R"(<row r="9"><c r="C9" t="s"><v>0</v></c><c r="A9" t="s"><v>0</v></c></row><row r="2"/><row r="1"><c r="B1" t="s"><v>0</v></c><c t="s"><v>0</v></c></row>)",
        .strings = "<si><t>x</t></si>"};
    std::string order;
    for (const Cell& cell : read_workbook(book.file()).value().cells) order += to_text(cell.at) + " ";
    EXPECT_EQ(order, "B1 C1 A9 C9 ");
}

TEST(OtherPrograms, NamesOfPartsDifferInLetterCase) {
    Parts parts = ExcelBook{}.parts();
    for (auto& [name, content] : parts)
        if (name == "xl/sharedStrings.xml") name = "xl/SharedStrings.xml";
    EXPECT_EQ(read_workbook(write_package(parts)).value(), small_sheet());
}

} // namespace
} // namespace idpsim::xlsx::test
