/// The assertion consumer service (saml-profiles-2.0 section 4.1.4.3): judge, then let in.
#include "simulator/sp/metadata_refresh.hpp"
#include "simulator/sp/product.hpp"
#include "simulator/sp/refusal_page.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

/// The account of the identity, looked up once per login.
class AccountGate {
public:
    AccountGate(Product& product, const Organisation& org) : product_(product), org_(org) {}

    /// The IdP that vouches for the identity.
    void vouched_by(const ConnectedIdp& idp) { idp_ = &idp; }

    const std::optional<scim_server::UserRecord>& find(const Identity& identity) {
        if (!looked_) found_ = product_.behaviour.jit.find(product_.directory, org_, identity);
        looked_ = true;
        return found_;
    }

    AccountState state(const Identity& identity) {
        const scim_server::UserRecord* account = find(identity) ? &*found_ : nullptr;
        if (!product_.behaviour.jit.may_speak(org_, *idp_, identity, account)) return AccountState::of_another_idp;
        if (account) return found_->active ? AccountState::active : AccountState::disabled;
        if (!product_.behaviour.jit.may_create(product_.directory, org_, identity)) return AccountState::none;
        const bool taken = product_.directory.user_name_taken(org_.id, identity.email);
        return taken ? AccountState::looks_alike : AccountState::none_may_create;
    }

private:
    Product& product_;
    const Organisation& org_;
    const ConnectedIdp* idp_ = nullptr;
    bool looked_ = false;
    std::optional<scim_server::UserRecord> found_;
};

xml::VerifyPolicy policy_for(const Product& product, const Organisation& org, const IdpConnection& idp) {
    xml::VerifyPolicy policy;
    policy.keys = idp.keys;
    policy.allow_sha1 = product.config.allow_sha1 || org.settings.allow_sha1;
    policy.min_rsa_bits = product.config.min_rsa_bits;
    return policy;
}

Millis skew_for(const Product& product, const Organisation& org) {
    return org.settings.clock_skew ? Millis(std::chrono::seconds(*org.settings.clock_skew)) : product.config.clock_skew;
}

/// What depends on the IdP that the message claims to come from.
void expect_of(LoginContext& login, Product& product, const Organisation& org, const ConnectedIdp& idp) {
    const IdpConnection& connection = *idp.connection;
    login.idp_entity_id = connection.entity_id;
    login.policy = policy_for(product, org, connection);
    login.metadata_valid_until = connection.valid_until;
}

/// What this service provider expects of a Response for `org` that this browser brings.
void expect(LoginContext& login, Product& product, const Organisation& org, const HttpRequest& request,
            AccountGate& accounts) {
    const Instant now = product.clock.now();
    login.now = now;
    login.skew = skew_for(product, org);
    login.sp_entity_id = org.entity_id;
    login.acs_url = org.acs_url;
    login.allow_unsolicited = org.settings.allow_unsolicited;
    // Until the message is read, and where no IdP of the organisation is its Issuer: the one connected first.
    expect_of(login, product, org, org.idps.front());
    accounts.vouched_by(org.idps.front());
    login.choose_idp = [&login, &product, &org, &accounts](const std::string& issuer) {
        const ConnectedIdp* chosen = product.behaviour.choose_idp(org, issuer);
        if (!chosen) return;
        expect_of(login, product, org, *chosen);
        accounts.vouched_by(*chosen);
    };
    const std::string browser = find_cookie(request, product.cookies.browser_name()).value_or("");
    login.request_state = [&login, &product, &org, browser, now](std::string_view id) {
        return product.requests.state(id, org.id, *login.idp_entity_id, browser, now);
    };
    login.seen_before = [&product](std::string_view issuer, std::string_view id) {
        return product.replay.contains(issuer, id);
    };
    login.account_state = [&accounts](const Identity& identity) { return accounts.state(identity); };
}

