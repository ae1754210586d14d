/// Single logout, from either side (saml-profiles-2.0 section 4.4), and the sign-out at the IdP itself.
#include "simulator/idp/idp.hpp"

#include "simulator/idp/idp_visit.hpp"
#include "simulator/idp/pages.hpp"
#include "src/core/text.hpp"
#include "src/saml/artifact.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/decrypt.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>

namespace idpsim::idp {
namespace {

constexpr char requester[] = "urn:oasis:names:tc:SAML:2.0:status:Requester";
constexpr char request_denied[] = "urn:oasis:names:tc:SAML:2.0:status:RequestDenied";
constexpr char partial_logout[] = "urn:oasis:names:tc:SAML:2.0:status:PartialLogout";

std::string expired_cookie(const std::string& name) { return name + "=; Path=/; HttpOnly; Max-Age=0"; }

bool is_complete(const saml::Status& status) {
    return status.code == saml::status_success &&
           std::ranges::find(status.nested, partial_logout) == status.nested.end();
}

/// The EncryptedID's content, with the IdP's own key; nothing when it cannot be had.
std::optional<saml::NameId> decrypted_name(const xml::Element& request, const crypto::PrivateKey& key) {
    const auto container = request.child(ns::saml, "EncryptedID");
    if (!container || !key) return std::nullopt;
    xml::DecryptPolicy policy;
    policy.keys = {key};
    const auto clear = xml::decrypt(*container, policy);
    if (!clear) return std::nullopt;
    const auto document = xml::Document::parse(clear->octets);
    if (!document || !document->root().is(ns::saml, "NameID")) return std::nullopt;
    const auto text = document->root().trimmed_text();
    if (!text) return std::nullopt;
    return saml::NameId{*text, document->root().attribute("Format"), {}, {}};
}

} // namespace

std::size_t Idp::sessions_of(std::string_view username) const {
    return sessions_.count([&](const Session& one) { return one.username == username; });
}

HttpResponse Idp::serve_logout_message(const Visit& visit) {
    const Configuration& configuration = visit.configuration;
    const auto no = [&](Refused refused) { return refuse(configuration, refused); };
    if (!configuration.logout.enabled) return no({reason::bad_logout, "single logout is not enabled for this app", {}});
    const auto message = read_incoming(visit.request);
    if (!message) return no(unreadable(message.error()));
    const std::vector<std::string>& bindings = profile_.saml.logout->bindings;
    const std::string binding = message->posted ? saml::binding_post : saml::binding_redirect;
    const bool taken = message->posted ? configuration.takes_post : configuration.takes_redirect;
    if (!taken || std::ranges::find(bindings, binding) == bindings.end())
        return no({reason::bad_logout, "logout messages are not taken in this binding", {}});
    return message->is_request() ? serve_logout_request(visit, *message) : serve_logout_response(visit, *message);
}

bool Idp::is_issuer_known(const Visit& visit, const std::optional<std::string>& issuer) const {
    std::vector<std::string> known{visit.configuration.logout.sp_issuer};
    if (known.front().empty()) known = sp_entity_ids(tenant_, visit.configuration);
    return issuer && std::ranges::find(known, *issuer) != known.end();
}

std::optional<Refused> Idp::judge_logout(const Visit& visit, const Incoming& message,
                                         const std::optional<std::string>& issuer) const {
    const Configuration& configuration = visit.configuration;
    if (!is_issuer_known(visit, issuer))
        return Refused{reason::unknown_sp, "no app has the Issuer \"" + issuer.value_or("") + "\"", {}};
    const auto keys = sp_keys(tenant_, configuration);
    const auto state =
        signature_state(message, keys, configuration.allow_sha1, profile_.saml.requests.query_signature_only);
    return judge_signature(state, profile_.saml.logout->sp_signature, !keys.empty());
}

std::string Idp::find_session(const Visit& visit, const saml::LogoutRequest& request) {
    auto [own, own_id] = session_of(visit.request);
    if (profile_.saml.logout->session == LogoutSession::browser) return own_id;
    const std::string sp = sp_entity_id(tenant_, visit.configuration).value_or("");
    if (!request.name_id) return {};
    const auto named = [&](const Session& one) { return one.is_named(sp, *request.name_id, request.session_indexes); };
    if (own && named(*own)) return own_id;
    return sessions_.find_id(named);
}

bool Idp::end_session(const std::string& id, const std::string& asker) {
    const Session* session = sessions_.find(id);
    if (!session) return true;
    const bool all_told =
        std::ranges::all_of(session->participants, [&](const Participant& one) { return one.sp_entity_id == asker; });
    sessions_.erase(id);
    return all_told;
}

LogoutOutcome Idp::outcome_of(const Visit& visit, const saml::LogoutRequest& request) {
    const LogoutRules& rules = *profile_.saml.logout;
    // A request that is told to be too old must not end a session (saml-core-2.0 section 3.7.1).
    if (request.not_on_or_after && *request.not_on_or_after <= clock_.now())
        return {{requester, {}}, "the request is past its NotOnOrAfter"};
    bool ended = false, everywhere = true;
    const std::string asker = sp_entity_id(tenant_, visit.configuration).value_or("");
    // Without SessionIndex every session of that name ends (saml-core-2.0 section 3.7.1).
    for (std::string id = find_session(visit, request); !id.empty(); id = find_session(visit, request)) {
        everywhere = end_session(id, asker) && everywhere;
        ended = true;
        if (rules.session == LogoutSession::browser) break;
    }
    if (!ended && rules.unknown_session) return {*rules.unknown_session, {}};
    return {{saml::status_success, everywhere ? "" : partial_logout}, {}};
}

HttpResponse Idp::serve_logout_request(const Visit& visit, const Incoming& message) {
    const auto no = [&](const Refused& refused) { return refuse(visit.configuration, refused); };
    auto request = saml::read_logout_request(message.document.root());
    if (!request) return no(unreadable(request.error()));
    if (const auto refused = judge_logout(visit, message, request->issuer)) return no(*refused);
    const auto to = logout_response_endpoint(profile_.saml, tenant_, visit.configuration);
    if (!to) return no({reason::bad_logout, "the app has no Single Logout URL to answer to", {}});
    if (!certificates_.may_sign(clock_.now()))
        return no({reason::no_signing_key, "no certificate is active, or it has expired", {}});
    if (request->encrypted_id) request->name_id = decrypted_name(message.document.root(), key_.key);
    const LogoutOutcome outcome = outcome_of(visit, *request);
    HttpResponse out = logout_writer_->response(*to, request->id, outcome, message.received.relay_state,
                                                visit.configuration, context(visit.configuration));
    if (!session_of(visit.request).first)
        out.headers.emplace_back("Set-Cookie", expired_cookie(profile_.saml.login.cookie));
    return out;
}

HttpResponse Idp::serve_soap_logout(const Visit& visit) {
    const auto fault = [](const std::string& why) { return soap_response(500, saml::write_soap_fault("soap:Client", why)); };
    const Configuration& configuration = visit.configuration;
    const auto message = saml::read_soap(visit.request.body);
    if (!message) return fault(describe(message.error()));
    const auto document = xml::Document::parse(*message);
    if (!document) return fault(describe(document.error()));
    auto request = saml::read_logout_request(document->root());
    if (!request) return fault(describe(request.error()));
    if (!configuration.logout.enabled || !configuration.logout.soap) return fault("logout by SOAP is not enabled for this connection");
    if (!certificates_.may_sign(clock_.now())) return fault("no certificate is active, or it has expired");
    // Nothing but the signature tells who asks: there is no client certificate here.
    const auto state = signature_state(*document, sp_keys(tenant_, configuration), configuration.allow_sha1);
    LogoutOutcome outcome{{requester, request_denied}, {}};
    if (is_issuer_known(visit, request->issuer) && state == SignatureState::good) {
        if (request->encrypted_id) request->name_id = decrypted_name(document->root(), key_.key);
        outcome = outcome_of(visit, *request);
    }
    return soap_response(200, saml::write_soap(logout_writer_->document(request->id, outcome, configuration, context(configuration))));
}

HttpResponse Idp::serve_logout_response(const Visit& visit, const Incoming& message) {
    const auto no = [&](const Refused& refused) { return refuse(visit.configuration, refused); };
    const auto response = saml::read_logout_response(message.document.root());
    if (!response) return no(unreadable(response.error()));
    if (const auto refused = judge_logout(visit, message, response->issuer)) return no(*refused);
    const std::string* asked = response->in_response_to ? logouts_.find(*response->in_response_to) : nullptr;
    if (!asked || *asked != sp_entity_id(tenant_, visit.configuration))
        return no({reason::bad_logout, "the answer is to no LogoutRequest of this identity provider", {}});
    logouts_.erase(*response->in_response_to);
    return signed_out_page(visit, is_complete(response->status));
}

HttpResponse Idp::signed_out_page(const Visit& visit, bool everywhere) {
    const auto& rules = profile_.saml.logout;
    if (!rules) return plain_page(200, "Signed out", "<h1>Signed out</h1>");
    PatternContext values = context(visit.configuration);
    for (auto& [name, value] : values.values) value = escape_html(value);
    return plain_page(200, rules->title, values.expand(everywhere ? rules->done : rules->partial));
}

HttpResponse Idp::tell_sp(const Visit& visit, const Session& session) {
    const std::string sp = sp_entity_id(tenant_, visit.configuration).value_or("");
    std::vector<std::string> session_indexes;
    const Participant* name = nullptr;
    bool everywhere = true;
    for (const Participant& one : session.participants) {
        everywhere = everywhere && one.sp_entity_id == sp;
        if (one.sp_entity_id != sp) continue;
        if (!name) name = &one;
        if (one.name_id == name->name_id) session_indexes.push_back(one.session_index);
    }
    const LogoutSettings& set = visit.configuration.logout;
    const auto to = logout_request_endpoint(profile_.saml, tenant_, visit.configuration);
    const bool told = set.enabled && set.participates && to && certificates_.may_sign(clock_.now());
    if (!name) return signed_out_page(visit, everywhere);
    if (!told) return signed_out_page(visit, !profile_.saml.logout || !set.participates || !set.enabled);
    const PatternContext values = context(visit.configuration);
    const std::string id = logout_writer_->new_id(values);
    logouts_.put_as(id, sp);
    return logout_writer_->request(*to, id, *name, session_indexes, visit.configuration, values);
}

HttpResponse Idp::serve_sign_out(const Visit& visit) {
    const auto [session, id] = session_of(visit.request);
    if (!session) return signed_out_page(visit, true);
    const Session ended = *session;
    sessions_.erase(id);
    HttpResponse out = tell_sp(visit, ended);
    out.headers.emplace_back("Set-Cookie", expired_cookie(profile_.saml.login.cookie));
    return out;
}

} // namespace idpsim::idp
