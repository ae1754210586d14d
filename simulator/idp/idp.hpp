#pragma once
/// The generic IdP: plays any Profile for one tenant.
#include "simulator/idp/artifacts.hpp"
#include "simulator/idp/certificates.hpp"
#include "simulator/idp/endpoints.hpp"
#include "simulator/idp/keyring.hpp"
#include "simulator/idp/logout_writer.hpp"
#include "simulator/idp/response_writer.hpp"
#include "simulator/idp/sessions.hpp"
#include "simulator/idp/sso_request.hpp"
#include "src/core/clock.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace idpsim::idp {

/// The profile's variables that need not be drawn: those the tenant brings along, and settings whose key is a variable's
/// name.
Values known_variables(const Profile& profile, const Tenant& tenant);

/// Lives on one thread. The profile, the key ring, the clock and the random stream must outlive it.
class Idp {
public:
    /// `base_origin` ("http://127.0.0.1:8080") takes the place of scheme, host and port of every vendor URL, for
    /// serving on a socket; paths and the entityID stay. The tenant's variables are drawn here, those it brings along
    /// stay.
    Idp(const Profile& profile, Tenant tenant, KeyRing& keys, const Clock& clock, Random& random,
        std::optional<std::string> base_origin = {});
    Idp(const Idp&) = delete;
    Idp& operator=(const Idp&) = delete;

    /// Where the vendor's URLs lead: what to mount in a Network.
    std::vector<std::string> origins() const { return endpoints_.origins(); }
    /// SSO by Redirect and POST, single logout, artifact resolution, login form, IdP-initiated login, dashboard, sign-out,
    /// metadata, refusals; anything else is 404.
    HttpResponse handle(const HttpRequest& request);
    /// Whether this tenant, and no other of the vendor's, is the one that answers: the URL is its own, or what the request
    /// brings to a page that all tenants share is known here.
    bool is_for(const HttpRequest& request) const;
    /// Whether it asks for the metadata.
    bool is_metadata(const HttpRequest& request) const;

    std::string entity_id() const;
    std::string metadata() const;     ///< the EntityDescriptor document
    std::string metadata_url() const; ///< names the connected SP where the vendor's does
    std::string sso_url() const { return endpoints_.url("sso"); }
    std::string slo_url() const { return endpoints_.url("slo"); } ///< "" when the vendor offers none
    std::string logout_url() const { return endpoints_.url("logout"); }     ///< signs out at the IdP, and so everywhere
    std::string artifact_url() const { return endpoints_.url("artifact"); } ///< resolves artifacts; "" without them
    std::string initiate_url() const; ///< starts an IdP-initiated login; names the connected SP where the vendor's does
    std::string dashboard_url() const { return endpoints_.url("dashboard"); }
    std::string login_url() const { return endpoints_.url("login"); }
    /// What signs. Throws Failure (not_found) when no certificate is active.
    const SigningKey& signing_key() const;

    const std::vector<IdpCertificate>& certificates() const { return certificates_.all(); }
    /// A new certificate, not active yet; returns its place in certificates(). Throws Failure (refused) when the vendor
    /// admits no more.
    std::size_t add_certificate() { return certificates_.add(clock_.now()); }
    /// From now on that one signs, and the metadata says so. Throws Failure (not_found) when there is no such one.
    void activate_certificate(std::size_t place);
    void activate_certificate(std::string_view fingerprint); ///< SHA-256, hexadecimal
    /// Its validity ended a day ago.
    void expire_certificate(std::size_t place);
    /// Throws Failure (refused) for the active one.
    void remove_certificate(std::size_t place) { certificates_.remove(place); }

    /// The certificates as a tenant has them, to begin another time where this one is now.
    void keep_certificates_in(Tenant& tenant) const { certificates_.keep_in(tenant); }
    std::optional<std::size_t> find_certificate(std::string_view fingerprint) const { return certificates_.find(fingerprint); }

    Tenant& tenant() { return tenant_; }
    const Tenant& tenant() const { return tenant_; }
    const Profile& profile() const { return profile_; }
    /// What the console's settings come to. Throws Failure when one is no setting of this vendor's.
    Configuration configuration() const { return configure(profile_.saml, tenant_); }
    /// For messages that are bent on their way.
    ResponseHooks& hooks() { return hooks_; }
    LogoutHooks& logout_hooks() { return logout_hooks_; }
    ArtifactHooks& artifact_hooks() { return artifact_hooks_; }
    /// How many sessions the person has here.
    std::size_t sessions_of(std::string_view username) const;

