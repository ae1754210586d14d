#pragma once
/// PATCH paths: RFC 7644 figure 7, attrPath / valuePath [subAttr].
#include "src/scim/filter.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::scim {

/// `emails[type eq "work"].value` is attribute `emails`, the filter, and sub `value`.
struct PatchPath {
    AttributePath attribute;   ///< its `sub` is set when there is no filter, as in name.givenName
    std::optional<Filter> elements;
    std::string sub;   ///< what follows the filter, or ""
};

/// Refused with invalidPath, or invalidFilter for what stands in brackets.
Outcome<PatchPath> parse_patch_path(std::string_view text);

} // namespace idpsim::scim
