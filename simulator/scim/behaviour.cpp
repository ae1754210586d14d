#include "simulator/scim/behaviour.hpp"

namespace idpsim::scim_server {

bool token_is_known(Directory& directory, std::string_view org, std::string_view token) {
    return directory.token_matches(org, token);
}

std::int64_t count_matches(std::int64_t matches, Directory&, const scim::ResourceType&) { return matches; }

std::string make_id(const boost::json::object&, Random& random) { return random.uuid(); }

boost::json::object replace_resource(const boost::json::object& before, boost::json::object given,
                                     bool clears_external_id) {
    for (const std::string_view kept : {"active", "externalId"}) {
        if (scim::find_member(given, kept) || (kept == "externalId" && clears_external_id)) continue;
        if (const boost::json::value* value = scim::find_member(before, kept)) scim::set_member(given, kept, *value);
    }
    return given;
}

} // namespace idpsim::scim_server
