#pragma once
/// Filters: the whole grammar of RFC 7644 figure 1, and what a filter means for a resource (section 3.4.2.2).
#include "src/scim/attribute_path.hpp"
#include "src/scim/schema.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim {

enum class Operator { eq, ne, co, sw, ew, pr, gt, ge, lt, le };

/// A filter's tree. "and" and "or" are flat lists, so only brackets make it deep.
struct Filter {
    enum class Kind {
        compare,       ///< path, op, value
        all_of,        ///< parts, joined by "and"
        any_of,        ///< parts, joined by "or"
        negate,        ///< parts[0]
        has_element,   ///< path[parts[0]]: one and the same element of a multi-valued attribute matches
    };
    Kind kind = Kind::compare;
    AttributePath path;
    Operator op = Operator::pr;
    boost::json::value value;
    std::vector<Filter> parts;
};

struct FilterLimits {
    std::size_t length = 16u << 10;   ///< octets
    std::size_t depth = 32;           ///< brackets within brackets
    std::size_t terms = 512;          ///< comparisons
};

/// Names and operators without case, "and" before "or", "not" only before a bracket, values as JSON, nothing inside a
/// value path but comparisons on one element. More blanks than the grammar has are let pass. Beyond the RFC's grammar,
/// and sent by clients all the same: `emails[type eq "work"].value eq "x"`, read as `emails[type eq "work" and
/// value eq "x"]`. Refused with invalidFilter, over a limit as well.
Outcome<Filter> parse_filter(std::string_view text, const FilterLimits& limits = {});

/// Whether the filter makes sense for the resource type. Refused with invalidFilter: unknown attributes (a typo under
/// `not` would otherwise match everybody), attributes that are never returned (filters would be an oracle for them),
/// ordering of booleans and binaries, values of another type than the attribute's, a complex attribute without
/// sub-attribute (except for `pr`, and where it has a `value`, which is then meant).
Outcome<void> check_filter(const Filter& filter, const ResourceType& type);
/// The same for a filter on the elements of one multi-valued attribute, as in a PATCH path.
Outcome<void> check_filter(const Filter& filter, const Attribute& elements);

/// True when the resource matches. A filter that check_filter refuses matches nothing where it is wrong.
/// Readings taken where the RFC leaves them open: an unassigned attribute is `ne` to every value and `eq null`; a
/// multi-valued attribute compares true when any of its values does, for `ne` as well; a boolean that is not given is
/// false; the text "true" or "false" is the boolean where the attribute is one.
bool matches(const Filter& filter, const json::object& resource, const ResourceType& type);
/// Whether one element of a multi-valued attribute matches.
bool matches(const Filter& filter, const json::value& element, const Attribute& elements);

} // namespace idpsim::scim
