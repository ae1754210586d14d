#pragma once
/// Who takes part in a case: its identity providers and the product's organisations, one of each or several.
#include "conformance/record.hpp"
#include "simulator/idp/idp.hpp"
#include "simulator/idp/scim_sync.hpp"
#include "src/core/random.hpp"
#include "src/engine/disturbance.hpp"
#include "src/engine/follow_guide.hpp"
#include "src/engine/target_session.hpp"
#include "src/net/network.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace idpsim::engine {

struct SpParty;

/// An IdP with a random stream of its own, so that its tenant's names are nobody else's.
struct IdpParty {
    /// As the vendor's hosts answer, but for `published`.
    HttpResponse answer(const HttpRequest& request);

    IdpParty(const idp::Profile& profile, idp::Tenant tenant, idp::KeyRing& keys, const Clock& clock, Random stream,
             std::optional<std::string> base_origin = {})
        : random(std::move(stream)), idp(profile, std::move(tenant), keys, clock, random, std::move(base_origin)) {}
    IdpParty(const IdpParty&) = delete;
    IdpParty& operator=(const IdpParty&) = delete;

    Random random;
    idp::Idp idp;
    SpParty* sp = nullptr;    ///< where its people log in: the service provider that its admin entered last
    /// What the metadata's URL answers in place of the metadata: a source that is down, moved, or another's.
    std::optional<HttpResponse> published;
    std::size_t fetched = 0;  ///< how often the metadata's URL was asked
    std::string connection;   ///< what the target calls it (`idp` of the call that connected it); "" when it does not tell
};

/// What provisions an organisation: the vendor's client, connected on first use, with a random stream of its own, and what
/// the case's story says of the customer's groups.
struct Provisioning {
    explicit Provisioning(Random stream) : random(std::move(stream)) {}

    struct Group {
        std::string id; ///< its first name: stays when it is renamed
        std::vector<idp::Person> members;
        bool assigned = false; ///< its members are in the app's scope
    };
    /// The client forgets whom it provisioned, as after a restore.
    void forget() {
        sync.reset();
        client.reset();
    }

    Random random;
    bool token_ready = false;
    std::map<std::string, std::string> options; ///< fields of the vendor's SCIM console that the story's admin changed
    std::optional<FollowedScim> typed;          ///< what an admin typed who followed the guide, and nothing else
    Disturbances disturbances;
    std::unique_ptr<idp::ScimClient> client;
    std::unique_ptr<idp::ScimSync> sync;
    std::map<std::string, Group> groups;        ///< by name, as pushed or assigned
    std::set<std::string> erased;               ///< ids of people and groups that are gone from the directory
};

/// An organisation of the product: its tokens and URLs, and its service provider as the metadata describes it.
struct SpParty {
    SpParty(TargetSession target, Random scim_stream) : session(std::move(target)), scim(std::move(scim_stream)) {}

    TargetSession session;
    Provisioning scim;
    conformance::SpSide side;
    bool several_idps = false;   ///< so a login that begins there names the one it wants
};

/// Between whom a login takes place.
struct Sides {
    IdpParty* idp = nullptr;
    SpParty* sp = nullptr;
};

/// The hosts of the vendors. Tenants of one vendor may share a host, and even a page: each request goes to the tenant that
/// it is for.
class IdpHosts {
public:
    explicit IdpHosts(net::Network& network) : network_(network) {}
    /// The IdP must outlive the network's use.
    void mount(IdpParty& idp);

private:
    net::Network& network_;
    std::map<std::string, std::shared_ptr<std::vector<IdpParty*>>> tenants_;
};

/// The admin of the IdP enters the service provider, from its metadata. What that lacks is entered by hand, as the target
/// file says; what the vendor's console would refuse is an Error.
Result<void> introduce(IdpParty& idp, SpParty& sp);

/// The same anew, when the metadata is another by now.
boost::asio::awaitable<Result<void>> meet_again(IdpParty& idp);

/// Gives the case an organisation at the target.
boost::asio::awaitable<Result<void>> open_organisation(SpParty& sp);
/// Introduces the two to each other; from then on the organisation trusts this IdP, and no other.
boost::asio::awaitable<Result<void>> connect_first(SpParty& sp, IdpParty& idp);
/// The organisation is given the metadata of the IdP that it trusts, as it is now.
boost::asio::awaitable<Result<void>> hand_over(SpParty& sp, IdpParty& idp);
/// One more IdP for the organisation, introduced already, by the target's call "add_idp".
boost::asio::awaitable<Result<void>> connect_another(SpParty& sp, IdpParty& idp);

} // namespace idpsim::engine
