#include "simulator/sp/salesforce_rules.hpp"

#include "src/crypto/digest.hpp"

namespace idpsim::sp {
namespace {

const char guide[] = "Salesforce REST API guide, web server OAuth flow";
const char identity_guide[] = "Salesforce help, Identity URLs";

RuleOutcome without(std::string what) { return RuleOutcome::not_judged(std::move(what)); }

// -- the browser's return

RuleOutcome state_is_known(const SalesforceLogin& login) {
    if (login.state && login.state->org == login.org) return RuleOutcome::hold();
    return RuleOutcome::fail("a state that was given out for this organisation",
                             login.state ? "one of another organisation" : "another, or none");
}

RuleOutcome state_is_of_browser(const SalesforceLogin& login) {
    if (!login.state) return without("a state");
    if (!login.state->browser.empty() && crypto::same_secret(login.state->browser, login.browser))
        return RuleOutcome::hold();
    return RuleOutcome::fail("the browser in which the login began", "another one");
}

RuleOutcome state_is_fresh(const SalesforceLogin& login) {
    if (!login.state) return without("a state");
    if (login.state->used) return RuleOutcome::fail("a login that is under way", "one that is over");
    if (login.now - login.state->made < login.lifetime) return RuleOutcome::hold();
    return RuleOutcome::fail(
        "a return within " + std::to_string(std::chrono::duration_cast<std::chrono::minutes>(login.lifetime).count()) +
            " minutes",
        "a later one");
}

RuleOutcome has_code(const SalesforceLogin& login) {
    if (!login.error.empty())
        return RuleOutcome::fail("an authorization code", "the error " + login.error + ": " + login.error_description);
    if (login.code.empty() || login.code.size() > 2048)
        return RuleOutcome::fail("an authorization code", login.code.empty() ? "none" : "one too long");
    return RuleOutcome::hold();
}

// -- the token answer

const SalesforceToken* token_of(const SalesforceLogin& login) {
    return login.token && *login.token ? &**login.token : nullptr;
}

RuleOutcome token_is_there(const SalesforceLogin& login) {
    if (!login.token) return without("the token answer");
    if (*login.token) return RuleOutcome::hold();
    return RuleOutcome::fail("an access token and an Identity URL", login.token->error().detail);
}

RuleOutcome token_is_signed(const SalesforceLogin& login) {
    const SalesforceToken* token = token_of(login);
    if (!token) return without("the token answer");
    const std::string right = crypto::base64_encode(
        crypto::hmac(crypto::Hash::sha256, login.connection.client_secret, token->id + token->issued_at));
    if (crypto::same_secret(right, token->signature)) return RuleOutcome::hold();
    return RuleOutcome::fail("a signature over id and issued_at by the consumer secret",
                             token->signature.empty() ? "none" : "another one");
}

RuleOutcome id_is_salesforces(const SalesforceLogin& login) {
    const SalesforceToken* token = token_of(login);
    if (!token) return without("the token answer");
    const std::string& host = login.config->login_origin(login.connection.environment);
    const std::string origin = token->id_url.origin();
    if (origin == host || origin == login.connection.my_domain) return RuleOutcome::hold();
    return RuleOutcome::fail("an Identity URL at " + host, origin);
}

RuleOutcome id_is_of_org(const SalesforceLogin& login) {
    const SalesforceToken* token = token_of(login);
    if (!token) return without("the token answer");
    if (token->named.organization_id == login.connection.organization_id) return RuleOutcome::hold();
    const std::string named = token->named.organization_id.empty() ? "none" : token->named.organization_id;
    return RuleOutcome::fail("a user of the connected org " + login.connection.organization_id, named);
}

// -- the identity

const SalesforceIdentity* identity_of(const SalesforceLogin& login) {
    return login.identity && *login.identity ? &**login.identity : nullptr;
}

RuleOutcome identity_is_there(const SalesforceLogin& login) {
    if (!login.identity) return without("the identity");
    if (*login.identity) return RuleOutcome::hold();
    return RuleOutcome::fail("an identity", login.identity->error().detail);
}

RuleOutcome identity_is_that_user(const SalesforceLogin& login) {
    const SalesforceIdentity* identity = identity_of(login);
    const SalesforceToken* token = token_of(login);
    if (!identity || !token) return without("token answer and identity");
    if (link_key_of(identity->user) == link_key_of(token->named)) return RuleOutcome::hold();
    return RuleOutcome::fail(link_key_of(token->named), link_key_of(identity->user));
}

RuleOutcome user_is_active(const SalesforceLogin& login) {
    const SalesforceIdentity* identity = identity_of(login);
    if (!identity) return without("the identity");
    return identity->active ? RuleOutcome::hold()
                            : RuleOutcome::fail("an active user of Salesforce", "an inactive one");
}

// -- the account

RuleOutcome account_is_there(const SalesforceLogin& login) {
    return login.account ? RuleOutcome::hold() : RuleOutcome::fail("an account of yours", login.no_account);
}

RuleOutcome account_is_active(const SalesforceLogin& login) {
    if (!login.account) return without("an account");
    return login.account->active ? RuleOutcome::hold()
                                 : RuleOutcome::fail("an active account", "one that an admin disabled");
}

} // namespace

std::vector<SalesforceRule> salesforce_return_rules() {
    return {
        {"salesforce.state.known", "RFC 6749 section 10.12",
         "The browser comes back with the state that it was sent away with.", state_is_known},
        {"salesforce.state.browser", "RFC 6749 section 10.12", "The login ends in the browser in which it began.",
         state_is_of_browser},
        {"salesforce.state.fresh", "RFC 6749 section 10.12", "A login ends once, and in time.", state_is_fresh},
        {"salesforce.code", "RFC 6749 section 4.1.2",
         "Salesforce let the person in and the person let the product know.", has_code},
    };
}

std::vector<SalesforceRule> salesforce_token_rules() {
    return {
        {"salesforce.token.answer", guide, "Salesforce takes the code and gives an access token for it.",
         token_is_there},
        {"salesforce.token.signature", guide, "The token answer is signed with the consumer secret.", token_is_signed},
        {"salesforce.token.host", identity_guide, "The Identity URL is at the login host of the environment.",
         id_is_salesforces},
        {"salesforce.token.organisation", identity_guide,
         "The person is a user of the Salesforce org that the admin connected.", id_is_of_org},
    };
}

std::vector<SalesforceRule> salesforce_identity_rules() {
    return {
        {"salesforce.identity.answer", identity_guide, "The Identity URL tells who the person is.", identity_is_there},
        {"salesforce.identity.user", identity_guide, "It tells of the user that it is the URL of.",
         identity_is_that_user},
        {"salesforce.identity.active", identity_guide, "The user is active in Salesforce.", user_is_active},
    };
}

std::vector<SalesforceRule> salesforce_account_rules() {
    return {
        {"salesforce.account.known", "the product's account linking", "The Salesforce user belongs to an account.",
         account_is_there},
        {"salesforce.account.active", "the product's account linking", "The account is active.", account_is_active},
    };
}

} // namespace idpsim::sp
