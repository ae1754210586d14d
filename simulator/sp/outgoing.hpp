#pragma once
/// How the service provider's own messages reach an IdP through the browser (saml-bindings-2.0 sections 3.4, 3.5).
#include "simulator/sp/own_keys.hpp"
#include "src/core/http.hpp"

#include <optional>
#include <string>

namespace idpsim::sp {

struct Outgoing {
    std::string parameter;      ///< "SAMLRequest" or "SAMLResponse"
    std::string xml;            ///< not signed yet
    std::string destination;    ///< the IdP's endpoint
    bool by_post = false;       ///< else by redirect
    std::optional<std::string> relay_state;
};

/// A redirect, or a page that posts itself; signed when there is a `signer`: the query by redirect (section 3.4.4.1),
/// the document by POST (section 3.5.4), both with rsa-sha256.
HttpResponse send_message(const Outgoing& message, const KeyPair* signer);

} // namespace idpsim::sp
