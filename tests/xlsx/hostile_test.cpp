/// Files that are refused: each says where, and why, in bounded time and memory.
#include "src/core/random.hpp"
#include "src/core/text.hpp"
#include "tests/xlsx/books.hpp"

#include <gmock/gmock.h>

namespace idpsim::xlsx::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string wide(std::string_view text) {
    std::string out;
    for (const char c : text) out += {c, '\0'};
    return out;
}
std::string ole(std::string_view stream) {
    return "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(600, '\0') + wide(stream);
}

/// The good book with one part changed.
std::string changed(std::string_view name, std::string_view from, std::string_view to) {
    Parts parts = ExcelBook{}.parts();
    std::string& text = part(parts, name);
    const std::string before = text;
    text = replace_all(text, from, to);
    EXPECT_NE(text, before) << from;
    return write_package(parts);
}
std::string with_part(std::string name, std::string content = "x") {
    Parts parts = ExcelBook{}.parts();
    parts.emplace_back(std::move(name), std::move(content));
    return write_package(parts);
}
std::string with_cells(std::string cells, std::string strings = "<si><t>x</t></si>") {
    return ExcelBook{.cells = std::move(cells), .strings = std::move(strings)}.file();
}

TEST(WrongType, IsNamed) {
    EXPECT_EQ(refusal(""), "file: is empty");
    EXPECT_THAT(refusal("Field,What it is,Name\nx,y,z\n"), HasSubstr(".csv"));
    EXPECT_THAT(refusal(std::string("\xff\xfe"
                                    "F\0",
                                    4)),
                HasSubstr(".csv"));
    EXPECT_THAT(refusal("\xef\xbb\xbf <!DOCTYPE html><html></html>"), HasSubstr("web page"));
    EXPECT_THAT(refusal("<html><table>"), HasSubstr("web page"));
    EXPECT_THAT(refusal("<?xml version=\"1.0\"?><Workbook/>"), HasSubstr("XML file"));
    EXPECT_THAT(refusal("%PDF-1.7\n"), HasSubstr("PDF"));
    EXPECT_THAT(refusal("{\\rtf1"), HasSubstr(".rtf"));
    EXPECT_THAT(refusal(ole("Workbook")), HasSubstr(".xls"));
    EXPECT_THAT(refusal(ole("WordDocument")), HasSubstr("Word"));
    EXPECT_THAT(refusal(ole("Other")), HasSubstr("old format"));
    EXPECT_THAT(refusal(ole("EncryptedPackage")), HasSubstr("password"));
    EXPECT_THAT(refusal(std::string("\x89PNG\r\n\x1a\n\0\0", 10)), HasSubstr("no Excel workbook"));
    EXPECT_THAT(refusal(raw_zip({})), HasSubstr("empty archive"));
    EXPECT_THAT(refusal(raw_zip({{.name = "readme.txt", .content = "x"}})), HasSubstr("no Excel workbook"));
    EXPECT_THAT(refusal(raw_zip(
                    {{.name = "mimetype", .content = "application/vnd.oasis.opendocument.spreadsheet", .method = 0}})),
                HasSubstr(".ods"));
}

