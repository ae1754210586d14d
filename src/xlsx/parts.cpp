#include "src/xlsx/parts.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::xlsx {
namespace {

constexpr std::string_view sheet_namespaces[] = {"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                                 "http://purl.oclc.org/ooxml/spreadsheetml/main"};
constexpr std::string_view relation_namespaces[] = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships"};
constexpr std::string_view package_relations = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr std::string_view content_types = "http://schemas.openxmlformats.org/package/2006/content-types";

/// Of the relationship's type, "" for one that is none of OOXML's.
std::string kind_of(std::string_view type) {
    for (const std::string_view ns : relation_namespaces)
        if (type.starts_with(ns) && type.size() > ns.size() && type[ns.size()] == '/')
            return std::string(type.substr(ns.size() + 1));
    return "";
}

std::string_view folder_of(std::string_view part) {
    const std::size_t slash = part.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash);
}

/// "xl/worksheets/sheet1.xml" for "worksheets/sheet1.xml" or "/xl/worksheets/sheet1.xml" of "xl/workbook.xml"; "" for
/// what leads out of the package.
std::string resolved(std::string_view part, std::string_view target) {
    std::vector<std::string> path;
    if (!target.starts_with('/') && !folder_of(part).empty())
        for (const std::string_view each : split(folder_of(part), '/')) path.emplace_back(each);
    for (const std::string_view each : split(target, '/')) {
        if (each.empty() || each == ".") continue;
        if (each != "..")
            path.emplace_back(each);
        else if (path.empty())
            return "";
        else
            path.pop_back();
    }
    return join(path, "/");
}

std::string list_of(std::string_view part) {
    const std::string_view folder = folder_of(part);
    const std::string_view file = folder.empty() ? part : part.substr(folder.size() + 1);
    return (folder.empty() ? "" : std::string(folder) + "/") + "_rels/" + std::string(file) + ".rels";
}

/// What is refused wherever it stands: words of content types, in lower case, and what to say of them.
struct Unwanted {
    std::string_view word, why;
};
constexpr Unwanted unwanted[] = {
    {"vbaproject", "holds macros; save the file as a workbook without macros (.xlsx)"},
    {"macroenabled", "may hold macros; save the file as a workbook without macros (.xlsx)"},
    {"macrosheet", "holds macros; save the file as a workbook without macros (.xlsx)"},
    {"externallink", "is a link to another file; break the links and upload the file again"},
    {"connections", "is a connection to data elsewhere; remove it and upload the file again"},
    {"querytable", "is a connection to data elsewhere; remove it and upload the file again"},
    {"oleobject", "is an embedded object; remove it and upload the file again"},
    {"embeddings", "is an embedded object; remove it and upload the file again"},
    {"activex", "is an embedded control; remove it and upload the file again"},
    {"dialogsheet", "is a dialog; the workbook has one sheet of cells"},
    {"chartsheet", "is a sheet with a chart; the workbook has one sheet of cells"},
};

Result<void> refuse_unwanted(const std::string& part, std::string_view told) {
    const std::string text = to_lower(told);
    for (const Unwanted& each : unwanted)
        if (text.find(each.word) != std::string::npos) return Error{Fault::unsupported, part, std::string(each.why)};
    return {};
}

Result<void> check_main_type(const std::string& workbook, const std::string& type) {
    const auto other = [&](std::string_view what) {
        return Error{Fault::unsupported, "file", std::string(what) + "; an Excel workbook (.xlsx) is what is wanted"};
    };
    if (const auto good = refuse_unwanted(workbook, type); !good) return good.error();
    if (type.find("spreadsheetml.sheet.main") != std::string::npos) return {};
    if (type.find("spreadsheetml.template") != std::string::npos) return other("is an Excel template (.xltx)");
    if (type.find("wordprocessingml") != std::string::npos) return other("is a Word document");
    if (type.find("presentationml") != std::string::npos) return other("is a PowerPoint presentation");
    return other("is an Office document of another kind");
}

} // namespace

bool is_sheet_ml(const xml::Element& element, std::string_view name) {
    return element.name() == name && std::ranges::find(sheet_namespaces, element.ns()) != std::end(sheet_namespaces);
}

std::vector<xml::Element> children(const xml::Element& element, std::string_view name) {
    std::vector<xml::Element> out;
    for (const xml::Element& each : element.children())
        if (is_sheet_ml(each, name)) out.push_back(each);
    return out;
}

std::optional<xml::Element> child(const xml::Element& element, std::string_view name) {
    const std::vector<xml::Element> found = children(element, name);
    if (found.empty()) return std::nullopt;
    return found.front();
}

Result<xml::Document> read_xml(const Package& package, const std::string& name, const ReadLimits& limits) {
    const auto text = package.read(name);
    if (!text) return text.error();
    // Before there is a tree: an element of four octets would be many of memory. Each has a begin and an end.
    if (static_cast<std::size_t>(std::ranges::count(*text, '<')) > 2 * limits.elements)
        return Error{Fault::too_large, name, "has more than " + std::to_string(limits.elements) + " elements"};
    auto document = xml::Document::parse(*text, {.octets = limits.part, .depth = 32, .attributes = 64});
    if (document) return document;
    return Error{document.error().fault, name, document.error().detail + " (" + document.error().where + ")"};
}

Result<std::vector<Relationship>> relationships_of(const Package& package, std::string_view part,
                                                   const ReadLimits& limits) {
    std::vector<Relationship> out;
    const std::string name = package.find(list_of(part));
    if (name.empty()) return out;
    const auto list = read_xml(package, name, limits);
    if (!list) return list.error();
    for (const xml::Element& each : list->root().children(package_relations, "Relationship")) {
        Relationship one{each.attribute("Id").value_or(""), kind_of(each.attribute("Type").value_or("")), ""};
        if (each.attribute("TargetMode").value_or("Internal") == "Internal")
            one.target = resolved(part, each.attribute("Target").value_or(""));
        out.push_back(std::move(one));
    }
    return out;
}

std::optional<std::string> relationship_id(const xml::Element& element) {
    for (const std::string_view ns : relation_namespaces)
        if (auto id = element.attribute(ns, "id")) return id;
    return std::nullopt;
}

Result<void> check_content_types(const Package& package, const std::string& workbook, const ReadLimits& limits) {
    const std::string name = package.find("[Content_Types].xml");
    const auto types = read_xml(package, name, limits);
    if (!types) return types.error();
    std::string main;
    const std::string extension = to_lower(std::string_view(workbook).substr(workbook.rfind('.') + 1));
    for (const xml::Element& each : types->root().children(content_types, "Default")) {
        const std::string of = to_lower(each.attribute("Extension").value_or("")),
                          type = each.attribute("ContentType").value_or("");
        if (of == extension) main = type;
        if (const auto good = refuse_unwanted("*." + of, type); !good) return good.error();
    }
    for (const xml::Element& each : types->root().children(content_types, "Override")) {
        const std::string part = each.attribute("PartName").value_or(""),
                          type = each.attribute("ContentType").value_or("");
        if (equal_nocase(part, "/" + workbook))
            main = type;
        else if (const auto good = refuse_unwanted(part.starts_with('/') ? part.substr(1) : part, type); !good)
            return good.error();
    }
    if (const auto good = check_main_type(workbook, main); !good) return good.error();
    for (const std::string& part : package.names())
        if (const auto good = refuse_unwanted(part, part); !good) return good.error();
    return {};
}

} // namespace idpsim::xlsx
