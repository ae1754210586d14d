#pragma once
/// What a SAML document from anywhere is, and which of a service provider's rules hold for it.
#include "simulator/idp/profile.hpp"
#include "src/crypto/certificate.hpp"
#include "src/engine/inspect_input.hpp"
#include "src/engine/recognise.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::engine {

/// What the person who asks knows. A rule whose part is absent is not judged.
struct InspectContext {
    std::optional<std::string> idp_metadata;       ///< the document
    std::vector<crypto::Certificate> certificates; ///< trusted beside those of the metadata
    std::optional<std::string> idp_entity_id, sp_entity_id, acs_url, request_id;
    std::optional<Instant> now;
    std::vector<crypto::PrivateKey> keys; ///< the SP's, for what is encrypted to it
    bool allow_legacy = false;            ///< SHA-1 and RSA keys of 1024 bits
};

struct RuleResult {
    std::string id, ref, sentence; ///< ref: the clause
    std::optional<bool> holds;     ///< nothing: not judged
    std::string expected, actual;  ///< expected: for what is not judged, the input that was not given
    std::string hint;              ///< what to do when it fails, "" when the sentence says it all
};

struct Inspected {
    std::string kind; ///< the root's name, "Response", "AuthnRequest"; "metadata"; "unknown" with a DOCTYPE
    std::string where, encoding;
    Recognition vendor;
    bool valid = false;                 ///< nothing fails, and what must be signed verified with a key that was given
    std::optional<std::string> name_id; ///< only from what verified
    std::vector<std::pair<std::string, std::vector<std::string>>> attributes; ///< the same; by name, in order
    std::vector<RuleResult> rules;
    std::vector<std::pair<std::string, std::string>> facts; ///< label and value, as sent: for people, not verified
    std::vector<std::string> notes;                         ///< sentences
};

/// Faults: malformed (no well-formed XML, or no SAML document), invalid or malformed metadata in the context.
Result<Inspected> inspect(const FoundMessage& message, const InspectContext& context,
                          const std::vector<idp::Profile>& profiles);

/// The context with what the other messages of a trace tell: the SP's entityID and request by its AuthnRequest, the ACS
/// and the time by the delivery. What was given stays.
InspectContext context_of(const FoundMessage& message, const std::vector<FoundMessage>& trace, InspectContext given);

} // namespace idpsim::engine
