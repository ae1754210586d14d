/// The authorization endpoint of the web-server flow, and the consent that may stand before its answer.
#include "simulator/salesforce/pages.hpp"
#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"

#include <algorithm>

namespace idpsim::salesforce {
namespace {

/// An authorization request whose app and redirect_uri are good, so that more may be told there.
struct Ask {
    ConnectedApp* app = nullptr;
    Org* owner = nullptr;
    std::string redirect_uri, state;
    std::vector<std::string> scopes;
    std::string challenge;
    bool login = false, consent = false, select = false, immediate = false;
};

std::string field(const Params& params, std::string_view name) { return find_param(params, name).value_or(""); }

bool is_in(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

HttpResponse tell_app(const Ask& ask, const Refusal& refusal) {
    std::string url = with_param(ask.redirect_uri, "error", refusal.error);
    url = with_param(std::move(url), "error_description", refusal.description);
    if (!ask.state.empty()) url = with_param(std::move(url), "state", ask.state);
    return go_to(url);
}

/// App and redirect_uri: what is wrong with these is told to the person alone.
const Refusal* look_up_app(World& world, const Visit& visit, const Params& params, Ask& ask) {
    const Vendor& vendor = world.vendor;
    std::tie(ask.app, ask.owner) = find_app(world, visit.environment, field(params, "client_id"));
    if (!ask.app) return &vendor.refusal("unknown_app");
    if (ask.app->blocked) return &vendor.refusal("app_blocked");
    ask.redirect_uri = field(params, "redirect_uri");
    if (!is_in(ask.app->callback_urls, ask.redirect_uri)) return &vendor.refusal("redirect_uri");
    const std::string display = field(params, "display");
    if (!display.empty() && !is_in({"page", "popup", "touch"}, display)) return &vendor.refusal("bad_display");
    return nullptr;
}

/// The rest of it: what is wrong here the app is told.
const Refusal* read_rest(World& world, const Params& params, Ask& ask) {
    const Vendor& vendor = world.vendor;
    ask.state = field(params, "state");
    if (field(params, "response_type") != "code") return &vendor.refusal("response_type");
    const std::string scopes = field(params, "scope"); // outlives the views of it
    for (const std::string_view scope : split(scopes, ' '))
        if (!scope.empty()) ask.scopes.emplace_back(scope);
    if (ask.scopes.empty()) ask.scopes = ask.app->scopes;
    for (const std::string& scope : ask.scopes)
        if (!is_in(vendor.scopes, scope) || !is_in(ask.app->scopes, scope)) return &vendor.refusal("scope");
    ask.challenge = field(params, "code_challenge");
    const std::string method = field(params, "code_challenge_method");
    if (!method.empty() && method != "S256") return &vendor.refusal("challenge");
    if (ask.challenge.empty() && ask.app->requires_pkce) return &vendor.refusal("no_challenge");
    const std::string prompt = field(params, "prompt");
    for (const std::string_view word : split(prompt, ' ')) {
        ask.login |= word == "login";
        ask.consent |= word == "consent";
        ask.select |= word == "select_account";
    }
    ask.immediate = field(params, "immediate") == "true";
    return nullptr;
}

/// The same request once somebody has logged in: they need not do so again.
std::string start_url_of(const Vendor& vendor, const Params& params) {
    Params out;
    for (const auto& [name, value] : params) {
        if (name == "prompt") {
            if (value.find("consent") != std::string::npos) out.emplace_back(name, "consent");
        } else if (name != "login_hint" && name != "immediate") {
            out.emplace_back(name, value);
        }
    }
    return vendor.path("authorize") + "?" + write_form(out);
}

/// Nothing when the person may use the app; else why not.
std::optional<HttpResponse> refuse_person(World& world, const Visit& visit, const Ask& ask, const Person& person) {
    const Vendor& vendor = world.vendor;
    if (person.org != ask.owner && !person.org->installed.contains(ask.app->client_id)) {
        const Refusal& why = vendor.refusal("app_not_installed");
        std::string url = with_param(visit.url.origin() + vendor.path("remote_error"), "error", why.error);
        return go_to(with_param(std::move(url), "error_description", why.description));
    }
    if (ask.app->permitted && !ask.app->permitted->contains(person.user->id))
        return tell_app(ask, vendor.refusal("app_access"));
    return std::nullopt;
}

bool has_consented(const Ask& ask, const Person& person) {
    return ask.app->pre_authorized || person.org->consents.contains({person.user->id, ask.app->client_id});
}

HttpResponse give_code(World& world, const Ask& ask, const Person& person) {
    const std::string code = "aPrx" + world.random.token() + world.random.token() + "==";
    world.codes[code] = {person.org->id,
                         person.user->id,
                         ask.app->client_id,
                         ask.scopes,
                         ask.redirect_uri,
                         ask.challenge,
                         world.clock.now() + world.vendor.code_lifetime,
                         false};
    std::string url = with_param(ask.redirect_uri, "code", code);
    if (!ask.state.empty()) url = with_param(std::move(url), "state", ask.state);
    return go_to(url);
}

/// Who is meant: the only one with a session, unless the request or the browser leaves a choice.
HttpResponse choose_person(World& world, const Visit& visit, const Ask& ask) {
    const std::string start_url = start_url_of(world.vendor, visit.query);
    const std::vector<Person> people = people_of(world, visit);
    const bool asks = ask.login || ask.select;
    if (people.size() == 1 && !asks) return authorize_as(world, visit, visit.query, people.front());
    if (ask.immediate) return tell_app(ask, world.vendor.refusal("immediate"));
    if (people.empty() && visit.org && visit.org->idp) return start_sso(world, *visit.org, start_url);
    return login_page(world, visit, start_url, field(visit.query, "login_hint"), false);
}

} // namespace

HttpResponse authorize(World& world, const Visit& visit) {
    Ask ask;
    if (const Refusal* why = look_up_app(world, visit, visit.query, ask)) return refusal_page(world, *why);
    if (const Refusal* why = read_rest(world, visit.query, ask)) return tell_app(ask, *why);
    return choose_person(world, visit, ask);
}

HttpResponse authorize_as(World& world, const Visit& visit, const Params& params, const Person& person) {
    Ask ask;
    if (const Refusal* why = look_up_app(world, visit, params, ask)) return refusal_page(world, *why);
    if (const Refusal* why = read_rest(world, params, ask)) return tell_app(ask, *why);
    if (auto refused = refuse_person(world, visit, ask, person)) return *refused;
    if (has_consented(ask, person) && !ask.consent) return give_code(world, ask, person);
    if (ask.immediate) return tell_app(ask, world.vendor.refusal("immediate"));
    return consent_page(world, visit, *ask.app, params, person, ask.scopes);
}

HttpResponse take_consent(World& world, const Visit& visit) {
    const std::vector<Person> people = people_of(world, visit);
    const std::string user = field(visit.form, "user");
    const auto found = std::ranges::find_if(people, [&](const Person& each) { return each.user->id == user; });
    if (found == people.end() || !crypto::same_secret(found->session->form_token, field(visit.form, "token")))
        return go_to(visit.url.origin() + world.vendor.path("login"));
    const Result<Params> params = parse_form(field(visit.form, "ask"));
    if (!params) return text_response(400, "bad request");
    Ask ask;
    if (const Refusal* why = look_up_app(world, visit, *params, ask)) return refusal_page(world, *why);
    if (const Refusal* why = read_rest(world, *params, ask)) return tell_app(ask, *why);
    if (auto refused = refuse_person(world, visit, ask, *found)) return *refused;
    if (!find_param(visit.form, "save")) return tell_app(ask, world.vendor.refusal("denied"));
    found->org->consents.insert({found->user->id, ask.app->client_id});
    return give_code(world, ask, *found);
}

HttpResponse show_remote_error(World& world, const Visit& visit) {
    return refusal_page(world, {field(visit.query, "error"), field(visit.query, "error_description"), 403});
}

} // namespace idpsim::salesforce
