#include "src/xlsx/texts.hpp"

#include "src/core/text.hpp"
#include "src/xlsx/escapes.hpp"

namespace idpsim::xlsx {
namespace {

/// Without xml:space="preserve" Excel leaves out the white space around a text.
Result<std::string> text_of(const xml::Element& t) {
    const auto text = t.text();
    if (!text) return text.error();
    const bool preserve = t.attribute("http://www.w3.org/XML/1998/namespace", "space") == "preserve";
    return unescape(preserve ? std::string_view(*text) : trim(*text));
}

} // namespace

Result<std::string> rich_text(const xml::Element& element) {
    std::string out;
    const auto add = [&](const xml::Element& t) -> Result<void> {
        const auto text = text_of(t);
        if (!text) return text.error();
        out += *text;
        return {};
    };
    for (const xml::Element& each : element.children()) {
        if (is_sheet_ml(each, "t")) {
            if (const auto added = add(each); !added) return added.error();
        } else if (is_sheet_ml(each, "r")) {
            for (const xml::Element& t : children(each, "t"))
                if (const auto added = add(t); !added) return added.error();
        }
    }
    return out;
}

Result<std::vector<std::string>> read_shared_strings(const Package& package, const std::string& part,
                                                     const ReadLimits& limits) {
    std::vector<std::string> out;
    if (part.empty()) return out;
    const auto table = read_xml(package, part, limits);
    if (!table) return table.error();
    if (!is_sheet_ml(table->root(), "sst")) return Error{Fault::malformed, part, "is no table of texts"};
    for (const xml::Element& si : children(table->root(), "si")) {
        auto text = rich_text(si);
        if (!text) return Error{text.error().fault, part, text.error().detail};
        out.push_back(std::move(*text));
    }
    return out;
}

} // namespace idpsim::xlsx
