/// The assertion consumer service (saml-profiles-2.0 section 4.1.4.3): judge, then let in.
#include "simulator/sp/metadata_refresh.hpp"
#include "simulator/sp/product.hpp"
#include "simulator/sp/refusal_page.hpp"
#include "src/saml/writer.hpp"

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
        if (product_.behaviour.jit.is_operators(product_.config.names, identity)) return AccountState::of_another_idp;
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

/// What depends on the IdP that the message claims to come from.
void expect_of(LoginContext& login, Product& product, const Organisation& org, const ConnectedIdp& idp) {
    const IdpConnection& connection = *idp.connection;
    login.idp_entity_id = connection.entity_id;
    login.policy = policy_for(product, org, connection);
    login.metadata_valid_until = connection.valid_until;
}

/// What this service provider expects of a Response for `org` that this browser brings.
void expect(LoginContext& login, Product& product, Organisation& org, const HttpRequest& request,
            AccountGate& accounts) {
    const Instant now = product.clock.now();
    login.now = now;
    login.skew = skew_for(product, org);
    login.sp_entity_id = org.entity_id;
    login.acs_url = org.acs_url;
    login.allow_unsolicited = org.settings.allow_unsolicited;
    login.want_assertions_signed = org.settings.want_assertions_signed;
    login.require_encryption = org.settings.require_encryption;
    login.decrypt_policy = [&product, &org] { return decrypt_policy_for(product, org); };
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
    login.contexts_asked = [&product, &org](const std::optional<std::string>& in_response_to) {
        const PendingRequest* made = in_response_to ? product.requests.find(*in_response_to) : nullptr;
        return made ? made->contexts : org.settings.authn_contexts;
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
    const Actor by{ActorKind::idp, login.assertion.issuer};
    const std::string& email = login.identity.email;
    if (!known) {
        scim_server::UserRecord created = product.directory.create_user(product.behaviour.jit.first_login(login));
        audit(product, login.org.id, by, "account_created", email, "at the first login");
        audit(product, login.org.id, by, "signed_in", email);
        return created;
    }
    audit(product, login.org.id, by, "signed_in", email);
    product.behaviour.jit.further_login(*known, login);
    return product.directory.update_user(*known);
}

HttpResponse let_in(Product& product, const Login& login, const scim_server::UserRecord& account,
                    const HttpRequest& request, const std::optional<std::string>& relay_state) {
    Session session = product.behaviour.session.begins(login, account);
    session.ends = product.behaviour.session.ends(login.assertion, login.now, product.config.session_lifetime);
    HttpResponse response = see_other(product.behaviour.landing(relay_state.value_or(""), product.config.base_url));
    begin_session(product, request, std::move(session), response);
    return response;
}

/// Whatever the rules said, nothing is believed that did not verify.
bool is_complete(const LoginContext& login) {
    return login.assertion_verified && login.assertion && *login.assertion && login.identity && *login.identity;
}

/// A login message on its way through the rules.
struct Attempt {
    Attempt(Product& product, Organisation& organisation, const HttpRequest& request)
        : org(organisation), accounts(product, organisation) {
        expect(context, product, org, request, accounts);
    }
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

    Organisation& org;
    AccountGate accounts;
    LoginContext context;
};

/// Of the person only what verified is told.
void audit_refusal(Product& product, const Organisation& org, const LoginContext& login, const Judgement& judgement) {
    const bool proven = is_complete(login);
    const Actor by = proven ? Actor{ActorKind::idp, (*login.assertion)->issuer} : Actor{};
    audit(product, org.id, by, "sign_in_refused", proven ? (*login.identity)->email : "", judgement.rule->id);
}

HttpResponse judge_and_let_in(Product& product, Attempt& attempt, const HttpRequest& request,
                              const std::optional<std::string>& relay_state) {
    LoginContext& context = attempt.context;
    const std::vector<Judgement> judgements = judge(product.behaviour.rules, context, Judge::until_failure);
    if (!judgements.empty() && !judgements.back().outcome.holds()) {
        audit_refusal(product, attempt.org, context, judgements.back());
        return refuse(request, judgements.back());
    }
    if (!is_complete(context)) return error_answer(request, 403, "login_refused", "The assertion was not verified.");

    scim_server::Transaction transaction(product.directory.database());   // the assertion is spent with the login
    spend(product, context);
    const Login login{attempt.org, product.config.names, **context.identity, **context.assertion, *context.now};
    const scim_server::UserRecord account = store_account(product, login, attempt.accounts.find(login.identity));
    transaction.commit();
    return let_in(product, login, account, request, relay_state);
}

/// The message that the form carries.
HttpResponse consume_message(Product& product, Organisation& org, const HttpRequest& request) {
    Attempt attempt(product, org, request);
    const SpBehaviour& behaviour = product.behaviour;
    read_request(attempt.context, request, org.settings.mapping, behaviour.verify, behaviour.decrypt);
    const std::optional<Result<saml::Received>>& received = attempt.context.received;
    return judge_and_let_in(product, attempt, request, *received ? (*received)->relay_state : std::nullopt);
}

// -- by artifact

/// The artifact's handle, as the replay cache knows it among assertion IDs, which have no colon.
std::string mark_of(const saml::Artifact& artifact) { return "artifact:" + crypto::to_hex(artifact.message_handle); }

const ConnectedIdp* idp_of_artifact(const Organisation& org, const saml::Artifact& artifact) {
    const auto found = std::ranges::find_if(org.idps, [&](const ConnectedIdp& idp) {
        return saml::source_id_of(idp.connection->entity_id) == artifact.source_id;
    });
    return found == org.idps.end() ? nullptr : &*found;
}

/// What is known before the IdP is asked.
ArtifactContext look_at_artifact(Product& product, const Organisation& org, const Result<std::string>& samlart) {
    ArtifactContext out;
    out.artifact = samlart ? saml::read_artifact(*samlart) : Result<saml::Artifact>(samlart.error());
    if (!*out.artifact) return out;
    const saml::Artifact& artifact = **out.artifact;
    const ConnectedIdp* idp = idp_of_artifact(org, artifact);
    out.source_known = idp != nullptr;
    if (!idp) return out;
    const auto& endpoints = idp->connection->artifact_resolution;
    if (const auto found = endpoints.find(artifact.endpoint_index); found != endpoints.end()) out.endpoint = found->second;
    out.idp_entity_id = idp->connection->entity_id;
    out.seen_before = [&product, issuer = *out.idp_entity_id](const saml::Artifact& each) {
        return product.replay.contains(issuer, mark_of(each));
    };
    return out;
}

/// The message out of the IdP's answer, judged as one that the IdP itself handed over: whose Issuer is another's is
/// refused, whatever keys that one has.
HttpResponse consume_resolution(Product& product, Organisation& org, ArtifactContext context,
                                const Result<HttpResponse>& answer, const HttpRequest& request,
                                const std::optional<std::string>& relay_state) {
    const ConnectedIdp* idp = idp_of_issuer(org, *context.idp_entity_id);
    if (!idp) return error_answer(request, 403, "no_idp", "The identity provider was removed meanwhile.");
    const SpBehaviour& behaviour = product.behaviour;
    read_resolution(context, answer, policy_for(product, org, *idp->connection), behaviour.verify);
    if (const auto refusal = first_unkept(behaviour.artifact.resolution_rules, context))
        return refuse_artifact(request, *refusal);
    Attempt attempt(product, org, request);
    attempt.context.request = &request;
    attempt.context.by_artifact = true;
    attempt.context.envelope_vouched = context.verified && *context.verified;
    attempt.context.choose_idp = nullptr;
    expect_of(attempt.context, product, org, *idp);
    attempt.accounts.vouched_by(*idp);
    if (!context.response || !*context.response)
        return error_answer(request, 403, "login_refused", "The artifact was not resolved.");
    read_message(attempt.context, (*context.response)->message, org.settings.mapping, behaviour.verify,
                 behaviour.decrypt);
    return judge_and_let_in(product, attempt, request, relay_state);
}

std::optional<std::string> relay_state_beside(const HttpRequest& request, const Url& url) {
    const Result<Params> params = parse_form(request.method == "GET" ? url.query : request.body);
    return params ? find_param(*params, "RelayState") : std::nullopt;
}

/// Asks the IdP for the message behind the artifact, once.
Reply resolve(Product& product, Organisation& org, const Call& call, const Result<std::string>& samlart) {
    const ArtifactBehaviour& behaviour = product.behaviour.artifact;
    ArtifactContext context = look_at_artifact(product, org, samlart);
    if (const auto refusal = first_unkept(behaviour.rules, context)) return refuse_artifact(call.request, *refusal);
    if (!context.endpoint || !context.idp_entity_id)
        return error_answer(call.request, 403, "login_refused", "There is nowhere to resolve the artifact.");
    const Instant now = product.clock.now();
    if (behaviour.remembers)
        product.replay.add(*context.idp_entity_id, mark_of(**context.artifact), now + product.config.request_lifetime, now);
    const saml::ArtifactResolve question = behaviour.resolve(org, *samlart, *context.endpoint, product.random, now);
    context.request_id = question.id;
    std::string document = saml::write_artifact_resolve(question);
    if (behaviour.signs) {
        const KeyPair& own = signing_key(product, org);
        document = saml::write_signed(document, own.key, crypto::Hash::sha256, own.certificate.base64());
    }
    Errand errand;
    errand.request = soap_request(*context.endpoint, document);
    errand.then = [&product, id = org.id, context, request = call.request,
                   relay_state = relay_state_beside(call.request, call.url)](const Result<HttpResponse>& answer) -> Reply {
        return consume_resolution(product, *product.organisations.find(id), context, answer, request, relay_state);
    };
    return errand;
}

Reply consume(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_for_sso(product, call);
    if (!org) return org.error();
    if ((*org)->idps.empty())
        return error_answer(call.request, 403, "no_idp", "No identity provider is connected for this organisation.");
    if (const auto samlart = read_samlart(call.request)) return resolve(product, **org, call, *samlart);
    return consume_message(product, **org, call.request);
}

} // namespace

Millis skew_for(const Product& product, const Organisation& org) {
    return org.settings.clock_skew ? Millis(std::chrono::seconds(*org.settings.clock_skew)) : product.config.clock_skew;
}

xml::VerifyPolicy policy_for(const Product& product, const Organisation& org, const IdpConnection& idp) {
    xml::VerifyPolicy policy;
    policy.keys = idp.keys;
    policy.allow_sha1 = product.config.allow_sha1 || org.settings.allow_sha1;
    policy.min_rsa_bits = product.config.min_rsa_bits;
    return policy;
}

xml::DecryptPolicy decrypt_policy_for(Product& product, Organisation& org) {
    product.keys.fill(org.keys, product.clock.now());
    xml::DecryptPolicy policy;
    for (const KeyPair& pair : org.keys.encryption) policy.keys.push_back(pair.key);
    policy.allow_rsa_1_5 = org.settings.allow_rsa_1_5;
    policy.allow_cbc = org.settings.allow_cbc;
    return policy;
}

Reply consume_assertion(Product& product, const Call& call) { return with_current_metadata(product, call, consume); }

} // namespace idpsim::sp
