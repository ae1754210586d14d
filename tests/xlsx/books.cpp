#include "tests/xlsx/books.hpp"

#include "src/core/text.hpp"
#include "src/xml/document.hpp"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace idpsim::xlsx::test {
namespace {

void put(std::string& out, std::uint64_t value, int octets) {
    for (int i = 0; i < octets; ++i, value >>= 8) out += static_cast<char>(value & 0xff);
}

std::string deflated(const std::string& text) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
    std::string out(deflateBound(&stream, text.size()) + 16, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

/// What a local header and a directory record share, from "version needed" to "length of the name".
std::string common_fields(const RawEntry& entry, const std::string& data, std::size_t name_size) {
    std::string out;
    put(out, 20, 2);
    put(out, entry.flags, 2);
    put(out, entry.method, 2);
    put(out, 0x21, 4); // 1980-01-01
    put(out, crc32(0, reinterpret_cast<const Bytef*>(entry.content.data()), static_cast<uInt>(entry.content.size())),
        4);
    put(out, entry.packed.value_or(static_cast<std::uint32_t>(data.size())), 4);
    put(out, entry.unpacked.value_or(static_cast<std::uint32_t>(entry.content.size())), 4);
    put(out, name_size, 2);
    put(out, 0, 2);
    return out;
}

constexpr char office[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr char strict_office[] = "http://purl.oclc.org/ooxml/officeDocument/relationships";
constexpr char transitional[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr char strict_main[] = "http://purl.oclc.org/ooxml/spreadsheetml/main";
constexpr char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";

constexpr char types_text[] =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>)";
constexpr char root_relations[] =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId3" Type="{office}/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId1" Type="{office}/officeDocument" Target="{root}xl/workbook.xml"/></Relationships>)";
constexpr char book_text[] =
    R"(<workbook xmlns="{main}" xmlns:r="{office}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x15" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="28526"/><workbookPr defaultThemeVersion="166925" date1904="1"/><mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\Users\owner\Downloads\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><bookViews><workbookView xWindow="-108" yWindow="-108" windowWidth="23256" windowHeight="12456"/></bookViews><sheets><sheet name="Fields" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">Fields!$1:$1</definedName></definedNames><calcPr calcId="191029"/></workbook>)";
constexpr char book_relations[] =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId3" Type="{office}/styles" Target="{root}styles.xml"/><Relationship Id="rId2" Type="{office}/theme" Target="{root}theme/theme1.xml"/><Relationship Id="rId1" Type="{office}/worksheet" Target="{root}worksheets/sheet1.xml"/><Relationship Id="rId4" Type="{office}/sharedStrings" Target="{root}sharedStrings.xml"/></Relationships>)";
constexpr char sheet_text[] =
    R"(<worksheet xmlns="{main}" xmlns:r="{office}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><dimension ref="A1:C3"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="C2" sqref="C2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="14.4" x14ac:dyDescent="0.3"/><cols><col min="1" max="1" width="20.77734375" customWidth="1"/></cols><sheetData>{cells}</sheetData>{after}</worksheet>)";
constexpr char usual_cells[] =
    R"(<row r="1" spans="1:3" x14ac:dyDescent="0.3"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c><c r="C1" s="1" t="s"><v>2</v></c></row><row r="2" spans="1:3" ht="28.8" x14ac:dyDescent="0.3"><c r="A2" s="2" t="s"><v>3</v></c><c r="B2" s="2" t="s"><v>4</v></c><c r="C2" s="3" t="s"><v>5</v></c></row><row r="3" spans="1:3" x14ac:dyDescent="0.3"><c r="A3" s="2" t="s"><v>6</v></c><c r="B3" s="2"/><c r="C3" s="3"/></row>)";
constexpr char usual_strings[] =
    R"(<si><t>Field</t></si><si><t>What it is</t></si><si><t>Name</t></si><si><r><t>e-</t></r><r><rPr><b/><sz val="11"/></rPr><t>mail</t></r><phoneticPr fontId="1"/></si><si><t xml:space="preserve"> an address </t></si><si><t>urn:one
two</t></si><si><t>first _x005F_x0041_</t><rPh sb="0" eb="1"><t>kana</t></rPh></si>)";
constexpr char usual_after[] =
    R"(<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/><hyperlinks><hyperlink ref="C2" r:id="rId2"/></hyperlinks><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="portrait" r:id="rId1"/>)";
constexpr char sheet_relations[] =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId2" Type="{office}/hyperlink" Target="http://claims.example.test/email" TargetMode="External"/><Relationship Id="rId1" Type="{office}/printerSettings" Target="../printerSettings/printerSettings1.bin"/></Relationships>)";

} // namespace

