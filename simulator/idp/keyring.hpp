#pragma once
/// The signing keys of the simulated IdPs.
#include "simulator/idp/profile.hpp"
#include "src/crypto/certificate.hpp"

#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace idpsim::idp {

struct SigningKey {
    crypto::PrivateKey key;
    crypto::Certificate certificate;
};

/// Thread-safe. An RSA key is made once per profile and process, or read from the state folder; never per case.
/// Certificates are per profile, subject and day of making.
class KeyRing {
public:
    /// With a folder, keys and certificates are kept there as PEM, readable by the owner alone, and found again.
    explicit KeyRing(std::filesystem::path state_folder = {});

    /// The certificate counts as made one day before `now`: an app is set up before anybody logs in to it. `variables`
    /// fill in the subject. Throws Failure (io) when the state folder cannot be read or written.
    SigningKey get(const Profile& profile, const Values& variables, Instant now);

private:
    crypto::PrivateKey key_for(const std::string& name, int bits);
    crypto::Certificate certificate_for(const std::string& name, const crypto::PrivateKey& key,
                                        const crypto::CertificateSpec& spec);

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::string, crypto::PrivateKey> keys_;
    std::map<std::string, crypto::Certificate> certificates_;
};

} // namespace idpsim::idp
