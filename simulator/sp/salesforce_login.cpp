/// A login with Salesforce: out with a state and a challenge, back with a code, which is exchanged for who the person
/// is.
#include "simulator/sp/refusal_page.hpp"
#include "simulator/sp/salesforce.hpp"
#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"

namespace idpsim::sp {
namespace {

constexpr std::size_t longest_relay_state = 2048;

HttpResponse not_there(const HttpRequest& request) {
    return error_answer(request, 404, "no_salesforce", "This organisation has connected no such Salesforce org.");
}

/// What becomes of a login while answers are awaited: it outlives the request that it came with.
struct Attempt {
    HttpRequest request;
    SalesforceLogin login;
    std::string relay_state;
};
using Kept = std::shared_ptr<Attempt>;

/// Holds the login against rules; the answer when one is not kept.
std::optional<HttpResponse> refuse_by(const std::vector<SalesforceRule>& rules, const Attempt& attempt) {
    const auto unkept = first_unkept(rules, attempt.login);
    return unkept ? std::optional(refuse_salesforce(attempt.request, *unkept)) : std::nullopt;
}

HttpResponse incomplete(const Attempt& attempt) {
    return error_answer(attempt.request, 403, "login_refused", "Salesforce did not tell who you are.");
}

Errand exchange_code(Product& product, const Organisation& org, const Attempt& attempt) {
    const SalesforceLogin& login = attempt.login;
    Errand errand;
    errand.request.method = "POST";
    errand.request.url =
        product.config.salesforce.login_origin(login.connection.environment) + product.config.salesforce.token;
    errand.request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    errand.request.body = write_form({{"grant_type", "authorization_code"},
                                      {"code", login.code},
                                      {"client_id", login.connection.client_id},
                                      {"client_secret", login.connection.client_secret},
                                      {"redirect_uri", salesforce_callback(product, org)},
                                      {"code_verifier", login.state->verifier}});
    errand.reach = Reach::public_only;
    return errand;
}

Errand ask_identity(const SalesforceToken& token) {
    Errand errand;
    errand.request.url = token.id;
    errand.request.headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + token.access_token}};
    errand.reach = Reach::public_only;
    return errand;
}

/// The account that was linked before; a link to one that was deleted ends.
std::optional<scim_server::UserRecord> linked_account(Product& product, const std::string& org,
                                                      const std::string& key) {
    const std::optional<std::string> id = product.salesforce.account_of(org, key);
    if (!id) return std::nullopt;
    std::optional<scim_server::UserRecord> account = product.directory.find_user_by_id(org, *id);
    if (!account) product.salesforce.unlink(org, key);
    return account;
}

/// By the link, else - once - by an address that Salesforce has verified. An admin of the organisation has named this
/// Salesforce org, so it speaks for the organisation's people, whatever mail domains its identity providers have; never
/// for the product's own people.
void find_account_for(Product& product, const Organisation& org, SalesforceLogin& login) {
    const SalesforceBehaviour& behaviour = product.behaviour.salesforce;
    const SalesforceIdentity& identity = **login.identity;
    const std::string key = behaviour.link_key(identity.user);
    login.account = linked_account(product, org.id, key);
    if (login.account) return;
    login.no_account = "no account of " + printable(identity.email) + ": log in with SSO once, or ask your admin";
    Identity named;
    named.email = identity.email;
    if (product.behaviour.jit.is_operators(product.config.names, named)) return;
    if (!behaviour.trusts_address(identity)) {
        login.no_account = "an address that Salesforce has not verified: " + printable(identity.email);
        return;
    }
    std::optional<scim_server::UserRecord> found = behaviour.find_by_address(product.directory, org, identity.email);
    if (!found) return;
    if (behaviour.links_once && product.salesforce.is_linked(org.id, found->id)) {
        login.no_account = "the account of " + printable(identity.email) + " belongs to another user of Salesforce";
        return;
    }
    login.account = std::move(found);
}

