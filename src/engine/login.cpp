#include "src/engine/login.hpp"

#include "src/engine/faults/edit.hpp"
#include "src/engine/request_faults.hpp"
#include "src/engine/universe.hpp"
#include "src/engine/walk.hpp"
#include "src/saml/artifact.hpp"
#include "src/saml/bindings.hpp"
#include "src/saml/decode.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>
#include <chrono>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// Every attribute of the document that says `was`.
void rename(pugi::xml_node node, const std::string& was, const std::string& is) {
    for (pugi::xml_attribute attribute : node.attributes())
        if (attribute.value() == was) attribute.set_value(is.c_str());
    for (pugi::xml_node child : node.children()) rename(child, was, is);
}

/// What a dishonest IdP writes before it signs.
void claim(pugi::xml_node response, const LoginOptions& options) {
    if (options.in_response_to) {
        faults::put_attribute(response, "InResponseTo", *options.in_response_to);
        for (pugi::xml_node data : faults::all_named(response, "SubjectConfirmationData"))
            faults::put_attribute(data, "InResponseTo", *options.in_response_to);
    }
    if (!options.assertion_id) return;
    const std::string was = faults::assertion_of(response).attribute("ID").value();
    rename(response, was, *options.assertion_id);
    rename(response, "#" + was, "#" + *options.assertion_id);
}

/// Puts a fault into the IdP for as long as it lives.
class PlantedFault {
public:
    PlantedFault(idp::Idp& idp, const LoginOptions& options, const SamlFault* fault, const Attack& attack) : idp_(idp) {
        if (fault && fault->bends == Bends::artifact_response) idp_.artifact_hooks() = artifact_hooks_of(*fault, attack);
        else if (fault) idp_.hooks() = hooks_of(*fault, attack);
        else if (options.in_response_to || options.assertion_id)
            idp_.hooks().before_signing = [options](pugi::xml_node response) { claim(response, options); };
    }
    ~PlantedFault() {
        idp_.hooks() = {};
        idp_.artifact_hooks() = {};
    }
    PlantedFault(const PlantedFault&) = delete;
    PlantedFault& operator=(const PlantedFault&) = delete;

private:
    idp::Idp& idp_;
};

/// A reference that the SP fetches the Response by (saml-bindings-2.0 section 3.6).
bool is_artifact(const HttpRequest& request) {
    return request.method == "GET" && request.url.find("SAMLart=") != std::string::npos;
}

/// A Response on its way to the SP, or its artifact.
bool is_delivery(const Sides& sides, const HttpRequest& request) {
    if (is_artifact(request)) return !at_idp(sides, request.url);
    return request.method == "POST" && request.body.find("SAMLResponse=") != std::string::npos && !at_idp(sides, request.url);
}

std::optional<saml::Received> received_of(const HttpRequest& request) {
    const auto url = parse_url(request.url);
    if (!url) return std::nullopt;
    auto out = request.method == "POST" ? saml::read_post(request.body) : saml::read_redirect(url->query);
    return out ? std::optional(std::move(*out)) : std::nullopt;
}

/// The AuthnRequest that the IdP received since exchange `first`.
void read_request(const Universe& universe, const Sides& sides, std::size_t first, conformance::LoginRecord& record) {
    for (const Exchange& exchange : universe.transcript().exchanges()) {
        if (exchange.number < first || !at_idp(sides, exchange.request.url)) continue;
        for (const saml::Decoded& message : saml::decode_messages(exchange)) {
            if (message.parameter != "SAMLRequest") continue;
            record.request_exchange = exchange.number;
            record.request_message = received_of(exchange.request);
            record.request_sent_to = exchange.request.url.substr(0, exchange.request.url.find('?'));
            const auto document = xml::Document::parse(message.xml);
            if (!document) {
                record.request_error = describe(document.error());
                continue;
            }
            auto request = saml::read_authn_request(document->root());
            if (request) record.request = std::move(*request);
            else record.request_error = describe(request.error());
            return;
        }
    }
}

std::string method_of(const xml::Element& encrypted) {
    const auto method = encrypted.child(ns::xenc, "EncryptionMethod");
    return method ? method->attribute("Algorithm").value_or("") : "";
}

