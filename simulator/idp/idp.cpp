#include "simulator/idp/idp.hpp"

#include "simulator/idp/idp_visit.hpp"
#include "simulator/idp/pages.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::idp {

namespace {

Tenant with_variables(const Profile& profile, Tenant tenant, Random& random, Instant now) {
    tenant.variables = expand_variables(profile.variables, known_variables(profile, tenant), random, now);
    return tenant;
}

/// Whether what the browser brought is a logout message: one vendor's endpoint takes both kinds.
bool is_logout(const HttpRequest& request) {
    if (!carries_message(request)) return false;
    const auto message = read_incoming(request);
    return message && (message->document.root().name() == "LogoutRequest" || !message->is_request());
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

Values known_variables(const Profile& profile, const Tenant& tenant) {
    Values known = tenant.variables;
    known["organisation"] = tenant.organisation;
    for (const auto& [key, value] : configure(profile.saml, tenant).values)
        if (profile.variables.contains(key) && !value.empty()) known[key] = value;
    return known;
}

Idp::Idp(const Profile& profile, Tenant tenant, KeyRing& keys, const Clock& clock, Random& random,
         std::optional<std::string> base_origin)
    : profile_(profile), tenant_(with_variables(profile, std::move(tenant), random, clock.now())), clock_(clock),
      random_(random), keys_(keys), endpoints_(profile.saml, tenant_.variables, base_origin),
      certificates_(profile, tenant_, keys, clock.now()),
      metadata_id_(expand(profile.saml.metadata.id, tenant_.variables, random, clock.now()).value()) {
    use_active_key();
}

HttpResponse Idp::handle(const HttpRequest& request) {
    auto url = parse_url(request.url);
    if (!url) return not_found();
    const bool known_method = request.method == "GET" || request.method == "POST";
    if (certificates_.replace_expired(clock_.now())) use_active_key();
    const Visit visit{request, std::move(*url), configuration()};
    const Url& at = visit.url;
    if (endpoints_.is("metadata", at)) return serve_metadata(visit);
    if (!known_method) return text_response(405, "Method not allowed\n");
    if (endpoints_.is("login", at)) return visit.posts() ? serve_login(visit) : serve_login_form(visit);
    if (endpoints_.is("artifact", at) && visit.posts() && artifacts_)
        return artifacts_->resolve(request, tenant_, visit.configuration, context(visit.configuration));
    if (endpoints_.is("slo_soap", at) && visit.posts() && profile_.saml.logout) return serve_soap_logout(visit);
    if (endpoints_.is("logout", at)) return serve_sign_out(visit);
    const bool at_slo = endpoints_.is("slo", at) || endpoints_.is("slo_callback", at);
    if (at_slo && profile_.saml.logout && (!endpoints_.is("sso", at) || is_logout(request)))
        return serve_logout_message(visit);
    // One vendor's tile opens the SSO URL itself, without a message.
    if (endpoints_.is("initiate", at) && !visit.posts() && !visit.query("SAMLRequest")) return serve_initiation(visit);
    if (endpoints_.is("sso", at) || endpoints_.is("sso_redirect", at)) return serve_sso(visit);
    if (endpoints_.is("soap", at) || endpoints_.is("wsfed", at)) return serve_elsewhere(visit);
    if (endpoints_.is("dashboard", at) && !visit.posts()) return proceed(visit, Errand{});
    return not_found();
}

bool Idp::is_for(const HttpRequest& request) const {
    const auto url = parse_url(request.url);
    if (!url) return false;
    const auto brought = [&](std::string_view name) {
        const auto fields = parse_form(request.method == "POST" ? request.body : url->query);
        return fields ? find_param(*fields, name).value_or("") : std::string();
    };
    if (endpoints_.is("login", *url)) {
        const std::string id = brought("errand");
        return id.empty() ? find_login(tenant_, brought("username")) != nullptr : errands_.find(id) != nullptr;
    }
    const std::string sp = tenant_.sp ? tenant_.sp->entity_id : std::string();
    return std::ranges::any_of(endpoints_.all(), [&](const auto& named) {
        if (!endpoints_.is(named.first, *url)) return false;
        const std::string own = endpoints_.url(named.first, sp);
        return query_agrees(*url, own, query_names(own));
    });
}

bool Idp::is_metadata(const HttpRequest& request) const {
    const auto url = parse_url(request.url);
    return url && endpoints_.is("metadata", *url);
}

HttpResponse Idp::serve_elsewhere(const Visit& visit) {
    return refuse(visit.configuration,
                  Refused{reason::other_protocol, "single sign-on by this protocol is not played here", {}});
}

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
    const auto acs = default_acs(profile_.saml, tenant_, visit.configuration);
    const Initiation& rules = profile_.saml.initiation;
    const auto no = [&](const char* why, const char* detail) {
        return refuse(visit.configuration, Refused{why, detail, {}});
    };
    if (!sp || !acs || !query_agrees(visit.url, initiate_url(), rules.identifies))
        return no(reason::unknown_app, "the address names no app");
    if (!visit.configuration.enabled) return no(reason::app_disabled, "the app is switched off");
    if (!visit.configuration.from_idp)
        return no(reason::flow_disabled, "the app takes no logins that start at the identity provider");
    const auto login = visit.configuration.setting("login_url");
    const auto initiator = visit.configuration.setting("initiator");
    if (login && initiator != "idp") return redirect_response(*login);
    if (initiator == "sp") return no(reason::no_login_url, "the service provider starts logins, and there is no address to begin at");
    if (rules.refused_when_signed && visit.configuration.require_signature)
        return no(reason::unsigned_request, "the app demands signed requests, and there is none");
    Errand errand;
    errand.kind = Errand::Kind::answer;
    errand.answer.acs_url = acs->url;
    errand.answer.by_artifact = acs->by_artifact;
    errand.answer.sp_entity_id = *sp;
    errand.relay_state = visit.configuration.setting("relay_state");
    if (!rules.relay_state_parameter.empty())
        if (auto given = visit.query(rules.relay_state_parameter)) errand.relay_state = std::move(given);
    return proceed(visit, std::move(errand));
}

HttpResponse Idp::serve_login_form(const Visit& visit) {
    const std::string id = visit.query("errand").value_or("");
    const Errand* errand = errands_.find(id);
    Session* session = session_of(visit.request).first;
    // The session may live on this host alone: whoever comes with one goes on at once.
    if (session && !(errand && errand->fresh_login)) return fulfil(visit, errand ? *errand : Errand{}, *session);
    const std::string hint = errand ? errand->login_hint : std::string();
    return login_page(profile_.saml.login, login_url(), errand ? id : std::string(), hint, false);
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
    const std::string cookie = sessions_.put(Session{person->username, clock_.now()}, random_);
    HttpResponse out = fulfil(visit, errand, *sessions_.find(cookie));
    out.headers.emplace_back("Set-Cookie",
                             session_cookie(profile_.saml.login.cookie, cookie, visit.url.scheme == "https"));
    return out;
}

std::pair<Session*, std::string> Idp::session_of(const HttpRequest& request) {
    std::string id = cookie_value(request.headers, profile_.saml.login.cookie);
    Session* session = sessions_.find(id);
    if (!session) return {nullptr, {}};
    const Person* person = tenant_.find(session->username);
    if (person && person->active) return {session, std::move(id)};
    sessions_.erase(id); // deactivation ends sessions
    return {nullptr, {}};
}

HttpResponse Idp::proceed(const Visit& visit, Errand errand) {
    Session* session = session_of(visit.request).first;
    if (session && !errand.fresh_login) return fulfil(visit, errand, *session);
    if (errand.passive && profile_.saml.refusals.contains(reason::no_passive))
        return refuse(visit.configuration, Refused{reason::no_passive, "nobody is logged in", std::move(errand)});
    return send_to_login(std::move(errand));
}

HttpResponse Idp::send_to_login(Errand errand) {
    return redirect_response(with_param(login_url(), "errand", errands_.put(std::move(errand), random_)));
}

HttpResponse Idp::fulfil(const Visit& visit, const Errand& errand, Session& session) {
    const Person& person = *tenant_.find(session.username);
    if (errand.kind == Errand::Kind::dashboard) return dashboard(visit, person);
    return answer(visit, errand, person, session);
}

std::optional<Refused> Idp::judge_answer(const Configuration& settings, const Errand& errand,
                                         const Person& person) const {
    if (!settings.everybody && !tenant_.may_use(person))
        return Refused{reason::not_assigned, "the person is not assigned to the app", errand};
    if (!certificates_.may_sign(clock_.now()))
        return Refused{reason::no_signing_key, "no certificate is active, or it has expired", {}};
    const bool known = established_.contains({person.username, errand.answer.sp_entity_id});
    const bool persistent = errand.answer.name_id_format_asked == saml::nameid_persistent;
    if (profile_.saml.name_id.obey_allow_create && persistent && !errand.answer.may_create && !known)
        return Refused{reason::name_id_policy, "AllowCreate is false, and no name was given out before", errand};
    return std::nullopt;
}

HttpResponse Idp::answer(const Visit& visit, const Errand& errand, const Person& person, Session& session) {
    if (const auto refused = judge_answer(visit.configuration, errand, person)) return refuse(visit.configuration, *refused, &person);
    const auto written =
        writer_->write(errand.answer, tenant_, person, session.since, visit.configuration, context(visit.configuration));
    if (!written)
        return refuse(visit.configuration, Refused{written.error().where, written.error().detail, errand}, &person);
    if (written->participant.name_id_format == saml::nameid_persistent)
        established_.emplace(person.username, errand.answer.sp_entity_id);
    session.participants.push_back(written->participant);
    return deliver(visit.configuration, errand, written->xml);
}

HttpResponse Idp::dashboard(const Visit& visit, const Person& person) const {
    std::vector<Tile> tiles;
    const auto sp = sp_entity_id(tenant_, visit.configuration);
    const bool may_use = visit.configuration.everybody || tenant_.may_use(person);
    if (sp && may_use && visit.configuration.tile) tiles.push_back(Tile{*sp, initiate_url()});
    return dashboard_page(profile_.saml.login, person.display_name, tiles, logout_url());
}

} // namespace idpsim::idp
