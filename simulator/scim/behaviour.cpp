#include "simulator/scim/behaviour.hpp"

#include "src/scim/filter_types.hpp"

namespace idpsim::scim_server {

std::int64_t count_matches(std::int64_t matches, Directory&, const scim::ResourceType&) { return matches; }

scim::Outcome<boost::json::object> parse_body(std::string_view body) { return scim::parse_json_object(body); }

scim::Outcome<scim::Filter> read_filter(std::string_view text, std::span<const scim::ResourceType* const> types) {
    scim::Outcome<scim::Filter> filter = scim::parse_filter(text);
    if (!filter) return filter;
    if (scim::Outcome<void> checked = scim::check_filter(*filter, types); !checked) return checked.error();
    return filter;
}

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
