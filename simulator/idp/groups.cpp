#include "simulator/idp/groups.hpp"

#include "simulator/idp/expression_functions.hpp"
#include "src/core/text.hpp"

#include <algorithm>
#include <set>

namespace idpsim::idp {
namespace {

Group group_named(const Tenant& tenant, const std::string& name) {
    const auto known = std::ranges::find(tenant.groups, name, &Group::name);
    Group out;
    if (known != tenant.groups.end()) out = *known;
    out.name = name;
    if (out.id.empty()) out.id = tenant.group_id(name);
    return out;
}

std::vector<Group> all_of(const Tenant& tenant, const Person& person) {
    std::vector<Group> out;
    std::set<std::string> seen;
    std::vector<std::string> next = person.groups;
    while (!next.empty()) {
        std::vector<std::string> above;
        for (const std::string& name : next) {
            if (!seen.insert(name).second) continue;
            out.push_back(group_named(tenant, name));
            above.insert(above.end(), out.back().member_of.begin(), out.back().member_of.end());
        }
        next = std::move(above);
    }
    return out;
}

bool is_direct(const Person& person, const Group& group) {
    return std::ranges::find(person.groups, group.name) != person.groups.end();
}

bool lets_through(const GroupFilter& filter, const std::string& name) {
    using Kind = GroupFilter::Kind;
    switch (filter.kind) {
    case Kind::all:
        return true;
    case Kind::starts_with:
        return name.starts_with(filter.value);
    case Kind::ends_with:
        return name.ends_with(filter.value);
    case Kind::equals:
        return name == filter.value;
    case Kind::contains:
        return name.find(filter.value) != std::string::npos;
    case Kind::matches:
        return matches_whole(name, filter.value);
    case Kind::listed:
        return std::ranges::find(filter.names, name) != filter.names.end();
    }
    return false;
}

/// "" when the group has no name of that form.
std::string named_as(const Group& group, const std::string& form) {
    if (form == "name") return group.name;
    if (form == "sid") return group.sid;
    if (form != "sam" && form != "netbios" && form != "dns") return group.id;
    if (form == "sam" || group.sam_account_name.empty()) return group.sam_account_name;
    const std::string& domain = form == "netbios" ? group.netbios_domain : group.dns_domain;
    return domain.empty() ? std::string() : domain + "\\" + group.sam_account_name;
}

bool is_meant(const Group& group, const std::string& which, const Tenant& tenant, const Person& person) {
    if (which == "all") return true;
    if (which == "security") return group.kind == Group::Kind::security;
    return which == "assigned" && tenant.assigned_groups.contains(group.name) && is_direct(person, group);
}

bool passes_setting(const Group& group, const Configuration& settings) {
    const std::string kind = settings.setting_or("groups.filter", "");
    if (kind.empty()) return true;
    const std::string name = named_as(group, settings.setting_or("groups.filter_by", "name"));
    const std::string wanted = settings.setting_or("groups.filter_value", "");
    if (kind == "prefix") return name.starts_with(wanted);
    if (kind == "suffix") return name.ends_with(wanted);
    return name.find(wanted) != std::string::npos;
}

/// The name that the admin gave the claim.
std::optional<std::string> custom_name(const Configuration& settings) {
    if (const auto as_roles = settings.setting("groups.as_roles")) return as_roles;
    const auto name = settings.setting("groups.name");
    if (!name) return std::nullopt;
    const auto space = settings.setting("groups.namespace");
    return space ? *space + "/" + *name : *name;
}

} // namespace

std::vector<Group> groups_of(const Tenant& tenant, const Person& person) {
    std::vector<Group> out = all_of(tenant, person);
    std::erase_if(out, [](const Group& group) { return group.kind == Group::Kind::role; });
    return out;
}

std::vector<Group> filtered(std::vector<Group> groups, const GroupFilter& filter, const Tenant& tenant,
                            const Person& person) {
    std::erase_if(groups, [&](const Group& group) {
        if (filter.assigned_only && !is_meant(group, "assigned", tenant, person)) return true;
        return !lets_through(filter, group.name);
    });
    return groups;
}

std::optional<GroupClaim> group_claim(const Tenant& tenant, const Person& person, const Configuration& configuration) {
    const std::string which = configuration.setting_or("groups.which", "");
    if (which.empty() || which == "roles") return std::nullopt;
    GroupClaim out;
    out.name = custom_name(configuration);
    const auto pattern = configuration.setting("groups.pattern");
    for (const Group& group : groups_of(tenant, person)) {
        if (!is_meant(group, which, tenant, person) || !passes_setting(group, configuration)) continue;
        ++out.count;
        std::string value = named_as(group, configuration.setting_or("groups.form", "id"));
        if (pattern) value = replace_matches(value, *pattern, configuration.setting_or("groups.replacement", ""));
        if (!value.empty()) out.values.push_back(std::move(value));
    }
    return out;
}

std::vector<std::string> role_claim(const Tenant& tenant, const Person& person, const Configuration& configuration) {
    const std::string which = configuration.setting_or("groups.which", "");
    std::vector<std::string> out;
    if (which != "roles" && which != "all") return out;
    for (const Group& group : all_of(tenant, person))
        if (group.kind == Group::Kind::role) out.push_back(group.id);
    return out;
}

} // namespace idpsim::idp