std::optional<conformance::EncryptionSeen> encryption_of(const xml::Element& response) {
    const auto container = response.child(ns::saml, "EncryptedAssertion");
    const auto data = container ? container->child(ns::xenc, "EncryptedData") : std::nullopt;
    if (!data) return std::nullopt;
    const auto info = data->child(ns::ds, "KeyInfo");
    auto key = info ? info->child(ns::xenc, "EncryptedKey") : std::nullopt;
    if (!key) key = container->child(ns::xenc, "EncryptedKey");
    return conformance::EncryptionSeen{method_of(*data), key ? method_of(*key) : ""};
}

void note_assertion(const xml::Element& element, conformance::LoginRecord& record) {
    record.assertion_signed = element.child(ns::ds, "Signature").has_value();
    if (auto assertion = saml::read_assertion(element)) record.assertion = std::move(*assertion);
}

/// For judging: what the SP believes is the SP's business.
void read_response_xml(std::string_view xml, conformance::LoginRecord& record) {
    const auto document = xml::Document::parse(xml);
    if (!document) return;
    if (auto response = saml::read_response(document->root())) record.response = std::move(*response);
    record.encryption = encryption_of(document->root());
    if (const auto element = document->root().child(ns::saml, "Assertion"))
        note_assertion(*element, record);
}

/// The Response that is being delivered.
void read_response(const HttpRequest& delivery, conformance::LoginRecord& record) {
    record.acs_url = is_artifact(delivery) ? delivery.url.substr(0, delivery.url.find('?')) : delivery.url;
    if (const auto posted = saml::read_post(delivery.body)) read_response_xml(posted->xml, record);
}

/// The Response that the IdP gave to the SP itself since exchange `first`.
void read_resolved(const Universe& universe, const Sides& sides, std::size_t first, conformance::LoginRecord& record) {
    const std::string service = sides.idp->idp.artifact_url();
    for (const Exchange& exchange : universe.transcript().exchanges()) {
        if (service.empty() || exchange.number < first || exchange.request.url != service) continue;
        const auto message = saml::read_soap(exchange.response.body);
        const auto document = message ? xml::Document::parse(*message) : Result<xml::Document>(message.error());
        if (!document) continue;
        const auto answer = saml::read_artifact_response(document->root());
        if (answer && !answer->message.empty()) read_response_xml(answer->message, record);
    }
}

void note_acs_answer(const Universe& universe, const browser::Page& page, conformance::LoginRecord& record) {
    if (page.exchanges.empty()) return;
    record.acs_exchange = page.exchanges.front();
    const Exchange& answer = universe.transcript().exchanges().at(record.acs_exchange - 1);
    record.acs_status = answer.response.status;
    record.acs_headers = answer.response.headers;
    record.landed_url = page.url;
    record.landed_body = page.body;
}

/// Only an error Response of the IdP's own counts as its refusal, not a fault that was planted in a good one.
bool idp_said_no(const conformance::LoginRecord& record, const LoginOptions& options) {
    return options.fault.empty() && record.response && record.response->status.code != saml::status_success;
}

void conclude(Login& login, const LoginOptions& options, const std::string& words) {
    login.accepted = login.record.after.signed_in;
    const bool unclear = !login.accepted && login.record.acs_status >= 500;
    login.outcome = login.accepted ? "accepted" : unclear ? "unclear" : "refused";
    if (login.accepted) return;
    login.reason = words;
    login.refused_by = unclear ? "" : idp_said_no(login.record, options) ? "idp" : "sp";
}

asio::awaitable<Result<browser::Page>> bring(Universe& universe, Login& login, HttpRequest delivery) {
    const auto begun = std::chrono::steady_clock::now();
    const std::size_t first = universe.transcript().exchanges().size() + 1;
    const bool resolved = is_artifact(delivery);
    auto page = co_await login.browser->send(std::move(delivery), std::nullopt);
    login.record.acs_took = std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - begun);
    if (page) {
        note_acs_answer(universe, *page, login.record);
        login.status = login.record.acs_status;
        if (resolved) read_resolved(universe, login.sides, first, login.record);
    }
    co_return page;
}