    /// Throws Failure (invalid), naming what is wrong, when the metadata has expired, has no SP role or no ACS that this
    /// vendor can answer to.
    void connect_sp(saml::EntityDescriptor sp);
    /// Fills in what is missing by the profile's patterns and a drawn password. The reference holds until the next one
    /// is added. Throws Failure (invalid) when the username is taken.
    Person& add_person(Person partial);
    /// Throws Failure (not_found) when nobody has that username.
    void assign(std::string_view username);
    void unassign(std::string_view username);

private:
    struct Visit; ///< one request being answered

    HttpResponse serve_sso(const Visit& visit);
    HttpResponse serve_elsewhere(const Visit& visit); ///< endpoints that metadata names and no SAML browser SSO uses
    HttpResponse serve_initiation(const Visit& visit);
    HttpResponse serve_login_form(const Visit& visit);
    HttpResponse serve_login(const Visit& visit);
    HttpResponse serve_metadata(const Visit& visit) const;
    HttpResponse serve_logout_message(const Visit& visit);
    HttpResponse serve_logout_request(const Visit& visit, const Incoming& message);
    HttpResponse serve_soap_logout(const Visit& visit); ///< of the SP itself, past the browser (saml-bindings-2.0 section 3.2)
    HttpResponse serve_logout_response(const Visit& visit, const Incoming& message);
    HttpResponse serve_sign_out(const Visit& visit);

    /// The session of the request's cookie and its id; null and "" when there is none.
    std::pair<Session*, std::string> session_of(const HttpRequest& request);
    HttpResponse proceed(const Visit& visit, Errand errand);
    HttpResponse send_to_login(Errand errand);
    HttpResponse fulfil(const Visit& visit, const Errand& errand, Session& session);
    HttpResponse answer(const Visit& visit, const Errand& errand, const Person& person, Session& session);
    std::optional<Refused> judge_answer(const Configuration& settings, const Errand& errand,
                                        const Person& person) const;
    HttpResponse deliver(const Configuration& settings, const Errand& errand, const std::string& xml);
    HttpResponse redirect_artifact(const Configuration& settings, const Errand& errand, const std::string& xml);
    HttpResponse dashboard(const Visit& visit, const Person& person) const;
    HttpResponse refuse(const Configuration& configuration, const Refused& refused, const Person* person = nullptr);
    HttpResponse post(const Errand& errand, const std::string& xml) const;
    std::string find_session(const Visit& visit, const saml::LogoutRequest& request);
    /// Ends the session; false when it was vouched for at an SP that cannot be told and is not `asker`.
    bool end_session(const std::string& id, const std::string& asker);
    HttpResponse tell_sp(const Visit& visit, const Session& session);
    HttpResponse signed_out_page(const Visit& visit, bool everywhere);
    std::optional<Refused> judge_logout(const Visit& visit, const Incoming& message,
                                        const std::optional<std::string>& issuer) const;
    bool is_issuer_known(const Visit& visit, const std::optional<std::string>& issuer) const;
    LogoutOutcome outcome_of(const Visit& visit, const saml::LogoutRequest& request);
    void use_active_key();
    saml::Scope metadata_scope(const Configuration& configuration) const;
    std::string federation_metadata() const;
    PatternContext context(const Configuration& configuration) const;
    std::string entity_id_of(const Configuration& configuration) const;

    const Profile& profile_;
    Tenant tenant_;
    const Clock& clock_;
    Random& random_;
    KeyRing& keys_;
    Endpoints endpoints_;
    Certificates certificates_;
    SigningKey key_; ///< of the active certificate; empty when there is none
    ResponseHooks hooks_;
    LogoutHooks logout_hooks_;
    ArtifactHooks artifact_hooks_;
    std::unique_ptr<ResponseWriter> writer_; ///< made anew when another key signs
    std::unique_ptr<LogoutWriter> logout_writer_;
    std::unique_ptr<Artifacts> artifacts_;
    std::string metadata_id_;
    Store<Session> sessions_{10'000};
    Store<Errand> errands_{10'000};
    Store<std::string> logouts_{10'000}; ///< LogoutRequests on their way, by ID: the SP that has to answer
    std::set<std::pair<std::string, std::string>> established_; ///< persistent names given out: username, SP
};

} // namespace idpsim::idp
