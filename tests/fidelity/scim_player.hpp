#pragma once
/// A vendor's SCIM client, led through its whole life with the people, groups and values of a record.
#include "simulator/idp/profile.hpp"
#include "tests/fidelity/scim_record.hpp"

#include <map>
#include <string>
#include <vector>

namespace idpsim::fidelity {

/// Every request that the client makes under these options.
std::vector<HttpRequest> requests_for(const ScimRecord& record, const idp::ScimProfile& profile,
                                      const std::map<std::string, std::string>& options);

} // namespace idpsim::fidelity
