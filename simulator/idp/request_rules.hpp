#pragma once
/// What a vendor demands of requests, and how it says no.
#include <map>
#include <string>
#include <vector>

namespace idpsim::idp {

enum class AcsRule {
    listed,    ///< one of the SP's registered ACS URLs
    equal,     ///< the default ACS URL or none
    validator, ///< matches the admin's regular expression; the default URL, escaped and anchored, unless set
};

struct RequestRules {
    AcsRule acs = AcsRule::listed;
    bool acs_index = false;           ///< AssertionConsumerServiceIndex is obeyed
    bool force_authn = true;          ///< ForceAuthn is obeyed
    bool exact_authn_context = false; ///< a RequestedAuthnContext without `class_ref` is refused
    bool require_signature = false;   ///< unsigned or badly signed AuthnRequests are refused
    bool relay_state_always = false;  ///< the form field is posted even without a RelayState
};

/// How an IdP-initiated login is asked for.
struct Initiation {
    std::vector<std::string> identifies; ///< query parameters that must be as in `urls.initiate`
    std::string relay_state_parameter;   ///< "" : only the configured RelayState
};

/// A "no": a page of the vendor's, or an error Response to the ACS.
struct Refusal {
    bool as_response = false;
    int status = 400;                                ///< HTTP, of a page
    std::string title, body;                         ///< body: HTML pattern; values are escaped
    std::string status_code, status_nested, message; ///< of a Response; "" for none; message is a pattern
};

/// Why the IdP says no: the keys of `refusals`.
namespace reason {
inline constexpr char bad_request[] = "bad_request"; ///< undecodable, unreadable, wrong message
inline constexpr char unknown_sp[] = "unknown_sp";   ///< the Issuer is no app of this tenant
inline constexpr char acs_mismatch[] = "acs_mismatch";
inline constexpr char unsupported_binding[] = "unsupported_binding";
inline constexpr char bad_signature[] = "bad_signature"; ///< signature demanded; missing or wrong
inline constexpr char name_id_policy[] = "name_id_policy";
inline constexpr char authn_context[] = "authn_context";
inline constexpr char no_passive[] = "no_passive"; ///< not listed: IsPassive is not obeyed
inline constexpr char not_assigned[] = "not_assigned";
inline constexpr char inactive_user[] = "inactive_user";
inline constexpr char no_name_id[] = "no_name_id"; ///< the person lacks what feeds the NameID
inline constexpr char no_attribute[] = "no_attribute"; ///< the person lacks an attribute that must be sent
} // namespace reason
/// Every one of them.
std::vector<std::string> all_reasons();

} // namespace idpsim::idp
