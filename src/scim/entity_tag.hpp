#pragma once
/// If-Match and If-None-Match (RFC 9110 section 13.1) for the weak versions of SCIM (RFC 7644 section 3.14).
#include "src/scim/refusal.hpp"

#include <string_view>

namespace idpsim::scim {

/// Whether the header's value, `*` or a list of entity-tags, names `version`. Compared weakly, as RFC 7644's own sample
/// does: W/"1" and "1" are the same. 400 when it is neither, or has more than a hundred tags.
Outcome<bool> names_version(std::string_view header, std::string_view version);

} // namespace idpsim::scim
