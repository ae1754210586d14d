#pragma once
/// One customer's set-up of a vendor: people, groups, assignments, the console's settings, the SP connected.
#include "simulator/idp/saml_profile.hpp"
#include "src/core/instant.hpp"
#include "src/core/pattern.hpp"
#include "src/saml/values.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::idp {

/// A person in the customer's directory.
struct Person {
    std::string id;       ///< the vendor's own form of object id, made by the profile's pattern
    std::string username; ///< e-mail shaped unless set otherwise
    std::string email;
    std::string given_name, family_name, display_name;
    std::string password;                          ///< for the login form; a secret
    std::map<std::string, std::string> attributes; ///< further directory fields: "department", "title" ...
    std::map<std::string, std::vector<std::string>> lists; ///< directory fields with several values
    std::vector<std::string> groups;                       ///< names, of direct memberships
    bool active = true;
};

/// A GUID that is always the same for `seed`.
std::string guid_of(std::string_view seed);

/// A group that something is known of besides its name; people name their groups by name.
struct Group {
    enum class Kind { security, distribution, role };
    std::string name;
    std::string id; ///< "" : made up, see Tenant::group_id
    Kind kind = Kind::security;
    std::string sam_account_name, netbios_domain, dns_domain, sid; ///< of a directory on the customer's premises
    std::vector<std::string> member_of;                            ///< groups that this one is in
};

/// A signing certificate that the admin sees in the console. Its key comes from the key ring, by its place in the list.
struct TenantCertificate {
    bool active = true;
    /// Its validity; absent: from a day before the tenant is made, for as long as the vendor makes them.
    std::optional<Instant> not_before, not_after;
    std::optional<Instant> made; ///< when the admin had it made, for one of a rollover
    std::optional<int> key;      ///< place in the key ring; absent: the tenant's next
};

struct Tenant {
    std::string organisation = "Example Works";
    Values variables; ///< the profile's variables, expanded: "org", "app_key", "tenant_id" ...
    std::vector<Person> people;
    std::vector<Group> groups;
    std::set<std::string> assigned;              ///< usernames of people who may use the app
    std::set<std::string> assigned_groups;       ///< names of groups whose members may use it
    std::map<std::string, std::string> settings; ///< console fields by ConsoleField::name; several values by line
    std::vector<AttributeMapping> attributes;    ///< mapped by the admin; sent after the vendor's own
    std::set<std::string> tables;                ///< console tables that the admin filled in anew
    std::vector<TenantCertificate> certificates; ///< at the beginning; none: one, as the vendor makes it
    int first_key = 0; ///< the next place in the key ring: tenants that begin far enough from each other share no key
    std::optional<saml::EntityDescriptor> sp;    ///< the connected SP, from its metadata

    Person* find(std::string_view username); ///< by username, exactly; null when unknown
    const Person* find(std::string_view username) const;
    /// Whether the person may use the app, being assigned or a direct member of an assigned group.
    bool may_use(const Person& person) const;
    /// The object id of the group of that name, for vendors that name groups by GUID: always the same in this tenant.
    std::string group_id(std::string_view group) const;
};

} // namespace idpsim::idp
