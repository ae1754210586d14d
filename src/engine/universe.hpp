#pragma once
/// Everything that one case has to itself: clock, random streams, network, transcript, IdP tenant, SP organisation.
#include "simulator/browser/browser.hpp"
#include "simulator/idp/idp.hpp"
#include "simulator/idp/scim_client.hpp"
#include "simulator/sp/behaviour.hpp"
#include "src/core/clock.hpp"
#include "src/core/random.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/faults.hpp"
#include "src/engine/load_tenant.hpp"
#include "src/engine/parties.hpp"
#include "src/engine/pauses.hpp"
#include "src/engine/target_session.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {

/// What all universes of a run share; nothing of it changes but the key ring, which is thread-safe.
struct UniverseSeed {
    const Catalogue* catalogue = nullptr;
    idp::KeyRing* keys = nullptr;
    const TenantFile* tenant = nullptr;           ///< the customer's set-up, in force for cases with the IdP of that vendor
    std::uint64_t seed = 1;
    std::optional<Instant> deviations_at;         ///< the day that the product's known deviations are looked at; none: they count as failures
    std::function<sp::SpBehaviour()> behaviour;   ///< of the built-in SP; empty: the correct one
};

class BuiltinSp;
struct SalesforceParty;

/// What the IdP's admin enters for an attribute that the product's guide asks for.
idp::AttributeMapping attribute_mapping(const WantedAttribute& wanted);

/// Lives on one thread. Made anew for every case; cheap, since keys come from the ring.
class Universe {
public:
    Universe(const UniverseSeed& seed, const idp::Profile& profile, std::string scim_variant, const std::string& case_id);
    ~Universe();
    Universe(const Universe&) = delete;
    Universe& operator=(const Universe&) = delete;

    /// Gives the case its organisation at the target and introduces IdP and SP to each other by their metadata.
    boost::asio::awaitable<Result<void>> set_up();

    const Catalogue& catalogue() const { return *seed_.catalogue; }
    const std::optional<Instant>& deviations_at() const { return seed_.deviations_at; }
    const idp::Profile& profile() const { return profile_; }
    VirtualClock& clock() { return clock_; }
    Pauses& pauses() { return pauses_; }
    Random& random() { return random_; }
    const Transcript& transcript() const { return transcript_; }
    Transcript& transcript() { return transcript_; }
    /// The IdP and the organisation that every case has.
    Sides first() { return {idps_.front().get(), sps_.front().get()}; }
    idp::Idp& idp() { return idps_.front()->idp; }
    TargetSession& target() { return sps_.front()->session; }
    /// One more of each, until the case ends. `name` tells its random stream, or the organisation, from the others'.
    IdpParty& add_idp(const idp::Profile& profile, idp::Tenant tenant, const std::string& name, std::optional<std::string> base_origin = {});
    SpParty& add_organisation(const std::string& name);
    std::size_t idps() const { return idps_.size(); }
    std::size_t organisations() const { return sps_.size(); }
    /// The tenant of a vendor's customer whose admin followed the product's guide.
    idp::Tenant usual_tenant() const;
    /// The case's Salesforce; it has no org until the story makes one.
    SalesforceParty& salesforce();
    /// Its hosts answer from now on, those of new orgs too.
    void mount_salesforce();
    std::shared_ptr<browser::Browser> new_browser();
    net::Wire wire(std::string from);
    /// One more place in the case's network.
    void mount(std::string origin, net::Handler handler) { network_.mount(std::move(origin), "idp", std::move(handler)); }

    /// The vendor's SCIM client for that organisation, connected on first use (a token is issued then, not before).
    boost::asio::awaitable<Result<idp::ScimClient*>> scim(Sides sides);
    /// What the probe says to a browser that never logged in; asked once per case.
    boost::asio::awaitable<conformance::Probe> anonymous_probe();
    /// Issues the organisation's SCIM token if that was not done yet.
    boost::asio::awaitable<Result<void>> scim_token_ready(SpParty& sp);
    /// What a fault in this person's login may use.
    Attack attack(const Sides& sides, const std::string& email);
    /// Whether target and vendor meet a scenario's need.
    bool provides(std::string_view need) const;
    /// Whether that is the username of a person of the customer's tenant file.
    bool is_customers(std::string_view username) const;
    /// A word that no other case has, and at a foreign target no other run: for names of what is made there.
    std::string unique() const;
    const std::string& email_domain() const { return seed_.catalogue->target.email_domain; }
    const std::vector<std::string>& request_ids() const { return request_ids_; }
    void note_request_id(std::string id) { request_ids_.push_back(std::move(id)); }

private:
    UniverseSeed seed_;
    const idp::Profile& profile_;
    std::string scim_variant_;
    void mount_builtin(const std::string& base, const std::string& staff_token);
    const idp::ScimProfile& dialect_of(const idp::Profile& profile, const std::string& base_url) const;
    idp::ScimWait waiting(SpParty& sp);

    std::string case_id_;
    VirtualClock clock_;
    Pauses pauses_;
    Random random_;
    Transcript transcript_;
    net::Network network_;
    IdpHosts hosts_;
    Values values_;   ///< that every organisation of the case begins with
    std::unique_ptr<BuiltinSp> builtin_;
    std::unique_ptr<SalesforceParty> salesforce_;
    std::vector<std::unique_ptr<IdpParty>> idps_;
    std::vector<std::unique_ptr<SpParty>> sps_;
    std::optional<conformance::Probe> anonymous_;
    std::vector<std::string> request_ids_;
};

} // namespace idpsim::engine
