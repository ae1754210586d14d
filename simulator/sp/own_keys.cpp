#include "simulator/sp/own_keys.hpp"

#include <map>
#include <mutex>

namespace idpsim::sp {
namespace {

constexpr int key_bits = 2048;
constexpr auto certificate_life = std::chrono::hours{24} * 3650;
constexpr char table[] = "CREATE TABLE IF NOT EXISTS product_keys(use TEXT NOT NULL, number INTEGER NOT NULL, "
                         "key TEXT NOT NULL, certificate TEXT NOT NULL, PRIMARY KEY(use, number)) WITHOUT ROWID";

std::string_view name_of(KeyUse use) { return use == KeyUse::signing ? "signing" : "encryption"; }

crypto::Certificate certificate_for(const crypto::PrivateKey& key, const std::string& host, Instant now) {
    crypto::CertificateSpec spec;
    spec.subject = {{"CN", host}};
    spec.not_before = std::chrono::floor<std::chrono::days>(now) - std::chrono::hours{24};
    spec.not_after = spec.not_before + certificate_life;
    spec.serial = "\x01" + crypto::digest(crypto::Hash::sha256, key.public_key().rsa_modulus()).substr(0, 15);
    return crypto::Certificate::self_signed(key, spec);
}

/// Keys and certificates that this process has made; from any thread.
class ProcessRing {
public:
    KeyPair get(KeyUse use, int number, const std::string& host, Instant now) {
        const std::lock_guard lock(mutex_);
        crypto::PrivateKey& key = keys_[{use, number}];
        if (!key) key = crypto::PrivateKey::generate_rsa(key_bits);
        crypto::Certificate& certificate = certificates_[{use, number, host}];
        if (!certificate) certificate = certificate_for(key, host, now);
        return {key, certificate};
    }

private:
    std::mutex mutex_;
    std::map<std::pair<KeyUse, int>, crypto::PrivateKey> keys_;
    std::map<std::tuple<KeyUse, int, std::string>, crypto::Certificate> certificates_;
};

ProcessRing& ring() {
    static ProcessRing ring;
    return ring;
}

void fill_use(KeyStore& store, KeyUse use, const std::vector<int>& numbers, std::vector<KeyPair>& pairs, Instant now) {
    if (pairs.size() == numbers.size()) return;
    pairs.clear();
    for (const int number : numbers) pairs.push_back(store.get(use, number, now));
}

} // namespace

KeyStore::KeyStore(scim_server::Database& database, bool keeps, std::string host)
    : database_(&database), keeps_(keeps), host_(std::move(host)) {
    if (keeps_) database_->execute(table);
}

KeyPair KeyStore::get(KeyUse use, int number, Instant now) {
    if (!keeps_) return ring().get(use, number, host_, now);
    {
        scim_server::Statement row = database_->prepare("SELECT key, certificate FROM product_keys WHERE use=?1 AND number=?2");
        row.bind(1, name_of(use)).bind(2, std::int64_t{number});
        if (row.step())
            return {crypto::PrivateKey::from_pem(row.text(0)).value(), crypto::Certificate::from_pem(row.text(1)).value()};
    }
    KeyPair made;
    made.key = crypto::PrivateKey::generate_rsa(key_bits);
    made.certificate = certificate_for(made.key, host_, now);
    database_->prepare("INSERT INTO product_keys(use, number, key, certificate) VALUES(?1, ?2, ?3, ?4)")
        .bind(1, name_of(use))
        .bind(2, std::int64_t{number})
        .bind(3, made.key.to_pem())
        .bind(4, made.certificate.to_pem())
        .run();
    return made;
}

void KeyStore::fill(OwnKeys& keys, Instant now) {
    fill_use(*this, KeyUse::signing, keys.numbers.signing, keys.signing, now);
    fill_use(*this, KeyUse::encryption, keys.numbers.encryption, keys.encryption, now);
}

} // namespace idpsim::sp
