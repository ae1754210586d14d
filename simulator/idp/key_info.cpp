#include "simulator/idp/key_info.hpp"

#include "src/core/text.hpp"

namespace idpsim::idp {
namespace {

std::string_view local_name(pugi::xml_node node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

} // namespace

std::string in_lines(const std::string& base64, const xml::Base64Style& style) {
    std::string out = style.columns == 0 ? base64 : wrap(base64, style.columns, style.line_end);
    return style.framed ? style.line_end + out + style.line_end : out;
}

pugi::xml_node child_named(pugi::xml_node element, std::string_view local) {
    for (const pugi::xml_node child : element.children())
        if (local_name(child) == local) return child;
    return {};
}

pugi::xml_node signature_of(pugi::xml_node element) { return child_named(element, "Signature"); }

KeyInfoValues::KeyInfoValues(const SamlProfile& profile, const SigningKey& key) {
    const crypto::PublicKey shown = key.key.public_key();
    certificate_ = in_lines(key.certificate.base64(), profile.certificate);
    subject_name_ = key.certificate.subject();
    modulus_ = in_lines(crypto::base64_encode(shown.rsa_modulus()), profile.certificate);
    exponent_ = crypto::base64_encode(shown.rsa_exponent());
}

void KeyInfoValues::add(saml::Scope& scope, const KeyInfo& shown) const {
    scope.values["subject_name"] = subject_name_;
    if (shown.certificate) scope.values["certificate"] = certificate_;
    if (shown.key_value) {
        scope.values["modulus"] = modulus_;
        scope.values["exponent"] = exponent_;
    }
    const bool any = shown.certificate || shown.key_value;
    if (any) scope.values["key_info"] = "";
    scope.values["line_feed_if_key_info"] = any ? "\n" : "";
    scope.values["line_feed_if_certificate"] = shown.certificate ? "\n" : "";
    scope.values["line_feed_if_modulus"] = shown.key_value ? "\n" : "";
}

} // namespace idpsim::idp
