#pragma once
/// What differs between a person and the resource the server holds, as an attribute mapping sees it.
#include "simulator/idp/scim_profile.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <vector>

namespace idpsim::idp {

struct ScimChange {
    const ScimAttribute* attribute = nullptr;
    boost::json::value value;
    bool add = false; ///< the server showed no value
};

/// The mapped attributes whose value differs from the one in `current`, in the mapping's order. An attribute that the
/// person lacks is no change: no vendor's mapping clears by omission. `write` limits them by only/except;
/// `references` chooses the second pass instead of the first.
std::vector<ScimChange> scim_changes(const ScimProfile& profile, const ScimWrite& write,
                                     const boost::json::object& current, ScimScope& scope, bool references);

/// `current` with the changes put in; everything else stays as the server sent it, in its order.
boost::json::object merge_changes(boost::json::object current, const std::vector<ScimChange>& changes);

/// PATCH operations (RFC 7644 section 3.5.2): one per change with its path; or, `gathered`, simple replacements in one
/// operation without path whose value has the paths as names, after those that stand alone.
boost::json::array patch_operations(const std::vector<ScimChange>& changes, const ScimPatchWords& words, bool gathered);

} // namespace idpsim::idp