/// Brings the Response to the ACS, asks the probe and says how it came out. With `bent` the delivery alone is changed.
asio::awaitable<Result<void>> deliver_once(Universe& universe, Login& login, const LoginOptions& options, const SamlFault* bent) {
    HttpRequest delivery = *login.delivery;
    if (bent && bent->change.delivered) bent->change.delivered(delivery, universe.attack(login.sides, login.record.email));
    const auto page = co_await bring(universe, login, std::move(delivery));
    if (!page) co_return page.error();
    login.record.after = co_await login.sides.sp->session.probe(*login.browser);
    conclude(login, options, words_of(*page));
    co_return Result<void>();
}

/// What is known of a login before it begins.
void begin_record(Universe& universe, const Sides& sides, const idp::Person& person, const LoginOptions& options,
                  conformance::LoginRecord& record) {
    record.sp = sides.sp->side;
    record.idp = {sides.idp->idp.entity_id(), sides.idp->idp.sso_url()};
    record.now = universe.clock().now();
    record.sp_initiated = options.sp_initiated;
    record.email = person.email;
    record.relay_state = options.relay_state;
    record.alike = options.alike;
    record.earlier_request_ids = universe.request_ids();
}

/// The walk ended before any Response came.
asio::awaitable<Login> end_without_response(Login login, const browser::Page& page) {
    login.outcome = "refused";
    login.refused_by = at_idp(login.sides, page.url) ? "idp" : "sp";
    login.status = page.status;
    login.reason = words_of(page);
    login.record.landed_url = page.url;
    login.record.landed_body = page.body;
    login.record.after = co_await login.sides.sp->session.probe(*login.browser);
    login.accepted = login.record.after.signed_in;
    if (login.accepted) login.outcome = "accepted";
    co_return login;
}

/// The Response that the walk was held up with.
void hold(Universe& universe, HttpRequest delivery, Login& login) {
    login.by_artifact = is_artifact(delivery);
    login.delivery = std::move(delivery);
    login.outcome = "held";
    read_response(*login.delivery, login.record);
    const std::size_t asked = login.record.request_exchange;
    if (asked) login.asked_by = universe.transcript().exchanges().at(asked - 1).request.url;
}

const RequestFault* known_request_fault(const std::string& id) {
    if (id.empty()) return nullptr;
    if (const RequestFault* fault = find_request_fault(id)) return fault;
    throw Failure(Error{Fault::script, "request", "there is no fault of requests named \"" + id + "\""});
}

/// The walk to the Response, the AuthnRequest bent on its way to the IdP.
asio::awaitable<Result<browser::Captured>> walk(Sides sides, std::shared_ptr<browser::Browser> browser, std::string start,
                                                browser::Credentials credentials, const RequestFault* bent, Attack attack) {
    const browser::StopBefore delivery = [sides](const HttpRequest& request) { return is_delivery(sides, request); };
    if (!bent) co_return co_await browser->open_until(std::move(start), std::move(credentials), delivery);
    const browser::StopBefore request_too = [sides](const HttpRequest& request) {
        return is_delivery(sides, request) || (at_idp(sides, request.url) && carries_request(request));
    };
    auto walked = co_await browser->open_until(std::move(start), std::nullopt, request_too);
    if (!walked || !walked->request || !at_idp(sides, walked->request->url)) co_return walked;
    HttpRequest request = std::move(*walked->request);
    bent->bend(request, attack);
    co_return co_await browser->send_until(std::move(request), std::move(credentials), delivery);
}

/// Whether the IdP's login form was filled in since exchange `first`.
bool asked_password(const Universe& universe, const Sides& sides, std::size_t first) {
    const auto form = parse_url(sides.idp->idp.login_url());
    return std::ranges::any_of(universe.transcript().exchanges(), [&](const Exchange& exchange) {
        if (exchange.number < first || exchange.request.method != "POST") return false;
        const auto url = parse_url(exchange.request.url);
        return url && form && url->origin() == form->origin() && url->path == form->path;
    });
}

/// The same message, posted at another organisation.
void address_to(Login& login, SpParty& sp) {
    if (sp.side.acs_urls.empty()) throw Failure(Error{Fault::script, "deliver", "the organisation has no ACS by POST"});
    login.sides.sp = &sp;
    login.record.sp = sp.side;
    login.delivery->url = login.record.acs_url = sp.side.acs_urls.front();
}

