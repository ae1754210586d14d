#include "src/engine/fidelity_reader.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace idpsim::engine {
namespace {

bool has_letter(const std::string& text) {
    return std::ranges::any_of(text, [](unsigned char c) { return std::isalpha(c) != 0; });
}

/// A glob of one side of a difference; "*" alone would fit whatever a profile makes.
std::string read_side(Fields& fields, std::string_view name) {
    std::string out = fields.text(name);
    if (!has_letter(out) && out.find("{}") == std::string::npos)
        fields.fail(name, "\"" + out + "\" fits anything: name what stands there, or (none)");
    return out;
}

std::optional<int> read_year(Fields& fields, std::string_view text) {
    if (text.empty()) return std::nullopt;
    int out = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed != std::errc{} || end != text.data() + text.size() || out < 2000 || out > 2100)
        fields.fail("years", "expected years like 2013, ..2019, 2020.. or 2015..2018");
    return out;
}

/// "2013", "..2019", "2020..", "2015..2018".
void read_years(Fields& fields, idp::KnownDifference& out) {
    const std::string text = fields.text_or("years", "");
    const auto dots = text.find("..");
    const std::string_view all = text;
    out.since = read_year(fields, all.substr(0, dots));
    out.until = dots == std::string::npos ? out.since : read_year(fields, all.substr(dots + 2));
    if (out.since && out.until && *out.since > *out.until) fields.fail("years", "the first is after the last");
}

idp::KnownDifference read_known_difference(Fields fields) {
    idp::KnownDifference out;
    out.at = fields.text("at");
    if (!has_letter(out.at)) fields.fail("at", "\"" + out.at + "\" fits every place: name one");
    out.root = fields.text_or("root", "");
    out.recorded = read_side(fields, "recorded");
    out.made = read_side(fields, "made");
    const auto shares = [](const std::string& side) { return side.find("{}") != std::string::npos; };
    if (shares(out.recorded) != shares(out.made)) fields.fail("made", "{} stands in both sides or in none");
    if (out.recorded == out.made && out.recorded.find('*') == std::string::npos)
        fields.fail("made", "both sides are the same: that is no difference");
    read_years(fields, out);
    out.edited = fields.flag("edited", false);
    out.because = fields.text("because");
    fields.finish();
    return out;
}

} // namespace

std::vector<idp::KnownDifference> read_known_differences(Fields& from, std::string_view name) {
    std::vector<idp::KnownDifference> out;
    for (Fields& fields : from.tables(name)) out.push_back(read_known_difference(std::move(fields)));
    return out;
}

void read_fidelity(Fields& from, idp::Profile& out) {
    out.fidelity = read_known_differences(from);
    for (Fields& fields : from.tables("other_products")) {
        out.other_products.push_back({fields.text("issuer"), fields.text("because")});
        if (!has_letter(out.other_products.back().issuer)) fields.fail("issuer", "it fits every issuer: name one");
        fields.finish();
    }
    out.scim_fidelity = read_known_differences(from, "scim_fidelity");
    for (Fields& fields : from.tables("other_records")) {
        out.other_records.push_back({fields.text("record"), fields.text("because")});
        if (!has_letter(out.other_records.back().record)) fields.fail("record", "it fits every record: name one");
        fields.finish();
    }
}

} // namespace idpsim::engine
