#pragma once
/// What a vendor says about a person: NameID and attributes.
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

/// One attribute of the assertion.
struct AttributeMapping {
    std::string name;
    std::string value;                    ///< pattern; "{person.groups}" and "{person.group_ids}" give one value each
    std::vector<std::string> more_values; ///< further value patterns
    std::optional<std::string> name_format, friendly_name;
    std::optional<std::string> join; ///< several values become one text with this between
    std::string only_if;             ///< "key" or "key=value": only with that setting; "" : always
};

/// What becomes of an attribute whose value is empty.
enum class EmptyAttribute { left_out, without_value, empty_value };

struct AttributeRules {
    std::vector<AttributeMapping> defaults;
    std::optional<std::string> name_format; ///< of mappings that name none
    EmptyAttribute empty = EmptyAttribute::left_out;
    std::optional<std::string> join; ///< for list values of mappings that say nothing
    std::size_t group_limit = 0;     ///< 0: none; above it `group_overage` stands for the groups
    std::optional<AttributeMapping> group_overage;
};

enum class NameIdPolicyRule {
    ignore, ///< the configured format, whatever was asked
    echo,   ///< the asked format with the configured value
    honour, ///< the asked format with that format's value; a format not in `formats` is refused
};

struct NameIdRules {
    std::string format; ///< "" : no Format attribute
    std::string value;  ///< pattern
    NameIdPolicyRule policy = NameIdPolicyRule::ignore;
    std::map<std::string, std::string> formats; ///< format -> value pattern; "" keeps `value`
    bool echo_sp_name_qualifier = false;
};

} // namespace idpsim::idp
