#pragma once
/// Block ciphers as XML Encryption uses them (xmlenc-core 1.1 section 5.2): the IV stands before the ciphertext.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace idpsim::crypto {

enum class BlockCipher { aes128_cbc, aes192_cbc, aes256_cbc, triple_des_cbc, aes128_gcm, aes192_gcm, aes256_gcm };

/// How long the cipher's keys are.
std::size_t key_octets(BlockCipher cipher);
/// GCM authenticates what it decrypts; CBC does not.
bool is_authenticated(BlockCipher cipher);

/// IV, ciphertext and, for GCM, the tag of 16 octets; the IV and CBC's padding come from OpenSSL's generator. Throws
/// Failure for a key of another length.
std::string encrypt(BlockCipher cipher, std::string_view key, std::string_view plaintext);

/// The plaintext of IV, ciphertext and, for GCM, a tag of the last `tag_octets` octets (at most 16); nothing when the tag,
/// the padding or a length is wrong. Nobody outside may learn which: received messages go through xml::decrypt.
std::optional<std::string> decrypt(BlockCipher cipher, std::string_view key, std::string_view sealed, std::size_t tag_octets = 16);

/// Octets from OpenSSL's generator, for keys. Throws Failure when it has none.
std::string random_octets(std::size_t count);

/// Overwrites a key or a plaintext that is no longer needed.
void wipe(std::string& secret);

} // namespace idpsim::crypto