/// When the assertion can certainly not be used any more.
Instant end_of_use(const saml::Assertion& assertion, const Product& product) {
    constexpr std::chrono::seconds most_skew{max_clock_skew};   // an admin may widen it while the assertion is kept
    Instant end = product.clock.now() + product.config.session_lifetime;
    if (assertion.conditions && assertion.conditions->not_on_or_after)
        end = std::max(end, *assertion.conditions->not_on_or_after);
    for (const saml::SubjectConfirmation& confirmation : assertion.confirmations)
        if (confirmation.not_on_or_after) end = std::max(end, *confirmation.not_on_or_after);
    return end + std::max<Millis>(product.config.clock_skew, most_skew);
}

/// Request and assertion are spent; both only now, so that a refused message spends nothing.
void spend(Product& product, const LoginContext& login) {
    const saml::Assertion& assertion = **login.assertion;
    if (product.behaviour.consumes_requests && login.response && *login.response && (*login.response)->in_response_to)
        product.requests.consume(*(*login.response)->in_response_to);
    if (product.behaviour.remembers_assertions)
        product.replay.add(assertion.issuer, assertion.id, end_of_use(assertion, product), product.clock.now());
}

scim_server::UserRecord store_account(Product& product, const Login& login,
                                      std::optional<scim_server::UserRecord> known) {
    if (!known) return product.directory.create_user(product.behaviour.jit.first_login(login));
    product.behaviour.jit.further_login(*known, login);
    return product.directory.update_user(*known);
}

HttpResponse let_in(Product& product, const Login& login, const scim_server::UserRecord& account,
                    const HttpRequest& request, const std::optional<std::string>& relay_state) {
    if (const auto old = find_cookie(request, product.cookies.session_name())) product.sessions.end(*old);
    Session session;
    session.org = login.org.id;
    session.account = account.id;
    session.idp = login.assertion.issuer;
    session.subject = login.identity.name_id;
    for (const saml::AuthnStatement& statement : login.assertion.authn_statements)
        if (statement.session_index) session.session_indexes.push_back(*statement.session_index);
    session.created = login.now;
    session.ends = product.behaviour.session.ends(login.assertion, login.now, product.config.session_lifetime);
    const std::string id = product.sessions.start(std::move(session), product.random);
    HttpResponse response = see_other(product.behaviour.landing(relay_state.value_or(""), product.config.base_url));
    response.headers.emplace_back("Set-Cookie", product.cookies.set_session(id));
    return response;
}

/// Whatever the rules said, nothing is believed that did not verify.
bool is_complete(const LoginContext& login) {
    return login.assertion_verified && login.assertion && *login.assertion && login.identity && *login.identity;
}

Reply judge_and_let_in(Product& product, const Call& call) {
    const Or<Organisation*> found = organisation_for_sso(product, call);
    if (!found) return found.error();
    const Organisation& org = **found;
    if (org.idps.empty())
        return error_answer(call.request, 403, "no_idp", "No identity provider is connected for this organisation.");

    AccountGate accounts(product, org);
    LoginContext context;
    expect(context, product, org, call.request, accounts);
    read_request(context, call.request, org.settings.mapping, product.behaviour.verify);
    const std::vector<Judgement> judgements = judge(product.behaviour.rules, context, Judge::until_failure);
    if (!judgements.empty() && !judgements.back().outcome.holds()) return refuse(call.request, judgements.back());
    if (!is_complete(context))
        return error_answer(call.request, 403, "login_refused", "The assertion was not verified.");

    scim_server::Transaction transaction(product.directory.database());   // the assertion is spent with the login
    spend(product, context);
    const Login login{org, product.config.names, **context.identity, **context.assertion, *context.now};
    const scim_server::UserRecord account = store_account(product, login, accounts.find(login.identity));
    transaction.commit();
    return let_in(product, login, account, call.request, (*context.received)->relay_state);
}

} // namespace

Reply consume_assertion(Product& product, const Call& call) {
    return with_current_metadata(product, call, judge_and_let_in);
}

} // namespace idpsim::sp
