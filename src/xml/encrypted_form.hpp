#pragma once
/// What a received xenc:EncryptedData is made of, held against the forms that are admitted before any key is used.
#include "src/crypto/cipher.hpp"
#include "src/crypto/key_transport.hpp"
#include "src/xml/decrypt.hpp"
#include "src/xml/document.hpp"

#include <string>
#include <vector>

namespace idpsim::xml {

/// One xenc:EncryptedKey by RSA.
struct WrappedKey {
    std::string method; ///< URI, admitted
    crypto::KeyTransport transport;
    std::string octets; ///< of its CipherValue
};

struct EncryptedForm {
    Element data;             ///< the xenc:EncryptedData, its CipherValue base64 of something
    std::string block_cipher; ///< URI, admitted
    crypto::BlockCipher cipher;
    std::vector<WrappedKey> keys; ///< at least one, at most a handful
};

/// Faults as decrypt, but for what the keys decide. A policy is obeyed here.
Result<EncryptedForm> read_encrypted_form(const Element& container, const DecryptPolicy& policy);

} // namespace idpsim::xml
