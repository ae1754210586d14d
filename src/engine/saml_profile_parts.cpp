#include "src/engine/saml_profile_parts.hpp"

namespace idpsim::engine {
namespace {

constexpr std::int64_t ten_years_of_seconds = 10LL * 366 * 24 * 3600;

} // namespace

const std::vector<std::string>& hash_names() {
    static const std::vector<std::string> names{"sha1", "sha256", "sha384", "sha512"};
    return names;
}

saml::Shape read_shape(Fields& fields, std::string_view name, const std::string& text) {
    auto parsed = saml::Shape::parse(text, fields.file() + ": " + fields.path() + "." + std::string(name));
    if (!parsed) fields.fail(name, describe(parsed.error()));
    return *parsed;
}

saml::Shape read_shape(Fields& fields, std::string_view name) { return read_shape(fields, name, fields.text(name)); }

Millis read_seconds(Fields& fields, std::string_view name, std::int64_t fallback) {
    return std::chrono::seconds(fields.integer(name, fallback, -ten_years_of_seconds, ten_years_of_seconds));
}

Millis read_millis(Fields& fields, std::string_view name) {
    return Millis(fields.integer(name, 0, -ten_years_of_seconds, ten_years_of_seconds));
}

saml::PrintStyle read_print(std::optional<Fields> fields) {
    saml::PrintStyle out;
    if (!fields) return out;
    out.declaration = fields->text_or("declaration", "");
    out.space_before_slash = fields->flag("space_before_slash", false);
    out.ascii_only = fields->flag("ascii_only", false);
    out.indent = static_cast<int>(fields->integer("indent", -1, -1, 8));
    out.byte_order_mark = fields->flag("byte_order_mark", false);
    fields->finish();
    return out;
}

xml::Base64Style read_base64(std::optional<Fields> fields) {
    xml::Base64Style out;
    if (!fields) return out;
    out.columns = static_cast<std::size_t>(fields->integer("columns", 0, 0, 1000));
    out.line_end = fields->text_or("line_end", "\n");
    out.framed = fields->flag("framed", false);
    fields->finish();
    return out;
}

std::vector<std::pair<std::string, std::string>> read_pairs(Fields& fields, std::string_view name) {
    std::vector<std::pair<std::string, std::string>> out;
    const lua::Value value = fields.raw(name);
    if (value.is_nil()) return out;
    if (!value.table()) fields.fail(name, "expected a list of pairs");
    for (const lua::Value& item : value.table()->items) {
        const lua::Table* pair = item.table();
        const bool fits = pair && pair->items.size() == 2 && pair->items[0].text() && pair->items[1].text();
        if (!fits) fields.fail(name, "expected pairs of texts");
        out.emplace_back(*pair->items[0].text(), *pair->items[1].text());
    }
    return out;
}

} // namespace idpsim::engine
