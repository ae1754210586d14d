#pragma once
/// Which attributes of a SCIM User hold what the product wants to know of a person.
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::sp {

/// Paths as PATCH has them: `userName`, `name.givenName`, `emails[type eq "work"].value`. "" is the usual place: the
/// primary address, else the userName; the parts of `name`; displayName.
struct ScimMapping {
    std::string email, given_name, family_name, display_name;
    bool operator==(const ScimMapping&) const = default;
};

/// Why the path leads to no text of a User that is ever shown; nothing when it does.
std::optional<std::string> refuse_scim_path(std::string_view path);
/// The text that stands there, of several values the primary one's, else the first; "" when there is none.
std::string text_at(const boost::json::object& user, std::string_view path);

} // namespace idpsim::sp
