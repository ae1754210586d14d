#pragma once
/// What a vendor says about a person: NameID and attributes.
#include "simulator/idp/console.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

/// One attribute of the assertion.
struct AttributeMapping {
    std::string name;
    std::string value;                    ///< pattern; a list ("{person.groups}", "{person.group_ids}", a directory
                                          ///< attribute with several values) gives one value each; "{group_claim}",
                                          ///< "{role_claim}": what the settings groups.* ask for
    std::optional<Expression> expression; ///< instead of `value`
    std::vector<std::string> more_values; ///< further value patterns
    std::optional<std::string> name_format, friendly_name;
    std::optional<std::string> join; ///< several values become one text with this between
    bool separate = false;           ///< several values stay several, whatever AttributeRules::join says
    std::string only_if;             ///< "key" or "key=value": only with that setting; "" : always
    std::optional<GroupFilter> groups; ///< which groups, of values that are groups
    bool required = false;             ///< without a value the login is refused
    std::string table;                 ///< of a default: the console's table whose first rows it is; a tenant's own
                                       ///< rows of that table take its place
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
    bool obey_allow_create = false; ///< AllowCreate="false" with a persistent name that was never given out is refused
};

} // namespace idpsim::idp
