#pragma once
/// The SAML side of a profile: what one vendor's IdP writes, demands and refuses, as data.
///
/// Patterns (src/core/pattern.hpp) see the tenant's variables, {organisation}, the settings by key, {entity_id} and, at
/// a login, {name_id} (in attributes), {person.*} (id, username, email, given_name, family_name, display_name,
/// username_prefix, email_prefix, every directory attribute, pairwise), {sp_entity_id}, {acs_url}, {request_id},
/// {response_id}, {assertion_id}.
///
/// Values that message shapes see:
///   response        response_id, in_response_to?, issue_instant, destination?, issuer, status_code, status_nested?,
///                   status_message?, xs_if_attributes? (the xs namespace, when there are attributes), saml_if_signed?
///                   (the assertion namespace, when the Assertion is signed)
///   assertion       assertion_id, assertion_issue_instant, name_id, name_id_format?, sp_name_qualifier?, recipient,
///                   audience, not_before, not_on_or_after, confirmation_not_on_or_after, authn_instant, session_index,
///                   session_not_on_or_after?, class_ref; list `attributes` of {name, name_format?, friendly_name?,
///                   list `values` of {value}}
///   signature       reference_id (the element signed), signature_method, digest_method, key_info? (certificate or
///                   modulus is there), certificate?, subject_name, modulus?, exponent?; line_feed_if_key_info,
///                   line_feed_if_certificate, line_feed_if_modulus (else empty): for shapes that keep white space
///   metadata        metadata_id, entity_id, certificate, valid_until, name_id_format, name_id_format_chosen? (it is
///   not
///                   the vendor's default), wants_signed_requests, every URL as <name>_url, every setting as
///                   setting.<key>?
///   parts           response: assertion, response_signature; assertion: assertion_signature; metadata:
///   metadata_signature
#include "src/core/instant.hpp"
#include "src/core/pattern.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/shape.hpp"
#include "src/xml/sign.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::idp {

/// An ID attribute's pattern; some vendors write IDs of signed elements another way.
struct IdPattern {
    std::string when_signed, when_unsigned;
};

/// Offsets from the moment of the login's answer.
struct Times {
    Millis response_issue{0}, assertion_issue{0}; ///< IssueInstants
    Millis conditions{0};                         ///< the moment that the windows below start from
    Millis not_before{0}, not_on_or_after{0};     ///< Conditions
    Millis confirmation{0};                       ///< SubjectConfirmationData NotOnOrAfter
    std::optional<Millis> session;                ///< SessionNotOnOrAfter; absent: not sent
    bool authn_is_issue = false;                  ///< AuthnInstant follows IssueInstant instead of the person's login
    Millis authn_offset{0};                       ///< added to AuthnInstant
    bool authn_whole_seconds = false;             ///< AuthnInstant is cut to the second, whatever `digits` says
    SecondDigits digits = SecondDigits::milli;
};

/// One attribute of the assertion.
struct AttributeMapping {
    std::string name;
    std::string value;                    ///< pattern; "{person.groups}" and "{person.group_ids}" give one value each
    std::vector<std::string> more_values; ///< further value patterns
    std::optional<std::string> name_format, friendly_name;
    std::optional<std::string> join; ///< several values become one text with this between
    std::string only_if;             ///< "key" or "key=value": only with that setting; "" : always
};

/// What becomes of an attribute whose value is empty.
enum class EmptyAttribute { left_out, without_value, empty_value };

struct AttributeRules {
    std::vector<AttributeMapping> defaults;
    std::optional<std::string> name_format; ///< of mappings that name none
    EmptyAttribute empty = EmptyAttribute::left_out;
    std::optional<std::string> join; ///< for list values of mappings that say nothing
    std::size_t group_limit = 0;     ///< 0: none; above it `group_overage` stands for the groups
    std::optional<AttributeMapping> group_overage;
};

enum class NameIdPolicyRule {
    ignore, ///< the configured format, whatever was asked
    echo,   ///< the asked format with the configured value
    honour, ///< the asked format with that format's value; a format not in `formats` is refused
};

struct NameIdRules {
    std::string format; ///< "" : no Format attribute
    std::string value;  ///< pattern
    NameIdPolicyRule policy = NameIdPolicyRule::ignore;
    std::map<std::string, std::string> formats; ///< format -> value pattern; "" keeps `value`
    bool echo_sp_name_qualifier = false;
};

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

