#pragma once
/// The signing certificates of one tenant, as its admin sees and changes them.
#include "simulator/idp/keyring.hpp"
#include "simulator/idp/tenant.hpp"

#include <optional>
#include <vector>

namespace idpsim::idp {

struct IdpCertificate {
    SigningKey signing;
    bool active = false;     ///< of all, at most one signs
    TenantCertificate order; ///< how to make it again, but for `active`
};

/// Lives on one thread. The profile and the key ring must outlive it.
class Certificates {
public:
    /// Those of the tenant; one, active, when it names none. Throws Failure (invalid) when several are active or there
    /// are more than the vendor admits.
    Certificates(const Profile& profile, const Tenant& tenant, KeyRing& keys, Instant now);

    const std::vector<IdpCertificate>& all() const { return all_; }
    /// The one that signs; null when there is none.
    const IdpCertificate* active() const;

    /// A new one with a key of its own, made now and not active yet; returns its place. Throws Failure (refused) when
    /// the vendor admits no more.
    std::size_t add(Instant now);
    /// From now on this one signs. Throws Failure (not_found) when there is no such place.
    void activate(std::size_t place);
    /// Its validity ended a day before `now`.
    void expire(std::size_t place, Instant now);
    /// Throws Failure (refused) for the active one and for the last one.
    void remove(std::size_t place);
    /// The place of the one with that SHA-256 fingerprint (hexadecimal, colons and capitals borne); nothing when none
    /// has.
    std::optional<std::size_t> find(std::string_view fingerprint) const;
    /// What the vendor does by itself once the active one has expired. True when another one signs now.
    bool replace_expired(Instant now);
    bool may_sign(Instant now) const;

    /// What makes the same certificates again in a tenant: `certificates` and `first_key`.
    void keep_in(Tenant& tenant) const;

private:
    IdpCertificate& at(std::size_t place);
    IdpCertificate make(TenantCertificate order, Instant now);

    const Profile& profile_;
    Values variables_;
    KeyRing& keys_;
    std::vector<IdpCertificate> all_;
    int next_key_; ///< each certificate that is made has a key of its own
};

} // namespace idpsim::idp
