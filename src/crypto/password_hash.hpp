#pragma once
/// Passwords as they are kept: salted and slow to try.
#include <string>
#include <string_view>

namespace idpsim::crypto {

/// scrypt (RFC 7914) with r=8, p=1 and N = 2^cost, 1 <= cost <= 20, under a fresh salt, as "scrypt$cost$salt$key".
std::string hash_password(std::string_view password, unsigned cost);
/// Whether `kept` is a hash of the password; false for what is no hash.
bool password_fits(std::string_view password, std::string_view kept);

} // namespace idpsim::crypto
