#pragma once
/// The HTTP-Artifact binding (saml-bindings-2.0 section 3.6): the browser brings a reference, the service provider asks
/// the IdP for the message itself.
#include "simulator/sp/message.hpp"
#include "simulator/sp/organisation.hpp"
#include "simulator/sp/rule.hpp"
#include "src/core/random.hpp"
#include "src/saml/artifact.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::sp {

/// What the rules about an artifact and its ArtifactResponse look at; an absent part is not judged.
struct ArtifactContext {
    // -- before the IdP is asked
    std::optional<Result<saml::Artifact>> artifact;
    bool source_known = false;                            ///< its SourceID is an IdP's of the organisation
    std::optional<std::string> endpoint;                  ///< where the IdP resolves artifacts of this index
    std::function<bool(const saml::Artifact&)> seen_before;

    // -- its answer
    std::optional<Result<std::string>> resolved;          ///< the ArtifactResponse out of the SOAP envelope
    bool is_signed = false;
    std::optional<Result<void>> verified;                 ///< when it is signed
    std::optional<Result<saml::ArtifactResponse>> response;   ///< from what verified when it is signed
    std::optional<std::string> request_id, idp_entity_id;
};

using ArtifactRule = RuleOn<ArtifactContext>;
using ArtifactRefusal = Unkept<ArtifactContext>;
/// That the artifact is one of an IdP of ours and was not used before: judged before anybody is asked.
std::vector<ArtifactRule> default_artifact_rules();
/// That the IdP's answer is one to our question and holds a message, which then has to keep the login rules.
std::vector<ArtifactRule> default_resolution_rules();

/// The SAMLart of a GET's query or a POST's form; nothing when the request carries none. Malformed when it carries two, or
/// a SAML message beside it.
std::optional<Result<std::string>> read_samlart(const HttpRequest& request);

/// A request for the message behind `artifact`.
saml::ArtifactResolve make_artifact_resolve(const Organisation& org, const std::string& artifact,
                                            const std::string& destination, Random& random, Instant now);
/// Its transport: SOAP over HTTP (saml-bindings-2.0 section 3.2.3).
HttpRequest soap_request(const std::string& endpoint, const std::string& message);

/// Fills in what the IdP's answer says.
void read_resolution(ArtifactContext& context, const Result<HttpResponse>& answer, const xml::VerifyPolicy& policy,
                     const VerifyStep& verify);

/// The steps, each replaceable.
struct ArtifactBehaviour {
    std::vector<ArtifactRule> rules = default_artifact_rules();
    std::vector<ArtifactRule> resolution_rules = default_resolution_rules();
    std::function<saml::ArtifactResolve(const Organisation&, const std::string& artifact, const std::string& destination,
                                        Random&, Instant)>
        resolve = make_artifact_resolve;
    bool signs = true;           ///< our ArtifactResolve: nothing else tells the IdP who asks
    bool remembers = true;       ///< an artifact is used once
};

} // namespace idpsim::sp
