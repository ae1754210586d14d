#include "src/crypto/password_hash.hpp"

#include "src/core/result.hpp"
#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <charconv>
#include <vector>

namespace idpsim::crypto {

namespace {

constexpr unsigned most_cost = 20;
constexpr std::uint64_t most_memory = std::uint64_t{2} << 30;

std::string derive(std::string_view password, std::string_view salt, unsigned cost) {
    std::string key(32, '\0');
    const int done = EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()),
                                    salt.size(), std::uint64_t{1} << cost, 8, 1, most_memory,
                                    reinterpret_cast<unsigned char*>(key.data()), key.size());
    if (done != 1) throw Failure(Error{Fault::unsupported, "password", "scrypt cannot be computed"});
    return key;
}

} // namespace

std::string hash_password(std::string_view password, unsigned cost) {
    if (cost < 1 || cost > most_cost) throw Failure(Error{Fault::invalid, "password", "the cost is out of range"});
    std::string salt(16, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(salt.data()), static_cast<int>(salt.size())) != 1) {
        throw Failure(Error{Fault::unsupported, "password", "there is no randomness"});
    }
    return "scrypt$" + std::to_string(cost) + "$" + base64_encode(salt) + "$" + base64_encode(derive(password, salt, cost));
}

bool password_fits(std::string_view password, std::string_view kept) {
    const std::vector<std::string_view> parts = split(kept, '$');
    if (parts.size() != 4 || parts[0] != "scrypt") return false;
    unsigned cost = 0;
    const auto [end, failed] = std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), cost);
    if (failed != std::errc{} || end != parts[1].data() + parts[1].size() || cost < 1 || cost > most_cost) return false;
    const Result<std::string> salt = base64_decode(parts[2]);
    const Result<std::string> key = base64_decode(parts[3]);
    return salt && key && same_secret(derive(password, *salt, cost), *key);
}

} // namespace idpsim::crypto
