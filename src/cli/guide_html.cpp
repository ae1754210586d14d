#include "src/cli/guide_format.hpp"

#include "src/core/text.hpp"

namespace idpsim::cli {
namespace {

using engine::Guide;
using engine::GuideEntry;
using engine::GuideStep;
using engine::GuideTable;

constexpr char style[] =
    R"(:root{color-scheme:light dark;--ink:#1c2430;--dim:#5a6675;--page:#f4f6f9;--card:#fff;--line:#d8dee6;
--code:#eef2f7;--mark:#1a56b0;--mark-ink:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e4e9f0;--dim:#9aa7b8;--page:#12161c;--card:#1b212a;--line:#323c49;--code:#252e3a;
--mark:#7fb2ff;--mark-ink:#0d1420}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,"Segoe UI",Roboto,sans-serif}
main{max-width:52rem;margin:0 auto;padding:2rem 1rem 4rem}h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}
h2{font-size:1.15rem;margin:2.2rem 0 .8rem;padding-bottom:.35rem;border-bottom:2px solid var(--mark)}
.lead{color:var(--dim);margin:0}nav a{color:var(--mark);margin-right:1.2rem}nav{margin-top:.8rem}
ol{list-style:none;counter-reset:step;margin:0;padding:0}
ol>li{counter-increment:step;background:var(--card);border:1px solid var(--line);border-radius:10px;margin:0 0 .8rem;
padding:.9rem 1rem .9rem 3.4rem;position:relative;break-inside:avoid}
ol>li::before{content:counter(step);position:absolute;left:.9rem;top:.95rem;width:1.7rem;height:1.7rem;border-radius:50%;
background:var(--mark);color:var(--mark-ink);font-weight:600;font-size:.9rem;display:grid;place-items:center}
li p{margin:0}dl{margin:.7rem 0 0;border-top:1px solid var(--line)}
dl>div{padding:.55rem 0;border-bottom:1px solid var(--line)}dl>div:last-child{border-bottom:0;padding-bottom:0}
dt{font-weight:600}dt span{font-weight:400;color:var(--dim);font-size:.85rem;margin-left:.5rem}dd{margin:.15rem 0 0}
code{display:inline-block;max-width:100%;background:var(--code);border:1px solid var(--line);border-radius:6px;padding:.1rem .45rem;
font:.92em ui-monospace,"DejaVu Sans Mono",Consolas,monospace;overflow-wrap:anywhere;user-select:all}
.what{font-style:italic;color:var(--dim)}.note{color:var(--dim);font-size:.9rem}
.wide{overflow-x:auto;margin-top:.7rem}table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;font-weight:600;padding-bottom:.3rem}th,td{text-align:left;padding:.4rem .6rem .4rem 0;border-top:1px solid var(--line)}
th{color:var(--dim);font-weight:500}
@media(max-width:34rem){main{padding:1.2rem .7rem 3rem}ol>li{padding:3.1rem .8rem .8rem}ol>li::before{left:.8rem;top:.8rem}}
@media print{:root{--page:#fff;--card:#fff;--ink:#000;--dim:#444;--line:#bbb;--code:#fff;--mark:#000;--mark-ink:#fff}body{font-size:11pt}
nav{display:none}main{padding:0}})";

std::string field_html(const GuideEntry& entry) {
    std::string out = "<div><dt>" + escape_html(entry.label);
    if (!entry.required) out += "<span>optional</span>";
    out += "</dt><dd>";
    out += entry.is_value ? "<code>" + escape_html(entry.value) + "</code>"
                          : "<span class=\"what\">" + escape_html(entry.value) + "</span>";
    out += "</dd>";
    if (!entry.note.empty()) out += "<dd class=\"note\">" + escape_html(entry.note) + "</dd>";
    return out + "</div>";
}

std::string table_html(const GuideTable& table) {
    std::string out = "<div class=\"wide\"><table><caption>" + escape_html(table.label) + "</caption><thead><tr>";
    for (const std::string& column : table.columns) out += "<th scope=\"col\">" + escape_html(column) + "</th>";
    out += "</tr></thead><tbody>";
    for (const auto& row : table.rows) {
        out += "<tr>";
        for (const std::string& cell : row) out += "<td><code>" + escape_html(cell) + "</code></td>";
        out += "</tr>";
    }
    return out + "</tbody></table></div>";
}

std::string steps_html(const std::vector<GuideStep>& steps) {
    std::string out = "<ol>\n";
    for (const GuideStep& step : steps) {
        out += "<li><p>" + escape_html(step.text) + "</p>";
        if (!step.fields.empty()) {
            out += "<dl>";
            for (const GuideEntry& entry : step.fields) out += field_html(entry);
            out += "</dl>";
        }
        for (const GuideTable& table : step.tables) out += table_html(table);
        out += "</li>\n";
    }
    return out + "</ol>\n";
}

} // namespace

std::string guide_html(const Guide& guide) {
    const std::string title = escape_html(guide.title + ": setting up " + guide.company);
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width,initial-scale=1\"><title>" +
        title + "</title>\n<style>" + style + "</style></head>\n<body><main><h1>" + title +
        "</h1><p class=\"lead\">Each field under the name that the console gives it, with what to enter.</p>"
        "<nav><a href=\"#saml\">SAML</a><a href=\"#scim\">SCIM</a></nav>\n<h2 id=\"saml\">SAML: signing in</h2>\n" +
        steps_html(guide.saml) + "<h2 id=\"scim\">SCIM: provisioning</h2>\n";
    out += guide.scim.empty() ? "<p>There is none. " + escape_html(guide.no_scim_reason) + "</p>\n"
                              : steps_html(guide.scim);
    return out + "</main></body></html>\n";
}

} // namespace idpsim::cli
