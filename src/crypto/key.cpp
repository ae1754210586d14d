#include "src/crypto/key.hpp"

#include "src/crypto/openssl.hpp"

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>
#include <atomic>
#include <ctime>

namespace idpsim::crypto {
namespace {

constexpr std::size_t largest_pem = 64u << 10;

struct Counters {
    std::atomic<std::uint64_t> count{0};
    std::atomic<std::uint64_t> nanoseconds{0};
};
Counters signing;
Counters keygen;

std::uint64_t thread_cpu_ns() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000u + static_cast<std::uint64_t>(now.tv_nsec);
}

/// Adds the CPU time of its life to `counters`, if told that the work was done.
class Stopwatch {
public:
    explicit Stopwatch(Counters& counters) : counters_(counters), start_(thread_cpu_ns()) {}
    void done() {
        counters_.nanoseconds.fetch_add(thread_cpu_ns() - start_, std::memory_order_relaxed);
        counters_.count.fetch_add(1, std::memory_order_relaxed);
    }

private:
    Counters& counters_;
    std::uint64_t start_;
};

/// Without this OpenSSL would ask for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

PkeyCtxHandle pkcs1_context(EVP_PKEY* key, Hash hash, int (*init)(EVP_PKEY_CTX*)) {
    PkeyCtxHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    if (!context || init(context.get()) != 1 || EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1 ||
        EVP_PKEY_CTX_set_signature_md(context.get(), fetched(hash)) != 1)
        openssl_failure("the key cannot sign or verify with RSA PKCS#1 v1.5");
    return context;
}

/// A ready context for (key, hash), kept per thread: setting one up is a tenth of a small signature's cost. A kept
/// context holds its key alive, so an address cannot come to mean another key; only a few are kept.
EVP_PKEY_CTX* signing_context(EVP_PKEY* key, Hash hash) {
    struct Kept {
        EVP_PKEY* key = nullptr;
        Hash hash{};
        PkeyCtxHandle context;
    };
    thread_local std::array<Kept, 8> kept;
    thread_local std::size_t oldest = 0;
    for (const Kept& entry : kept)
        if (entry.key == key && entry.hash == hash) return entry.context.get();
    Kept& entry = kept[oldest++ % kept.size()];
    entry = Kept{key, hash, pkcs1_context(key, hash, EVP_PKEY_sign_init)};
    return entry.context.get();
}

std::string rsa_parameter(EVP_PKEY* key, const char* name) {
    BIGNUM* raw = nullptr;
    if (!key || EVP_PKEY_get_bn_param(key, name, &raw) != 1) {
        drain_errors();
        return {};
    }
    const BignumHandle number(raw);
    std::string out(static_cast<std::size_t>(BN_num_bytes(raw)), '\0');
    BN_bn2bin(raw, octets_of(out));
    return out;
}

} // namespace

int PublicKey::bits() const { return pkey_ ? EVP_PKEY_get_bits(pkey_.get()) : 0; }

bool PublicKey::is_rsa() const { return pkey_ && EVP_PKEY_is_a(pkey_.get(), "RSA") == 1; }

std::string PublicKey::rsa_modulus() const { return is_rsa() ? rsa_parameter(pkey_.get(), OSSL_PKEY_PARAM_RSA_N) : ""; }

std::string PublicKey::rsa_exponent() const {
    return is_rsa() ? rsa_parameter(pkey_.get(), OSSL_PKEY_PARAM_RSA_E) : "";
}

bool PublicKey::verify(Hash hash, std::string_view octets, std::string_view signature) const {
    if (!is_rsa()) return false;
    const PkeyCtxHandle context = pkcs1_context(pkey_.get(), hash, EVP_PKEY_verify_init);
    const std::string made = digest(hash, octets);
    const int verdict = EVP_PKEY_verify(context.get(), octets_of(signature), signature.size(),
                                        octets_of(std::string_view(made)), made.size());
    drain_errors();
    return verdict == 1;
}

PrivateKey PrivateKey::generate_rsa(int bits) {
    Stopwatch watch(keygen);
    const PkeyCtxHandle context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
    EVP_PKEY* made = nullptr;
    if (!context || EVP_PKEY_keygen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), bits) != 1 || EVP_PKEY_generate(context.get(), &made) != 1)
        openssl_failure("no RSA key of " + std::to_string(bits) + " bits could be made");
    PrivateKey key(std::shared_ptr<EVP_PKEY>(made, EVP_PKEY_free));
    watch.done();
    return key;
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem) {
    if (pem.size() > largest_pem) return Error{Fault::too_large, "private key", "larger than a PEM key can be"};
    const BioHandle source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    EVP_PKEY* key = source ? PEM_read_bio_PrivateKey(source.get(), nullptr, no_passphrase, nullptr) : nullptr;
    if (!key) return Error{Fault::malformed, "private key", "no readable PEM private key: " + drain_errors()};
    drain_errors();
    return PrivateKey(std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free));
}

std::string PrivateKey::to_pem() const {
    const BioHandle sink(BIO_new(BIO_s_secmem()));
    if (!sink || PEM_write_bio_PKCS8PrivateKey(sink.get(), pkey_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        openssl_failure("the private key could not be written");
    char* text = nullptr;
    const long size = BIO_get_mem_data(sink.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

std::string PrivateKey::sign(Hash hash, std::string_view octets) const {
    if (!pkey_) throw Failure(Error{Fault::invalid, "signature", "there is no key to sign with"});
    const std::string made = digest(hash, octets);
    Stopwatch watch(signing);
    EVP_PKEY_CTX* context = signing_context(pkey_.get(), hash);
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(pkey_.get()));
    std::string signature(size, '\0');
    if (EVP_PKEY_sign(context, octets_of(signature), &size, octets_of(std::string_view(made)), made.size()) != 1)
        openssl_failure("the key could not sign");
    signature.resize(size);
    watch.done();
    return signature;
}

SigningStats signing_stats() {
    return {signing.count.load(), signing.nanoseconds.load(), keygen.count.load(), keygen.nanoseconds.load()};
}

} // namespace idpsim::crypto
