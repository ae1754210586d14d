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

/// A resource as it is answered when nothing of it is left out: text put together from what is stored, neither parsed
/// nor printed.
struct ResourceText {
    std::string json, location;
    std::string version; ///< as in meta.version, or ""
};
ResourceText represent_text(const StoredUser& user, const std::vector<GroupReference>& groups, std::string_view base,
                            bool with_version);

/// Brings a user's resource into the form in which it is stored and shown: schemas and id in front, and in it what the
/// columns say.
void settle(UserRecord& record);
/// Whether all that is stored of such a resource is shown to whoever asks for nothing in particular. A password is
/// never stored with it.
bool is_shown_whole(const scim::ResourceType& type);
/// What is stored of a settled user.
std::string stored_text(const UserRecord& record);

/// meta.version of a settled user: a weak entity-tag over what is stored, lastModified and the groups.
std::string version_of(const UserRecord& record, const std::vector<GroupReference>& groups);

/// meta.version of any other resource: a weak entity-tag over what is shown and lastModified, so it changes with every
/// change, whoever made it. Of a group's members it takes their number: whoever else changes them moves lastModified,
/// and the version is the same whether they were read or not.
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
