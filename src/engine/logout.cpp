#include "src/engine/logout.hpp"

#include "src/core/url.hpp"
#include "src/engine/universe.hpp"
#include "src/engine/walk.hpp"
#include "src/saml/reader.hpp"

#include <algorithm>
#include <chrono>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

using conformance::LogoutMessage;
using conformance::LogoutRecord;

constexpr std::string_view request_field = "SAMLRequest", response_field = "SAMLResponse";

/// Puts a fault into what the IdP writes for as long as it lives.
class PlantedLogoutFault {
public:
    PlantedLogoutFault(idp::Idp& idp, const SamlFault* fault, const Attack& attack) : idp_(idp) {
        if (fault) idp_.logout_hooks() = logout_hooks_of(*fault, attack);
    }
    ~PlantedLogoutFault() { idp_.logout_hooks() = {}; }
    PlantedLogoutFault(const PlantedLogoutFault&) = delete;
    PlantedLogoutFault& operator=(const PlantedLogoutFault&) = delete;

private:
    idp::Idp& idp_;
};

/// A query or a form with that field.
bool carries(const HttpRequest& request, std::string_view field) {
    const auto url = parse_url(request.url);
    const auto params = request.method == "POST" ? parse_form(request.body) : url ? parse_form(url->query) : Result<Params>(Params{});
    return params && find_param(*params, field).has_value();
}

/// Where a RelayState of ours leads that must lead nowhere: nobody answers there.
bool leads_away(const HttpRequest& request) {
    const auto url = parse_url(request.url);
    return url && url->host.ends_with("evil.example");
}

/// For judging: a message that two readers would read differently is an error here too.
LogoutMessage read_message(const HttpRequest& request, std::size_t exchange) {
    LogoutMessage out;
    const bool posted = request.method == "POST";
    out.binding = posted ? saml::binding_post : saml::binding_redirect;
    out.sent_to = posted ? request.url : request.url.substr(0, request.url.find('?'));
    out.exchange = exchange;
    const auto url = parse_url(request.url);
    auto received = posted ? saml::read_post(request.body) : saml::read_redirect(url ? url->query : "");
    if (!received) {
        out.error = describe(received.error());
        return out;
    }
    out.received = std::move(*received);
    const auto document = xml::Document::parse(out.received.xml);
    if (!document) out.error = describe(document.error());
    else if (document->root().name() == "LogoutResponse") {
        if (auto read = saml::read_logout_response(document->root())) out.response = std::move(*read);
        else out.error = describe(read.error());
    } else if (auto read = saml::read_logout_request(document->root())) out.request = std::move(*read);
    else out.error = describe(read.error());
    return out;
}

/// The last message of the SP's in that field that came to the IdP since exchange `first`.
std::optional<LogoutMessage> message_at_idp(const Universe& universe, const Sides& sides, std::size_t first, std::string_view field) {
    const auto& exchanges = universe.transcript().exchanges();
    for (auto one = exchanges.rbegin(); one != exchanges.rend() && one->number >= first; ++one)
        if (at_idp(sides, one->request.url) && carries(one->request, field)) return read_message(one->request, one->number);
    return std::nullopt;
}

/// Where the IdP's metadata wants logout messages.
std::vector<std::string> slo_urls(const idp::Idp& idp) {
    std::vector<std::string> out;
    const auto entity = saml::read_metadata(idp.metadata());
    if (!entity || !entity->idp) return out;
    for (const saml::Endpoint& one : entity->idp->slo) {
        out.push_back(one.location);
        if (one.response_location) out.push_back(*one.response_location);
    }
    return out;
}

/// One logout in the making.
class LoggingOut {
public:
    LoggingOut(Universe& universe, Login login, LogoutOptions options, bool idp_initiated)
        : universe_(universe), login_(std::move(login)), options_(std::move(options)),
          bends_(idp_initiated ? Bends::logout_request : Bends::logout_response) {
        fault_ = options_.fault.empty() ? nullptr : &known_fault(options_.fault, {bends_});
        if (fault_) out_.judged_by = check_for(fault_->must, bends_);
        LogoutRecord& record = out_.record;
        const idp::Idp& idp = login_.sides.idp->idp;
        record.sp = login_.sides.sp->side;
        record.idp = {idp.entity_id(), idp.sso_url(), slo_urls(idp)};
        record.idp_initiated = idp_initiated;
        record.assertion = login_.record.assertion;
    }

