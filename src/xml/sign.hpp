#pragma once
/// Signing documents that we write: canonical octets from the pugixml tree, RSA by OpenSSL. Held to xmlsec octet for
/// octet by tests; xmlsec itself would spend more time around the RSA operation than inside it.
#include "src/crypto/key.hpp"
#include "src/xml/base64_style.hpp"

#include <pugixml.hpp>

namespace idpsim::xml {

/// `signature` is a complete ds:Signature element standing in its final place, with empty DigestValue and
/// SignatureValue. Its own SignatureMethod, DigestMethod, Transforms and Reference URI say what to do: the referenced
/// element must be its parent (by attribute `ID`). Fills in both values. Throws Failure when the element is not so.
void sign_in_place(pugi::xml_node signature, const crypto::PrivateKey& key, const Base64Style& style = {});

} // namespace idpsim::xml
