#pragma once
/// The signing keys of the simulated IdPs.
#include "simulator/idp/profile.hpp"
#include "src/crypto/certificate.hpp"

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace idpsim::idp {

struct SigningKey {
    crypto::PrivateKey key;
    crypto::Certificate certificate;
};

/// Which of a tenant's certificates.
struct CertificateOrder {
    int number = 0;                               ///< its key: each number has one of its own
    std::optional<Instant> made;                  ///< the moment of its making; absent: a day before now
    std::optional<Instant> not_before, not_after; ///< absent: as the vendor's rules say
};

/// Thread-safe. RSA keys are made once per profile, number and process, or read from the state folder; never per case.
/// Certificates are per profile, subject, number and validity.
class KeyRing {
public:
    /// With a folder, keys and certificates are kept there as PEM, readable by the owner alone, and found again.
    explicit KeyRing(std::filesystem::path state_folder = {});

    /// Without an order of its own the certificate counts as made one day before `now`: an app is set up before anybody
    /// logs in to it. `variables` fill in the subject. Throws Failure (io) when the state folder cannot be read or written.
    SigningKey get(const Profile& profile, const Values& variables, Instant now, const CertificateOrder& order = {});
    /// The same by other rules; `name` tells its keys from the profile's own.
    SigningKey get(const std::string& name, const CertificateRules& rules, const Values& variables, Instant now,
                   const CertificateOrder& order);
    /// Another certificate for a key that is there, with that validity; it is not kept.
    SigningKey remake(const Profile& profile, const Values& variables, const crypto::PrivateKey& key, Instant not_before,
                      Instant not_after) const;

private:
    crypto::PrivateKey key_for(const std::string& name, int bits);
    crypto::Certificate certificate_for(const std::string& name, const crypto::PrivateKey& key,
                                        const crypto::CertificateSpec& spec, const std::string& validity);

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::string, crypto::PrivateKey> keys_;
    std::map<std::string, crypto::Certificate> certificates_;
};

} // namespace idpsim::idp
