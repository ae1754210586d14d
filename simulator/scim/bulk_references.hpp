#pragma once
/// "bulkId:x" in place of an id that does not exist yet (RFC 7644 section 3.7.2).
#include "src/scim/json.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace idpsim::scim_server {

inline constexpr std::string_view bulk_id_prefix = "bulkId:";

/// The ids of what was created, by bulkId.
using BulkIds = std::map<std::string, std::string, std::less<>>;

/// What one operation refers to.
struct BulkReferences {
    std::set<std::string, std::less<>> declared;   ///< bulkIds of this request
    std::string undeclared;                        ///< one that no operation has, or ""
};

/// Looks for references in an operation's path and data. Only `value`, `$ref` and paths refer to something undeclared:
/// elsewhere such text may be meant as it is.
BulkReferences find_references(std::string_view path, const boost::json::value& data,
                               const std::set<std::string, std::less<>>& declared);

/// Puts ids in the places of references, also in the filters of PATCH paths.
boost::json::value with_ids(boost::json::value data, const BulkIds& ids);

/// Takes out what refers to a bulkId without an id: the element of a list, the whole complex value, the member.
boost::json::value without_unknown(boost::json::value data, const std::set<std::string, std::less<>>& declared,
                                   const BulkIds& ids);

} // namespace idpsim::scim_server
