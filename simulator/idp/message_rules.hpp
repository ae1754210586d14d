#pragma once
/// How a vendor makes and signs its messages: IDs, times, keys, metadata.
#include "src/core/instant.hpp"
#include "src/crypto/digest.hpp"
#include "src/saml/shape.hpp"
#include "src/xml/sign.hpp"

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

/// Whether an expired signing certificate still signs.
enum class ExpiredCertificate {
    signs,    ///< it does: what it is worth is the SP's business
    replaced, ///< a valid one takes its place, if there is any; else it signs on
    refused,  ///< nothing is issued any more
};

struct CertificateRules {
    std::vector<std::pair<std::string, std::string>> subject; ///< RDNs in encoding order; values are patterns
    int bits = 2048;
    int days = 3650;          ///< of validity from its making
    int backdate_seconds = 0; ///< NotBefore stands that much before its making
    int serial_octets = 0;    ///< random serial of that size; 0: the time of making, epoch milliseconds
    crypto::Hash hash = crypto::Hash::sha256;
    bool extensions = false; ///< CA:FALSE, SKI, AKI, digitalSignature
    bool key_id = false;     ///< SKI alone
    std::size_t most = 0;    ///< certificates that a tenant may have at once; 0: no limit
    ExpiredCertificate expired = ExpiredCertificate::signs;
};

/// Encryption of assertions and NameIDs (saml-core-2.0 section 6.2), for vendors that have it.
struct EncryptionRules {
    bool assertion = false, name_id = false;    ///< what is encrypted unless the settings say otherwise
    std::string algorithm, key_transport;       ///< by name: "aes256-cbc", "rsa-oaep-mgf1p"
    saml::Shape assertion_shape;                ///< the EncryptedAssertion
    std::optional<saml::Shape> name_id_shape;   ///< the EncryptedID; absent: NameIDs are never encrypted
    /// The plaintext is printed in physical canonical form: namespaces first, attributes sorted, no empty-element tags;
    /// else as the message itself is printed.
    bool physical = false;
    std::string data_id = "_{hex:32}", key_id = "_{hex:32}"; ///< patterns of the Id attributes
    xml::Base64Style cipher, certificate;                    ///< base64 of CipherValues and of the recipient's certificate
};

/// A document about the tenant's own keys, which sign nothing that an SP gets.
struct FederationRules {
    CertificateRules certificate;
    int count = 1; ///< of its certificates; the first signs the document
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
    std::vector<std::string> identifies; ///< query parameters that must be as in `urls.metadata`
    std::optional<FederationRules> federation; ///< what is served when they are all absent
    std::string content_type = "application/samlmetadata+xml";
};

} // namespace idpsim::idp
