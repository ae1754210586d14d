#pragma once
/// Fills a vendor's message shapes in, signs and prints them.
#include "simulator/idp/encryption.hpp"
#include "simulator/idp/key_info.hpp"
#include "simulator/idp/subject.hpp"

#include <functional>

namespace idpsim::idp {

/// What an answer is about.
struct Answer {
    std::optional<std::string> request_id; ///< ID of the AuthnRequest; nothing for an unsolicited Response
    std::string acs_url;                   ///< where it is sent
    bool by_artifact = false;              ///< the browser carries an artifact, the SP fetches the Response
    std::string sp_entity_id;
    std::optional<std::string> name_id_format_asked; ///< of the request's NameIDPolicy
    std::optional<std::string> sp_name_qualifier;    ///< of the request's NameIDPolicy
    bool may_create = true;                          ///< unless the NameIDPolicy's AllowCreate says no
    std::optional<std::string> class_ref_asked;      ///< that the assertion says instead of the configured one
};

/// By what an SP knows a session: what a LogoutRequest has to name (saml-profiles-2.0 section 4.4.3.1).
struct Participant {
    std::string sp_entity_id;
    std::string name_id, name_id_format; ///< format "" : none was sent
    std::optional<std::string> sp_name_qualifier;
    std::string session_index;
};

/// A Response as it goes to the SP.
struct Written {
    std::string xml;
    Participant participant;
};

/// Changes a Response on its way, for negative cases: each sees the message at one stage.
struct ResponseHooks {
    std::function<void(saml::Scope&)> filled;           ///< the values, before a tree is made
    std::function<void(pugi::xml_node)> before_signing; ///< the whole Response, unsigned
    std::function<void(pugi::xml_node)> before_encrypting;  ///< the Assertion signed, the Response not yet
    std::function<void(pugi::xml_node)> after_signing;
    std::function<void(std::string&)> printed; ///< the octets
};

class ResponseWriter {
public:
    /// All must outlive the writer.
    ResponseWriter(const SamlProfile& profile, const SigningKey& key, const ResponseHooks& hooks);

    /// A Success Response about `person`, who logged in at `login`. `context` holds the tenant's values, `entity_id`
    /// among them. Faults: refused with `where` one of idp::reason (name_id_policy, no_name_id, no_attribute,
    /// no_recipient_key).
    Result<Written> write(const Answer& answer, const Tenant& tenant, const Person& person, Instant login,
                              const Configuration& configuration, PatternContext context) const;
    /// A Response that says no (saml-core-2.0 section 3.2.2): no assertion.
    std::string write_refusal(const Answer& answer, const Refusal& refusal, const Configuration& configuration,
                              PatternContext context) const;

private:
    saml::Scope envelope(const Answer& answer, const Configuration& configuration, PatternContext& context) const;
    void add_assertion(saml::Scope& scope, const Answer& answer, Instant login, const Configuration& configuration,
                       const PatternContext& context) const;
    std::string audience(const Answer& answer, const Configuration& configuration) const;
    std::string finish(saml::Scope& scope, const Encryptor* encryptor, const PatternContext& context) const;

    const SamlProfile& profile_;
    const SigningKey& key_;
    const ResponseHooks& hooks_;
    KeyInfoValues key_info_;
};

/// Whether the Response to `answer` is signed: one that is fetched by artifact goes by its own rule.
bool signs_response(const SamlProfile& profile, const Configuration& configuration, const Answer& answer);

} // namespace idpsim::idp
