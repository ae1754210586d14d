#pragma once
/// The product's view of the directory: accounts that logins create and count, with role and teams.
#include "simulator/scim/directory.hpp"
#include "simulator/sp/config.hpp"
#include "simulator/sp/organisation.hpp"
#include "simulator/sp/sessions.hpp"
#include "src/saml/values.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace idpsim::sp {

/// A login that passed every rule.
struct Login {
    const Organisation& org;
    const ProductNames& names;
    const Identity& identity;
    const saml::Assertion& assertion;
    Instant now;
};

/// Those whose address stands where the organisation's mapping says, when it says that of SCIM's e-mail.
std::vector<scim_server::UserRecord> accounts_of_mapped_email(scim_server::Directory& directory, const Organisation& org,
                                                              std::string_view email);
/// By the address that the organisation mapped; else by user name, which is unique; else by address; ASCII letters without case, all else exactly: characters that only
/// look alike, or fold alike, are not somebody's address. Never by a NameID that is no address: an identifier of the
/// IdP's could be spelled like somebody's name here.
std::optional<scim_server::UserRecord> find_account(scim_server::Directory& directory, const Organisation& org,
                                                    const Identity& identity);
bool always_may_create(scim_server::Directory& directory, const Organisation& org, const Identity& identity);
/// Whether the IdP's word is good for the identity, which has `account` or none yet: one that the admin gave mail domains
/// speaks for these alone, and nobody else does; and who logged in through another IdP that is still connected is that
/// IdP's. When the admin has replaced an IdP, its people move to the new one.
bool may_speak_for(const Organisation& org, const ConnectedIdp& idp, const Identity& identity,
                   const scim_server::UserRecord* account);
/// Default team and default role, whatever groups the assertion tells: teams are made by the organisation's admins.
scim_server::UserRecord account_of_first_login(const Login& login);
/// Counts, and notes the IdP and its identifier; changes nothing that an admin may have set.
void count_login(scim_server::UserRecord& account, const Login& login);

/// Mail addresses of the product's own people: no customer's IdP speaks for them.
bool is_operators(const ProductNames& names, const Identity& identity);

/// The session of a login, but for when it ends. It belongs to the organisation whose endpoint the message came to:
/// nothing that a message says, and nothing that came beside it, chooses another.
Session session_of_login(const Login& login, const scim_server::UserRecord& account);
/// The earlier of our own lifetime and the IdP's SessionNotOnOrAfter (saml-core-2.0 section 2.7.2).
Instant session_end(const saml::Assertion& assertion, Instant now, Millis lifetime);
/// While the account exists and is active.
bool session_is_alive(const Session& session, const scim_server::UserRecord* account);
bool is_enabled(const Organisation& org);

/// The teams that admins or the first login gave, without the groups of SCIM.
std::vector<std::string> given_teams(const scim_server::UserRecord& account, const ProductNames& names);

/// Its mail address; SCIM clients may send none: it is then known by its userName.
const std::string& address_of(const scim_server::UserRecord& account);
/// The default role where nobody has given it one yet.
const std::string& role_of(const scim_server::UserRecord& account, const ProductNames& names);

/// An account as people and the API see it. Where neither a login nor an admin has said anything yet (accounts
/// provisioned by SCIM), role and team are the default ones. Groups that SCIM provisions are teams of their members,
/// beside those that the admins gave.
struct AccountView {
    std::string id, email, name_id, display_name, given_name, family_name, role, origin;
    std::vector<std::string> teams;
    bool active = true;
    std::int64_t logins = 0;
};
AccountView view_account(const scim_server::UserRecord& account, scim_server::Directory& directory, const ProductNames& names,
                         const ScimMapping& mapping = {});
/// An entry of GET /api/orgs/{org}/accounts.
boost::json::object describe_account(const AccountView& account);
/// The body of GET /whoami.
boost::json::object describe_session(const Session& session, const AccountView& account);

} // namespace idpsim::sp
