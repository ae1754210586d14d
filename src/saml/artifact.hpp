#pragma once
/// The HTTP-Artifact binding (saml-bindings-2.0 section 3.6) and the SOAP binding that resolves it (section 3.2).
#include "src/core/result.hpp"

#include <string>
#include <string_view>

namespace idpsim::saml {

/// A type 0x0004 artifact (saml-bindings-2.0 section 3.6.4).
struct Artifact {
    int endpoint_index = 0;     ///< of the issuer's ArtifactResolutionService
    std::string source_id;      ///< 20 octets: SHA-1 of the issuer's entityID
    std::string message_handle; ///< 20 octets, unguessable
};

/// The artifact's base64 text.
std::string write_artifact(const Artifact& artifact);
/// Malformed unless the text is base64 of 44 octets; unsupported for a type code that is not 0x0004.
Result<Artifact> read_artifact(std::string_view text);
/// SHA-1 of the entityID, 20 octets.
std::string source_id_of(std::string_view entity_id);

/// A SOAP 1.1 envelope around `message` (a document without declaration).
std::string write_soap(std::string_view message);
/// A SOAP 1.1 Fault, for requests that are no SAML at all.
std::string write_soap_fault(std::string_view code, std::string_view text);
/// The only element in the Body, as a document of its own with the namespaces in scope. A Fault is refused with its
/// faultstring; anything else malformed.
Result<std::string> read_soap(std::string_view envelope);

} // namespace idpsim::saml
