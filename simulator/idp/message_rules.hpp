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

} // namespace idpsim::idp
