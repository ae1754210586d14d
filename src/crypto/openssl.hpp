#pragma once
/// What src/crypto shares about OpenSSL: its error queue and algorithms fetched once.
#include "src/crypto/digest.hpp"
#include "src/crypto/handles.hpp"

#include <string>
#include <string_view>

namespace idpsim::crypto {

/// Empties this thread's error queue; the reasons, oldest first, joined by "; ". Reasons name no key material.
std::string drain_errors();

/// Throws Failure{Fault::invalid, "OpenSSL", "what: reasons"}.
[[noreturn]] void openssl_failure(std::string_view what);

/// The digest's implementation, fetched once per process: an implicit fetch at every use costs microseconds.
const EVP_MD* fetched(Hash hash);

/// Octets as OpenSSL takes them.
inline const unsigned char* octets_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* octets_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

} // namespace idpsim::crypto
