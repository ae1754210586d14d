/// An org's own SSO: Salesforce as a SAML service provider of the customer's identity provider. Rules and readers are
/// those of simulator/sp; how the request looks is the vendor's.
#include "simulator/salesforce/pages.hpp"
#include "simulator/sp/message.hpp"
#include "simulator/sp/outgoing.hpp"
#include "simulator/sp/rules/rules.hpp"
#include "src/core/pattern.hpp"

#include <pugixml.hpp>

namespace idpsim::salesforce {
namespace {

constexpr Millis tolerance{180'000};

std::string write_request(World& world, const Org& org, const std::string& id, const std::string& destination) {
    saml::Scope scope;
    scope.values = {{"id", id},
                    {"destination", destination},
                    {"acs", org.acs_url()},
                    {"entity_id", org.origin},
                    {"issue_instant", format_instant(world.clock.now())}};
    pugi::xml_document document;
    return saml::print(world.vendor.authn_request.render(document, scope),
                       {.declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"});
}

sp::RequestState state_of(const World& world, std::string_view id) {
    const auto found = world.requests.find(id);
    if (found == world.requests.end()) return sp::RequestState::unknown;
    if (world.answered.contains(id)) return sp::RequestState::answered;
    return world.clock.now() - found->second >= world.vendor.request_lifetime ? sp::RequestState::expired
                                                                              : sp::RequestState::pending;
}

/// By the Federation ID: the NameID as it is, else the address that the assertion names.
User* user_of(Org& org, const sp::Identity& identity) {
    for (const std::string& name : {identity.name_id.value, identity.email})
        for (User& user : org.users)
            if (!user.federation_id.empty() && user.federation_id == name) return &user;
    return nullptr;
}

/// What the org expects of a Response.
void expect(sp::LoginContext& login, World& world, Org& org) {
    login.now = world.clock.now();
    login.skew = tolerance;
    login.sp_entity_id = org.origin;
    login.acs_url = org.acs_url();
    login.idp_entity_id = org.idp->entity_id;
    login.metadata_valid_until = org.idp->valid_until;
    login.allow_unsolicited = true;
    login.want_assertions_signed = false;
    login.require_encryption = false;
    login.policy.emplace();
    login.policy->keys = org.idp->keys;
    login.policy->allow_sha1 = true;
    login.request_state = [&world](std::string_view id) { return state_of(world, id); };
    login.contexts_asked = [](const std::optional<std::string>&) { return std::vector<std::string>(); };
    login.seen_before = [&world](std::string_view issuer, std::string_view id) {
        return world.assertions.contains({std::string(issuer), std::string(id)});
    };
    login.account_state = [&org](const sp::Identity& identity) {
        const User* user = user_of(org, identity);
        return !user ? sp::AccountState::none : user->active ? sp::AccountState::active : sp::AccountState::disabled;
    };
}

bool is_good(const sp::LoginContext& login) {
    static const std::vector<sp::Rule> rules = sp::default_rules();
    const std::vector<sp::Judgement> judged = sp::judge(rules, login, sp::Judge::until_failure);
    if (!judged.empty() && !judged.back().outcome.holds()) return false;
    return login.assertion_verified && login.assertion && *login.assertion && login.identity && *login.identity;
}

void spend(World& world, const sp::LoginContext& login) {
    const saml::Assertion& assertion = **login.assertion;
    world.assertions.insert({assertion.issuer, assertion.id});
    if (login.response && *login.response && (*login.response)->in_response_to)
        world.answered.insert(*(*login.response)->in_response_to);
}

} // namespace

HttpResponse start_sso(World& world, Org& org, const std::string& start_url) {
    const sp::IdpConnection& idp = *org.idp;
    const bool by_post = !idp.sso_redirect;
    const std::string destination = by_post ? *idp.sso_post : *idp.sso_redirect;
    const std::string id = expand(world.vendor.request_id, {}, world.random, world.clock.now()).value();
    world.requests[id] = world.clock.now();
    const std::optional<std::string> relay_state = start_url.empty() ? std::nullopt : std::optional(start_url);
    return sp::send_message(
        {"SAMLRequest", write_request(world, org, id, destination), destination, by_post, relay_state}, nullptr);
}

HttpResponse consume_response(World& world, const Visit& visit) {
    if (!visit.org || !visit.org->idp) return sso_error_page(world);
    Org& org = *visit.org;
    sp::LoginContext login;
    expect(login, world, org);
    sp::read_request(login, visit.request, sp::AttributeMapping::usual(), xml::verify_enveloped);
    if (!is_good(login)) return sso_error_page(world);
    User* user = user_of(org, **login.identity);
    if (!user) return sso_error_page(world);
    spend(world, login);
    HttpResponse cookies;
    Session& session = begin_session(world, visit, org, *user, cookies);
    const std::string relay_state = *login.received ? (*login.received)->relay_state.value_or("") : std::string();
    HttpResponse response = go_on(world, visit, relay_state, {&session, &org, user});
    for (auto& header : cookies.headers) response.headers.push_back(std::move(header));
    return response;
}

} // namespace idpsim::salesforce
