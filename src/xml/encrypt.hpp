#pragma once
/// Encrypting elements that we write (xmlenc-core 1.1), as a vendor's shape lays the parts out; by OpenSSL.
#include "src/crypto/key.hpp"
#include "src/xml/base64_style.hpp"

#include <pugixml.hpp>

#include <string_view>

namespace idpsim::xml {

/// `container` (EncryptedAssertion, EncryptedID, ...) stands in its final place and holds one xenc:EncryptedData and
/// one xenc:EncryptedKey, wherever the vendor puts it, with their EncryptionMethods and empty CipherValues. Makes a
/// fresh content key from OpenSSL's generator, encrypts `plaintext` by the EncryptedData's method and the content key
/// to `recipient` by the EncryptedKey's, and fills both CipherValues in. Block ciphers: AES-128/192/256 CBC and GCM,
/// 3DES-CBC. Key transport: rsa-1_5, rsa-oaep-mgf1p and rsa-oaep (xmlenc 1.1) with its DigestMethod and MGF children.
/// Throws Failure when the container is not so or an algorithm is none of these.
void encrypt_in_place(pugi::xml_node container, std::string_view plaintext, const crypto::PublicKey& recipient,
                      const Base64Style& style = {});

} // namespace idpsim::xml
