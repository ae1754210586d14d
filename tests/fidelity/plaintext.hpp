#pragma once
/// What an IdP encrypted, octet for octet.
#include "src/crypto/key.hpp"
#include "src/xml/document.hpp"

#include <string>

namespace idpsim::fidelity {

/// The plaintext of the xenc:EncryptedData in `container`, not yet put into the namespaces around it as xml::decrypt
/// does, since that writes it anew. Throws Failure when `key` does not open it.
std::string plaintext_of(const xml::Element& container, const crypto::PrivateKey& key);

} // namespace idpsim::fidelity
