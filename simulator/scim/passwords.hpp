#pragma once
/// Passwords that clients set (changePassword), or that people choose in the product: kept as salted scrypt hashes beside
/// the users, never within them. Whether one opens a login is the product's decision (simulator/sp/access_policy.hpp).
#include "simulator/scim/behaviour.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::scim_server {

inline constexpr std::string_view password_attribute = "password";

/// How POST, PUT and PATCH read values: with passwords where those can be changed.
scim::ReadOptions reading_options(const ScimBehaviour& behaviour);


/// A PATCH runs between these two: the first gives the User a stand-in for the password it has, so that an operation
/// can replace or remove it; the second makes of what is left what take_password() understands. No client can send the
/// stand-in.
void mark_password(boost::json::object& user, const scim::ResourceType& type);
void settle_password(boost::json::object& user, const scim::ResourceType& type);
/// Makes take_password() clear it.
void clear_password(boost::json::object& user);

/// What is to be done with a user's password.
struct PasswordChange {
    enum class Kind { none, clear, set } kind = Kind::none;
    std::string text = {};
};
/// Takes the password out of a resource that was read. 400 invalidValue when it is too long.
scim::Outcome<PasswordChange> take_password(boost::json::object& user, const ScimBehaviour& behaviour);
/// False when nothing differs: the password is the one that is kept.
bool change_password(Directory& directory, std::string_view user, const PasswordChange& change,
                     const PasswordPolicy& policy);

bool has_password(Directory& directory, std::string_view user);
/// Whether the user has this password.
bool password_matches(Directory& directory, std::string_view user, std::string_view password);
void forget_password(Directory& directory, std::string_view user);

} // namespace idpsim::scim_server