    asio::awaitable<Result<Logout>> run(std::string start) {
        co_await watch();
        const Attack attack = universe_.attack(login_.sides, login_.record.email);
        const PlantedLogoutFault planted(login_.sides.idp->idp, fault_, attack);
        const std::size_t first = universe_.transcript().exchanges().size() + 1;
        const std::string_view field = bends_ == Bends::logout_request ? request_field : response_field;
        browser::StopBefore stop = [this, field](const HttpRequest& request) {
            return carries(request, field) && !at_idp(login_.sides, request.url);
        };
        auto walked = co_await login_.browser->open_until(std::move(start), std::nullopt, stop);
        if (!walked) co_return walked.error();
        browser::Page last = std::move(walked->page);
        for (int times = fault_ && fault_->change.twice ? 2 : 1; walked->request && times > 0; --times) {
            auto page = co_await bring(*walked->request, attack);
            if (!page) co_return page.error();
            last = std::move(*page);
        }
        out_.record.landed_url = last.url;
        out_.status = last.status;
        out_.reason = words_of(last);
        find_message_of_sp(first);
        co_await look_again();
        co_return std::move(out_);
    }

private:
    asio::awaitable<void> watch() {
        out_.record.anonymous = co_await universe_.anonymous_probe();
        if (login_.outcome != "held") { // whose Response was held back has no session here
            watched_.push_back(login_);
            out_.record.sessions.push_back({login_.record.email, options_.ends_own, {}, {}});
        }
        for (const bool ends : {true, false})
            for (const Login& other : ends ? options_.ends : options_.keeps) {
                watched_.push_back(other);
                out_.record.sessions.push_back({other.record.email, ends, {}, {}});
            }
        for (std::size_t i = 0; i < watched_.size(); ++i)
            out_.record.sessions[i].before = co_await watched_[i].sides.sp->session.probe(*watched_[i].browser);
    }

    asio::awaitable<void> look_again() {
        for (std::size_t i = 0; i < watched_.size(); ++i)
            out_.record.sessions[i].after = co_await watched_[i].sides.sp->session.probe(*watched_[i].browser);
        out_.ended = std::ranges::none_of(out_.record.sessions,
                                          [](const auto& one) { return one.ends && one.after.signed_in; });
    }

    /// Brings the IdP's message to the SP, changed if it is to be, and walks on from there.
    asio::awaitable<Result<browser::Page>> bring(HttpRequest delivery, const Attack& attack) {
        if (fault_ && fault_->change.delivered) fault_->change.delivered(delivery, attack);
        const HttpRequest sent = delivery;
        const auto begun = std::chrono::steady_clock::now();
        auto walked = co_await login_.browser->send_until(std::move(delivery), std::nullopt, leads_away);
        LogoutRecord& record = out_.record;
        record.sp_took = std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - begun);
        out_.told = true;
        if (!walked) co_return walked.error();
        browser::Page page = std::move(walked->page);
        if (walked->request) page.url = walked->request->url;
        if (page.exchanges.empty()) co_return page;
        record.sp_exchange = page.exchanges.front();
        const Exchange& answer = universe_.transcript().exchanges().at(record.sp_exchange - 1);
        record.sp_status = answer.response.status;
        record.sp_headers = answer.response.headers;
        (record.idp_initiated ? record.request : record.response) = read_message(sent, record.sp_exchange);
        co_return page;
    }

    void find_message_of_sp(std::size_t first) {
        LogoutRecord& record = out_.record;
        if (record.idp_initiated) record.response = message_at_idp(universe_, login_.sides, first, response_field);
        else record.request = message_at_idp(universe_, login_.sides, first, request_field);
    }

    Universe& universe_;
    Login login_;
    LogoutOptions options_;
    Bends bends_;
    const SamlFault* fault_ = nullptr;
    std::vector<Login> watched_;
    Logout out_;
};

} // namespace

asio::awaitable<Result<Logout>> sign_out(Universe& universe, Login login, LogoutOptions options) {
    const std::string start = login.sides.idp->idp.logout_url();
    LoggingOut logging_out(universe, std::move(login), std::move(options), true);
    co_return co_await logging_out.run(start);
}

asio::awaitable<Result<Logout>> single_logout(Universe& universe, Login login, LogoutOptions options) {
    const auto start = login.sides.sp->session.single_logout_url();
    if (!start) co_return start.error();
    LoggingOut logging_out(universe, std::move(login), std::move(options), false);
    co_return co_await logging_out.run(*start);
}

} // namespace idpsim::engine
