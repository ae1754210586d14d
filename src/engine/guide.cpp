#include "src/engine/guide.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <cctype>

namespace idpsim::engine {
namespace {

/// What is entered where the value is not known, or nobody's but the organisation's.
const std::map<std::string, std::string, std::less<>>& descriptions() {
    static const std::map<std::string, std::string, std::less<>> all{
        {"acs", "the ACS URL that {company} shows you"},
        {"acs_pattern", "a regular expression of that ACS URL: ^, then the URL with a backslash before every slash and "
                        "every dot, then $"},
        {"entity_id", "the SP entity ID that {company} shows you"},
        {"metadata", "the metadata URL that {company} shows you"},
        {"start", "the login URL that {company} shows you"},
        {"scim", "the SCIM base URL that {company} shows you"},
        {"token", "the SCIM token that {company} issues: a secret, to be taken from its settings"},
    };
    return all;
}

/// A name for the app, in letters and digits.
std::string app_name(const std::string& company) {
    std::string out;
    for (const unsigned char c : company)
        if (std::isalnum(c)) out += static_cast<char>(std::tolower(c));
    return out.empty() ? "app" : out;
}

struct Filled {
    std::string text;
    bool is_value = true;
};

/// What stands for one place.
Filled value_of(const std::string& place, const GuideTarget& target) {
    if (place == "company") return {target.company};
    if (place == "app") return {app_name(target.company)};
    if (const auto known = target.values.find(place); known != target.values.end()) return {known->second};
    if (target.for_product) return {"{" + place + "}"};
    if (const auto acs = target.values.find("acs"); place == "acs_pattern" && acs != target.values.end())
        return {sp::exact_pattern(acs->second)};
    return {replace_all(descriptions().find(place)->second, "{company}", target.company), false};
}

Filled fill(std::string_view text, const GuideTarget& target, const std::map<std::string, std::string>& more = {}) {
    Filled out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t end = text[at] == '{' ? text.find('}', at) : std::string_view::npos;
        if (end == std::string_view::npos) {
            out.text += text[at];
            continue;
        }
        const std::string place(text.substr(at + 1, end - at - 1));
        const auto own = more.find(place);
        const Filled value = own != more.end() ? Filled{own->second} : value_of(place, target);
        out.text += value.text;
        out.is_value = out.is_value && value.is_value;
        at = end;
    }
    return out;
}

bool holds(const std::string& condition, const GuideTarget& target) {
    return condition.empty() || target.for_product || target.values.contains(condition);
}

/// The columns that the rule fills in, in the console's order.
std::vector<std::string> columns_of(const idp::ConsoleTable& table, const idp::GuideRowRule& rule) {
    std::vector<std::string> out;
    for (const idp::ConsoleColumn& column : table.columns)
        if (rule.cells.contains(column.label)) out.push_back(column.label);
    return out;
}

GuideTable make_table(const idp::GuideRowRule& rule, const idp::Profile& profile, const Product& product,
                      const GuideTarget& target) {
    const auto console = std::ranges::find(profile.saml.tables, rule.table, &idp::ConsoleTable::label);
    GuideTable out{console->page, console->label, columns_of(*console, rule), {}};
    for (const WantedAttribute& wanted : product.attributes) {
        const std::map<std::string, std::string> own{{"attribute", wanted.name},
                                                     {"word", profile.guide.words.find(wanted.value)->second}};
        auto& row = out.rows.emplace_back();
        for (const std::string& label : out.columns) row.push_back(fill(rule.cells.at(label), target, own).text);
    }
    return out;
}

std::vector<GuideStep> make_steps(const std::vector<idp::GuideStepRule>& rules, const idp::Profile& profile,
                                  const Product& product, const GuideTarget& target) {
    std::vector<GuideStep> out;
    for (const idp::GuideStepRule& rule : rules) {
        if (!holds(rule.when, target)) continue;
        GuideStep step{fill(rule.text, target).text, {}, {}};
        for (const idp::GuideFieldRule& field : rule.fields) {
            if (!holds(field.when, target)) continue;
            Filled value = fill(field.value, target);
            step.fields.push_back({field.page, field.label, std::move(value.text), fill(field.note, target).text,
                                   field.required, value.is_value, field.is});
        }
        if (!product.attributes.empty())
            for (const idp::GuideRowRule& row : rule.rows)
                step.tables.push_back(make_table(row, profile, product, target));
        const bool asks_nothing = !rule.rows.empty() && step.tables.empty() && step.fields.empty();
        if (!asks_nothing) out.push_back(std::move(step));
    }
    return out;
}

std::string name_of(const std::map<std::string, std::string, std::less<>>& names, std::string_view key,
                    const std::string& fallback) {
    const auto found = names.find(key);
    return found == names.end() || found->second.empty() ? fallback : found->second;
}

/// As far as the pattern hangs on nothing that set-up gives.
void add_value(GuideTarget& out, const char* name, const std::string& pattern, const Values& known) {
    if (pattern.empty()) return;
    if (auto text = expand(pattern, known)) out.values[name] = std::move(*text);
}

sp::GuideStep shown_step(const GuideStep& step) {
    sp::GuideStep out{step.text, {}};
    for (const GuideEntry& entry : step.fields) out.fields.push_back({entry.label, entry.value, entry.note});
    for (const GuideTable& table : step.tables)
        for (const auto& row : table.rows) {
            std::vector<std::string> cells;
            for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(table.columns[i] + ": " + row[i]);
            out.fields.push_back({table.label, join(cells, ", "), ""});
        }
    return out;
}

} // namespace

