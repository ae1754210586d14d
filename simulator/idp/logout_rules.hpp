#pragma once
/// Single logout and the HTTP-Artifact binding, for vendors that have them.
#include "simulator/idp/message_rules.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

/// What becomes of the signature of a message that an SP sent.
enum class SpSignature {
    ignored,  ///< not looked at
    verified, ///< one that is there must verify, when a key of the SP is known
    required, ///< must be there and verify
};

/// A status of an answer: the top-level code and the one inside it ("" for none), as URIs.
struct StatusCodes {
    std::string code, nested;
};

/// Which session a LogoutRequest ends.
enum class LogoutSession {
    named,   ///< the one whose NameID and SessionIndex it names, the browser's own first
    browser, ///< the browser's own, whatever the request names
};

/// saml-profiles-2.0 section 4.4. Without these rules the vendor has no single logout.
struct LogoutRules {
    bool enabled = true;                              ///< unless the setting `slo` says otherwise
    std::vector<std::string> bindings;                ///< in which requests are taken: URIs
    SpSignature sp_signature = SpSignature::required; ///< of requests and answers of the SP
    LogoutSession session = LogoutSession::named;
    std::optional<StatusCodes> unknown_session;    ///< the answer when there is no such session; absent: Success
    std::string response_binding, request_binding; ///< in which the IdP sends; "" : as the SP's endpoint says
    bool participates = true;                      ///< a sign-out at the IdP is told to the SPs
    bool sign_request = true, sign_response = true;
    bool name_id_format = true;       ///< the NameID of a request carries its Format
    bool lower_case_escapes = false;  ///< %3d rather than %3D in Redirect queries
    std::string id;                   ///< pattern of both messages' IDs
    std::string response_issuer;      ///< pattern, of answers; "" : the entityID
    saml::Shape request, response;    ///< the messages
    saml::Shape signature;            ///< inside them where they are posted
    std::string title, done, partial; ///< the page at the end: title, and what it says (HTML patterns)
};

/// saml-bindings-2.0 section 3.6. Without these rules the vendor has no artifacts.
struct ArtifactRules {
    saml::Shape response; ///< the ArtifactResponse, with its signature as part `artifact_signature`
    saml::Shape signature;
    std::string id;            ///< pattern
    Millis lifetime{60'000};   ///< of an artifact
    bool sign = true;          ///< the ArtifactResponse is signed
    bool sign_message = false; ///< the Response inside is signed as a posted one would be
};

} // namespace idpsim::idp