/// A session of that login; whatever session the browser had before is over.
HttpResponse let_in(Product& product, const Organisation& org, Attempt& attempt) {
    const SalesforceLogin& login = attempt.login;
    const SalesforceIdentity& identity = **login.identity;
    scim_server::Transaction transaction(product.directory.database());
    product.salesforce.link(org.id, identity.user, product.behaviour.salesforce.link_key(identity.user),
                            login.account->id);
    scim_server::UserRecord account = *login.account;
    ++account.logins;
    product.directory.update_user(account);
    transaction.commit();

    if (const auto old = find_cookie(attempt.request, product.cookies.session_name())) product.sessions.end(*old);
    Session session;
    session.org = org.id;
    session.account = account.id;
    session.idp = "salesforce:" + login.connection.environment + ":" + login.connection.organization_id;
    session.subject.value = identity.username;
    session.created = product.clock.now();
    session.ends = session.created + product.config.session_lifetime;
    const std::string id = product.sessions.start(std::move(session), product.random);
    HttpResponse response = see_other(product.behaviour.landing(attempt.relay_state, product.config.base_url));
    response.headers.emplace_back("Set-Cookie", product.cookies.set_session(id));
    return response;
}

Reply take_identity(Product& product, const Kept& attempt, const Result<HttpResponse>& answer) {
    const SalesforceBehaviour& behaviour = product.behaviour.salesforce;
    SalesforceLogin& login = attempt->login;
    const Organisation* org = product.organisations.find(login.org);
    if (!org) return not_there(attempt->request);
    login.identity = read_salesforce_identity(answer, login.connection.environment);
    if (auto refused = refuse_by(behaviour.identity_rules, *attempt)) return *refused;
    if (!*login.identity) return incomplete(*attempt);
    find_account_for(product, *org, login);
    if (auto refused = refuse_by(behaviour.account_rules, *attempt)) return *refused;
    if (!login.account) return incomplete(*attempt);
    return let_in(product, *org, *attempt);
}

Reply take_token(Product& product, const Kept& attempt, const Result<HttpResponse>& answer) {
    SalesforceLogin& login = attempt->login;
    login.token = read_salesforce_token(answer, product.config.salesforce, login.connection);
    if (auto refused = refuse_by(product.behaviour.salesforce.token_rules, *attempt)) return *refused;
    if (!*login.token) return incomplete(*attempt);
    Errand errand = ask_identity(**login.token);
    errand.then = [&product, attempt](const Result<HttpResponse>& told) {
        return take_identity(product, attempt, told);
    };
    return errand;
}

std::string field(const Params& params, std::string_view name) { return find_param(params, name).value_or(""); }

} // namespace

std::string salesforce_login_url(const Product& product, const Organisation& org) {
    return product.config.base_url + "/sso/" + org.id + "/salesforce/login";
}

std::string salesforce_callback(const Product& product, const Organisation& org) {
    return product.config.base_url + "/sso/" + org.id + "/salesforce/callback";
}

std::string salesforce_login_origin(const SalesforceConfig& config, const SalesforceConnection& connection) {
    return config.login_origin(connection.environment);
}

Params salesforce_ask(const SalesforceConnection& connection, const std::string& redirect_uri, const std::string& state,
                      const std::string& challenge) {
    // A browser may be logged in to several orgs: the person sees which one it is.
    return {{"response_type", "code"},
            {"client_id", connection.client_id},
            {"redirect_uri", redirect_uri},
            {"scope", "id"},
            {"state", state},
            {"code_challenge", challenge},
            {"code_challenge_method", "S256"},
            {"prompt", "select_account"}};
}

std::optional<SalesforceState> find_salesforce_state(const SalesforceStates& states, const std::string& id,
                                                     const std::string&) {
    return states.find(id);
}

std::optional<scim_server::UserRecord> find_account_of_address(scim_server::Directory& directory,
                                                               const Organisation& org, const std::string& email) {
    Identity identity;
    identity.email = email;
    return find_account(directory, org, identity);
}

