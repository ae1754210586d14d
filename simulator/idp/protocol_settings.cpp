/// Settings that change what is asked, granted, hidden and ended, rather than what an assertion says.
#include "simulator/idp/protocol_settings.hpp"

#include "simulator/idp/setting_values.hpp"
#include "simulator/idp/settings.hpp"
#include "src/core/url.hpp"
#include "src/saml/values.hpp"
#include "src/xml/namespaces.hpp"

#include <array>

namespace idpsim::idp {
namespace {

struct NamedAlgorithm {
    std::string_view name;
    const char* uri;
};
constexpr std::array block_ciphers{
    NamedAlgorithm{"aes128-cbc", alg::aes128_cbc},   NamedAlgorithm{"aes192-cbc", alg::aes192_cbc},
    NamedAlgorithm{"aes256-cbc", alg::aes256_cbc},   NamedAlgorithm{"aes128-gcm", alg::aes128_gcm},
    NamedAlgorithm{"aes192-gcm", alg::aes192_gcm},   NamedAlgorithm{"aes256-gcm", alg::aes256_gcm},
    NamedAlgorithm{"3des-cbc", alg::triple_des_cbc},
};
constexpr std::array key_transports{
    NamedAlgorithm{"rsa-oaep-mgf1p", alg::rsa_oaep_mgf1p},
    NamedAlgorithm{"rsa-oaep", alg::rsa_oaep},
    NamedAlgorithm{"rsa-1_5", alg::rsa_1_5},
};

template <class Table> std::optional<std::string> uri_named(const Table& table, std::string_view name) {
    for (const NamedAlgorithm& one : table)
        if (one.name == name) return one.uri;
    return std::nullopt;
}

bool take(std::optional<std::string> found, std::string& out) {
    if (found) out = std::move(*found);
    return found.has_value();
}

/// Every PEM block of `text`, or the one certificate that it is in plain base64.
std::vector<crypto::Certificate> certificates_in(std::string_view key, const std::string& text) {
    constexpr std::string_view end = "-----END CERTIFICATE-----";
    std::vector<crypto::Certificate> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto stop = text.find(end, at);
        const std::string_view block =
            std::string_view(text).substr(at, stop == std::string::npos ? stop : stop + end.size() - at);
        at = stop == std::string::npos ? text.size() : stop + end.size();
        if (!out.empty() && block.find_first_not_of(" \t\r\n") == std::string_view::npos) break;
        const auto begin = block.find("-----BEGIN");
        const auto certificate =
            crypto::Certificate::from_base64(begin == std::string_view::npos ? block : block.substr(begin));
        if (!certificate) reject_setting(std::string(key), "it is not a certificate: " + certificate.error().detail);
        out.push_back(*certificate);
    }
    return out;
}

void apply_encryption(const SamlProfile& profile, const Values& values, Configuration& out) {
    if (!profile.encryption) return;
    EncryptionSettings& to = out.encryption;
    to.assertion = profile.encryption->assertion;
    to.name_id = profile.encryption->name_id;
    to.block_cipher = block_cipher_named(profile.encryption->algorithm).value();
    to.key_transport = key_transport_named(profile.encryption->key_transport).value();
    apply_setting(values, "encrypt", [&](const std::string& text) { return read_flag(text, to.assertion); });
    apply_setting(values, "encrypt.name_id", [&](const std::string& text) { return read_flag(text, to.name_id); });
    to.name_id = to.name_id && profile.encryption->name_id_shape;
    apply_setting(values, "encryption.algorithm",
                  [&](const std::string& text) { return take(block_cipher_named(text), to.block_cipher); });
    apply_setting(values, "encryption.key_transport",
                  [&](const std::string& text) { return take(key_transport_named(text), to.key_transport); });
    apply_setting(values, "encryption.certificate", [&](const std::string& text) {
        to.certificate = certificates_in("encryption.certificate", text).front();
        return true;
    });
}

/// An address that the browser is sent to.
void apply_address(const Values& values, std::string_view key, std::string& out) {
    apply_setting(values, key, [&](const std::string& text) {
        const auto url = parse_url(text);
        if (!url) reject_setting(std::string(key), describe(url.error()));
        out = text;
        return true;
    });
}

void apply_logout(const SamlProfile& profile, const Values& values, Configuration& out) {
    if (!profile.logout) return;
    LogoutSettings& to = out.logout;
    to.enabled = profile.logout->enabled;
    to.participates = profile.logout->participates;
    to.sign_request = profile.logout->sign_request;
    to.sign_response = profile.logout->sign_response;
    to.name_id_format = profile.logout->name_id_format;
    const auto flag = [&](std::string_view key, bool& value) {
        apply_setting(values, key, [&](const std::string& text) { return read_flag(text, value); });
    };
    flag("slo", to.enabled);
    flag("slo.participate", to.participates);
    flag("slo.sign_request", to.sign_request);
    flag("slo.sign_response", to.sign_response);
    flag("slo.name_id_format", to.name_id_format);
    flag("slo.soap", to.soap);
    apply_address(values, "slo_url", to.url);
    apply_address(values, "slo_response_url", to.response_url);
    to.sp_issuer = out.setting_or("slo.sp_issuer", "");
    apply_setting(values, "slo_binding", [&](const std::string& text) {
        to.binding = text == "redirect" ? saml::binding_redirect : saml::binding_post;
        return text == "post" || text == "redirect";
    });
}

} // namespace

std::optional<std::string> block_cipher_named(std::string_view name) { return uri_named(block_ciphers, name); }

std::optional<std::string> key_transport_named(std::string_view name) { return uri_named(key_transports, name); }

void apply_protocol_settings(const SamlProfile& profile, Configuration& out) {
    const Values& values = out.values;
    out.acs_any_if_signed = profile.requests.acs_any_if_signed;
    out.obey_authn_context = profile.requests.obey_authn_context;
    out.allow_sha1 = profile.requests.allow_sha1;
    const auto flag = [&](std::string_view key, bool& value) {
        apply_setting(values, key, [&](const std::string& text) { return read_flag(text, value); });
    };
    flag("acs_any_if_signed", out.acs_any_if_signed);
    flag("authn_context.obey", out.obey_authn_context);
    flag("allow_sha1", out.allow_sha1);
    flag("metadata.redirect_endpoint", out.redirect_endpoint);
    flag("enabled", out.enabled);
    flag("flows.from_sp", out.from_sp);
    flag("flows.from_idp", out.from_idp);
    flag("bindings.post", out.takes_post);
    flag("bindings.redirect", out.takes_redirect);
    flag("everybody", out.everybody);
    flag("tile", out.tile);
    apply_setting(values, "sp_certificate", [&](const std::string& text) {
        out.sp_certificates = certificates_in("sp_certificate", text);
        return true;
    });
    apply_setting(values, "response_binding", [&](const std::string& text) {
        if (text == "artifact" && !profile.artifact) reject_setting("response_binding", "this vendor has no artifacts");
        out.by_artifact = text == "artifact";
        return text == "post" || text == "artifact";
    });
    apply_encryption(profile, values, out);
    apply_logout(profile, values, out);
}

} // namespace idpsim::idp
