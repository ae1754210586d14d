#pragma once
/// SAML messages that browsers and SPs bring, and whether the SP signed them.
#include "simulator/idp/settings.hpp"
#include "src/core/http.hpp"
#include "src/saml/bindings.hpp"
#include "src/xml/document.hpp"

#include <vector>

namespace idpsim::idp {

struct Incoming {
    saml::Received received;
    xml::Document document;
    bool posted = false; ///< by HTTP-POST; else by HTTP-Redirect

    bool is_request() const { return received.parameter == "SAMLRequest"; }
};

/// By the binding that the method stands for (saml-bindings-2.0 sections 3.4 and 3.5). Not_found when no message was
/// sent.
Result<Incoming> read_incoming(const HttpRequest& request);

/// Whether a request carries a SAML message at all.
bool carries_message(const HttpRequest& request);

enum class SignatureState {
    absent,
    good,
    bad,       ///< by another key, over something else, or no key of the SP is known
    algorithm, ///< by an algorithm that is not admitted
};

/// Of a message from a browser: in the query, or an enveloped one whatever the binding, unless `query_only` says that a
/// Redirect message is signed in its query (saml-bindings-2.0 section 3.4.4.1).
SignatureState signature_state(const Incoming& message, const std::vector<crypto::PublicKey>& keys, bool allow_sha1,
                               bool query_only);
/// Of a document: the enveloped signature of its root.
SignatureState signature_state(const xml::Document& document, const std::vector<crypto::PublicKey>& keys,
                               bool allow_sha1);

/// The keys that verify what the SP sends: of the setting sp_certificate, else of the connected SP's metadata.
std::vector<crypto::PublicKey> sp_keys(const Tenant& tenant, const Configuration& configuration);

} // namespace idpsim::idp
