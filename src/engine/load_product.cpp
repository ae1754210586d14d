#include "src/engine/load_product.hpp"

#include "src/core/text.hpp"
#include "src/engine/field_lines.hpp"
#include "src/engine/load_file.hpp"

#include <algorithm>
#include <set>

namespace idpsim::engine {
namespace {

const std::vector<std::string> levels{std::string(conformance::support_yes), std::string(conformance::support_no),
                                      std::string(conformance::support_open)};

void check_level(const Fields& from, const std::string& field, const std::string& level) {
    if (std::ranges::find(levels, level) == levels.end())
        from.fail(field, "\"" + level + "\" is none of \"yes\", \"no\", \"not guaranteed\"");
}

/// `support = "no"` holds for everybody whom the claim concerns, a table for those that it names.
void read_support(Fields& from, Claim& out) {
    if (const lua::Value value = from.raw("support"); value.text()) {
        check_level(from, "support", *value.text());
        for (const std::string& idp : out.idps) out.support.emplace(idp, *value.text());
        return;
    }
    out.support = from.text_map("support");
    for (const auto& [idp, level] : out.support) check_level(from, "support." + idp, level);
}

Claim read_claim(Fields& from) {
    Claim out;
    out.id = from.text("id");
    if (out.id.find_first_of(" \t\r\n/") != std::string::npos) from.fail("id", "holds a space or a slash; a word was expected");
    out.sentence = from.text("sentence");
    out.scenarios = from.texts("scenarios");
    out.refuted_by = from.texts("refuted_by");
    out.mutant = from.text_or("mutant", "");
    out.idps = from.texts("idps");
    if (out.idps.empty()) out.idps = {"listed"};
    read_support(from, out);
    from.finish();
    return out;
}

WantedAttribute read_attribute(Fields& from) {
    WantedAttribute out;
    out.name = from.text("name");
    out.value = from.choice("value", {"email", "given_name", "family_name", "display_name", "id", "username"}, "email");
    from.finish();
    return out;
}

Deviation read_deviation(Fields& from) {
    Deviation out;
    out.claim = from.text_or("claim", "");
    out.check = from.text_or("check", "");
    out.case_id = from.text_or("case", "");
    out.idp = from.text_or("idp", "");
    if (out.claim.empty() && out.check.empty() && out.case_id.empty())
        from.fail("", "a claim, a check or a case is needed: what is it that is known to fail?");
    out.known.reason = from.text("reason");
    out.known.ticket = from.text_or("ticket", "");
    out.known.expires = from.text("expires");
    const auto day = parse_instant(out.known.expires + "T00:00:00Z");
    if (!day) from.fail("expires", "\"" + out.known.expires + "\" is no day; one like \"2027-03-31\" was expected");
    out.ends = *day + std::chrono::hours{24};
    out.known.where = from.file() + ":" + std::to_string(field_line(*from.source(), from.path()));
    from.finish();
    return out;
}

conformance::PageSection read_section(Fields& from) {
    conformance::PageSection out;
    out.title = from.text("title");
    out.text = from.text_or("text", "");
    for (Fields& column : from.tables("columns")) {
        out.columns.push_back({column.text("title"), column.text("claim")});
        column.finish();
    }
    out.claims = from.texts("claims");
    out.numbered = from.flag("numbered", false);
    if (out.columns.empty() == out.claims.empty()) from.fail("", "either columns (a row per IdP) or claims (a row each) are needed");
    from.finish();
    return out;
}

conformance::ProductPage read_page(Fields from) {
    conformance::ProductPage out{from.text("title"), from.text_or("text", ""), {}};
    for (Fields& section : from.tables("sections")) out.sections.push_back(read_section(section));
    from.finish();
    return out;
}

/// What the page shows are claims of this file.
void check_page(const Product& product) {
    const std::vector<std::string> known = names_of(product.claims, &Claim::id);
    const auto check = [&](const std::string& claim, const std::string& field) {
        if (std::ranges::find(known, claim) == known.end())
            fail_product(product, field, "no claim is named \"" + claim + "\"" + did_you_mean_or_list(claim, known));
    };
    for (std::size_t i = 0; i < product.page.sections.size(); ++i) {
        const std::string at = "page.sections[" + std::to_string(i + 1) + "].";
        for (const std::string& claim : product.page.sections[i].claims) check(claim, at + "claims");
        for (std::size_t k = 0; k < product.page.sections[i].columns.size(); ++k)
            check(product.page.sections[i].columns[k].claim, at + "columns[" + std::to_string(k + 1) + "].claim");
    }
}

} // namespace

Product load_product(lua::State& state, const std::filesystem::path& file) {
    Fields from = load_file(state, file);
    Product out;
    out.file = file.string();
    out.source = from.source();
    out.id = from.text("id");
    out.title = from.text("title");
    out.names = from.text_map("names");
    for (const char* name : {"app_host", "company", "default_team", "default_role", "admin_role"})
        if (!out.names.contains(name)) from.fail("names", std::string(name) + " is missing; a text was expected");
    if (const auto path = out.names.find("start_path"); path != out.names.end() && !path->second.starts_with('/'))
        from.fail("names.start_path", "\"" + path->second + "\" is no path: it begins with /");
    out.idps = from.texts("idps");
    for (Fields& attribute : from.tables("attributes")) out.attributes.push_back(read_attribute(attribute));
    std::set<std::string> seen;
    for (Fields& claim : from.tables("claims")) {
        out.claims.push_back(read_claim(claim));
        if (!seen.insert(out.claims.back().id).second) claim.fail("id", "\"" + out.claims.back().id + "\" is there twice");
    }
    for (Fields& deviation : from.tables("deviations")) out.deviations.push_back(read_deviation(deviation));
    if (auto page = from.optional_table("page")) out.page = read_page(std::move(*page));
    from.finish();
    check_page(out);
    return out;
}

std::string support_of(const Claim& claim, std::string_view idp, bool listed) {
    const std::string_view words[] = {idp, listed ? "listed" : "unlisted", "all"};
    for (const std::string_view word : words)
        if (const auto level = claim.support.find(word); level != claim.support.end()) return level->second;
    const bool concerned = std::ranges::any_of(words, [&](std::string_view word) { return std::ranges::find(claim.idps, word) != claim.idps.end(); });
    return concerned ? std::string(conformance::support_yes) : std::string();
}

void fail_product(const Product& product, std::string_view field, const std::string& why) {
    const std::size_t line = product.source ? field_line(*product.source, field) : 1;
    throw Failure(Error{Fault::invalid, product.file + ":" + std::to_string(line), std::string(field) + ": " + why});
}

} // namespace idpsim::engine
