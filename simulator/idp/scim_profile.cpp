#include "simulator/idp/scim_profile.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::idp {

const ScimProfile& choose_scim(const std::map<std::string, ScimProfile>& variants, const std::string& wanted,
                               const std::string& fallback, std::string_view base_url) {
    if (wanted.empty()) {
        const auto query = base_url.find('?');
        const std::string flags = query == std::string_view::npos ? "" : to_lower(base_url.substr(query + 1));
        for (const auto& [name, variant] : variants) {
            if (!variant.url_flag.empty() && flags.find(to_lower(variant.url_flag)) != std::string::npos)
                return variant;
        }
    }
    const std::string& name = wanted.empty() ? fallback : wanted;
    if (const auto found = variants.find(name); found != variants.end()) return found->second;
    const auto known = names_of(variants, [](const auto& entry) { return entry.first; });
    throw Failure(Error{Fault::not_found, "SCIM variant \"" + name + "\"", "it is not known here" + did_you_mean_or_list(name, known)});
}

const ScimOption* find_option(const ScimProfile& profile, std::string_view name) {
    const auto found = std::find_if(profile.options.begin(), profile.options.end(),
                                    [&](const ScimOption& one) { return one.key == name || one.label == name; });
    return found == profile.options.end() ? nullptr : &*found;
}

Values scim_options(const ScimProfile& profile, const std::map<std::string, std::string>& given) {
    Values out;
    for (const ScimOption& option : profile.options) {
        auto found = given.find(option.key);
        if (found == given.end()) found = given.find(option.label);
        std::string value = found == given.end() ? option.fallback : found->second;
        if (const auto named = option.presets.find(value); named != option.presets.end()) value = named->second;
        const bool known = std::find(option.choices.begin(), option.choices.end(), value) != option.choices.end();
        if (!option.choices.empty() && !known) {
            throw Failure(
                Error{Fault::invalid, option.label, "'" + value + "' is none of: " + join(option.choices, ", ")});
        }
        out[option.key] = value;
    }
    return out;
}

} // namespace idpsim::idp
