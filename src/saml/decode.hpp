#pragma once
/// The SAML messages that an exchange carried, as evidence for checks and reports.
#include "src/core/transcript.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::saml {

struct Decoded {
    std::string parameter;                  ///< "SAMLRequest" or "SAMLResponse"
    std::string xml;                        ///< decoded, inflated; not looked at any further
    std::optional<std::string> relay_state; ///< the first that stood beside it
};

/// In the order of the wire: the request's query (Redirect) and form body (POST), then the response's Location and
/// self-posting forms. A message under a doubled parameter is listed as often as it was sent; what cannot be decoded
/// is left out. Judges nothing: the strict readers are in bindings.hpp.
std::vector<Decoded> decode_messages(const Exchange& exchange);

} // namespace idpsim::saml
