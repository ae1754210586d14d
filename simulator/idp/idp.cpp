#include "simulator/idp/idp.hpp"

#include "simulator/idp/metadata_writer.hpp"
#include "simulator/idp/pages.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::idp {

struct Idp::Visit {
    const HttpRequest& request;
    Url url;
    Configuration configuration;

    bool posts() const { return request.method == "POST"; }
    std::optional<std::string> query(std::string_view name) const {
        const auto params = parse_form(url.query);
        return params ? find_param(*params, name) : std::nullopt;
    }
};

namespace {

/// Settings whose key is a variable's name set it; what the tenant brought along wins over the pattern.
Values known_variables(const Profile& profile, const Tenant& tenant) {
    Values known = tenant.variables;
    known["organisation"] = tenant.organisation;
    for (const auto& [key, value] : configure(profile.saml, tenant).values)
        if (profile.variables.contains(key) && !value.empty()) known[key] = value;
    return known;
}

Tenant with_variables(const Profile& profile, Tenant tenant, Random& random, Instant now) {
    tenant.variables = expand_variables(profile.variables, known_variables(profile, tenant), random, now);
    return tenant;
}

HttpResponse not_found() { return text_response(404, "Not found\n"); }

const Person* find_login(const Tenant& tenant, const std::string& username) {
    if (const Person* exact = tenant.find(username)) return exact;
    // Login forms forgive capitals.
    const auto found = std::ranges::find_if(
        tenant.people, [&](const Person& person) { return equal_nocase(person.username, username); });
    return found == tenant.people.end() ? nullptr : &*found;
}

} // namespace

Idp::Idp(const Profile& profile, Tenant tenant, KeyRing& keys, const Clock& clock, Random& random,
         std::optional<std::string> base_origin)
    : profile_(profile), tenant_(with_variables(profile, std::move(tenant), random, clock.now())), clock_(clock),
      random_(random), endpoints_(profile.saml, tenant_.variables, base_origin),
      key_(keys.get(profile, tenant_.variables, clock.now())), writer_(profile_.saml, key_, hooks_),
      metadata_id_(expand(profile.saml.metadata.id, tenant_.variables, random, clock.now()).value()) {}

HttpResponse Idp::handle(const HttpRequest& request) {
    auto url = parse_url(request.url);
    if (!url) return not_found();
    const bool known_method = request.method == "GET" || request.method == "POST";
    const Visit visit{request, std::move(*url), configuration()};
    const Url& at = visit.url;
    if (endpoints_.is("metadata", at)) return serve_metadata();
    if (!known_method) return text_response(405, "Method not allowed\n");
    if (endpoints_.is("login", at)) return visit.posts() ? serve_login(visit) : serve_login_form(visit);
    // One vendor's tile opens the SSO URL itself, without a message.
    if (endpoints_.is("initiate", at) && !visit.posts() && !visit.query("SAMLRequest")) return serve_initiation(visit);
    if (endpoints_.is("sso", at) || endpoints_.is("sso_redirect", at)) return serve_sso(visit);
    if (endpoints_.is("dashboard", at) && !visit.posts()) return proceed(visit, Errand{});
    return not_found();
}

HttpResponse Idp::serve_metadata() const { return text_response(200, metadata(), profile_.saml.metadata.content_type); }

HttpResponse Idp::serve_sso(const Visit& visit) {
    const std::string own = sso_url();
    if (!query_agrees(visit.url, own, query_names(own)))
        return refuse(visit.configuration, Refused{reason::bad_request, "the address names another account", {}});
    Asked asked = read_sso_request(visit.request, profile_.saml, tenant_, visit.configuration);
    if (const auto* refused = std::get_if<Refused>(&asked)) return refuse(visit.configuration, *refused);
    return proceed(visit, std::get<Errand>(std::move(asked)));
}

HttpResponse Idp::serve_initiation(const Visit& visit) {
    const auto sp = sp_entity_id(tenant_, visit.configuration);
    const auto acs = default_acs_url(tenant_, visit.configuration);
    const Initiation& rules = profile_.saml.initiation;
    if (!sp || !acs || !query_agrees(visit.url, initiate_url(), rules.identifies))
        return refuse(visit.configuration, Refused{reason::unknown_sp, "the address names no app", {}});
    const auto login = visit.configuration.setting("login_url");
    if (login && visit.configuration.setting("initiator") != "idp") return redirect_response(*login);
    Errand errand;
    errand.kind = Errand::Kind::answer;
    errand.answer.acs_url = *acs;
    errand.answer.sp_entity_id = *sp;
    errand.relay_state = visit.configuration.setting("relay_state");
    if (!rules.relay_state_parameter.empty())
        if (auto given = visit.query(rules.relay_state_parameter)) errand.relay_state = std::move(given);
    return proceed(visit, std::move(errand));
}

