#pragma once
/// What an assertion says about a person: NameID and attributes, by the profile's rules.
#include "simulator/idp/settings.hpp"
#include "src/core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

/// Where patterns' values come from during one answer.
struct PatternContext {
    Values values;
    Random* random = nullptr;
    Instant now{};

    /// Throws Failure naming the pattern. A directory field that the person lacks ({person.X}) is empty.
    std::string expand(const std::string& pattern) const;
};

/// Adds {person.*} for patterns, all but {person.pairwise}, which needs entity_id and sp_entity_id too.
void add_person_values(Values& values, const Person& person);

struct NameIdChoice {
    std::string format; ///< "" : no Format attribute
    std::string value;  ///< "" : the person has none
};
/// Nothing when the format asked for (saml-core-2.0 section 3.4.1.1) is one that the vendor refuses.
std::optional<NameIdChoice> choose_name_id(const NameIdRules& rules, const Tenant& tenant, const Person& person,
                                           const Configuration& configuration, const std::optional<std::string>& asked,
                                           const PatternContext& context);

struct AttributeSent {
    std::string name;
    std::optional<std::string> name_format, friendly_name;
    std::vector<std::string> values;
};
/// The vendor's own attributes, then the admin's, in order. Faults: refused with `where` reason::no_attribute when one
/// that is required has no value.
Result<std::vector<AttributeSent>> attributes_of(const SamlProfile& profile, const Tenant& tenant, const Person& person,
                                                 const Configuration& configuration, const PatternContext& context);

} // namespace idpsim::idp