/// A "no": a page of the vendor's, or an error Response to the ACS.
struct Refusal {
    bool as_response = false;
    int status = 400;                                ///< HTTP, of a page
    std::string title, body;                         ///< body: HTML pattern; values are escaped
    std::string status_code, status_nested, message; ///< of a Response; "" for none; message is a pattern
};

/// Console field `key`s that change behaviour; any other key is a value for patterns:
///   entity_id, sp_entity_id, acs_url, acs_validator, recipient, destination, audience, relay_state, login_url,
///   class_ref, name_id.format, name_id.value, sign ("response", "assertion", "both"), sign.response, sign.assertion,
///   algorithm ("sha1" ... "sha512"), digest, key_info ("none", "certificate", "key", "both"), force_authn,
///   require_signature, attributes.empty ("left_out" ...), times.not_before, times.not_on_or_after, times.session
///   (seconds).
struct ConsoleField {
    std::string page; ///< where it stands in the vendor's console
    std::string label, key;
    std::string fallback;  ///< what the console shows at first, in the vendor's words
    bool required = false; ///< the admin has to fill it in
    std::vector<std::pair<std::string, std::string>> choices; ///< the vendor's word -> our value
    int scale = 1;                                            ///< the number entered times this is ours (minutes: 60)
    std::string help;
};

struct CertificateRules {
    std::vector<std::pair<std::string, std::string>> subject; ///< RDNs in encoding order; values are patterns
    int bits = 2048;
    int days = 3650;          ///< of validity from its making
    int backdate_seconds = 0; ///< NotBefore stands that much before its making
    int serial_octets = 0;    ///< random serial of that size; 0: the time of making, epoch milliseconds
    crypto::Hash hash = crypto::Hash::sha256;
    bool extensions = false; ///< CA:FALSE, SKI, AKI, digitalSignature
};

/// What KeyInfo holds; the signature's shape says in which order.
struct KeyInfo {
    bool certificate = true, key_value = false;
};

struct MetadataRules {
    saml::Shape shape;
    std::optional<saml::Shape> signature;
    saml::PrintStyle print;
    xml::Base64Style certificate;
    std::string id;   ///< pattern of the ID attribute
    std::string tail; ///< after the root: a line feed, or nothing
    std::string content_type = "application/samlmetadata+xml";
};

/// Form posting by the browser. Without `page` the plain one of src/core/http.hpp.
struct AutoPost {
    std::string page;          ///< HTML pattern with {action} and {fields}
    std::string field;         ///< HTML pattern with {name} and {value}
    bool hex_entities = false; ///< everything but letters and digits as &#x..;
};

struct LoginPage {
    std::string cookie = "session";
    std::string title, heading, username_label, password_label, button;
    std::string wrong_password; ///< shown above the form
    std::string dashboard_title;
};

/// How an IdP-initiated login is asked for.
struct Initiation {
    std::vector<std::string> identifies; ///< query parameters that must be as in `urls.initiate`
    std::string relay_state_parameter;   ///< "" : only the configured RelayState
};

struct SamlProfile {
    std::string entity_id;                      ///< pattern; never moved by a base origin
    std::map<std::string, std::string> urls;    ///< name -> pattern: sso, login, initiate, metadata, dashboard and more
    std::map<std::string, std::string> message; ///< name -> pattern, drawn once per message, before the IDs
    IdPattern response_id, assertion_id;
    std::string session_index;             ///< pattern
    std::string session_index_unsolicited; ///< "" : the same
    Times times;
    std::string class_ref;
    std::string audience_prefix_unless_uri; ///< put before an SP entityID that is no URI

    saml::Shape response, assertion;
    saml::Shape response_signature, assertion_signature; ///< one text; {reference_id} is the element's own ID
    saml::PrintStyle print;
    xml::Base64Style certificate, signature; ///< base64 in KeyInfo, and of SignatureValue
    MetadataRules metadata;

    bool sign_response = false, sign_assertion = true;
    bool destination_only_when_signed = false;
    crypto::Hash algorithm = crypto::Hash::sha256, digest = crypto::Hash::sha256;
    KeyInfo key_info;
    CertificateRules certificate_rules;

    NameIdRules name_id;
    AttributeRules attributes;
    RequestRules requests;
    Initiation initiation;
    std::map<std::string, Refusal> refusals; ///< by reason; reasons not listed are told as "bad_request"
    AutoPost auto_post;
    LoginPage login;
    std::vector<ConsoleField> console;
    std::map<std::string, std::string> person; ///< how a missing field of a new person is filled: field -> pattern
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
} // namespace reason
/// Every one of them.
std::vector<std::string> all_reasons();

} // namespace idpsim::idp
