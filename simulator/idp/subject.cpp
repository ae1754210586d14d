#include "simulator/idp/subject.hpp"

#include "simulator/idp/groups.hpp"
#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/values.hpp"

namespace idpsim::idp {
namespace {

constexpr std::string_view groups_placeholder = "{person.groups}";
constexpr std::string_view group_ids_placeholder = "{person.group_ids}";
constexpr std::string_view group_claim_placeholder = "{group_claim}";
constexpr std::string_view role_claim_placeholder = "{role_claim}";

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

bool applies(const AttributeMapping& mapping, const Configuration& configuration) {
    if (mapping.only_if.empty()) return true;
    const auto equals = mapping.only_if.find('=');
    const auto setting = configuration.setting(std::string_view(mapping.only_if).substr(0, equals));
    return setting && (equals == std::string::npos || *setting == mapping.only_if.substr(equals + 1));
}

/// Who is spoken of, and what is known of them: what a mapping's values come from.
struct About {
    const Tenant& tenant;
    const Person& person;
    const Configuration& configuration;
    const PatternContext& context;
};

std::vector<std::string> group_values(const AttributeMapping& mapping, const About& about, std::string Group::* shown) {
    std::vector<std::string> out;
    for (const Group& group : filtered(groups_of(about.tenant, about.person), mapping.groups.value_or(GroupFilter{}), about.tenant, about.person))
        out.push_back(group.*shown);
    return out;
}

/// "{person.X}" alone, where the directory has several values for X.
const std::vector<std::string>* list_of(const Person& person, std::string_view pattern) {
    if (!pattern.starts_with("{person.") || !pattern.ends_with("}")) return nullptr;
    const auto found = person.lists.find(std::string(pattern.substr(8, pattern.size() - 9)));
    return found == person.lists.end() ? nullptr : &found->second;
}

void add_values(std::vector<std::string>& out, const std::string& pattern, const AttributeMapping& mapping, const About& about) {
    std::vector<std::string> more;
    if (pattern == groups_placeholder) more = group_values(mapping, about, &Group::name);
    else if (pattern == group_ids_placeholder) more = group_values(mapping, about, &Group::id);
    else if (pattern == role_claim_placeholder) more = role_claim(about.tenant, about.person, about.configuration);
    else if (const auto* list = list_of(about.person, pattern)) more = *list;
    else if (std::string text = about.context.expand(pattern); !text.empty()) more.push_back(std::move(text));
    std::ranges::move(more, std::back_inserter(out));
}

/// The names of expressions: what patterns see, and lists.
Term name_value(std::string_view name, const About& about) {
    const AttributeMapping every_group;
    if (name == "person.groups") return group_values(every_group, about, &Group::name);
    if (name == "person.group_ids") return group_values(every_group, about, &Group::id);
    if (name.starts_with("person."))
        if (const auto list = about.person.lists.find(std::string(name.substr(7))); list != about.person.lists.end()) return list->second;
    const auto found = about.context.values.find(name);
    if (found == about.context.values.end() || found->second.empty()) return {};
    return found->second;
}

Term evaluate(const Expression& expression, const About& about) {
    return expression.evaluate([&](std::string_view name) { return name_value(name, about); });
}

std::vector<std::string> values_of(const AttributeMapping& mapping, const AttributeRules& rules, const About& about) {
    std::vector<std::string> out;
    if (mapping.expression) {
        out = texts_of(evaluate(*mapping.expression, about));
    } else {
        add_values(out, mapping.value, mapping, about);
        for (const std::string& pattern : mapping.more_values) add_values(out, pattern, mapping, about);
    }
    const std::optional<std::string>& between = mapping.join ? mapping.join : rules.join;
    if (between && !mapping.separate && out.size() > 1) out = {join(out, *between)};
    return out;
}

AttributeSent named(const AttributeMapping& mapping, const AttributeRules& rules, const About& about) {
    std::optional<std::string> format = mapping.name_format ? mapping.name_format : about.configuration.setting("attributes.name_format");
    if (!format) format = rules.name_format;
    return {mapping.name, std::move(format), mapping.friendly_name, {}};
}

/// The attribute, or what stands for it when it holds more groups than fit.
AttributeSent sent_for(const AttributeMapping& mapping, const AttributeRules& rules, const About& about) {
    AttributeSent out = named(mapping, rules, about);
    std::size_t groups = 0;
    if (mapping.value == group_claim_placeholder) {
        const auto claim = group_claim(about.tenant, about.person, about.configuration);
        if (!claim) return out;
        out.name = claim->name.value_or(mapping.name);
        out.values = claim->values;
        groups = claim->count;
    } else {
        out.values = values_of(mapping, rules, about);
        const bool speaks_of_groups = mapping.value == groups_placeholder || mapping.value == group_ids_placeholder;
        groups = speaks_of_groups ? out.values.size() : 0;
    }
    if (rules.group_limit == 0 || groups <= rules.group_limit || !rules.group_overage) return out;
    AttributeSent link = named(*rules.group_overage, rules, about);
    link.values = values_of(*rules.group_overage, rules, about);
    return link;
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

std::optional<NameIdChoice> choose_name_id(const NameIdRules& rules, const Tenant& tenant, const Person& person,
                                           const Configuration& configuration, const std::optional<std::string>& asked,
                                           const PatternContext& context) {
    NameIdChoice out{configuration.name_id_format, {}};
    // Unspecified leaves the choice to the IdP (saml-core-2.0 section 8.3.1).
    if (asked && rules.policy == NameIdPolicyRule::echo) out.format = *asked;
    if (asked && rules.policy == NameIdPolicyRule::honour && !is_unspecified(*asked)) {
        if (!rules.formats.contains(*asked)) return std::nullopt;
        out.format = *asked;
    }
    if (configuration.name_id_expression) {
        out.value = text_of(evaluate(*configuration.name_id_expression, {tenant, person, configuration, context}));
        return out;
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

Result<std::vector<AttributeSent>> attributes_of(const SamlProfile& profile, const Tenant& tenant, const Person& person,
                                                 const Configuration& configuration, const PatternContext& context) {
    const AttributeRules& rules = profile.attributes;
    std::vector<const AttributeMapping*> asked;
    for (const AttributeMapping& mapping : rules.defaults)
        if (!tenant.tables.contains(mapping.table)) asked.push_back(&mapping);
    for (const AttributeMapping& mapping : tenant.attributes) asked.push_back(&mapping);

    std::vector<AttributeSent> out;
    for (const AttributeMapping* mapping : asked) {
        if (!applies(*mapping, configuration)) continue;
        AttributeSent sent = sent_for(*mapping, rules, {tenant, person, configuration, context});
        if (sent.values.empty() && mapping->required)
            return Error{Fault::refused, reason::no_attribute, "the person has no value for the attribute " + mapping->name};
        if (sent.values.empty() && configuration.empty_attribute == EmptyAttribute::left_out) continue;
        if (sent.values.empty() && configuration.empty_attribute == EmptyAttribute::empty_value) sent.values = {""};
        out.push_back(std::move(sent));
    }
    return out;
}

} // namespace idpsim::idp
