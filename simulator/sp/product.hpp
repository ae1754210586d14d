#pragma once
/// What the endpoints work on: configuration, behaviour, and all that is remembered. Not for callers outside.
#include "simulator/scim/server.hpp"
#include "simulator/sp/audit.hpp"
#include "simulator/sp/behaviour.hpp"
#include "simulator/sp/config.hpp"
#include "simulator/sp/http_support.hpp"
#include "simulator/sp/invitations.hpp"
#include "simulator/sp/organisations.hpp"
#include "simulator/sp/pending_requests.hpp"
#include "simulator/sp/replay_cache.hpp"
#include "simulator/sp/salesforce_states.hpp"
#include "simulator/sp/salesforce_store.hpp"
#include "simulator/sp/sessions.hpp"
#include "simulator/sp/sign_in_failures.hpp"
#include "src/core/clock.hpp"
#include "src/core/random.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace idpsim::sp {

struct Product {
    SpConfig config;
    SpBehaviour behaviour;
    scim_server::Directory& directory;
    const Clock& clock;
    Random& random;
    Cookies cookies;
    Organisations organisations;
    Sessions sessions;
    Sessions staff_sessions;      ///< of the vendor's team, who have no account
    PendingRequests requests;
    PendingRequests logouts;      ///< LogoutRequests of ours
    ReplayCache replay;
    AuditLog audit;
    Invitations invitations;
    SignInFailures failures;
    SalesforceStore salesforce;
    SalesforceStates salesforce_states;
    KeyStore keys;
    scim_server::ScimServer scim;
    std::string staff_digest;
    HandOvers hand_overs;
    ExtensionSessions extensions;
};

/// Somebody with a live session.
struct Visitor {
    std::string session_id;
    Session session;
    scim_server::UserRecord account;
};
/// Looks at the account on every request, so that a disabled one is out at once.
std::optional<Visitor> find_visitor(Product& product, const HttpRequest& request);

/// Ends the browser's session, if it has one, and begins this one under an id of its own; it lasts as long as
/// SpConfig::session_lifetime says unless `ends` is set. Every way of signing in ends here.
void begin_session(Product& product, const HttpRequest& request, Session session, HttpResponse& response);

/// Writes into the organisation's audit log.
void audit(Product& product, std::string_view org, const Actor& by, std::string_view action, std::string_view target = {},
           std::string_view detail = {});
/// An account as its organisation's mapping has it.
AccountView view_account(Product& product, const scim_server::UserRecord& account);

/// The key pair that the organisation's messages are signed with.
const KeyPair& signing_key(Product& product, Organisation& org);

/// Whether another site made the browser send this.
bool comes_from_elsewhere(const Product& product, const HttpRequest& request);

/// One name per browser, kept while it is in use: several logins may be under way in its tabs.
std::string browser_id(Product& product, const HttpRequest& request);

/// The tolerance between clocks that holds for the organisation.
Millis skew_for(const Product& product, const Organisation& org);

/// The keys that may verify what the IdP signs, by the organisation's settings.
xml::VerifyPolicy policy_for(const Product& product, const Organisation& org, const IdpConnection& idp);

/// The keys that open what was encrypted to the service provider, by the organisation's settings.
xml::DecryptPolicy decrypt_policy_for(Product& product, Organisation& org);

/// The organisation of a URL when it may use SSO; else the answer: 404, or 403 "not_enabled".
Or<Organisation*> organisation_for_sso(Product& product, const Call& call);

/// The vendor's team switches the SSO/SCIM option of an organisation on or off.
void switch_sso(Product& product, Organisation& org, const Actor& by, bool enabled);

// -- endpoints of browsers
HttpResponse show_metadata(Product& product, const Call& call);
Reply start_login(Product& product, const Call& call);
Reply consume_assertion(Product& product, const Call& call);
HttpResponse who_am_i(Product& product, const Call& call);
HttpResponse log_out(Product& product, const Call& call);
HttpResponse log_out_everywhere(Product& product, const Call& call);
HttpResponse consume_logout(Product& product, const Call& call);
HttpResponse connect_extension(Product& product, const Call& call);
HttpResponse go_on_connecting(Product& product, const Call& call);
HttpResponse start_page(Product& product, const Call& call);   ///< at ProductNames::start_path

// -- endpoints of the browser extension
HttpResponse exchange_extension_code(Product& product, const Call& call);
HttpResponse show_extension_account(Product& product, const Call& call);
HttpResponse end_own_extension(Product& product, const Call& call);

// -- endpoints of the vendor's team and of account admins
HttpResponse create_organisation(Product& product, const Call& call);
HttpResponse set_enabled(Product& product, const Call& call);
HttpResponse connect_idp(Product& product, const Call& call);
HttpResponse list_idps(Product& product, const Call& call);
Reply add_idp(Product& product, const Call& call);
HttpResponse show_idp(Product& product, const Call& call);
HttpResponse replace_idp_metadata(Product& product, const Call& call);
HttpResponse change_idp(Product& product, const Call& call);
HttpResponse remove_idp(Product& product, const Call& call);
Reply refresh_idp(Product& product, const Call& call);
HttpResponse trust_certificate(Product& product, const Call& call);
HttpResponse distrust_certificate(Product& product, const Call& call);
HttpResponse list_keys(Product& product, const Call& call);
HttpResponse begin_key_rollover(Product& product, const Call& call);
HttpResponse end_key_rollover(Product& product, const Call& call);
HttpResponse renew_admin_token(Product& product, const Call& call);
HttpResponse renew_scim_token(Product& product, const Call& call);
HttpResponse show_settings(Product& product, const Call& call);
HttpResponse change_settings(Product& product, const Call& call);
HttpResponse download_mapping(Product& product, const Call& call);
HttpResponse upload_mapping(Product& product, const Call& call);
HttpResponse list_accounts(Product& product, const Call& call);
HttpResponse change_account(Product& product, const Call& call);
HttpResponse list_extensions(Product& product, const Call& call);
HttpResponse end_extension(Product& product, const Call& call);
HttpResponse list_teams(Product& product, const Call& call);
HttpResponse create_team(Product& product, const Call& call);
HttpResponse invite_person(Product& product, const Call& call);
HttpResponse show_audit(Product& product, const Call& call);

} // namespace idpsim::sp
