#pragma once
/// Responses that wait to be fetched by artifact (saml-bindings-2.0 section 3.6), and the service that hands them out.
#include "simulator/idp/incoming.hpp"
#include "simulator/idp/sessions.hpp"

#include <functional>

namespace idpsim::idp {

/// A Response and for whom it waits.
struct Waiting {
    std::string xml;
    std::string sp_entity_id;
    Instant until{};
};

/// Changes what an artifact is answered with, for negative cases.
struct ArtifactHooks {
    std::function<void(pugi::xml_node)> before_signing, after_signing; ///< the ArtifactResponse, its message inside
    std::function<void(HttpResponse&)> answered;
    bool gives_twice = false; ///< an artifact can be resolved again
};

class Artifacts {
public:
    /// All must outlive it. Only for profiles that have artifact rules.
    Artifacts(const SamlProfile& profile, const SigningKey& key, const ArtifactHooks& hooks);

    /// Another key signs from now on.
    void key_changed() { key_info_ = KeyInfoValues(profile_, key_); }
    /// Keeps the Response and gives its artifact, base64.
    std::string keep(const std::string& entity_id, Waiting waiting, Random& random);
    /// Answers one SOAP request (saml-bindings-2.0 section 3.2): an ArtifactResolve that the SP signed gets the
    /// Response, once and in time, whoever asks too late or again an ArtifactResponse without message (saml-core-2.0
    /// section 3.5.3). What is no SAML at all gets a SOAP Fault.
    HttpResponse resolve(const HttpRequest& request, const Tenant& tenant, const Configuration& configuration,
                         const PatternContext& context);

private:
    struct Resolving;
    std::string take(const std::string& artifact, const std::string& sp_entity_id, Instant now);
    HttpResponse answer(const Resolving& resolving, const StatusCodes& status, const std::string& message) const;

    const SamlProfile& profile_;
    const SigningKey& key_;
    const ArtifactHooks& hooks_;
    KeyInfoValues key_info_;
    Store<Waiting> waiting_{10'000};
};

} // namespace idpsim::idp
