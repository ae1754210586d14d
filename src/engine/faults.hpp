#pragma once
/// Single faults put into a known-good message of the IdP's, for negative cases: exactly one mutation each. By theme in
/// src/engine/faults. Besides attacks the catalogue holds unusual messages that are good: without them a service
/// provider that refuses everything would look safe.
#include "simulator/idp/artifacts.hpp"
#include "simulator/idp/logout_writer.hpp"
#include "simulator/idp/response_writer.hpp"
#include "src/core/http.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// What a correct service provider makes of the message.
enum class Must {
    refuse,  ///< no session
    exact,   ///< no session, or that of the person whom the signed octets name
    policy,  ///< as `exact`: a strict service provider refuses, a lenient one is not broken
    accept,  ///< a good message: the person's session
    survive, ///< an answer within the budget that is no server error, and no session of anybody else
};
/// "refuse", "exact", ...
std::string_view must_name(Must must);

/// Which message of the IdP's is changed, and so which story plays the fault: a login, a login by artifact, a sign-out at
/// the IdP, a logout that the SP began.
enum class Bends { response, artifact_response, logout_request, logout_response };
/// The check of conformance/checks that judges it.
std::string_view check_for(Must must, Bends bends = Bends::response);

/// Which messages a fault can be put into: what is signed in them (`once_signed`: Response or Assertion, not both, so
/// that a change in the one signature does not break another).
enum class Applies { always, once_signed, response_signed, assertion_signed, both_signed };

/// What a fault may use.
struct Attack {
    std::string email;                          ///< of the person who logs in
    std::string victim;                         ///< the e-mail address of somebody else
    std::string idp_entity_id, sp_entity_id, acs_url;
    idp::SigningKey idp;                        ///< the IdP's own, for faults that it signs itself
    crypto::PrivateKey stranger;                ///< a key that the service provider does not trust
    crypto::Certificate stranger_certificate;   ///< of that key
    crypto::Certificate lookalike;              ///< of that key, with the subject of the IdP's certificate
    Instant now{};
    std::optional<crypto::Certificate> sp_encryption; ///< to which the service provider's metadata says to encrypt
    std::shared_ptr<std::string> plaintext;           ///< of the Assertion that is encrypted; of this message alone
};

/// Where on its way the message is changed.
struct Change {
    std::function<void(pugi::xml_node message, const Attack&)> before_signing, before_encrypting, after_signing;
    std::function<void(std::string& xml, const Attack&)> printed;
    std::function<void(HttpRequest& delivery, const Attack&)> delivered;
    std::function<void(HttpResponse& answer, const Attack&)> answered;   ///< to an ArtifactResolve
    bool twice = false;   ///< what is judged is the second delivery
    bool gives_twice = false;   ///< the IdP resolves an artifact again
};

struct SamlFault {
    std::string_view id, theme;
    std::string_view sentence;
    Must must = Must::refuse;
    Change change;
    Applies applies = Applies::always;
    Bends bends = Bends::response;
};

const std::vector<SamlFault>& saml_faults();
/// Null when there is none of that name.
const SamlFault* find_saml_fault(std::string_view id);
/// Whether the vendor's messages, as the profile signs them, can have this fault.
bool applies_to(const SamlFault& fault, const idp::SamlProfile& profile);
/// The part of the fault that the IdP plays.
idp::ResponseHooks hooks_of(const SamlFault& fault, Attack attack);
idp::ArtifactHooks artifact_hooks_of(const SamlFault& fault, Attack attack);
idp::LogoutHooks logout_hooks_of(const SamlFault& fault, Attack attack);

} // namespace idpsim::engine
