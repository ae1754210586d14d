#pragma once
/// What an IdP does that encrypts.
#include "src/crypto/certificate.hpp"
#include "src/xml/namespaces.hpp"

#include <pugixml.hpp>

namespace idpsim::sp::test {

struct Encryption {
    crypto::Certificate recipient;
    const char* block_cipher = alg::aes256_gcm;
    const char* key_transport = alg::rsa_oaep_mgf1p;
};

/// Replaces `element` by a container of that name ("saml:EncryptedAssertion") with the element inside, encrypted.
void encrypt_in_place(pugi::xml_node element, const char* container, const Encryption& how);
/// The same with other octets than the element's.
void put_encrypted(pugi::xml_node element, const char* container, const std::string& plaintext, const Encryption& how);

} // namespace idpsim::sp::test
