#pragma once
/// One customer's set-up of a vendor: people, groups, assignments, the console's settings, the SP connected.
#include "simulator/idp/saml_profile.hpp"
#include "src/core/pattern.hpp"
#include "src/saml/values.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
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
    std::vector<std::string> groups;
    bool active = true;
};

struct Tenant {
    std::string organisation = "Example Works";
    Values variables; ///< the profile's variables, expanded: "org", "app_key", "tenant_id" ...
    std::vector<Person> people;
    std::set<std::string> assigned;              ///< usernames of people who may use the app
    std::map<std::string, std::string> settings; ///< console fields by the vendor's label
    std::vector<AttributeMapping> attributes;    ///< mapped by the admin; sent after the vendor's own
    std::optional<saml::EntityDescriptor> sp;    ///< the connected SP, from its metadata

    Person* find(std::string_view username); ///< by username, exactly; null when unknown
    const Person* find(std::string_view username) const;
    /// The object id of the group of that name, for vendors that name groups by GUID: always the same in this tenant.
    std::string group_id(std::string_view group) const;
};

} // namespace idpsim::idp