std::string fill_places(std::string_view text, const GuideTarget& target) { return fill(text, target).text; }

const std::vector<std::string>& guide_places() {
    static const std::vector<std::string> places{"acs",  "acs_pattern", "entity_id", "metadata", "start",
                                                 "scim", "token",       "company",   "app"};
    return places;
}

GuideTarget guide_target(const Target& target, const Product& product) {
    Values known;
    for (const auto& [name, value] : product.names) known["product." + name] = value;
    for (const auto& [name, pattern] : target.values)
        if (auto text = expand(pattern, known)) known[name] = std::move(*text);
    GuideTarget out;
    out.title = target.title;
    out.company = target.in_process ? name_of(product.names, "company", product.title) : target.title;
    add_value(out, "entity_id", target.sp.entity_id, known);
    add_value(out, "acs", target.sp.acs, known);
    add_value(out, "metadata", target.sp.metadata, known);
    add_value(out, "start", target.sp.start, known);
    if (!out.values.contains("start")) add_value(out, "start", target.sp.login, known);
    if (target.scim) add_value(out, "scim", target.scim->base, known);
    return out;
}

GuideTarget product_guide_target(const Product& product, const std::string& base_url) {
    GuideTarget out;
    out.title = product.title;
    out.company = name_of(product.names, "company", product.title);
    out.for_product = true;
    if (const std::string path = name_of(product.names, "start_path", ""); !path.empty())
        out.values["start"] = base_url + path;
    else
        out.values["start"] = "{login}";
    return out;
}

Guide make_guide(const idp::Profile& profile, const Product& product, const GuideTarget& target) {
    if (profile.guide.saml.empty())
        throw Failure(Error{Fault::unsupported, "IdP \"" + profile.id + "\"",
                            "nobody has written down how an app is set up there (" + profile.id + "/guide.lua)"});
    Guide out;
    out.idp = profile.id;
    out.title = profile.title;
    out.target = target.title;
    out.company = target.company;
    out.saml = make_steps(profile.guide.saml, profile, product, target);
    out.scim = make_steps(profile.guide.scim, profile, product, target);
    out.no_scim_reason = profile.no_scim_reason;
    return out;
}

const GuideEntry* find_entry(const Guide& guide, std::string_view label) {
    for (const GuideStep& step : guide.saml)
        for (const GuideEntry& entry : step.fields)
            if (entry.label == label || entry.page + " / " + entry.label == label) return &entry;
    return nullptr;
}

sp::SetupGuide setup_guide(const Guide& guide) {
    sp::SetupGuide out{guide.idp, guide.title, {}, {}};
    for (const GuideStep& step : guide.saml) out.saml.push_back(shown_step(step));
    for (const GuideStep& step : guide.scim) out.scim.push_back(shown_step(step));
    return out;
}

std::vector<sp::SetupGuide> setup_guides(const std::vector<idp::Profile>& profiles, const Product& product,
                                         const std::string& base_url) {
    std::vector<sp::SetupGuide> out;
    for (const std::string& id : product.idps) {
        const auto profile = std::ranges::find(profiles, id, &idp::Profile::id);
        if (profile == profiles.end() || profile->guide.saml.empty()) continue;
        out.push_back(setup_guide(make_guide(*profile, product, product_guide_target(product, base_url))));
    }
    return out;
}

} // namespace idpsim::engine
