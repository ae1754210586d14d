#pragma once
/// SAML 2.0 messages as values. Readers keep what was sent: order, duplicates, absence (nullopt, never "").
#include "src/core/instant.hpp"
#include "src/core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::saml {

inline constexpr char cm_bearer[] = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
inline constexpr char status_success[] = "urn:oasis:names:tc:SAML:2.0:status:Success";
inline constexpr char binding_post[] = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
inline constexpr char binding_redirect[] = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
inline constexpr char binding_artifact[] = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact";
inline constexpr char binding_soap[] = "urn:oasis:names:tc:SAML:2.0:bindings:SOAP";
inline constexpr char nameid_email[] = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
inline constexpr char nameid_unspecified[] = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
inline constexpr char nameid_persistent[] = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
inline constexpr char nameid_transient[] = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

/// saml-core-2.0 section 2.2.3
struct NameId {
    std::string value;
    std::optional<std::string> format, name_qualifier, sp_name_qualifier;
};

/// saml-core-2.0 section 2.4.1.1
struct SubjectConfirmation {
    std::string method;                                  ///< URI, e.g. cm_bearer
    bool has_data = false;                               ///< a SubjectConfirmationData stood inside
    std::optional<std::string> recipient, in_response_to, address;
    std::optional<Instant> not_before, not_on_or_after;  ///< not_on_or_after is exclusive
    std::string xpath;
};

/// saml-core-2.0 section 2.5
struct Conditions {
    std::optional<Instant> not_before, not_on_or_after;
    std::vector<std::vector<std::string>> audience_restrictions;  ///< AND between, OR within
    bool one_time_use = false;
    std::vector<std::string> unknown;                             ///< "{namespace}Name" of conditions not understood
    std::string xpath;
};

/// saml-core-2.0 section 2.7.2
struct AuthnStatement {
    Instant authn_instant{};
    std::optional<std::string> session_index;
    std::optional<Instant> session_not_on_or_after;
    std::optional<std::string> class_ref;
    std::vector<std::string> authenticating_authorities;
};

/// saml-core-2.0 section 2.7.3.1; an AttributeValue without content is "".
struct Attribute {
    std::string name;
    std::optional<std::string> name_format, friendly_name;
    std::vector<std::string> values;
};

/// saml-core-2.0 section 2.3.3
struct Assertion {
    std::string id, version;
    Instant issue_instant{};
    std::string issuer;
    std::optional<std::string> issuer_format;
    std::optional<NameId> name_id;
    bool encrypted_id = false;             ///< an EncryptedID stands in the NameID's place
    std::size_t encrypted_attributes = 0;  ///< EncryptedAttribute elements, which are not read
    std::vector<SubjectConfirmation> confirmations;
    std::optional<Conditions> conditions;
    std::vector<AuthnStatement> authn_statements;
    std::vector<Attribute> attributes;     ///< of every AttributeStatement, in order
    std::vector<std::string> other_statements;
    std::string xpath;

    /// All values of the first attribute so named; empty when there is none.
    std::vector<std::string> values_of(std::string_view name) const;
};

/// saml-core-2.0 section 3.2.2.2: the top-level code, the nested ones, the message.
struct Status {
    std::string code;
    std::vector<std::string> nested;
    std::optional<std::string> message;
};

/// saml-core-2.0 section 3.3.3, the envelope. Assertions are read apart, from what verified.
struct Response {
    std::string id, version;
    Instant issue_instant{};
    std::optional<std::string> destination, in_response_to, consent, issuer;
    Status status;
    bool is_signed = false;                 ///< a ds:Signature stands as a child
    std::size_t assertion_count = 0, encrypted_assertion_count = 0;
};

/// saml-core-2.0 section 3.7.1
struct LogoutRequest {
    std::string id, version = "2.0";
    Instant issue_instant{};
    std::optional<std::string> destination, issuer, reason;
    std::optional<Instant> not_on_or_after;
    std::optional<NameId> name_id;
    bool encrypted_id = false;              ///< an EncryptedID stood in the NameID's place
    std::vector<std::string> session_indexes;
    bool is_signed = false;                 ///< an embedded ds:Signature
};

/// saml-core-2.0 section 3.7.2: a StatusResponseType
struct LogoutResponse {
    std::string id, version = "2.0";
    Instant issue_instant{};
    std::optional<std::string> destination, in_response_to, issuer;
    Status status;
    bool is_signed = false;
};

/// saml-core-2.0 section 3.5.1
struct ArtifactResolve {
    std::string id, version = "2.0";
    Instant issue_instant{};
    std::optional<std::string> destination, issuer;
    std::string artifact;                   ///< base64, as sent
    bool is_signed = false;
};

/// saml-core-2.0 section 3.5.2. The message inside is read apart, from the octets of its own element.
struct ArtifactResponse {
    std::string id, version = "2.0";
    Instant issue_instant{};
    std::optional<std::string> destination, in_response_to, issuer;
    Status status;
    bool is_signed = false;
    std::string message;                    ///< the element inside as a document of its own; "" when there is none
};

struct NameIdPolicy {
    std::optional<std::string> format, sp_name_qualifier;
    std::optional<bool> allow_create;
};

/// saml-core-2.0 section 3.4.1
struct AuthnRequest {
    std::string id, version = "2.0";
    Instant issue_instant{};
    std::optional<std::string> destination, issuer, acs_url, protocol_binding;
    std::optional<int> acs_index;
    std::optional<NameIdPolicy> name_id_policy;
    bool force_authn = false, is_passive = false;
    std::vector<std::string> requested_class_refs;
    std::optional<std::string> requested_comparison;
    bool is_signed = false;                 ///< an embedded ds:Signature
};

struct Endpoint {
    std::string binding, location;
    std::optional<std::string> response_location;
    std::optional<int> index;
    std::optional<bool> is_default;
};

struct KeyDescriptor {
    std::optional<std::string> use;               ///< "signing", "encryption" or absent (both)
    std::vector<std::string> certificates;        ///< base64 DER without white space
    std::vector<std::string> encryption_methods;  ///< URIs of md:EncryptionMethod
};

/// saml-metadata-2.0 section 2.4.3
struct IdpRole {
    std::optional<bool> want_authn_requests_signed;
    std::vector<KeyDescriptor> keys;
    std::vector<std::string> name_id_formats;
    std::vector<Endpoint> sso, slo, artifact_resolution;
    std::optional<Instant> valid_until;           ///< of the role itself
};

/// saml-metadata-2.0 section 2.4.4
struct SpRole {
    std::optional<bool> authn_requests_signed, want_assertions_signed;
    std::vector<KeyDescriptor> keys;
    std::vector<std::string> name_id_formats;
    std::vector<Endpoint> acs, slo;
    std::optional<Instant> valid_until;           ///< of the role itself
};

/// saml-metadata-2.0 section 2.3.2
struct EntityDescriptor {
    std::string entity_id;
    std::optional<std::string> id;
    std::optional<Instant> valid_until;
    std::optional<std::string> cache_duration;
    std::optional<IdpRole> idp;
    std::optional<SpRole> sp;
    std::vector<Error> warnings;                  ///< what was borne in reading: broken certificates, a broken second role
};

} // namespace idpsim::saml
