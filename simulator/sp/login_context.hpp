#pragma once
/// All that the rules look at: how a Response arrived, what it says, and what the service provider expects.
/// Every part may be absent; a rule whose part is absent is not judged.
#include "simulator/sp/identity.hpp"
#include "src/core/http.hpp"
#include "src/core/instant.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/values.hpp"
#include "src/xml/decrypt.hpp"
#include "src/xml/document.hpp"
#include "src/xml/verify.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

/// What is known about the request that a Response claims to answer.
enum class RequestState {
    unknown,         ///< never made here, or forgotten
    pending,         ///< made for this browser and organisation, not yet answered
    answered,        ///< a login was already based on it
    expired,         ///< older than its lifetime
    other_browser,   ///< made for another browser or organisation
    other_idp,       ///< made for another IdP of the organisation
};

/// Whether an identity may become a session.
enum class AccountState {
    active,
    disabled,
    none_may_create,   ///< nobody yet; the first login creates the account
    none,              ///< nobody, and no account may be created
    of_another_idp,    ///< the account, or the mail domain, is one that another IdP speaks for
    looks_alike,       ///< nobody, but an account's name is the same to the directory (Unicode case and compatibility)
};

/// The ds:Signature that is a child of one element.
struct SignatureState {
    bool present = false;
    /// What verifying gave; nothing when no trusted key was at hand or there was nothing to verify.
    std::optional<Result<xml::Verified>> outcome;
    bool verified() const { return outcome && *outcome; }
};

struct LoginContext {
    // -- how it arrived
    const HttpRequest* request = nullptr;                ///< borrowed
    std::optional<Result<saml::Received>> received;      ///< the form, decoded
    bool by_artifact = false;                            ///< fetched from the IdP, not carried by the browser
    bool envelope_vouched = false;                       ///< the message stood inside an ArtifactResponse that verified

    // -- what it says; filled by read_message()
    std::optional<Result<xml::Document>> document;
    bool root_is_response = false;
    std::size_t assertions = 0, encrypted_assertions = 0;   ///< children of the Response
    SignatureState response_signature, assertion_signature;
    /// The EncryptedAssertion; nothing when there is none or it was left closed: no key, or a Response that is forged.
    std::optional<Result<xml::Decrypted>> opened;
    std::optional<Result<saml::NameId>> opened_name_id;  ///< the EncryptedID in the assertion's Subject
    /// The envelope: from the octets that verified when the Response's signature did, else from the document as sent.
    std::optional<Result<saml::Response>> response;
    /// The first assertion: from the octets that verified, or - only for rules to explain it - as sent.
    std::optional<Result<saml::Assertion>> assertion;
    bool assertion_verified = false;                     ///< nothing may be believed otherwise
    std::optional<Result<Identity>> identity;            ///< whom the assertion names, by the organisation's mapping

    // -- what is expected
    std::optional<Instant> now;
    Millis skew{0};
    std::optional<std::string> sp_entity_id, acs_url, idp_entity_id;
    std::optional<xml::VerifyPolicy> policy;             ///< the IdP's keys; absent: signatures are not judged
    std::optional<std::optional<Instant>> metadata_valid_until;   ///< of the IdP's metadata; inner nothing: for ever
    std::optional<bool> allow_unsolicited, want_assertions_signed, require_encryption;
    std::function<xml::DecryptPolicy()> decrypt_policy;  ///< this service provider's keys, asked for when needed
    /// Told the Issuer that the message names, before anything is verified: sets the expectations that depend on the IdP,
    /// or leaves them when it is none of the organisation's.
    std::function<void(const std::string& issuer)> choose_idp;
    std::function<RequestState(std::string_view id)> request_state;
    /// The classes of authentication of which the login has to be one: those that the request answered here asked for, or
    /// that the organisation asks for where none is answered. {}: any will do.
    std::function<std::vector<std::string>(const std::optional<std::string>& in_response_to)> contexts_asked;
    std::function<bool(std::string_view issuer, std::string_view assertion_id)> seen_before;
    std::function<AccountState(const Identity&)> account_state;
};

} // namespace idpsim::sp
