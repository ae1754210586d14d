#pragma once
/// Single logout (saml-profiles-2.0 section 4.4): what is expected of the messages at the single logout service, what they
/// end, and what the service provider sends itself.
#include "simulator/sp/message.hpp"
#include "simulator/sp/organisation.hpp"
#include "simulator/sp/rule.hpp"
#include "simulator/sp/sessions.hpp"
#include "src/core/random.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::sp {

/// All that the logout rules look at; an absent part is not judged, as at the assertion consumer service.
struct LogoutContext {
    // -- what arrived
    std::optional<Result<saml::Received>> received;
    bool by_redirect = false;
    std::optional<Result<xml::Document>> document;
    bool is_signed = false;
    /// What verifying gave: by redirect of the query, by POST of the document. Nothing without keys or signature.
    std::optional<Result<void>> verified;
    /// One of the two, from what verified; as sent only for rules to explain it.
    std::optional<Result<saml::LogoutRequest>> request;
    std::optional<Result<saml::LogoutResponse>> response;
    std::optional<Result<saml::NameId>> opened_name_id;   ///< of a request's EncryptedID

    // -- what is expected
    std::optional<Instant> now;
    Millis skew{0};
    std::optional<std::string> slo_url, idp_entity_id;
    std::optional<xml::VerifyPolicy> policy;
    std::function<RequestState(std::string_view id)> request_state;   ///< of LogoutRequests of ours
};

/// For how long a LogoutRequest counts: ours, and one that does not say.
inline constexpr std::chrono::minutes logout_request_life{5};

using LogoutRule = RuleOn<LogoutContext>;
using LogoutRefusal = Unkept<LogoutContext>;

/// For both kinds of message; rules about one kind hold for the other.
std::vector<LogoutRule> default_logout_rules();

/// Whether the query's signature is by one of the policy's keys, with an admitted algorithm.
using QueryVerifyStep = std::function<Result<void>(const saml::Received&, const xml::VerifyPolicy&)>;
Result<void> verify_query(const saml::Received& message, const xml::VerifyPolicy& policy);

/// Fills `received` and `document`; then read_logout(), once the policy is set, all that the message says.
void receive_logout(LogoutContext& logout, const HttpRequest& request);
void read_logout(LogoutContext& logout, const VerifyStep& verify, const QueryVerifyStep& query,
                 const std::function<xml::DecryptPolicy()>& keys, const DecryptStep& decrypt);

/// Whether the request means the session (saml-core-2.0 section 3.7.3): it is of the IdP that vouched for the session, its
/// NameID is the session's, and it names the
/// session's SessionIndex or none at all, which means every session of the person. Format and qualifiers decide only
/// where both sides tell them: several IdPs leave them out when they log out.
bool request_means_session(const saml::LogoutRequest& request, const Session& session);

/// A request to end the session at the IdP, with the NameID as it was received and all its SessionIndexes.
saml::LogoutRequest make_logout_request(const Organisation& org, const Session& session,
                                        const std::string& destination, Random& random, Instant now);
/// Success, whether or not there was a session left to end.
saml::LogoutResponse make_logout_response(const Organisation& org, const saml::LogoutRequest& request,
                                          const std::string& destination, Random& random, Instant now);

/// The steps, each replaceable.
struct LogoutBehaviour {
    std::vector<LogoutRule> rules = default_logout_rules();
    QueryVerifyStep verify_query = sp::verify_query;
    std::function<bool(const saml::LogoutRequest&, const Session&)> means = request_means_session;
    std::function<saml::LogoutRequest(const Organisation&, const Session&, const std::string& destination, Random&,
                                      Instant)>
        request = make_logout_request;
    std::function<saml::LogoutResponse(const Organisation&, const saml::LogoutRequest&, const std::string& destination,
                                       Random&, Instant)>
        response = make_logout_response;
    bool signs = true;           ///< requests and responses of ours (saml-profiles-2.0 section 4.4.3.1)
};

} // namespace idpsim::sp
