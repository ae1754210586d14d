#pragma once
/// The generic IdP: plays any Profile for one tenant.
#include "simulator/idp/endpoints.hpp"
#include "simulator/idp/keyring.hpp"
#include "simulator/idp/response_writer.hpp"
#include "simulator/idp/sessions.hpp"
#include "simulator/idp/sso_request.hpp"
#include "src/core/clock.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::idp {

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
    /// SSO by Redirect and POST, login form, IdP-initiated login, dashboard, metadata, refusals; anything else is 404.
    HttpResponse handle(const HttpRequest& request);

    std::string entity_id() const;
    std::string metadata() const;     ///< the EntityDescriptor document
    std::string metadata_url() const; ///< names the connected SP where the vendor's does
    std::string sso_url() const { return endpoints_.url("sso"); }
    std::string slo_url() const { return endpoints_.url("slo"); } ///< "" when the vendor offers none
    std::string initiate_url() const; ///< starts an IdP-initiated login; names the connected SP where the vendor's does
    std::string dashboard_url() const { return endpoints_.url("dashboard"); }
    std::string login_url() const { return endpoints_.url("login"); }
    const SigningKey& signing_key() const { return key_; }

    Tenant& tenant() { return tenant_; }
    const Tenant& tenant() const { return tenant_; }
    const Profile& profile() const { return profile_; }
    /// What the console's settings come to. Throws Failure when one is no setting of this vendor's.
    Configuration configuration() const { return configure(profile_.saml, tenant_); }
    /// For messages that are bent on their way.
    ResponseHooks& hooks() { return hooks_; }

    void connect_sp(saml::EntityDescriptor sp) { tenant_.sp = std::move(sp); }
    /// Fills in what is missing by the profile's patterns and a drawn password. The reference holds until the next one
    /// is added. Throws Failure (invalid) when the username is taken.
    Person& add_person(Person partial);
    /// Throws Failure (not_found) when nobody has that username.
    void assign(std::string_view username);
    void unassign(std::string_view username);

private:
    struct Visit; ///< one request being answered

    HttpResponse serve_sso(const Visit& visit);
    HttpResponse serve_initiation(const Visit& visit);
    HttpResponse serve_login_form(const Visit& visit);
    HttpResponse serve_login(const Visit& visit);
    HttpResponse serve_metadata() const;

    const Session* session_of(const HttpRequest& request);
    HttpResponse proceed(const Visit& visit, Errand errand);
    HttpResponse send_to_login(Errand errand);
    HttpResponse fulfil(const Visit& visit, const Errand& errand, const Session& session);
    HttpResponse answer(const Visit& visit, const Errand& errand, const Person& person, Instant login);
    HttpResponse dashboard(const Visit& visit, const Person& person) const;
    HttpResponse refuse(const Configuration& configuration, const Refused& refused, const Person* person = nullptr);
    HttpResponse post(const Errand& errand, const std::string& xml) const;
    PatternContext context(const Configuration& configuration) const;
    std::string entity_id_of(const Configuration& configuration) const;

    const Profile& profile_;
    Tenant tenant_;
    const Clock& clock_;
    Random& random_;
    Endpoints endpoints_;
    SigningKey key_;
    ResponseHooks hooks_;
    ResponseWriter writer_;
    std::string metadata_id_;
    Store<Session> sessions_{10'000};
    Store<Errand> errands_{10'000};
};

} // namespace idpsim::idp