TEST(WrongType, OtherOfficeDocuments) {
    const auto of = [](std::string_view type) {
        return refusal(changed("[Content_Types].xml",
                               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", type));
    };
    EXPECT_THAT(of("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
                HasSubstr("Word document"));
    EXPECT_THAT(of("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
                HasSubstr("PowerPoint"));
    EXPECT_THAT(of("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"),
                HasSubstr(".xltx"));
    EXPECT_THAT(of("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
                AllOf(StartsWith("xl/workbook.xml"), HasSubstr("macros")));
    EXPECT_THAT(of("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), HasSubstr("macros"));
    EXPECT_THAT(of("text/plain"), HasSubstr("another kind"));
}

TEST(ActiveContent, IsRefusedByPart) {
    EXPECT_THAT(refusal(with_part("xl/vbaProject.bin")), AllOf(StartsWith("xl/vbaProject.bin"), HasSubstr("macros")));
    EXPECT_THAT(refusal(with_part("xl/macrosheets/sheet1.xml")), HasSubstr("macros"));
    EXPECT_THAT(refusal(with_part("xl/externalLinks/externalLink1.xml")), HasSubstr("link to another file"));
    EXPECT_THAT(refusal(with_part("xl/connections.xml")), HasSubstr("data elsewhere"));
    EXPECT_THAT(refusal(with_part("xl/embeddings/oleObject1.bin")), HasSubstr("embedded object"));
    EXPECT_THAT(refusal(with_part("xl/activeX/activeX1.xml")), HasSubstr("embedded control"));
}

TEST(ActiveContent, IsKnownByItsTypeUnderAnyName) {
    const std::string renamed =
        R"(<Override PartName="/xl/harmless.xml" ContentType="application/vnd.ms-office.vbaProject"/></Types>)";
    EXPECT_THAT(refusal(changed("[Content_Types].xml", "</Types>", renamed)),
                AllOf(StartsWith("xl/harmless.xml"), HasSubstr("macros")));
    EXPECT_THAT(refusal(changed("[Content_Types].xml",
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings",
                                "application/vnd.ms-office.vbaProject")),
                AllOf(StartsWith("*.bin"), HasSubstr("macros")));
}

TEST(ActiveContent, LinksOfTheWorkbook) {
    EXPECT_THAT(
        refusal(changed("xl/workbook.xml", "<definedNames>",
                        "<externalReferences><externalReference r:id=\"rId9\"/></externalReferences><definedNames>")),
        HasSubstr("links to other files"));
    EXPECT_THAT(
        refusal(changed(
            "xl/_rels/workbook.xml.rels", "</Relationships>",
            R"(<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="x.xml"/></Relationships>)")),
        HasSubstr("links to other files"));
}

TEST(Sheets, OneThatIsSeen) {
    const std::string second = R"(<sheet name="Notes" sheetId="2" r:id="rId1"/></sheets>)",
                      hidden = R"(<sheet name="Notes" sheetId="2" state="veryHidden" r:id="rId1"/></sheets>)";
    EXPECT_THAT(refusal(changed("xl/workbook.xml", "</sheets>", second)),
                AllOf(StartsWith("sheet \"Notes\""), HasSubstr("second sheet")));
    EXPECT_THAT(refusal(changed("xl/workbook.xml", "</sheets>", hidden)), HasSubstr("hidden"));
    EXPECT_THAT(refusal(changed("xl/workbook.xml", "sheetId=\"1\"", "sheetId=\"1\" state=\"hidden\"")),
                HasSubstr("hidden"));
    EXPECT_THAT(refusal(changed("xl/workbook.xml", R"(<sheet name="Fields" sheetId="1" r:id="rId1"/>)", "")),
                HasSubstr("no sheet"));
    EXPECT_THAT(refusal(changed("xl/workbook.xml", "r:id=\"rId1\"", "r:id=\"rId2\"")), HasSubstr("missing"));
    EXPECT_THAT(refusal(changed("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../etc/passwd")),
                HasSubstr("missing"));
    EXPECT_THAT(refusal(changed("xl/_rels/workbook.xml.rels", "Target=\"worksheets/sheet1.xml\"",
                                "Target=\"http://files.example.test/x.xml\" TargetMode=\"External\"")),
                HasSubstr("missing"));
}

TEST(Cells, AreNamed) {
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4"><f>1+1</f><v>2</v></c></row>)")),
                AllOf(StartsWith("B4:"), HasSubstr("formula")));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="str"><f t="shared" si="0"/><v>x</v></c></row>)")),
                AllOf(StartsWith("B4:"), HasSubstr("formula")));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="s"><v>0</v></c><c r="B4" t="s"><v>0</v></c></row>)")),
                AllOf(StartsWith("B4:"), HasSubstr("twice")));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="s"><v>1</v></c></row>)")),
                AllOf(StartsWith("B4:"), HasSubstr("does not have")));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="s"><v>-1</v></c></row>)")), StartsWith("B4:"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="s"><v>99999999999999999999</v></c></row>)")),
                StartsWith("B4:"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B5" t="s"><v>0</v></c></row>)")),
                AllOf(StartsWith("B5:"), HasSubstr("row 4")));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="x"><v>0</v></c></row>)")), StartsWith("B4:"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4"><v>four</v></c></row>)")), StartsWith("B4:"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="b"><v>maybe</v></c></row>)")), StartsWith("B4:"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="s"><v>0</v><v>0</v></c></row>)")),
                AllOf(StartsWith("B4:"), HasSubstr("two values")));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4"><v>1</v><is><t>x</t></is></c></row>)")),
                AllOf(StartsWith("B4:"), HasSubstr("two values")));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4"><is><t>x</t></is></c></row>)")), StartsWith("B4:"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="inlineStr"><is><t>a<!-- b -->c</t></is></c></row>)")),
                StartsWith("B4:"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="4"><c r="B4" t="inlineStr"><is><t>_xD800_</t></is></c></row>)")),
                StartsWith("B4:"));
}

