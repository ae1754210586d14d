#pragma once
/// Fills a vendor's message shapes in, signs and prints them.
#include "simulator/idp/keyring.hpp"
#include "simulator/idp/subject.hpp"

#include <functional>

namespace idpsim::idp {

/// What an answer is about.
struct Answer {
    std::optional<std::string> request_id; ///< ID of the AuthnRequest; nothing for an unsolicited Response
    std::string acs_url;                   ///< where it is posted
    std::string sp_entity_id;
    std::optional<std::string> name_id_format_asked; ///< of the request's NameIDPolicy
    std::optional<std::string> sp_name_qualifier;    ///< of the request's NameIDPolicy
};

/// Changes a Response on its way, for negative cases: each sees the message at one stage.
struct ResponseHooks {
    std::function<void(saml::Scope&)> filled;           ///< the values, before a tree is made
    std::function<void(pugi::xml_node)> before_signing; ///< the whole Response, unsigned
    std::function<void(pugi::xml_node)> after_signing;
    std::function<void(std::string&)> printed; ///< the octets
};

class ResponseWriter {
public:
    /// All must outlive the writer.
    ResponseWriter(const SamlProfile& profile, const SigningKey& key, const ResponseHooks& hooks);

    /// A Success Response about `person`, who logged in at `login`. `context` holds the tenant's values, `entity_id`
    /// among them. Faults: refused with `where` one of idp::reason (name_id_policy, no_name_id, no_attribute).
    Result<std::string> write(const Answer& answer, const Tenant& tenant, const Person& person, Instant login,
                              const Configuration& configuration, PatternContext context) const;
    /// A Response that says no (saml-core-2.0 section 3.2.2): no assertion.
    std::string write_refusal(const Answer& answer, const Refusal& refusal, const Configuration& configuration,
                              PatternContext context) const;

private:
    saml::Scope envelope(const Answer& answer, const Configuration& configuration, PatternContext& context) const;
    void add_assertion(saml::Scope& scope, const Answer& answer, Instant login, const Configuration& configuration,
                       const PatternContext& context) const;
    void add_key_info(saml::Scope& scope, const KeyInfo& shown) const;
    std::string audience(const Answer& answer, const Configuration& configuration) const;
    std::string finish(saml::Scope& scope) const;

    const SamlProfile& profile_;
    const SigningKey& key_;
    const ResponseHooks& hooks_;
    std::string certificate_, subject_name_, modulus_, exponent_; ///< as KeyInfo prints them
};

/// Base64 broken into lines as the style says.
std::string in_lines(const std::string& base64, const xml::Base64Style& style);
/// The ds:Signature that is a child of `element`, whatever its prefix; null when there is none.
pugi::xml_node signature_of(pugi::xml_node element);

} // namespace idpsim::idp
