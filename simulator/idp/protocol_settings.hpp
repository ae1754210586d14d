#pragma once
/// What the settings say about requests, encryption and logout, in our words.
#include "simulator/idp/saml_profile.hpp"
#include "src/crypto/certificate.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::idp {

struct EncryptionSettings {
    bool assertion = false, name_id = false;
    std::string block_cipher, key_transport;        ///< URIs
    std::optional<crypto::Certificate> certificate; ///< the setting's; else the SP's metadata has one
};

struct LogoutSettings {
    bool enabled = false;      ///< false too where the vendor has no single logout
    bool participates = false; ///< a sign-out at the IdP is told to the SP
    bool sign_request = false, sign_response = false, name_id_format = true;
    bool soap = false; ///< taken from the SP itself as well, past the browser
    std::string url, response_url;      ///< "" : what the SP's metadata says
    std::optional<std::string> binding; ///< URI; absent: the vendor's or the SP's
    std::string sp_issuer;              ///< of logout messages; "" : the SP's entityID
};

struct Configuration;
/// Puts the protocol's part of `out.values` into effect. Throws Failure (invalid) naming the key when a value is none.
void apply_protocol_settings(const SamlProfile& profile, Configuration& out);

/// "aes256-cbc" -> its URI; nothing when it is no block cipher or key transport that we encrypt with.
std::optional<std::string> block_cipher_named(std::string_view name);
std::optional<std::string> key_transport_named(std::string_view name);

} // namespace idpsim::idp
