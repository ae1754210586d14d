#pragma once
/// Records as SCIM shows them, and back.
#include "simulator/scim/directory.hpp"
#include "src/scim/schema.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim_server {

/// `base` is the absolute URL of the SCIM base. The record's columns win over what the stored resource says, which is
/// moved. meta.version is left out: add_version() adds it where it will be seen.
boost::json::object represent(UserRecord record, const std::vector<GroupReference>& groups, std::string_view base);
boost::json::object represent(GroupRecord record, std::string_view base);
boost::json::object represent(ResourceRecord record, const scim::ResourceType& type, std::string_view base);

/// meta.version: a weak entity-tag over what is shown and lastModified, so it changes with every change, whoever made
/// it. Of a group's members it takes their number: whoever else changes them moves lastModified, and the version is the
/// same whether they were read or not.
void add_version(boost::json::object& resource, std::int64_t members = 0);

/// Without id, meta, groups and members: what a group's record keeps as `resource`.
boost::json::object without_server_attributes(boost::json::object resource);

/// Fills the columns that mirror the resource, and the resource itself. The record's id has to be known.
void take(UserRecord& record, boost::json::object resource);
void take(GroupRecord& record, boost::json::object resource);
void take(ResourceRecord& record, boost::json::object resource);

/// The instant of a change: now, and later than the last one whatever the clock says.
Instant after(Instant last, Instant now);

} // namespace idpsim::scim_server
