#pragma once
/// How the SCIM server behaves, as values: the correct steps by default. A test puts another step in a place to get a
/// server with one fault.
#include "simulator/scim/directory.hpp"
#include "src/core/http.hpp"
#include "src/scim/patch.hpp"
#include "src/scim/text.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim_server {

/// The token is one of the organisation's.
bool token_is_known(Directory& directory, std::string_view org, std::string_view token);
/// All matches within the organisation (RFC 7644 section 3.4.2).
std::int64_t count_matches(std::int64_t matches, Directory& directory, const scim::ResourceType& type);
/// A random UUID: whatever id the client sent has no say (RFC 7643 section 3.1).
std::string make_id(const boost::json::object& resource, Random& random);
/// The body of a PUT in the place of what was there (RFC 7644 section 3.5.1): left-out attributes are cleared. Two are
/// kept when left out, the RFC leaving it open: `active`, so that nobody is let in again by silence, and `externalId`,
/// without which the client would not know its own resource any more; a null in the body clears that as well.
boost::json::object replace_resource(const boost::json::object& before, boost::json::object given,
                                     bool clears_external_id);

struct ListPolicy {
    std::int64_t first_index = 1;
    std::int64_t default_count = 100;
    std::int64_t largest_count = 500;   ///< announced as filter.maxResults
    bool refuses_bad_filter = true;     ///< otherwise a filter that cannot be used selects everybody
    std::function<std::int64_t(std::int64_t matches, Directory&, const scim::ResourceType&)> total = count_matches;
};

struct CreatePolicy {
    int status = 201;
    bool refuses_duplicate = true;   ///< otherwise a taken userName answers as if it had been created
    std::function<std::string(const boost::json::object& resource, Random&)> id = make_id;
};

struct PatchPolicy {
    scim::PatchDialect dialect;   ///< its `values` are how POST and PUT read, too
    std::function<scim::Outcome<boost::json::object>(boost::json::object, const std::vector<scim::PatchOperation>&,
                                                     const scim::ResourceType&, const scim::PatchDialect&)>
        apply = scim::apply_patch;
    std::int64_t most_members_shown = 1000;   ///< a group of more is not sent back after a change of single members
    bool atomic = true;   ///< otherwise each operation is stored by itself
};

struct DeletePolicy {
    bool erases = true;   ///< otherwise the resource is gone by id, and still listed
};

struct ScimBehaviour {
    /// Before the server sees a request (an answer ends it there), and after it has answered.
    std::function<std::optional<HttpResponse>(HttpRequest&)> before;
    std::function<void(const HttpRequest&, HttpResponse&)> after;

    std::function<bool(Directory&, std::string_view org, std::string_view token)> accepts_token = token_is_known;
    /// How userNames compare, for uniqueness and for lookups.
    std::function<std::string(std::string_view)> user_name_key = scim::fold;
    ListPolicy list;
    CreatePolicy create;
    PatchPolicy patch;
    std::function<boost::json::object(const boost::json::object& before, boost::json::object given,
                                      bool clears_external_id)>
        replace = replace_resource;
    DeletePolicy remove;
    bool unique_group_names = true;
    bool refuses_unknown_members = true;   ///< otherwise they are left out
    /// Last before a changed user is stored: an update, deactivation or reactivation can be lost here.
    std::function<void(const UserRecord& before, UserRecord& after)> before_update;
    /// What of a resource is shown.
    std::function<boost::json::object(const boost::json::object&, const scim::ResourceType&, const scim::Projection&)>
        project = scim::project;
};

} // namespace idpsim::scim_server
