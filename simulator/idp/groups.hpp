#pragma once
/// Which groups of a person an assertion speaks of, and how it names them.
#include "simulator/idp/settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

/// The person's groups but for directory roles: direct ones first, then those that these are members of, each once.
/// Groups that the tenant knows by name alone are security groups.
std::vector<Group> groups_of(const Tenant& tenant, const Person& person);
/// Those of them that the filter lets through. Throws Failure (invalid) when it is a pattern that takes too long.
std::vector<Group> filtered(std::vector<Group> groups, const GroupFilter& filter, const Tenant& tenant,
                            const Person& person);

/// What the settings groups.* make of a person's groups.
struct GroupClaim {
    std::optional<std::string> name; ///< instead of the mapping's
    std::size_t count = 0;           ///< groups that are meant, before those without such a name are left out
    std::vector<std::string> values;
};
/// Nothing when no groups are asked for.
std::optional<GroupClaim> group_claim(const Tenant& tenant, const Person& person, const Configuration& configuration);

/// The ids of the person's directory roles, when the settings groups.* ask for roles too.
std::vector<std::string> role_claim(const Tenant& tenant, const Person& person, const Configuration& configuration);

} // namespace idpsim::idp