TEST(Cells, StandInASheet) {
    EXPECT_THAT(refusal(with_cells(R"(<row r="1"><c r="XFE1"><v>1</v></c></row>)")), HasSubstr("XFE1"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="1"><c r="XFD1"><v>1</v></c></row>)")),
                AllOf(StartsWith("XFD1:"), HasSubstr("far to the right")));
    EXPECT_THAT(refusal(with_cells(R"(<row r="1"><c r="XFD1"/><c><v>1</v></c></row>)")), HasSubstr("no place"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="1048576"><c r="C1048576"><v>1</v></c></row>)")),
                AllOf(StartsWith("C1048576:"), HasSubstr("below row")));
    EXPECT_THAT(refusal(with_cells(R"(<row r="1048577"/>)")), HasSubstr("row"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="0"/>)")), HasSubstr("row"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="1x"/>)")), HasSubstr("row"));
    EXPECT_THAT(refusal(with_cells(R"(<row r="1"><c r="../A1"><v>1</v></c></row>)")), HasSubstr("no place"));
}

TEST(Cells, Merged) {
    const ExcelBook book{.after = R"(<mergeCells count="1"><mergeCell ref="B2:C3"/></mergeCells>)"};
    EXPECT_THAT(refusal(book.file()), AllOf(StartsWith("B2:"), HasSubstr("merged")));
}

TEST(Xml, NoEntitiesNoDepth) {
    const std::string doctype = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet";
    EXPECT_THAT(refusal(changed("xl/worksheets/sheet1.xml", "<worksheet", doctype)),
                AllOf(StartsWith("xl/worksheets/sheet1.xml"), HasSubstr("DOCTYPE")));
    EXPECT_THAT(refusal(changed("xl/sharedStrings.xml", "<sst", "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\">]><sst")),
                HasSubstr("DOCTYPE"));
    EXPECT_THAT(refusal(changed("xl/worksheets/sheet1.xml", "</worksheet>", "")),
                StartsWith("xl/worksheets/sheet1.xml"));
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<x>";
    EXPECT_THAT(refusal(changed("xl/workbook.xml", "<calcPr", deep + "<calcPr")), HasSubstr("deeper"));
}

TEST(Size, OfTheFile) { EXPECT_THAT(refusal(std::string((1u << 20) + 1, 'x')), HasSubstr("larger")); }