HttpResponse Idp::serve_login_form(const Visit& visit) {
    const std::string id = visit.query("errand").value_or("");
    const Errand* errand = errands_.find(id);
    const Session* session = session_of(visit.request);
    // The session may live on this host alone: whoever comes with one goes on at once.
    if (session && !(errand && errand->fresh_login)) return fulfil(visit, errand ? *errand : Errand{}, *session);
    return login_page(profile_.saml.login, login_url(), errand ? id : std::string(), "", false);
}

HttpResponse Idp::serve_login(const Visit& visit) {
    const auto form = parse_form(visit.request.body);
    if (!form) return refuse(visit.configuration, Refused{reason::bad_request, describe(form.error()), {}});
    const std::string username(trim(find_param(*form, "username").value_or("")));
    const std::string id = find_param(*form, "errand").value_or("");
    const Person* person = find_login(tenant_, username);
    // An unknown name costs the same comparison as a known one.
    const bool right =
        crypto::same_secret(person ? person->password : std::string(), find_param(*form, "password").value_or(""));
    if (!person || !right || person->password.empty())
        return login_page(profile_.saml.login, login_url(), id, username, true);
    const Errand* parked = errands_.find(id);
    const Errand errand = parked ? *parked : Errand{};
    if (!person->active)
        return refuse(visit.configuration, Refused{reason::inactive_user, "the account is not active", errand}, person);
    errands_.erase(id);
    const Session session{person->username, clock_.now()};
    HttpResponse out = fulfil(visit, errand, session);
    const std::string cookie = sessions_.put(session, random_);
    out.headers.emplace_back("Set-Cookie",
                             session_cookie(profile_.saml.login.cookie, cookie, visit.url.scheme == "https"));
    return out;
}

const Session* Idp::session_of(const HttpRequest& request) {
    const std::string id = cookie_value(request.headers, profile_.saml.login.cookie);
    const Session* session = sessions_.find(id);
    if (!session) return nullptr;
    const Person* person = tenant_.find(session->username);
    if (person && person->active) return session;
    sessions_.erase(id); // deactivation ends sessions
    return nullptr;
}

HttpResponse Idp::proceed(const Visit& visit, Errand errand) {
    const Session* session = session_of(visit.request);
    if (session && !errand.fresh_login) return fulfil(visit, errand, *session);
    if (errand.passive && profile_.saml.refusals.contains(reason::no_passive))
        return refuse(visit.configuration, Refused{reason::no_passive, "nobody is logged in", std::move(errand)});
    return send_to_login(std::move(errand));
}

HttpResponse Idp::send_to_login(Errand errand) {
    return redirect_response(with_param(login_url(), "errand", errands_.put(std::move(errand), random_)));
}

HttpResponse Idp::fulfil(const Visit& visit, const Errand& errand, const Session& session) {
    const Person& person = *tenant_.find(session.username);
    if (errand.kind == Errand::Kind::dashboard) return dashboard(visit, person);
    return answer(visit, errand, person, session.since);
}

HttpResponse Idp::answer(const Visit& visit, const Errand& errand, const Person& person, Instant login) {
    if (!tenant_.may_use(person))
        return refuse(visit.configuration,
                      Refused{reason::not_assigned, "the person is not assigned to the app", errand}, &person);
    auto written =
        writer_.write(errand.answer, tenant_, person, login, visit.configuration, context(visit.configuration));
    if (!written)
        return refuse(visit.configuration, Refused{written.error().where, written.error().detail, errand}, &person);
    return post(errand, *written);
}

HttpResponse Idp::dashboard(const Visit& visit, const Person& person) const {
    std::vector<Tile> tiles;
    const auto sp = sp_entity_id(tenant_, visit.configuration);
    if (sp && tenant_.may_use(person)) tiles.push_back(Tile{*sp, initiate_url()});
    return dashboard_page(profile_.saml.login, person.display_name, tiles);
}

} // namespace idpsim::idp
