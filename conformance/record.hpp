#pragma once
/// What checks judge: a login, a logout or a provisioning step as it stands in the transcript, with what both sides declare.
#include "conformance/result.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/values.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace idpsim::conformance {

/// What the SP under test declares: from its target file and its metadata.
struct SpSide {
    std::string entity_id;
    bool entity_id_declared = false;            ///< by the target itself, not only by its metadata
    std::string login_url;
    std::string metadata;                       ///< the document as served; "" when the target has none
    std::size_t metadata_exchange = 0;
    std::vector<std::string> acs_urls;          ///< HTTP-POST endpoints of the metadata, else the target file's ACS
    std::string organisation = {};              ///< what the probe calls this organisation; "" when it names none
};

struct IdpSide {
    std::string entity_id;
    std::string sso_url;
    std::vector<std::string> slo_urls = {};     ///< of its metadata: where logout messages go, requests and answers
};

/// What the probe ("who am I") said after the login.
struct Probe {
    bool signed_in = false;
    std::string names;                          ///< the person it names; "" when it names nobody
    std::size_t exchange = 0;
    std::string organisation = {};              ///< whose session it is; "" when it names none
};

/// By which algorithms a Response's EncryptedAssertion says that it is encrypted, as URIs.
struct EncryptionSeen {
    std::string block_cipher, key_transport;
};

/// An answer that is held against another.
struct AcsAnswer {
    int status = 0;                                     ///< of the ACS
    std::string body;                                   ///< of the page where the browser ended
};

/// One login, from the first request to the probe.
struct LoginRecord {
    SpSide sp;
    IdpSide idp;
    Instant now{};                                      ///< the case's clock when the login began
    bool sp_initiated = true;
    std::string email;                                  ///< of the person who logs in
    std::optional<std::string> relay_state;             ///< what the scenario asked to come back
    std::optional<saml::AuthnRequest> request;          ///< as the IdP received it
    std::size_t request_exchange = 0;
    std::string request_sent_to;                        ///< the IdP's endpoint that received it, without query
    std::optional<saml::Received> request_message;      ///< the same as it came by its binding, for its signature
    std::string request_error;                          ///< why an AuthnRequest that was sent could not be read
    std::vector<std::string> earlier_request_ids;       ///< of logins before this one in the case
    std::optional<saml::Response> response;             ///< as the ACS received it; for judging, not for believing
    std::optional<saml::Assertion> assertion;
    bool assertion_signed = false;                      ///< it has a ds:Signature of its own
    std::optional<EncryptionSeen> encryption;           ///< of the Response's EncryptedAssertion
    std::string acs_url;                                ///< where the Response was posted
    std::size_t acs_exchange = 0;
    int acs_status = 0;                                 ///< 0: never posted
    Millis acs_took{0};                                 ///< real time from the POST to the page that ended it
    Headers acs_headers;
    std::string landed_url;                             ///< where the browser ended
    std::string landed_body;                            ///< the page there
    std::optional<AcsAnswer> alike;                     ///< to another message, from which this one must not be told apart
    Probe before, after;                                ///< anonymous, and with the login's cookies
};

/// A logout message as the browser brought it to its receiver.
struct LogoutMessage {
    std::string binding;                                ///< URI
    std::string sent_to;                                ///< the endpoint, without the binding's own parameters
    std::size_t exchange = 0;
    std::string error;                                  ///< why it could not be read
    saml::Received received;
    std::optional<saml::LogoutRequest> request;         ///< one of the two; for judging, not for believing
    std::optional<saml::LogoutResponse> response;
};

/// The session of one of the case's browsers, before the logout and after it.
struct WatchedSession {
    std::string email;                                  ///< of the person who logged in with it
    bool ends = false;                                  ///< the logout means it
    Probe before, after;
};

/// One single logout, from whoever began it to the probes.
struct LogoutRecord {
    SpSide sp;
    IdpSide idp;
    bool idp_initiated = true;
    std::optional<saml::Assertion> assertion;           ///< of the login that ends
    std::optional<LogoutMessage> request;               ///< the LogoutRequest, as its receiver got it
    std::optional<LogoutMessage> response;              ///< the LogoutResponse to it
    int sp_status = 0;                                  ///< what the SP answered to the IdP's message; 0: none came there
    std::size_t sp_exchange = 0;
    Millis sp_took{0};                                  ///< real time of that answer
    Headers sp_headers;
    std::string landed_url;                             ///< where the browser ended
    Probe anonymous;                                    ///< of a browser that never logged in
    std::vector<WatchedSession> sessions;

    /// The message that the SP made: of the IdP's logout it is the answer, of its own the request.
    const std::optional<LogoutMessage>& by_sp() const { return idp_initiated ? response : request; }
};

/// One step of a SCIM client or reader, with what was read back afterwards.
struct ScimRecord {
    std::string name;                                   ///< "create", "deactivate", "group_create" ...
    std::string base_url;
    std::vector<Exchange> exchanges;                    ///< of this step, in order
    std::string user_name;                              ///< of the person concerned
    std::optional<boost::json::value> read_back;        ///< the resource, fetched after the step
    int read_back_status = 0;
    std::size_t read_back_exchange = 0;
    /// What the step was to achieve: SCIM path ("active", "name.familyName") -> JSON value.
    std::vector<std::pair<std::string, boost::json::value>> wanted;
};

} // namespace idpsim::conformance
