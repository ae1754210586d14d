#include "reports/xml_view.hpp"

#include "reports/xml_lines.hpp"

#include <algorithm>

namespace idpsim::reports {
namespace {

constexpr std::size_t deepest_indent = 24;

} // namespace

std::string xml_html(std::string_view xml, Repeated& repeated) {
    std::string out;
    bool fresh = true; // at the beginning of a line: the marks are blocks, which begin and end one
    for (const XmlLine& line : xml_lines(xml, repeated)) {
        if (line.begins != SignedAs::unsigned_element) {
            out += line.begins == SignedAs::itself ? "<span class=\"s\">" : "<span class=\"s other\">";
            fresh = true;
        }
        if (!fresh) out += '\n';
        out.append(std::min(line.depth, deepest_indent), '\t');
        out += line.html;
        if (line.ends) out += "</span>";
        fresh = line.ends;
    }
    return out;
}

} // namespace idpsim::reports
