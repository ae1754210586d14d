#pragma once
/// What the endpoints work on: configuration, behaviour, and all that is remembered. Not for callers outside.
#include "simulator/scim/server.hpp"
#include "simulator/sp/behaviour.hpp"
#include "simulator/sp/config.hpp"
#include "simulator/sp/http_support.hpp"
#include "simulator/sp/organisations.hpp"
#include "simulator/sp/pending_requests.hpp"
#include "simulator/sp/replay_cache.hpp"
#include "simulator/sp/sessions.hpp"
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
    PendingRequests requests;
    ReplayCache replay;
    scim_server::ScimServer scim;
    std::string staff_digest;
};

/// Somebody with a live session.
struct Visitor {
    std::string session_id;
    Session session;
    scim_server::UserRecord account;
};
/// Looks at the account on every request, so that a disabled one is out at once.
std::optional<Visitor> find_visitor(Product& product, const HttpRequest& request);

/// The organisation of a URL when it may use SSO; else the answer: 404, or 403 "not_enabled".
Or<Organisation*> organisation_for_sso(Product& product, const Call& call);

// -- endpoints of browsers
HttpResponse show_metadata(Product& product, const Call& call);
Reply start_login(Product& product, const Call& call);
Reply consume_assertion(Product& product, const Call& call);
HttpResponse who_am_i(Product& product, const Call& call);
HttpResponse log_out(Product& product, const Call& call);
HttpResponse show_home(Product& product, const Call& call);

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
HttpResponse renew_admin_token(Product& product, const Call& call);
HttpResponse renew_scim_token(Product& product, const Call& call);
HttpResponse show_settings(Product& product, const Call& call);
HttpResponse change_settings(Product& product, const Call& call);
HttpResponse list_accounts(Product& product, const Call& call);
HttpResponse change_account(Product& product, const Call& call);
HttpResponse list_teams(Product& product, const Call& call);
HttpResponse create_team(Product& product, const Call& call);

} // namespace idpsim::sp
