#include "src/engine/scenario_scope.hpp"

#include "src/core/text.hpp"
#include "src/engine/faults.hpp"
#include "src/engine/field_lines.hpp"
#include "src/engine/follow_guide.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace idpsim::engine {
namespace {

using idp::ConsoleField;
using idp::Profile;

/// `parameters = "faults:THEME"`: once per fault of that theme that the vendor's messages can have.
constexpr std::string_view each_fault = "faults:";
/// `parameters = "guide-fields"`: once per field that the vendor's guide says has to be entered; "advice": once per row of the
/// profile's advice.
constexpr std::string_view each_guide_field = "guide-fields", each_advice = "advice";
/// In `idps`, vendors whose console has a field with that key; in `parameters`, once per choice that it offers.
constexpr std::string_view of_setting = "setting:";

struct Selector {
    std::string_view word;
    bool (*holds)(const Profile& profile);
};

constexpr std::array selectors{
    Selector{"all", [](const Profile&) { return true; }},
    Selector{"with-scim", [](const Profile& profile) { return !profile.scim.empty(); }},
    Selector{"without-scim", [](const Profile& profile) { return profile.scim.empty(); }},
    Selector{"listed", [](const Profile& profile) { return profile.listed; }},
    Selector{"unlisted", [](const Profile& profile) { return !profile.listed; }},
    Selector{"part:logout", [](const Profile& profile) { return profile.saml.logout.has_value(); }},
    Selector{"part:guide", [](const Profile& profile) { return !profile.guide.saml.empty(); }},
    Selector{"part:scim-guide", [](const Profile& profile) { return !profile.guide.scim.empty(); }},
    Selector{"part:advice", [](const Profile& profile) { return !profile.advice.empty(); }},
    Selector{"part:artifact", [](const Profile& profile) { return profile.saml.artifact.has_value(); }},
};

const ConsoleField* field_keyed(const Profile& profile, std::string_view key) {
    const auto found = std::ranges::find(profile.saml.console, key, &ConsoleField::key);
    return found == profile.saml.console.end() ? nullptr : &*found;
}

bool selects(std::string_view word, const Profile& profile) {
    if (word.starts_with(of_setting)) return field_keyed(profile, word.substr(of_setting.size())) != nullptr;
    const auto found = std::ranges::find(selectors, word, &Selector::word);
    return found == selectors.end() ? word == profile.id : found->holds(profile);
}

void add_faults(std::string_view theme, const Profile& profile, std::vector<CaseParameter>& out) {
    for (const SamlFault& fault : saml_faults())
        if (fault.theme == theme && applies_to(fault, profile.saml)) out.push_back({std::string(fault.id), std::string(fault.id)});
}

/// "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" -> "persistent"
std::string last_part(const std::string& text) { return text.substr(text.find_last_of(":/#") + 1); }

/// Several of the vendor's words may mean the same to us; that is one case. A choice that means "nothing" goes by the
/// vendor's word.
void add_choices(const ConsoleField& field, std::vector<CaseParameter>& out) {
    std::set<std::string> values, names;
    for (const auto& [word, value] : field.choices) {
        if (!values.insert(value).second) continue;
        std::string name = last_part(value.empty() ? word : value);
        if (!names.insert(name).second) name = value;
        out.push_back({value, std::move(name)});
    }
}

/// A label of the console's as part of a case's id.
std::string slug(std::string_view text) {
    std::string out;
    for (const unsigned char c : text) {
        if (std::isalnum(c)) out += static_cast<char>(std::tolower(c));
        else if (!out.empty() && out.back() != '-') out += '-';
    }
    while (out.ends_with('-')) out.pop_back();
    return out;
}

void add_guide_fields(const Profile& profile, std::vector<CaseParameter>& out) {
    for (const std::string& label : required_labels(profile)) out.push_back({label, slug(label)});
}

void add_advice(const Profile& profile, std::vector<CaseParameter>& out) {
    for (const idp::AdviceRule& rule : profile.advice) out.push_back({rule.id, rule.id});
}

std::vector<std::string> keys_of(const std::vector<Profile>& profiles, bool with_choices) {
    std::set<std::string> out;
    for (const Profile& profile : profiles)
        for (const ConsoleField& field : profile.saml.console)
            if (!field.key.empty() && (!with_choices || !field.choices.empty())) out.insert(field.key);
    return {out.begin(), out.end()};
}

std::vector<std::string> themes() {
    std::set<std::string> out;
    for (const SamlFault& fault : saml_faults()) out.emplace(fault.theme);
    return {out.begin(), out.end()};
}

class ScopeCheck {
public:
    ScopeCheck(const Scenario& scenario, const std::vector<Profile>& profiles) : scenario_(scenario), profiles_(profiles) {}

    void idp(const std::string& word) const {
        if (std::ranges::any_of(selectors, [&](const Selector& one) { return one.word == word; })) return;
        if (word.starts_with(of_setting)) return known("idps", word, "no console has a setting of the key", of_setting, keys_of(profiles_, false));
        std::vector<std::string> words = names_of(profiles_, &Profile::id);
        for (const Selector& one : selectors) words.emplace_back(one.word);
        known("idps", word, "there is no IdP and no selector", "", words);
    }

    void parameter(const std::string& word) const {
        if (word.starts_with(of_setting)) known("parameters", word, "no console offers choices for the key", of_setting, keys_of(profiles_, true));
        if (word.starts_with(each_fault)) known("parameters", word, "no fault has the theme", each_fault, themes());
    }

private:
    void known(const char* field, const std::string& word, const char* why, std::string_view prefix, const std::vector<std::string>& all) const {
        const std::string name = word.substr(prefix.size());
        if (std::ranges::find(all, name) != all.end()) return;
        const std::size_t line = scenario_.source ? field_line(*scenario_.source, field) : 1;
        throw Failure(Error{Fault::invalid, scenario_.file.string() + ":" + std::to_string(line),
                            std::string(field) + ": " + why + " \"" + name + "\"" + did_you_mean_or_list(name, all)});
    }

    const Scenario& scenario_;
    const std::vector<Profile>& profiles_;
};

} // namespace

bool concerns(const Scenario& scenario, const Profile& profile) {
    return scenario.idps.empty() || std::ranges::any_of(scenario.idps, [&](const std::string& word) { return selects(word, profile); });
}

std::vector<CaseParameter> parameters_of(const Scenario& scenario, const Profile& profile) {
    std::vector<CaseParameter> out;
    for (const std::string& word : scenario.parameters) {
        const std::string_view text = word;
        if (text.starts_with(each_fault)) add_faults(text.substr(each_fault.size()), profile, out);
        else if (text == each_guide_field) add_guide_fields(profile, out);
        else if (text == each_advice) add_advice(profile, out);
        else if (!text.starts_with(of_setting)) out.push_back({word, word});
        else if (const ConsoleField* field = field_keyed(profile, text.substr(of_setting.size()))) add_choices(*field, out);
    }
    return out;
}

void check_scope(const Scenario& scenario, const std::vector<Profile>& profiles) {
    const ScopeCheck check(scenario, profiles);
    for (const std::string& word : scenario.idps) check.idp(word);
    for (const std::string& word : scenario.parameters) check.parameter(word);
}

} // namespace idpsim::engine
