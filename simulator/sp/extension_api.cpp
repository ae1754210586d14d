/// The extension's endpoints: the page that it opens, the exchange of a code for a token, and what the token is good
/// for.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/product.hpp"
#include "simulator/sp/text_fields.hpp"
#include "src/core/authorization.hpp"
#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr Millis code_lifetime{60'000};
constexpr std::string_view ticket_page = "/extension/connect/";

bool is_base64url(std::string_view text, std::size_t least, std::size_t most) {
    const auto fits = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    };
    return text.size() >= least && text.size() <= most && std::ranges::all_of(text, fits);
}

/// The extension's own page in the browser, with what it asked for.
HttpResponse back_to_extension(Product& product, const HandOver& asked, const Visitor& visitor) {
    HandOver code = asked;
    code.org = visitor.session.org;
    code.account = visitor.account.id;
    const Instant now = product.clock.now();
    code.ends = now + code_lifetime;
    std::string url = with_param(product.config.names.extension_redirect, "code",
                                 product.hand_overs.add(std::move(code), product.random, now));
    return see_other(with_param(std::move(url), "state", asked.state));
}

/// The person logs in through the organisation's IdP and comes back to where the hand-over goes on.
HttpResponse log_in_first(Product& product, const Call& call, HandOver asked, std::string_view org_id) {
    const Organisation* org = product.organisations.find(org_id);
    if (!product.behaviour.extension.starts_logins || !org || !product.behaviour.has_sso_option(*org) ||
        org->idps.empty())
        return error_answer(call.request, 401, "no_session",
                            "Please sign in to the web app first, then connect the extension again.");
    const Instant now = product.clock.now();
    asked.ends = now + product.config.request_lifetime;
    const std::string ticket = product.hand_overs.add(std::move(asked), product.random, now);
    return see_other(with_param(org->login_url, "relay_state", std::string(ticket_page) + ticket));
}

/// The live session of the bearer token; ends it for good when its account is not what it was.
std::optional<std::pair<ExtensionSession, scim_server::UserRecord>> extension_of(Product& product,
                                                                                 const HttpRequest& request) {
    const std::optional<std::string> token = authorization_of(request, "Bearer");
    if (!token) return std::nullopt;
    std::optional<ExtensionSession> session = product.extensions.find_by_token(*token);
    if (!session) return std::nullopt;
    std::optional<scim_server::UserRecord> account = product.directory.find_user_by_id(session->org, session->account);
    const Instant now = product.clock.now();
    if (!account || !product.behaviour.extension.is_alive(*session, &*account, now, product.config.extension_idle)) {
        product.extensions.end(session->org, session->id);
        return std::nullopt;
    }
    product.extensions.use(*session, now);
    return std::pair{std::move(*session), std::move(*account)};
}

HttpResponse no_extension() {
    HttpResponse response = error_json(401, "no_extension_session", "The extension is not signed in.");
    set_header(response.headers, "WWW-Authenticate", "Bearer");
    return response;
}

boost::json::object describe_person(const AccountView& account) {
    return {{"email", account.email},
            {"display_name", account.display_name},
            {"role", account.role},
            {"teams", to_json(account.teams)}};
}

} // namespace

HttpResponse connect_extension(Product& product, const Call& call) {
    const Result<Params> query = parse_form(call.url.query);
    HandOver asked{query ? find_param(*query, "challenge").value_or("") : "",
                   query ? find_param(*query, "state").value_or("") : ""};
    if (!is_base64url(asked.challenge, 43, 43) || !is_base64url(asked.state, 16, 64))
        return error_answer(call.request, 400, "bad_request",
                            "The extension's request has no challenge (RFC 7636, S256) or no state.");
    const std::optional<Visitor> visitor = find_visitor(product, call.request);
    if (visitor && product.behaviour.extension.takes_sessions) return back_to_extension(product, asked, *visitor);
    return log_in_first(product, call, std::move(asked), find_param(*query, "org").value_or(""));
}

HttpResponse go_on_connecting(Product& product, const Call& call) {
    const HandOver* found = product.hand_overs.find(call.path.at(0), product.clock.now());
    const std::optional<Visitor> visitor = find_visitor(product, call.request);
    if (!found || !visitor) return error_answer(call.request, 401, "no_session", "Please connect the extension again.");
    const HandOver asked = *found;
    product.hand_overs.forget(call.path.at(0));
    return back_to_extension(product, asked, *visitor);
}

HttpResponse exchange_extension_code(Product& product, const Call& call) {
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    if (auto refusal = refuse_unknown_fields(*body, {"code", "verifier"})) return *refusal;
    const std::string code(scim::text_member(*body, "code"));
    const Instant now = product.clock.now();
    const HandOver* found = product.hand_overs.find(code, now);
    const std::optional<HandOver> known = found && !found->account.empty() ? std::optional(*found) : std::nullopt;
    // Spent by a wrong verifier as well: nobody tries two.
    if (known && product.behaviour.extension.codes_once) product.hand_overs.forget(code);
    if (!known || !product.behaviour.extension.verifies(scim::text_member(*body, "verifier"), known->challenge))
        return error_json(400, "invalid_code", "The code was used, is too old, or is another extension's.");
    const auto account = product.directory.find_user_by_id(known->org, known->account);
    if (!account || !account->active) return error_json(400, "invalid_code", "The account is closed.");
    const ExtensionSessions::Started started =
        product.extensions.start(known->org, known->account, product.random, now);
    boost::json::object out = describe_person(view_account(product, *account));
    out["token"] = started.token;
    out["session"] = started.session.id;
    return json_answer(201, out);
}

HttpResponse show_extension_account(Product& product, const Call& call) {
    const auto who = extension_of(product, call.request);
    if (!who) return no_extension();
    boost::json::object out = describe_person(view_account(product, who->second));
    out["org"] = who->first.org;
    return json_answer(200, out);
}

HttpResponse end_own_extension(Product& product, const Call& call) {
    const auto who = extension_of(product, call.request);
    if (!who) return no_extension();
    product.extensions.end(who->first.org, who->first.id);
    return HttpResponse{204, {}, {}};
}

HttpResponse list_extensions(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    boost::json::array sessions;
    for (const ExtensionSession& each : product.extensions.list((*org)->id))
        sessions.push_back(boost::json::object{{"id", each.id},
                                               {"account", each.account},
                                               {"created", format_instant(each.created)},
                                               {"last_used", format_instant(each.last_used)}});
    return json_answer(200, {{"extension_sessions", std::move(sessions)}});
}

HttpResponse end_extension(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    if (!product.extensions.end((*org)->id, call.path.at(1)))
        return error_json(404, "not_found", "There is no such session.");
    return HttpResponse{204, {}, {}};
}

} // namespace idpsim::sp
