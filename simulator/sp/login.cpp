/// SP-initiated SSO (saml-profiles-2.0 section 4.1.3) and the service provider's metadata.
#include "simulator/sp/metadata_refresh.hpp"
#include "simulator/sp/product.hpp"
#include "src/core/text.hpp"
#include "src/saml/values.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr std::size_t max_relay_state = 80;   ///< octets, saml-bindings-2.0 section 3.4.3

struct Ask {
    std::optional<std::string> relay_state;
    bool by_post = false;
    std::string destination;
};

/// Redirect unless POST is asked for or the IdP offers nothing else.
Or<Ask> read_ask(const Call& call, const IdpConnection& idp) {
    const Result<Params> query = parse_form(call.url.query);
    if (!query) return error_answer(call.request, 400, "bad_request", "The query cannot be read.");
    Ask ask;
    ask.relay_state = find_param(*query, "relay_state");
    if (ask.relay_state && ask.relay_state->size() > max_relay_state)
        return error_answer(call.request, 400, "relay_state_too_long",
                            "relay_state is longer than 80 octets (saml-bindings-2.0 section 3.4.3).");
    const std::string binding = find_param(*query, "binding").value_or(idp.sso_redirect ? "redirect" : "post");
    if (binding != "redirect" && binding != "post")
        return error_answer(call.request, 400, "unknown_binding", "binding is redirect or post.");
    ask.by_post = binding == "post";
    const std::optional<std::string>& endpoint = ask.by_post ? idp.sso_post : idp.sso_redirect;
    if (!endpoint)
        return error_answer(call.request, 400, "binding_not_offered",
                            "The identity provider's metadata has no SingleSignOnService for this binding.");
    ask.destination = *endpoint;
    return ask;
}

bool is_token(std::string_view text) {
    return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
}

/// Where the browser goes to log in through one of several IdPs; what else the URL asked for stays.
std::string login_url_of(const Call& call, const Organisation& org, const ConnectedIdp& idp) {
    const std::string url = call.url.query.empty() ? org.login_url : org.login_url + "?" + call.url.query;
    return with_param(url, "idp", idp.id);
}

/// The person, or the program, chooses.
HttpResponse ask_for_idp(const Call& call, const Organisation& org) {
    boost::json::array choices;
    std::string links;
    for (const ConnectedIdp& idp : org.idps) {
        const std::string url = login_url_of(call, org, idp);
        choices.push_back(boost::json::object{{"id", idp.id}, {"entity_id", idp.connection->entity_id}, {"login", url}});
        links += "<li><a href=\"" + escape_html(url) + "\">" + escape_html(idp.connection->entity_id) + "</a></li>";
    }
    if (wants_json(call.request))
        return json_answer(300, {{"error", "several_idps"},
                                 {"detail", "The organisation has several identity providers; name one as idp."},
                                 {"idps", std::move(choices)}});
    return html_response(200, html_page("Sign in", "<h1>" + escape_html(org.name) + "</h1><p>Sign in with</p><ul>" +
                                                       links + "</ul>"));
}

} // namespace

std::string browser_id(Product& product, const HttpRequest& request) {
    std::optional<std::string> given = find_cookie(request, product.cookies.browser_name());
    return given && is_token(*given) ? *given : product.random.token();
}

const KeyPair& signing_key(Product& product, Organisation& org) {
    product.keys.fill(org.keys, product.clock.now());
    return org.keys.signing.front();
}

Or<Organisation*> organisation_for_sso(Product& product, const Call& call) {
    Organisation* org = product.organisations.find(call.path.at(0));
    if (!org) return error_answer(call.request, 404, "not_found", "There is no such organisation.");
    if (!product.behaviour.has_sso_option(*org))
        return error_answer(call.request, 403, "not_enabled", "SSO/SCIM is not enabled for this organisation.");
    return org;
}

HttpResponse show_metadata(Product& product, const Call& call) {
    Organisation* org = product.organisations.find(call.path.at(0));
    if (!org) return error_answer(call.request, 404, "not_found", "There is no such organisation.");
    product.keys.fill(org->keys, product.clock.now());
    return text_response(200, product.behaviour.metadata(*org), "application/samlmetadata+xml");
}

namespace {

/// The only IdP, or the one that `idp` names by id or entityID.
Or<const ConnectedIdp*> chosen_idp(const Call& call, const Organisation& org) {
    if (org.idps.empty())
        return error_answer(call.request, 409, "no_idp", "No identity provider is connected for this organisation.");
    const Result<Params> query = parse_form(call.url.query);
    if (!query) return error_answer(call.request, 400, "bad_request", "The query cannot be read.");
    const std::optional<std::string> named = find_param(*query, "idp");
    if (!named) return org.idps.size() == 1 ? Or<const ConnectedIdp*>(&org.idps.front()) : ask_for_idp(call, org);
    const ConnectedIdp* found = find_idp(org, *named);
    if (!found) found = idp_of_issuer(org, *named);
    if (!found) return error_answer(call.request, 404, "unknown_idp", "No such identity provider is connected.");
    return found;
}

Reply send_to_idp(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_for_sso(product, call);
    if (!org) return org.error();
    const Or<const ConnectedIdp*> chosen = chosen_idp(call, **org);
    if (!chosen) return chosen.error();
    const IdpConnection& idp = *(*chosen)->connection;
    const Instant now = product.clock.now();
    if (idp.valid_until && now >= *idp.valid_until)
        return error_answer(call.request, 409, "idp_metadata_expired",
                            "The identity provider's metadata expired at " + format_instant(*idp.valid_until) + ".");
    const Or<Ask> ask = read_ask(call, idp);
    if (!ask) return ask.error();

    const saml::AuthnRequest request =
        product.behaviour.authn_request(**org, ask->destination, product.random, now);
    const std::string browser = browser_id(product, call.request);
    product.requests.add(request.id, PendingRequest{.org = (*org)->id, .idp = idp.entity_id, .browser = browser,
                                                    .contexts = request.requested_class_refs}, now);
    const bool is_signed = product.behaviour.signs_request(**org, idp);
    HttpResponse response = product.behaviour.send(
        {"SAMLRequest", product.behaviour.write_authn_request(request), ask->destination, ask->by_post, ask->relay_state},
        is_signed ? &signing_key(product, **org) : nullptr);
    // Outlives the request, so that a late Response is told that it is late.
    const auto lifetime = std::chrono::ceil<std::chrono::seconds>(2 * product.config.request_lifetime);
    response.headers.emplace_back("Set-Cookie", product.cookies.set_browser(browser, lifetime));
    return response;
}

} // namespace

Reply start_login(Product& product, const Call& call) { return with_current_metadata(product, call, send_to_idp); }

} // namespace idpsim::sp
