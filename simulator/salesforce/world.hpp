#pragma once
/// What the endpoints work on. Not for callers outside.
#include "simulator/salesforce/salesforce.hpp"
#include "src/core/url.hpp"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace idpsim::salesforce {

/// Somebody logged in with a browser.
struct Session {
    std::string org, user;
    std::string form_token; ///< stands in the consent form, so that no other site can send it
    Instant ends{};
};

/// What an app was granted: a code, then tokens.
struct Grant {
    std::string org, user, client_id;
    std::vector<std::string> scopes;
    std::string redirect_uri, challenge; ///< of a code
    Instant ends{};
    bool used = false; ///< of a code
};

/// A query whose records do not fit on a page.
struct Cursor {
    std::string org;
    std::vector<std::string> fields;
    std::vector<std::string> users;
};

struct World {
    const Vendor& vendor;
    const Clock& clock;
    Random& random;
    std::deque<Org> orgs;
    Hooks hooks;
    std::map<std::string, Session, std::less<>> sessions;
    std::map<std::string, Grant, std::less<>> codes, tokens, refresh_tokens;
    std::map<std::string, Cursor, std::less<>> cursors;
    std::map<std::string, Instant, std::less<>> requests;     ///< AuthnRequests by ID
    std::set<std::string, std::less<>> answered;              ///< those that a login was based on
    std::set<std::pair<std::string, std::string>> assertions; ///< Issuer and ID of those that were used
};

/// One request, and where it came to.
struct Visit {
    const HttpRequest& request;
    Url url;
    Params query, form;
    Environment environment = Environment::production;
    Org* org = nullptr; ///< of a My Domain host; null at a login host
};

/// Who is logged in: all three hold together.
struct Person {
    Session* session = nullptr;
    Org* org = nullptr;
    User* user = nullptr;
};

/// What a page says no with, or goes on to.
HttpResponse page(int status, std::string body, std::string_view title);
/// 302; a cookie for all of Salesforce's hosts may go along.
HttpResponse go_to(std::string_view location);

Org* find_org(World& world, std::string_view org_id);
/// The app of that consumer key and its org, of an environment.
std::pair<ConnectedApp*, Org*> find_app(World& world, Environment environment, std::string_view client_id);
/// The grant of the request's access token, or null.
const Grant* granted(World& world, const Visit& visit);
Person find_username(World& world, Environment environment, std::string_view username);

// -- sessions (sessions.cpp)
/// The live sessions of the browser that may be used at this host.
std::vector<Person> people_of(World& world, const Visit& visit);
/// The usernames that the browser has saved, of this host's environment or org, the latest first.
std::vector<Person> saved_of(World& world, const Visit& visit);
/// A session begins, and the username is saved: cookies on `response`.
Session& begin_session(World& world, const Visit& visit, Org& org, User& user, HttpResponse& response);

// -- endpoints
HttpResponse show_login(World& world, const Visit& visit); ///< GET of the host's root
HttpResponse take_login(World& world, const Visit& visit); ///< POST there: password, saved username or SAMLResponse
HttpResponse log_out(World& world, const Visit& visit);
HttpResponse show_home(World& world, const Visit& visit);
HttpResponse authorize(World& world, const Visit& visit);
HttpResponse take_consent(World& world, const Visit& visit);
HttpResponse show_remote_error(World& world, const Visit& visit);
HttpResponse give_token(World& world, const Visit& visit);
HttpResponse revoke(World& world, const Visit& visit);
HttpResponse show_identity(World& world, const Visit& visit);
HttpResponse show_userinfo(World& world, const Visit& visit);
HttpResponse run_query(World& world, const Visit& visit);

// -- between them
/// The page to log in with: saved usernames, then username and password. `start_url` is where it leads.
HttpResponse login_page(World& world, const Visit& visit, const std::string& start_url, const std::string& username,
                        bool wrong);
/// Where somebody goes on who has just logged in, or was chosen: `start_url` when it is a place of this host, else
/// home.
HttpResponse go_on(World& world, const Visit& visit, const std::string& start_url, const Person& person);
/// The authorization request of `start_url`, for this person.
HttpResponse authorize_as(World& world, const Visit& visit, const Params& ask, const Person& person);
HttpResponse start_sso(World& world, Org& org, const std::string& start_url);
HttpResponse consume_response(World& world, const Visit& visit);

/// {"error","error_description"} as the token endpoint says it.
HttpResponse oauth_error(const Refusal& refusal);

} // namespace idpsim::salesforce
