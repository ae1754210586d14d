#pragma once
/// Decrypting received elements (xmlenc-core 1.1) with xmlsec.
#include "src/crypto/key.hpp"
#include "src/xml/document.hpp"

#include <string>
#include <vector>

namespace idpsim::xml {

struct DecryptPolicy {
    std::vector<crypto::PrivateKey> keys; ///< tried in order; KeyInfo is never believed
    bool allow_rsa_1_5 = true;            ///< key transport rsa-1_5: vendors still offer it
    bool allow_cbc = true;                ///< AES-CBC and 3DES-CBC, which have no integrity of their own
};

struct Decrypted {
    std::string octets;        ///< one element as a document of its own, with the namespaces in scope where it stood
    std::string block_cipher;  ///< URI
    std::string key_transport; ///< URI
    std::size_t key_index = 0; ///< which of the policy's keys opened it
};

/// Decrypts the only xenc:EncryptedData that is a child of `container` (saml:EncryptedAssertion, saml:EncryptedID,
/// saml:EncryptedAttribute, saml:NewEncryptedID). Its EncryptedKey may stand inside the EncryptedData's KeyInfo, or
/// beside it, reached by a RetrievalMethod or as the only one (saml-core-2.0 section 2.2.4). No reference leaves the
/// document. Faults: not_found (no EncryptedData, no EncryptedKey), unsupported (algorithm, policy), malformed (not laid
/// out so), bad_signature never; everything that goes wrong with the key or the ciphertext itself is one and the same
/// refused ("it cannot be decrypted with any of the keys"), so that nobody can use the answer as an oracle.
Result<Decrypted> decrypt(const Element& container, const DecryptPolicy& policy);

} // namespace idpsim::xml
