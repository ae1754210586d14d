#include "simulator/idp/subject.hpp"

#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/values.hpp"

namespace idpsim::idp {
namespace {

constexpr std::string_view groups_placeholder = "{person.groups}";
constexpr std::string_view group_ids_placeholder = "{person.group_ids}";

std::string before_at(const std::string& address) { return address.substr(0, address.find('@')); }

/// Names the person's placeholders of `pattern` that have no value.
std::vector<std::string> lacking(std::string_view pattern, const Values& values) {
    std::vector<std::string> out;
    for (auto at = pattern.find("{person."); at != std::string_view::npos; at = pattern.find("{person.", at + 1)) {
        const auto end = pattern.find('}', at);
        if (end == std::string_view::npos) break;
        const std::string_view name = pattern.substr(at + 1, end - at - 1);
        if (values.find(name) == values.end()) out.emplace_back(name);
    }
    return out;
}

bool is_unspecified(const std::string& format) { return format == saml::nameid_unspecified; }

std::string pairwise(const Values& values) {
    const auto value = [&](std::string_view name) {
        const auto found = values.find(name);
        return found == values.end() ? std::string() : found->second;
    };
    const std::string seed = value("entity_id") + "\n" + value("sp_entity_id") + "\n" + value("person.id");
    return crypto::base64url_encode(crypto::digest(crypto::Hash::sha256, seed));
}

bool names_groups(const AttributeMapping& mapping) {
    return mapping.value == groups_placeholder || mapping.value == group_ids_placeholder;
}

bool applies(const AttributeMapping& mapping, const Configuration& configuration) {
    if (mapping.only_if.empty()) return true;
    const auto equals = mapping.only_if.find('=');
    const auto setting = configuration.setting(std::string_view(mapping.only_if).substr(0, equals));
    return setting && (equals == std::string::npos || *setting == mapping.only_if.substr(equals + 1));
}

void add_values(std::vector<std::string>& out, const std::string& pattern, const Tenant& tenant, const Person& person,
                const PatternContext& context) {
    if (pattern == groups_placeholder) {
        out.insert(out.end(), person.groups.begin(), person.groups.end());
    } else if (pattern == group_ids_placeholder) {
        for (const std::string& group : person.groups) out.push_back(tenant.group_id(group));
    } else if (std::string text = context.expand(pattern); !text.empty()) {
        out.push_back(std::move(text));
    }
}

std::vector<std::string> values_of(const AttributeMapping& mapping, const AttributeRules& rules, const Tenant& tenant,
                                   const Person& person, const PatternContext& context) {
    std::vector<std::string> out;
    add_values(out, mapping.value, tenant, person, context);
    for (const std::string& pattern : mapping.more_values) add_values(out, pattern, tenant, person, context);
    const std::optional<std::string>& between = mapping.join ? mapping.join : rules.join;
    if (between && out.size() > 1) out = {join(out, *between)};
    return out;
}

} // namespace

std::string PatternContext::expand(const std::string& pattern) const {
    if (const auto missing = lacking(pattern, values); !missing.empty()) {
        Values filled = values;
        for (const std::string& name : missing) filled.emplace(name, "");
        return idpsim::expand(pattern, filled, *random, now).value();
    }
    return idpsim::expand(pattern, values, *random, now).value();
}

void add_person_values(Values& values, const Person& person) {
    for (const auto& [name, value] : person.attributes) values["person." + name] = value;
    values["person.id"] = person.id;
    values["person.username"] = person.username;
    values["person.username_prefix"] = before_at(person.username);
    values["person.email"] = person.email;
    values["person.email_prefix"] = before_at(person.email);
    values["person.given_name"] = person.given_name;
    values["person.family_name"] = person.family_name;
    values["person.display_name"] = person.display_name;
}

std::optional<NameIdChoice> choose_name_id(const NameIdRules& rules, const Configuration& configuration,
                                           const std::optional<std::string>& asked, const PatternContext& context) {
    NameIdChoice out{configuration.name_id_format, {}};
    // Unspecified leaves the choice to the IdP (saml-core-2.0 section 8.3.1).
    if (asked && rules.policy == NameIdPolicyRule::echo) out.format = *asked;
    if (asked && rules.policy == NameIdPolicyRule::honour && !is_unspecified(*asked)) {
        if (!rules.formats.contains(*asked)) return std::nullopt;
        out.format = *asked;
    }
    const auto own = rules.formats.find(out.format);
    const bool has_own = own != rules.formats.end() && !own->second.empty() && !configuration.setting("name_id.value");
    const std::string& pattern = has_own ? own->second : configuration.name_id_value;
    if (pattern.find("{person.pairwise}") == std::string::npos) {
        out.value = context.expand(pattern);
    } else {
        PatternContext with_pairwise = context;
        with_pairwise.values["person.pairwise"] = pairwise(context.values);
        out.value = with_pairwise.expand(pattern);
    }
    return out;
}

std::vector<AttributeSent> attributes_of(const SamlProfile& profile, const Tenant& tenant, const Person& person,
                                         const Configuration& configuration, const PatternContext& context) {
    const AttributeRules& rules = profile.attributes;
    std::vector<AttributeSent> out;
    const auto send = [&](const AttributeMapping& asked) {
        if (!applies(asked, configuration)) return;
        const bool too_many = rules.group_limit != 0 && names_groups(asked) && person.groups.size() > rules.group_limit;
        const AttributeMapping& mapping = too_many && rules.group_overage ? *rules.group_overage : asked;
        AttributeSent sent{mapping.name, mapping.name_format ? mapping.name_format : rules.name_format,
                           mapping.friendly_name, values_of(mapping, rules, tenant, person, context)};
        if (sent.values.empty() && configuration.empty_attribute == EmptyAttribute::left_out) return;
        if (sent.values.empty() && configuration.empty_attribute == EmptyAttribute::empty_value) sent.values = {""};
        out.push_back(std::move(sent));
    };
    for (const AttributeMapping& mapping : rules.defaults) send(mapping);
    for (const AttributeMapping& mapping : tenant.attributes) send(mapping);
    return out;
}

} // namespace idpsim::idp