Sheet sheet_of(std::initializer_list<std::pair<const char*, std::string>> cells) {
    Sheet out{"Fields", {}};
    for (const auto& [at, text] : cells) out.cells.push_back({parse_reference(at).value(), Kind::text, text});
    return out;
}

Sheet small_sheet() {
    return sheet_of({{"A1", "Field"},
                     {"B1", "What it is"},
                     {"C1", "Name"},
                     {"A2", "e-mail"},
                     {"B2", " an address "},
                     {"C2", "urn:one\ntwo"},
                     {"A3", "first _x0041_"}});
}

Parts parts_of(std::string_view workbook) {
    const auto package = Package::open(workbook, {}).value();
    Parts out;
    for (const std::string& name : package.names()) out.emplace_back(name, package.read(name).value());
    return out;
}

std::string& part(Parts& parts, std::string_view name) {
    const auto found = std::ranges::find(parts, name, &Parts::value_type::first);
    if (found == parts.end()) throw std::runtime_error("no part " + std::string(name));
    return found->second;
}

Parts ExcelBook::parts() const {
    const std::string xl = absolute ? "/xl/" : "";
    const auto filled = [&](std::string_view text, const std::string& root) {
        std::string out = replace_all(std::string(text), "{office}", strict ? strict_office : office);
        out = replace_all(out, "{main}", strict ? strict_main : transitional);
        return declaration + replace_all(out, "{root}", root);
    };
    std::string sheet = replace_all(sheet_text, "{cells}", cells.empty() ? usual_cells : cells);
    sheet = replace_all(sheet, "{after}", after.empty() ? usual_after : after);
    const std::string table =
        "<sst xmlns=\"{main}\" count=\"7\" uniqueCount=\"7\">" + (strings.empty() ? usual_strings : strings) + "</sst>";
    return {
        {"[Content_Types].xml", filled(types_text, "")},
        {"_rels/.rels", filled(root_relations, absolute ? "/" : "")},
        {"xl/workbook.xml", filled(book_text, "")},
        {"xl/_rels/workbook.xml.rels", filled(book_relations, xl)},
        {"xl/worksheets/sheet1.xml", filled(sheet, "")},
        {"xl/theme/theme1.xml",
         filled("<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Office\"/>", "")},
        {"xl/styles.xml", filled("<styleSheet xmlns=\"{main}\"/>", "")},
        {"xl/sharedStrings.xml", filled(table, "")},
        {"xl/calcChain.xml", filled("<calcChain xmlns=\"{main}\"/>", "")},
        {"xl/worksheets/_rels/sheet1.xml.rels", filled(sheet_relations, "")},
        {"xl/printerSettings/printerSettings1.bin", std::string("\x00\x01printer", 9)},
        {"docProps/core.xml",
         filled("<cp:coreProperties "
                "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>",
                "")},
        {"docProps/app.xml",
         filled("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>",
                "")}};
}

std::string raw_zip(const std::vector<RawEntry>& entries) {
    std::string out, directory;
    for (const RawEntry& entry : entries) {
        const std::string data = entry.method == 8 ? deflated(entry.content) : entry.content;
        const std::string local = entry.local_name.empty() ? entry.name : entry.local_name;
        const std::size_t begin = out.size();
        put(out, 0x04034b50, 4);
        out += common_fields(entry, data, local.size()) + local + data;
        put(directory, 0x02014b50, 4);
        put(directory, 20, 2);
        directory += common_fields(entry, data, entry.name.size());
        put(directory, 0, 10); // comment, disk, attributes
        put(directory, entry.offset.value_or(static_cast<std::uint32_t>(begin)), 4);
        directory += entry.name;
    }
    const std::size_t begin = out.size();
    out += directory;
    put(out, 0x06054b50, 4);
    put(out, 0, 4);
    put(out, entries.size(), 2);
    put(out, entries.size(), 2);
    put(out, directory.size(), 4);
    put(out, begin, 4);
    put(out, 0, 2);
    return out;
}

std::vector<RawEntry> raw_entries(const Parts& parts) {
    std::vector<RawEntry> out;
    for (const auto& [name, content] : parts) out.push_back({.name = name, .content = content});
    return out;
}

std::string refusal(std::string_view octets, const ReadLimits& limits) {
    static const xml::Library library;
    const auto read = read_workbook(octets, limits);
    return read ? "read" : describe(read.error());
}

} // namespace idpsim::xlsx::test
