/// The endpoints of single logout: begun here by the person, or by the IdP.
#include "simulator/sp/product.hpp"
#include "simulator/sp/refusal_page.hpp"
#include "src/core/text.hpp"
#include "src/saml/writer.hpp"

namespace idpsim::sp {
namespace {

/// An IdP's single logout service, and whether it is reached by POST.
struct Door {
    const LogoutEndpoint* endpoint;
    bool by_post;
};

/// The binding that is wanted if the IdP has it, else the other one.
std::optional<Door> find_door(const IdpConnection& idp, bool prefer_post) {
    const Door post{idp.slo_post ? &*idp.slo_post : nullptr, true};
    const Door redirect{idp.slo_redirect ? &*idp.slo_redirect : nullptr, false};
    const Door& first = prefer_post ? post : redirect;
    const Door& second = prefer_post ? redirect : post;
    if (first.endpoint) return first;
    return second.endpoint ? std::optional(second) : std::nullopt;
}

HttpResponse send(Product& product, Organisation& org, const Outgoing& message) {
    const KeyPair* signer = product.behaviour.logout.signs ? &signing_key(product, org) : nullptr;
    return product.behaviour.send(message, signer);
}

/// What depends on the IdP that the message claims to come from; the one connected first when it is none of ours.
const ConnectedIdp& expect(LogoutContext& logout, Product& product, Organisation& org, const HttpRequest& request) {
    const ConnectedIdp* idp = nullptr;
    if (logout.document && *logout.document)
        idp = product.behaviour.choose_idp(org, claimed_issuer((*logout.document)->root()));
    if (!idp) idp = &org.idps.front();
    const Instant now = product.clock.now();
    const std::string browser = find_cookie(request, product.cookies.browser_name()).value_or("");
    logout.now = now;
    logout.skew = skew_for(product, org);
    logout.slo_url = org.slo_url;
    logout.idp_entity_id = idp->connection->entity_id;
    logout.policy = policy_for(product, org, *idp->connection);
    logout.request_state = [&product, &org, idp, browser, now](std::string_view id) {
        return product.logouts.state(id, org.id, idp->connection->entity_id, browser, now);
    };
    return *idp;
}

HttpResponse logged_out_page(const std::string& detail) {
    return html_response(200, html_page("Logged out", "<h1>Logged out</h1><p>" + escape_html(detail) +
                                                          "</p><p><a href=\"/\">Home</a></p>"));
}

/// Ends what the IdP asks to end, and answers.
HttpResponse end_for_idp(Product& product, Organisation& org, const ConnectedIdp& idp, const LogoutContext& logout) {
    const saml::LogoutRequest& request = **logout.request;
    product.sessions.end_if([&](const Session& session) {
        return session.org == org.id && product.behaviour.logout.means(request, session);
    });
    const std::optional<Door> door = find_door(*idp.connection, !logout.by_redirect);
    if (!door) return logged_out_page("The identity provider's metadata has no SingleLogoutService to answer to.");
    const std::string& destination = door->endpoint->response_location;
    const saml::LogoutResponse response =
        product.behaviour.logout.response(org, request, destination, product.random, product.clock.now());
    return send(product, org,
                {"SAMLResponse", saml::write_logout_response(response), destination, door->by_post,
                 (*logout.received)->relay_state});
}

/// The session here is over either way; whether it is elsewhere, the IdP tells.
HttpResponse conclude(Product& product, const LogoutContext& logout, const HttpRequest& request) {
    const saml::LogoutResponse& response = **logout.response;
    product.logouts.consume(*response.in_response_to);
    std::string status = response.status.code;
    for (const std::string& nested : response.status.nested) status += " / " + nested;
    if (wants_json(request)) return json_answer(200, {{"logged_out", true}, {"status", status}});
    if (response.status.code == saml::status_success && response.status.nested.empty()) return see_other("/");
    return logged_out_page("You are logged out here. The identity provider says: " + printable(status) + ".");
}

HttpResponse ended_here(const Product& product, HttpResponse response) {
    response.headers.emplace_back("Set-Cookie", product.cookies.clear_session());
    return response;
}

} // namespace

HttpResponse log_out_everywhere(Product& product, const Call& call) {
    if (comes_from_elsewhere(product, call.request))
        return error_answer(call.request, 403, "cross_site", "This logout was sent by another site.");
    const Or<Organisation*> org = organisation_for_sso(product, call);
    if (!org) return org.error();
    const std::optional<Visitor> visitor = find_visitor(product, call.request);
    if (!visitor || visitor->session.org != (*org)->id) return see_other("/");
    product.sessions.end(visitor->session_id);
    const ConnectedIdp* idp = idp_of_issuer(**org, visitor->session.idp);
    const std::optional<Door> door = idp ? find_door(*idp->connection, false) : std::nullopt;
    if (!door) return ended_here(product, see_other("/"));
    const Instant now = product.clock.now();
    const saml::LogoutRequest request = product.behaviour.logout.request(**org, visitor->session, door->endpoint->location,
                                                                         product.random, now);
    const std::string browser = browser_id(product, call.request);
    product.logouts.add(request.id, {.org = (*org)->id, .idp = visitor->session.idp, .browser = browser}, now);
    HttpResponse response = send(product, **org, {"SAMLRequest", saml::write_logout_request(request),
                                                  door->endpoint->location, door->by_post, {}});
    const auto lifetime = std::chrono::ceil<std::chrono::seconds>(2 * product.config.request_lifetime);
    response.headers.emplace_back("Set-Cookie", product.cookies.set_browser(browser, lifetime));
    return ended_here(product, std::move(response));
}

HttpResponse consume_logout(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_for_sso(product, call);
    if (!org) return org.error();
    if ((*org)->idps.empty())
        return error_answer(call.request, 403, "no_idp", "No identity provider is connected for this organisation.");
    LogoutContext logout;
    receive_logout(logout, call.request);
    const ConnectedIdp& idp = expect(logout, product, **org, call.request);
    const SpBehaviour& behaviour = product.behaviour;
    read_logout(logout, behaviour.verify, behaviour.logout.verify_query,
                [&] { return decrypt_policy_for(product, **org); }, behaviour.decrypt);
    if (const auto refusal = first_unkept(behaviour.logout.rules, logout))
        return refuse_logout(call.request, *refusal);
    if (logout.response) return conclude(product, logout, call.request);
    return end_for_idp(product, **org, idp, logout);
}

} // namespace idpsim::sp
