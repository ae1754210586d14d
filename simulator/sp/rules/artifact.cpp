/// The rules about an artifact and the answer that resolves it.
#include "simulator/sp/artifact.hpp"
#include "simulator/sp/rules/judging.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

RuleOutcome is_an_artifact(const ArtifactContext& context) {
    if (!context.artifact) return without("the artifact");
    if (*context.artifact) return RuleOutcome::hold();
    return RuleOutcome::fail("one SAMLart of type 0x0004", context.artifact->error().detail);
}

RuleOutcome is_of_an_idp_of_ours(const ArtifactContext& context) {
    if (!readable(context.artifact)) return without("a readable artifact");
    if (context.source_known) return RuleOutcome::hold();
    return RuleOutcome::fail("a SourceID that is the SHA-1 of an entityID of the organisation's identity providers",
                             "another");
}

RuleOutcome can_be_resolved(const ArtifactContext& context) {
    const saml::Artifact* artifact = readable(context.artifact);
    if (!artifact) return without("a readable artifact");
    const std::string index = std::to_string(artifact->endpoint_index);
    if (context.endpoint) return RuleOutcome::hold(index);
    return RuleOutcome::fail("an ArtifactResolutionService of this index in the IdP's metadata", index);
}

RuleOutcome is_first_use(const ArtifactContext& context) {
    const saml::Artifact* artifact = readable(context.artifact);
    if (!artifact) return without("a readable artifact");
    if (!context.seen_before) return without("the artifacts used before");
    if (!context.seen_before(*artifact)) return RuleOutcome::hold();
    return RuleOutcome::fail("an artifact that was not used before", "one that was");
}

RuleOutcome was_resolved(const ArtifactContext& context) {
    if (!context.resolved) return without("the IdP's answer");
    if (*context.resolved) return RuleOutcome::hold();
    return RuleOutcome::fail("a SOAP answer with one message, status 200", describe(context.resolved->error()));
}

RuleOutcome is_readable(const ArtifactContext& context) {
    if (!context.response) return without("the IdP's answer");
    if (*context.response) return RuleOutcome::hold();
    return RuleOutcome::fail("every mandatory part of an ArtifactResponse", describe(context.response->error()));
}

RuleOutcome answers_our_question(const ArtifactContext& context) {
    const saml::ArtifactResponse* response = readable(context.response);
    if (!response || !context.request_id) return without("the ArtifactResponse");
    if (response->in_response_to == context.request_id) return RuleOutcome::hold(*context.request_id);
    return RuleOutcome::fail(*context.request_id, or_none(response->in_response_to));
}

RuleOutcome is_of_the_idp(const ArtifactContext& context) {
    const saml::ArtifactResponse* response = readable(context.response);
    if (!response || !context.idp_entity_id) return without("the ArtifactResponse");
    if (response->issuer == context.idp_entity_id) return RuleOutcome::hold(*response->issuer);
    return RuleOutcome::fail(*context.idp_entity_id, or_none(response->issuer));
}

RuleOutcome is_success(const ArtifactContext& context) {
    const saml::ArtifactResponse* response = readable(context.response);
    if (!response) return without("the ArtifactResponse");
    if (response->status.code == saml::status_success) return RuleOutcome::hold();
    return RuleOutcome::fail(saml::status_success, response->status.code);
}

RuleOutcome signature_verifies(const ArtifactContext& context) {
    if (!context.response) return without("the ArtifactResponse");
    if (!context.is_signed) return RuleOutcome::hold("(not signed)");
    if (!context.verified) return without("the IdP's certificates");
    if (*context.verified) return RuleOutcome::hold();
    return RuleOutcome::fail("a signature by one of the IdP's certificates", context.verified->error().detail);
}

RuleOutcome holds_a_message(const ArtifactContext& context) {
    const saml::ArtifactResponse* response = readable(context.response);
    if (!response) return without("the ArtifactResponse");
    if (!response->message.empty()) return RuleOutcome::hold();
    return RuleOutcome::fail("the message that the artifact stands for", "none: it is used up, or not ours");
}

} // namespace

std::vector<ArtifactRule> default_artifact_rules() {
    constexpr int bad_request = 400;
    return {
        {"artifact.form", "saml-bindings-2.0 section 3.6.4", "SAMLart holds one artifact of type 0x0004.",
         is_an_artifact, bad_request},
        {"artifact.source", "saml-bindings-2.0 section 3.6.4",
         "The artifact's SourceID is that of an identity provider of the organisation.", is_of_an_idp_of_ours},
        {"artifact.endpoint", "saml-metadata-2.0 section 2.4.3",
         "The identity provider's metadata has the ArtifactResolutionService that the artifact names.",
         can_be_resolved},
        {"artifact.first_use", "saml-bindings-2.0 section 3.6.5.2", "An artifact is used once.", is_first_use},
    };
}

std::vector<ArtifactRule> default_resolution_rules() {
    return {
        {"artifact.resolved", "saml-bindings-2.0 section 3.2.3", "The identity provider answers by SOAP.",
         was_resolved},
        {"artifact.readable", "saml-core-2.0 section 3.5.2", "Every mandatory part of the ArtifactResponse is there.",
         is_readable},
        {"artifact.in_response_to", "saml-core-2.0 section 3.2.2", "The ArtifactResponse answers our ArtifactResolve.",
         answers_our_question},
        {"artifact.issuer", "saml-core-2.0 section 3.2.2",
         "The ArtifactResponse's Issuer is the identity provider that was asked.", is_of_the_idp},
        {"artifact.signature", "saml-core-2.0 section 5.4",
         "A signature of the ArtifactResponse verifies with a certificate of the identity provider.",
         signature_verifies},
        {"artifact.status", "saml-core-2.0 section 3.2.2.2", "The ArtifactResponse's StatusCode is Success.",
         is_success},
        {"artifact.message", "saml-core-2.0 section 3.5.2", "The ArtifactResponse holds a message.", holds_a_message},
    };
}

} // namespace idpsim::sp
