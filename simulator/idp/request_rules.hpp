#pragma once
/// What a vendor demands of requests, and how it says no.
#include "simulator/idp/logout_rules.hpp"

#include <map>
#include <string>
#include <vector>

namespace idpsim::idp {

enum class AcsRule {
    listed,    ///< one of the SP's registered ACS URLs
    equal,     ///< the default ACS URL or none
    validator, ///< matches the admin's regular expression; the default URL, escaped and anchored, unless set
};

/// What becomes of a RequestedAuthnContext (saml-core-2.0 section 3.3.2.2.1).
enum class AuthnContextRule {
    ignored,
    exact,    ///< only Comparison exact, and `class_ref` must be among the classes
    compared, ///< any Comparison, over the order in which the standard's classes grow stronger
    selects,  ///< the first class is the name of the sign-on policy: it is what the assertion then says
};

/// What becomes of a Subject in an AuthnRequest.
enum class SubjectRule { ignored, refused, prefills };

struct RequestRules {
    AcsRule acs = AcsRule::listed;
    bool acs_index = false;          ///< AssertionConsumerServiceIndex is obeyed
    bool acs_any_if_signed = false;  ///< a request whose signature verifies may name any ACS URL
    bool force_authn = true;         ///< ForceAuthn is obeyed
    AuthnContextRule authn_context = AuthnContextRule::ignored;
    std::vector<std::string> class_refs_met; ///< classes that a login meets besides the app's `class_ref`
    bool obey_authn_context = true;  ///< unless the setting `authn_context.obey` says otherwise
    bool require_signature = false;  ///< unsigned or badly signed AuthnRequests are refused
    SpSignature signature = SpSignature::ignored; ///< while no signature is required
    bool allow_sha1 = true;          ///< in signatures of requests
    bool query_signature_only = false; ///< an XML signature inside a Redirect request does not count
    bool strict_when_signed = false; ///< where signatures are required: an ACS URL and the app's own NameID format too
    bool id_without_digit = false;   ///< an ID that begins with a digit is refused
    SubjectRule subject = SubjectRule::ignored;
    std::vector<std::string> login_hints; ///< query parameters of the SSO URL that fill the login form's username in
    bool relay_state_always = false; ///< the form field is posted even without a RelayState
};

/// How an IdP-initiated login is asked for.
struct Initiation {
    std::vector<std::string> identifies; ///< query parameters that must be as in `urls.initiate`
    std::string relay_state_parameter;   ///< "" : only the configured RelayState
    bool refused_when_signed = false;    ///< apps that demand signed requests have no IdP-initiated logins
};

/// A "no": a page of the vendor's, or an error Response to the ACS.
struct Refusal {
    bool as_response = false;
    int status = 400;                                ///< HTTP, of a page
    std::string title, body;                         ///< body: HTML pattern; values are escaped
    std::string status_code, status_nested, message; ///< of a Response; "" for none; message is a pattern
};

/// Why the IdP says no: the keys of `refusals`. One that a vendor does not list is told as another, in the end as
/// bad_request.
namespace reason {
inline constexpr char bad_request[] = "bad_request"; ///< undecodable, unreadable, wrong message
inline constexpr char no_message[] = "no_message";   ///< nothing was sent at all
inline constexpr char unknown_sp[] = "unknown_sp";   ///< the Issuer is no app of this tenant
inline constexpr char unknown_app[] = "unknown_app"; ///< the address of an IdP-initiated login names no app
inline constexpr char app_disabled[] = "app_disabled"; ///< the app's own switch is off
inline constexpr char flow_disabled[] = "flow_disabled"; ///< the app takes no logins that this side starts
inline constexpr char no_login_url[] = "no_login_url"; ///< the tile is to open the SP's page, and none was entered
inline constexpr char acs_mismatch[] = "acs_mismatch";
inline constexpr char unsupported_binding[] = "unsupported_binding";
inline constexpr char bad_signature[] = "bad_signature";             ///< signature demanded or given, and wrong
inline constexpr char unsigned_request[] = "unsigned_request";       ///< signature demanded and missing
inline constexpr char signature_algorithm[] = "signature_algorithm"; ///< signed by an algorithm that is not admitted
inline constexpr char bad_subject[] = "bad_subject";                 ///< a Subject where none is taken
inline constexpr char name_id_policy[] = "name_id_policy";
inline constexpr char authn_context[] = "authn_context";
inline constexpr char no_passive[] = "no_passive"; ///< not listed: IsPassive is not obeyed
inline constexpr char not_assigned[] = "not_assigned";
inline constexpr char inactive_user[] = "inactive_user";
inline constexpr char no_name_id[] = "no_name_id";             ///< the person lacks what feeds the NameID
inline constexpr char no_recipient_key[] = "no_recipient_key"; ///< encryption is on and nobody to encrypt to
inline constexpr char no_signing_key[] = "no_signing_key";     ///< no certificate is active, or the active one expired
inline constexpr char other_protocol[] = "other_protocol";     ///< an endpoint that is none of SAML's browser SSO
inline constexpr char bad_logout[] = "bad_logout";             ///< a logout message that cannot be answered
inline constexpr char no_attribute[] = "no_attribute"; ///< the person lacks an attribute that must be sent
} // namespace reason
/// Every one of them.
std::vector<std::string> all_reasons();
/// How `why` is told where `refusals` has no entry of its own for it; bad_request is always there.
const Refusal& refusal_for(const std::map<std::string, Refusal>& refusals, const std::string& why);

} // namespace idpsim::idp
