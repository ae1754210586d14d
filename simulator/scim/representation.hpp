#pragma once
/// Records as SCIM shows them, and back.
#include "simulator/scim/directory.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim_server {

/// `base` is the absolute URL of the SCIM base. The record's columns win over what the stored resource says.
/// meta.version is left out: add_version() adds it where it will be seen.
boost::json::object represent(const UserRecord& record, const std::vector<GroupReference>& groups,
                              std::string_view base);
boost::json::object represent(const GroupRecord& record, std::string_view base);

/// meta.version: a weak entity-tag over all but meta, so it changes with whatever is shown, whoever changed it.
void add_version(boost::json::object& resource);

/// Without id, meta, groups and members: what a record keeps as `resource`.
boost::json::object without_server_attributes(boost::json::object resource);

/// Fills the columns that mirror the resource, and the resource itself.
void take(UserRecord& record, boost::json::object resource);
void take(GroupRecord& record, boost::json::object resource);

/// The instant of a change: now, and later than the last one whatever the clock says.
Instant after(Instant last, Instant now);

} // namespace idpsim::scim_server