bool is_address_proven(const SalesforceIdentity& identity) { return identity.email_verified; }

std::vector<SignInLink> salesforce_links(const Product& product, const Organisation& org) {
    std::vector<SignInLink> out;
    if (!product.config.salesforce.is_there()) return out;
    for (const SalesforceConnection& each : product.salesforce.connections(org.id)) {
        const std::string url = with_param(salesforce_login_url(product, org), "environment", each.environment);
        out.push_back(
            {each.environment == "sandbox" ? "Log in with Salesforce (sandbox)" : "Log in with Salesforce", url});
    }
    return out;
}

HttpResponse start_salesforce_login(Product& product, const Call& call) {
    const Organisation* org = product.organisations.find(call.path.at(0));
    const Result<Params> query = parse_form(call.url.query);
    if (!query) return error_answer(call.request, 400, "bad_request", "The query cannot be read.");
    const std::string environment = find_param(*query, "environment").value_or("production");
    const auto connection =
        org && product.config.salesforce.is_there() ? product.salesforce.find(org->id, environment) : std::nullopt;
    if (!connection) return not_there(call.request);
    const std::string relay_state = field(*query, "relay_state");
    if (relay_state.size() > longest_relay_state)
        return error_answer(call.request, 400, "relay_state_too_long", "relay_state is too long.");

    const std::string browser = browser_id(product, call.request);
    const std::string state = product.random.token();
    const std::string verifier = product.random.token() + product.random.token();
    const std::string challenge = crypto::base64url_encode(crypto::digest(crypto::Hash::sha256, verifier));
    product.salesforce_states.add(state,
                                  {org->id, environment, browser, verifier, relay_state, product.clock.now(), false});
    const SalesforceBehaviour& behaviour = product.behaviour.salesforce;
    const Params ask = behaviour.ask(*connection, salesforce_callback(product, *org), state, challenge);
    const SalesforceConfig& config = product.config.salesforce;
    HttpResponse response =
        see_other(behaviour.login_origin(config, *connection) + config.authorize + "?" + write_form(ask));
    const auto lifetime = std::chrono::ceil<std::chrono::seconds>(2 * product.config.request_lifetime);
    response.headers.emplace_back("Set-Cookie", product.cookies.set_browser(browser, lifetime));
    return response;
}

Reply finish_salesforce_login(Product& product, const Call& call) {
    const Organisation* org = product.organisations.find(call.path.at(0));
    if (!org || !product.config.salesforce.is_there()) return not_there(call.request);
    const Result<Params> query = parse_form(call.url.query);
    if (!query) return error_answer(call.request, 400, "bad_request", "The query cannot be read.");
    const SalesforceBehaviour& behaviour = product.behaviour.salesforce;

    const auto attempt = std::make_shared<Attempt>();
    attempt->request = call.request;
    SalesforceLogin& login = attempt->login;
    login.config = &product.config.salesforce;
    login.org = org->id;
    login.browser = find_cookie(call.request, product.cookies.browser_name()).value_or("");
    login.now = product.clock.now();
    login.lifetime = product.config.request_lifetime;
    const std::string id = field(*query, "state");
    login.state = behaviour.find_state(product.salesforce_states, id, login.browser);
    login.code = field(*query, "code");
    login.error = printable(field(*query, "error"));
    login.error_description = printable(field(*query, "error_description"));
    if (auto refused = refuse_by(behaviour.return_rules, *attempt)) return *refused;
    if (!login.state) return incomplete(*attempt);
    if (behaviour.uses_states_up) product.salesforce_states.use(id);
    const auto connection = product.salesforce.find(org->id, login.state->environment);
    if (!connection) return not_there(call.request);
    login.connection = *connection;
    attempt->relay_state = login.state->relay_state;

    Errand errand = exchange_code(product, *org, *attempt);
    errand.then = [&product, attempt](const Result<HttpResponse>& answer) {
        return take_token(product, attempt, answer);
    };
    return errand;
}

} // namespace idpsim::sp
