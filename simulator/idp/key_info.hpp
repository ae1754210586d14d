#pragma once
/// What a signature's KeyInfo says, in the vendor's base64 lines.
#include "simulator/idp/keyring.hpp"

namespace idpsim::idp {

class KeyInfoValues {
public:
    KeyInfoValues(const SamlProfile& profile, const SigningKey& key);
    /// Adds certificate?, subject_name, modulus?, exponent?, key_info? and the line feeds that hang on them.
    void add(saml::Scope& scope, const KeyInfo& shown) const;

private:
    std::string certificate_, subject_name_, modulus_, exponent_;
};

/// Base64 broken into lines as the style says.
std::string in_lines(const std::string& base64, const xml::Base64Style& style);
/// The child element of that local name, whatever its prefix; null when there is none.
pugi::xml_node child_named(pugi::xml_node element, std::string_view local);
/// The ds:Signature that is a child of `element`, whatever its prefix; null when there is none.
pugi::xml_node signature_of(pugi::xml_node element);

} // namespace idpsim::idp
