#pragma once
/// Hides what an assertion says from everybody but its SP (saml-core-2.0 section 6).
#include "simulator/idp/subject.hpp"

#include <pugixml.hpp>

#include <optional>

namespace idpsim::idp {

class Encryptor {
public:
    /// Nothing when the settings ask for no encryption. The certificate is the setting's, else that of the connected
    /// SP's first key for encryption (`use` encryption, or none; saml-metadata-2.0 section 2.4.1.1). Refused, with
    /// `where` reason::no_recipient_key, when there is none. `profile` and `configuration` must outlive it.
    static Result<std::optional<Encryptor>> make(const SamlProfile& profile, const Configuration& configuration,
                                                 const Tenant& tenant);

    /// Puts the EncryptedID in the NameID's place, if that is asked for: before the Assertion is signed.
    void hide_name_id(pugi::xml_node assertion, const PatternContext& context) const;
    /// Puts the EncryptedAssertion in the Assertion's place, if that is asked for: after the Assertion is signed, and
    /// before the Response is. The Assertion is gone then.
    void hide_assertion(pugi::xml_node response, pugi::xml_node assertion, const PatternContext& context) const;

private:
    Encryptor(const SamlProfile& profile, const EncryptionSettings& settings, crypto::Certificate recipient);
    saml::Scope scope(const PatternContext& context) const;
    void replace(pugi::xml_node clear, const saml::Shape& shape, const std::string& plaintext,
                 const PatternContext& context) const;

    const SamlProfile& profile_;
    const EncryptionSettings& settings_;
    crypto::Certificate recipient_;
};

/// In physical canonical form: as exclusive c14n writes, yet with every namespace declaration where it stands in the
/// tree. What XML libraries for Java hand to their cipher.
std::string physical_form(pugi::xml_node element);

} // namespace idpsim::idp
