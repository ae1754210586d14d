#pragma once
/// What is done with an organisation's people, by whoever may: invited, let in by password, given roles and teams, disabled.
#include "simulator/sp/product.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

inline constexpr std::size_t shortest_password = 12;   ///< characters that people choose; as octets

/// The product's roles, the least one first, each once.
std::vector<std::string> all_roles(const ProductNames& names);
bool has_role(const ProductNames& names, std::string_view role);
bool has_team(const Organisation& org, std::string_view name);

/// The organisation's accounts of a mail address. SCIM clients may send no address: the account's is then its userName.
std::vector<scim_server::UserRecord> accounts_of_address(Product& product, std::string_view org, std::string_view email);

struct Invited {
    scim_server::UserRecord account;
    std::string url;   ///< a secret, told this once
};
/// A link for choosing a password: of a new account with that role, or of one that is there and has it. 400, 409.
Or<Invited> invite(Product& product, const Organisation& org, const Actor& by, const std::string& email, const std::string& role);
/// Why the text is no password to choose; nothing when it is one.
std::optional<std::string> refuse_password(std::string_view password, const scim_server::UserRecord& account);

/// Absent members change nothing.
struct PersonChange {
    std::optional<bool> active;
    std::optional<std::string> role;
    std::optional<std::vector<std::string>> teams;
};
/// Once an admin has spoken, role and teams are theirs: what was only a default until now is written down.
scim_server::UserRecord change_person(Product& product, const Actor& by, scim_server::UserRecord account, const PersonChange& change);
/// 400, 409 or nothing.
std::optional<HttpResponse> add_team(Product& product, Organisation& org, const Actor& by, const std::string& name);

/// What came of a password.
struct PasswordTry {
    enum class Outcome { right, wrong, too_often, sso_only } outcome = Outcome::wrong;
    std::optional<scim_server::UserRecord> account;   ///< with `right`
    Millis pause{0};                                  ///< with `too_often`: until the next try
};
/// Tries a password for an address, in whichever organisation it is right; the answer takes as long for an address that
/// nobody has.
PasswordTry try_password(Product& product, const std::string& email, const std::string& password);

} // namespace idpsim::sp
