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
///                   status_message?, response_xs? (the xs namespace, when it is signed with attributes to be seen),
///                   saml_if_signed? (the assertion namespace, when the Assertion is signed)
///   assertion       assertion_id, assertion_issue_instant, name_id, name_id_format?, sp_name_qualifier?, recipient,
///                   audience, not_before, not_on_or_after, confirmation_not_on_or_after, authn_instant, session_index,
///                   session_not_on_or_after?, class_ref, assertion_xs? (as response_xs); list `attributes` of {name, name_format?, friendly_name?,
///                   list `values` of {value}}
///   signature       reference_id (the element signed), signed_xs? (response_xs or assertion_xs), signature_method, digest_method, key_info? (certificate or
///                   modulus is there), certificate?, subject_name, modulus?, exponent?; line_feed_if_key_info,
///                   line_feed_if_certificate, line_feed_if_modulus (else empty): for shapes that keep white space
///   encryption      block_cipher, key_transport, oaep? (the transport is one of the OAEPs), mgf? (it is rsa-oaep),
///                   data_id, key_id, recipient_certificate, recipient_issuer, recipient_serial (decimal)
///   logout          logout_id, issue_instant, destination, issuer; request: name_id, name_id_format?,
///                   sp_name_qualifier?, not_on_or_after, list `session_indexes` of {session_index};
///                   response: in_response_to?, status_code, status_nested?, status_message?
///   artifact        artifact_response_id, in_response_to?, issue_instant, issuer, status_code, status_nested?
///   metadata        metadata_id, entity_id, certificate (the active one's), list `certificates` of {certificate} (all,
///                   the active one first), valid_until (the earliest end of any), name_id_format,
///                   name_id_format_chosen? (it is not the vendor's default), wants_signed_requests, every URL as
///                   <name>_url, every setting as setting.<key>?, slo? (single logout is on; slo_post?,
///                   slo_redirect?, slo_soap?: in that binding), redirect_endpoint?
///                   (setting metadata.redirect_endpoint), takes_post?, takes_redirect? (bindings of requests), artifact?
///                   (Responses may go by artifact)
///   parts           response: assertion, response_signature; assertion: assertion_signature; metadata:
///                   metadata_signature; logout: logout_signature; artifact: artifact_signature, message
#include "simulator/idp/logout_rules.hpp"
#include "simulator/idp/message_rules.hpp"
#include "simulator/idp/page_rules.hpp"
#include "simulator/idp/request_rules.hpp"
#include "simulator/idp/subject_rules.hpp"
#include "src/core/pattern.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

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
    saml::Shape response_signature, assertion_signature; ///< one text; {reference_id}, signed_xs are the element's own
    saml::PrintStyle print;
    xml::Base64Style certificate, signature; ///< base64 in KeyInfo, and of SignatureValue
    MetadataRules metadata;

    bool sign_response = false, sign_assertion = true;
    bool destination_only_when_signed = false;
    crypto::Hash algorithm = crypto::Hash::sha256, digest = crypto::Hash::sha256;
    KeyInfo key_info;
    CertificateRules certificate_rules;
    std::optional<EncryptionRules> encryption;
    std::optional<LogoutRules> logout;
    std::optional<ArtifactRules> artifact;

    NameIdRules name_id;
    AttributeRules attributes;
    RequestRules requests;
    Initiation initiation;
    std::map<std::string, Refusal> refusals; ///< by reason; reasons not listed are told as "bad_request"
    AutoPost auto_post;
    LoginPage login;
    std::vector<ConsoleField> console;
    std::vector<ConsoleTable> tables; ///< of the console
    ExpressionLanguage language;      ///< of expressions and macros in the console
    std::map<std::string, std::string> person; ///< how a missing field of a new person is filled: field -> pattern
};

} // namespace idpsim::idp