void set_relay_state(HttpRequest& delivery, const std::string& value) {
    Params form = parse_form(delivery.body).value();
    std::erase_if(form, [](const auto& field) { return field.first == "RelayState"; });
    form.emplace_back("RelayState", value);
    delivery.body = write_form(form);
}

} // namespace

asio::awaitable<Result<Login>> log_in(Universe& universe, Sides sides, std::string username, LoginOptions options) {
    idp::Idp& idp = sides.idp->idp;
    const idp::Person* person = idp.tenant().find(username);
    if (!person) throw Failure(Error{Fault::script, "login", "nobody is named \"" + username + "\""});
    const browser::Credentials credentials{person->username, person->password, person->email};
    const SamlFault* fault = options.fault.empty() ? nullptr : &known_fault(options.fault, {Bends::response, Bends::artifact_response});
    const bool twice = fault && fault->change.twice;
    // An unsolicited Response answers no request, so only the memory of used assertions stands against its second use.
    if (twice) options.sp_initiated = false;

    Login login;
    login.sides = sides;
    login.username = username;
    if (fault) login.judged_by = check_for(fault->must);
    conformance::LoginRecord& record = login.record;
    begin_record(universe, sides, *person, options, record);
    record.before = co_await universe.anonymous_probe();
    login.browser = options.browser ? options.browser : universe.new_browser();
    const RequestFault* bent = known_request_fault(options.request_fault);

    const std::optional<std::string> chosen = sides.sp->several_idps ? std::optional(idp.entity_id()) : std::nullopt;
    const auto start = options.sp_initiated ? sides.sp->session.login_url(options.relay_state, chosen)
                                            : Result<std::string>(idp.initiate_url());
    if (!start) co_return start.error();
    const std::size_t first = universe.transcript().exchanges().size() + 1;
    const Attack attack = universe.attack(sides, person->email);
    const PlantedFault planted(idp, options, fault, attack);
    auto walked = co_await walk(sides, login.browser, *start, credentials, bent, attack);
    if (!walked) co_return walked.error();
    login.asked_password = asked_password(universe, sides, first);
    read_request(universe, sides, first, record);
    if (record.request) universe.note_request_id(record.request->id);
    if (!walked->request) co_return co_await end_without_response(std::move(login), walked->page);
    hold(universe, std::move(*walked->request), login);
    if (!options.deliver) co_return login;

    auto done = co_await deliver_once(universe, login, options, fault);
    if (!done) co_return done.error();
    if (twice) {   // the first use was good; what is judged is the second, in a browser of its own
        login.browser = universe.new_browser();
        done = co_await deliver_once(universe, login, options, fault);
        if (!done) co_return done.error();
    }
    co_return login;
}

asio::awaitable<Result<Login>> deliver(Universe& universe, Login login, DeliveryOptions options) {
    if (!login.delivery) throw Failure(Error{Fault::script, "deliver", "the login brought no Response"});
    const SamlFault* fault = options.fault.empty() ? nullptr : &known_fault(options.fault, {Bends::response, Bends::artifact_response});
    if (fault) login.judged_by = check_for(fault->must);
    if (options.browser) login.browser = options.browser;
    if (options.to) address_to(login, *options.to);
    if (options.relay_state) set_relay_state(*login.delivery, *options.relay_state);
    login.reason.clear();
    login.refused_by.clear();
    const LoginOptions plain;
    const auto done = co_await deliver_once(universe, login, plain, fault);
    if (!done) co_return done.error();
    co_return login;
}

asio::awaitable<Result<Login>> answer_again(Universe& universe, Login login) {
    if (login.asked_by.empty()) throw Failure(Error{Fault::script, "answer_again", "the login began with no AuthnRequest by URL"});
    browser::StopBefore stop = [sides = login.sides](const HttpRequest& request) { return is_delivery(sides, request); };
    const idp::Person* person = login.sides.idp->idp.tenant().find(login.username);
    std::optional<browser::Credentials> credentials;
    if (person) credentials = browser::Credentials{person->username, person->password};
    auto walked = co_await login.browser->open_until(login.asked_by, credentials, stop);
    if (!walked) co_return walked.error();
    if (!walked->request) co_return co_await end_without_response(std::move(login), walked->page);
    login.record.now = universe.clock().now();
    hold(universe, std::move(*walked->request), login);
    co_return login;
}

} // namespace idpsim::engine
