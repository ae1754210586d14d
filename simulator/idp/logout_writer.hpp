#pragma once
/// A vendor's logout messages, on their way to an SP.
#include "simulator/idp/key_info.hpp"
#include "simulator/idp/response_writer.hpp"
#include "simulator/idp/sp_endpoints.hpp"
#include "src/core/http.hpp"

#include <functional>

namespace idpsim::idp {

/// Changes a logout message on its way, for negative cases.
struct LogoutHooks {
    std::function<void(saml::Scope&)> filled; ///< the values, before a tree is made
    std::function<void(pugi::xml_node)> before_signing;
    std::function<void(pugi::xml_node)> after_signing; ///< of a posted message; a Redirect query is signed later
    std::function<void(std::string&)> printed;         ///< the octets
};

/// What a LogoutResponse says.
struct LogoutOutcome {
    StatusCodes status;
    std::string message; ///< "" : none
};

class LogoutWriter {
public:
    /// All must outlive the writer. Only for profiles that have logout rules.
    LogoutWriter(const SamlProfile& profile, const SigningKey& key, const LogoutHooks& hooks);

    /// A LogoutRequest about `name`, with every one of the session indexes (saml-core-2.0 section 3.7.1). `id` is the
    /// message's own. What the browser gets: a redirect or a page that posts.
    HttpResponse request(const LogoutEndpoint& to, const std::string& id, const Participant& name,
                         const std::vector<std::string>& session_indexes, const Configuration& configuration,
                         const PatternContext& context) const;
    /// The answer to the request `in_response_to`.
    HttpResponse response(const LogoutEndpoint& to, const std::string& in_response_to, const LogoutOutcome& outcome,
                          const std::optional<std::string>& relay_state, const Configuration& configuration,
                          const PatternContext& context) const;
    /// The same as a document, for who asked by SOAP and gets it in the answer: signed inside, destined for no place.
    std::string document(const std::string& in_response_to, const LogoutOutcome& outcome,
                         const Configuration& configuration, const PatternContext& context) const;
    std::string new_id(const PatternContext& context) const;

private:
    struct Sending;
    saml::Scope envelope(const Sending& sending, const std::string& id, const Configuration& configuration,
                         const PatternContext& context) const;
    saml::Scope answer(const Sending& sending, const std::string& in_response_to, const LogoutOutcome& outcome,
                       const Configuration& configuration, const PatternContext& context) const;
    std::string write(const Sending& sending, saml::Scope& scope, const saml::PrintStyle& style) const;
    HttpResponse send(const Sending& sending, saml::Scope& scope, const Configuration& configuration) const;

    const SamlProfile& profile_;
    const SigningKey& key_;
    const LogoutHooks& hooks_;
    KeyInfoValues key_info_;
};

} // namespace idpsim::idp
