#pragma once
/// The service provider's own key pairs: it signs requests and logout messages with one, and IdPs encrypt to the other.
#include "simulator/scim/database.hpp"
#include "src/core/instant.hpp"
#include "src/crypto/certificate.hpp"
#include "src/crypto/key.hpp"

#include <string>
#include <vector>

namespace idpsim::sp {

enum class KeyUse { signing, encryption };

struct KeyPair {
    crypto::PrivateKey key;           ///< a secret
    crypto::Certificate certificate;  ///< self-signed: whoever trusts it trusts the key
};

/// Which of the product's key pairs an organisation uses, oldest first: one of each use, two while it rolls over.
struct KeyNumbers {
    std::vector<int> signing{0}, encryption{0};
    std::vector<int>& of(KeyUse use) { return use == KeyUse::signing ? signing : encryption; }
    const std::vector<int>& of(KeyUse use) const { return use == KeyUse::signing ? signing : encryption; }
};

/// The pairs of KeyNumbers, in the same order; empty until somebody needs them, since RSA keys are expensive to make.
/// Signs with the oldest, publishes all for signing; publishes the newest for encryption, opens with any.
struct OwnKeys {
    KeyNumbers numbers;
    std::vector<KeyPair> signing, encryption;
};

/// Key pairs by use and number. In memory they are made once per process, whatever number of service providers asks; in
/// a database that is kept they are the same after a restart.
class KeyStore {
public:
    /// `database` must outlive it. `keeps`: whether pairs are written there. `host` is the certificates' common name.
    KeyStore(scim_server::Database& database, bool keeps, std::string host);

    KeyPair get(KeyUse use, int number, Instant now);
    /// Fills in the pairs that the numbers say; cheap when they are there already.
    void fill(OwnKeys& keys, Instant now);

private:
    scim_server::Database* database_;
    bool keeps_;
    std::string host_;
};

} // namespace idpsim::sp