TEST(Size, MillionRows) {
    std::string rows;
    for (int i = 1; i <= 1'000'000; ++i) rows += "<row/>";
    EXPECT_THAT(refusal(with_cells(rows)), HasSubstr("would unpack"));
    std::string small; // too little for the bound of the archive
    for (int i = 1; i <= 210'000; ++i) small += "<a/>";
    EXPECT_THAT(refusal(with_cells(small)), HasSubstr("elements"));
    std::string filled;
    for (int i = 1; i <= 1100; ++i) filled += "<row><c><v>1</v></c></row>";
    EXPECT_THAT(refusal(with_cells(filled)), AllOf(StartsWith("A1001:"), HasSubstr("below row 1000")));
}

TEST(Size, OfTexts) {
    const std::string many = std::string(30'000, 'x');
    std::string cells;
    for (int i = 1; i <= 90; ++i) cells += "<row><c t=\"s\"><v>0</v></c></row>";
    EXPECT_THAT(refusal(with_cells(cells, "<si><t>" + many + "</t></si>")), HasSubstr("too much text"));
    EXPECT_THAT(refusal(with_cells("<row><c t=\"s\"><v>0</v></c></row>", "<si><t>" + many + many + "</t></si>")),
                AllOf(StartsWith("A1:"), HasSubstr("more text than a cell")));
}

TEST(Bomb, ByWhatItClaims) {
    Parts parts = ExcelBook{}.parts();
    parts.emplace_back("xl/media/image1.png", std::string(12u << 20, '\0'));
    EXPECT_THAT(refusal(write_package(parts)), AllOf(StartsWith("xl/media/image1.png"), HasSubstr("would unpack")));
    parts.pop_back();
    for (int i = 0; i < 20; ++i)
        parts.emplace_back("xl/media/image" + std::to_string(i) + ".png", std::string(1000u << 10, '\0'));
    EXPECT_THAT(refusal(write_package(parts)), AllOf(StartsWith("file:"), HasSubstr("would unpack")));
}

TEST(Bomb, ThatLies) {
    std::vector<RawEntry> entries = raw_entries(ExcelBook{}.parts());
    for (RawEntry& entry : entries)
        if (entry.name == "xl/worksheets/sheet1.xml")
            entry.content += std::string(3u << 20, ' '), entry.unpacked = 1000;
    EXPECT_THAT(refusal(raw_zip(entries)), StartsWith("xl/worksheets/sheet1.xml"));
}

TEST(Bomb, ManyParts) {
    Parts parts = ExcelBook{}.parts();
    for (int i = 0; i < 300; ++i) parts.emplace_back("xl/media/" + std::to_string(i), "");
    EXPECT_THAT(refusal(write_package(parts)), HasSubstr("parts"));
}

TEST(Bomb, Nested) {
    // A workbook within the workbook is a part that nobody opens.
    EXPECT_EQ(refusal(with_part("xl/media/inner.xlsx", ExcelBook{}.file())), "read");
    EXPECT_THAT(refusal(with_part("xl/worksheets/sheet1.xml.zip", std::string(3u << 20, '\0'))),
                HasSubstr("would unpack"));
}

TEST(Archive, Overlapping) {
    std::vector<RawEntry> entries = raw_entries(ExcelBook{}.parts());
    RawEntry twin = entries.front();
    twin.name = "xl/twin.xml";
    twin.local_name = entries.front().name;
    entries.push_back(twin);
    entries.back().offset = 0;
    EXPECT_THAT(refusal(raw_zip(entries)), StartsWith("xl/twin.xml"));
    entries.back().name = entries.front().name; // with the name that stands there
    entries.back().local_name = "";
    EXPECT_THAT(refusal(raw_zip(entries)), HasSubstr("lies over another part"));
}

TEST(Archive, WhatTwoReadersCouldSeeDifferently) {
    std::vector<RawEntry> entries = raw_entries(ExcelBook{}.parts());
    const std::string good = raw_zip(entries);
    ASSERT_EQ(refusal(good), "read");
    EXPECT_THAT(refusal(good + "tail"), HasSubstr("cut off"));
    EXPECT_THAT(refusal("head" + good), HasSubstr("no Excel workbook"));
    EXPECT_THAT(refusal("PK\x03\x04" + good), HasSubstr("directory"));
    entries.push_back(entries.back());
    EXPECT_THAT(refusal(raw_zip(entries)), AllOf(StartsWith("docProps/app.xml"), HasSubstr("twice")));
    entries.back().name = "DOCPROPS/app.xml";
    EXPECT_THAT(refusal(raw_zip(entries)), HasSubstr("twice"));
    entries.back().name = "other.xml";
    entries.back().local_name = "hidden.xml";
    EXPECT_THAT(refusal(raw_zip(entries)), HasSubstr("another name"));
}

TEST(Archive, NamesThatLeadElsewhere) {
    for (const char* name :
         {"../evil.xml", "/etc/passwd", "xl/../../x", "xl\\evil.xml", "C:evil", "xl//x", "xl/./x", "a\nb"})
        EXPECT_THAT(refusal(raw_zip({{.name = name, .content = "x"}})), HasSubstr("no name of a workbook's part"))
            << name;
}

TEST(Archive, EncryptedOrOddlyPacked) {
    std::vector<RawEntry> entries = raw_entries(ExcelBook{}.parts());
    entries.front().flags = 1;
    EXPECT_THAT(refusal(raw_zip(entries)), HasSubstr("password"));
    entries.front().flags = 0;
    entries.front().method = 12; // bzip2
    EXPECT_THAT(refusal(raw_zip(entries)), HasSubstr("packed"));
}

TEST(Archive, CutOffAnywhere) {
    const std::string good = ExcelBook{}.file();
    for (std::size_t size = 1; size < good.size(); size += 97) EXPECT_NE(refusal(good.substr(0, size)), "read") << size;
}

TEST(Archive, DamagedAnywhere) {
    // Some changes do no harm (of times, of parts that are not read); none may do more than be refused.
    const std::string good = ExcelBook{}.file();
    Random random(11, "damage");
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string bad = good;
        for (std::uint64_t count = 1 + random.below(4); count > 0; --count)
            bad[random.below(bad.size())] = static_cast<char>(random.below(256));
        if (refusal(bad) != "read") ++refused;
    }
    EXPECT_GT(refused, 1000);
}

TEST(Xml, ChangedAnywhere) {
    // The archive is good each time, so that it is the parts' readers that meet the damage.
    const Parts good = ExcelBook{}.parts();
    Random random(12, "xml damage");
    constexpr std::string_view pieces[] = {"<",    ">",      "\"",    "</c>",  "<c r=\"A1\">", "<v>",
                                           "</v>", "&#0;",   "&amp;", "\xff",  "99999999999",  "<f/>",
                                           "<!--", "<?x ?>", "]]>",   "<row>", " r=\"XFD9\"",  "_xD800_"};
    int refused = 0;
    for (int i = 0; i < 1500; ++i) {
        Parts parts = good;
        constexpr const char* read_ones[] = {"[Content_Types].xml",      "_rels/.rels",
                                             "xl/workbook.xml",          "xl/_rels/workbook.xml.rels",
                                             "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"};
        std::string& text = part(parts, read_ones[random.below(std::size(read_ones))]);
        const std::string_view piece = pieces[random.below(std::size(pieces))];
        text.replace(random.below(text.size()), random.below(8), piece);
        if (refusal(write_package(parts)) != "read") ++refused;
    }
    EXPECT_GT(refused, 700);
}

} // namespace
} // namespace idpsim::xlsx::test
