#pragma once
/// Whom an assertion names, in the product's terms.
#include "src/core/result.hpp"
#include "src/saml/values.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

/// Which attributes hold what. Names are compared exactly, on Name alone: FriendlyName is no identity
/// (saml-core-2.0 section 2.7.3.1). The first name that has a value wins, and of several values the first.
struct AttributeMapping {
    std::vector<std::string> email, given_name, family_name, display_name;
    /// An organisation that says which attribute holds the address means it; by default the NameID goes first.
    bool email_attribute_first = false;

    /// The names that identity providers' own guides use.
    static const AttributeMapping& usual();
};

struct Identity {
    saml::NameId name_id;
    std::string email;          ///< passes is_email()
    std::string given_name, family_name;   ///< "" when not told
    std::string display_name;   ///< never empty: names, else the address
};

/// The address is the NameID when that is one, or a mapped attribute. Invalid when there is neither.
Result<Identity> read_identity(const saml::Assertion& assertion, const AttributeMapping& mapping);

/// One mailbox as `local@domain` and nothing around it: no display name, comment, quoting, list or second `@`, so no
/// two readers can take different addresses out of it. At most 254 octets (RFC 5321 section 4.5.3.1.3).
bool is_email(std::string_view text);

} // namespace idpsim::sp
