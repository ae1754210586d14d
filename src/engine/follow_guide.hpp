#pragma once
/// What a vendor's console holds once an admin has followed a guide in a new app: the guide's labels and values, and what a
/// new app has by itself, as a tenant file. Nothing else is known of the service provider.
#include "src/engine/guide.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace idpsim::engine {

/// Where the admin does otherwise.
struct GuideDeviation {
    std::map<std::string, std::string> instead; ///< by label or "page / label": what is entered; "" leaves it blank
    std::set<std::string> attributes_left_out;  ///< of the tables' rows, by the attribute's name
};

struct FollowedGuide {
    std::string tenant_file;          ///< Lua, as in simulator/tenants
    std::vector<std::string> missing; ///< labels of the guide that the console does not show, as its choices stand
};

/// Refused, naming the field, when the console would not save it: a field that has to be filled in is empty, or a word is no
/// choice. Invalid when `instead` names a field that the console does not have.
Result<FollowedGuide> follow_guide(const idp::Profile& profile, const Guide& guide, const GuideDeviation& deviation = {});

/// The same for the SCIM part: what the admin typed.
struct FollowedScim {
    std::string base, token;
    std::map<std::string, std::string> options; ///< by label
};
/// Of the entries but those that `left_out` names. The token is `token` where the guide says to enter it.
FollowedScim follow_scim_guide(const Guide& guide, const std::string& token, const std::set<std::string>& left_out = {});

/// The labels, as follow_guide() takes them, of what the guide says has to be entered.
std::vector<std::string> required_labels(const idp::Profile& profile);

} // namespace idpsim::engine
