#include "src/engine/target_session.hpp"

#include "src/saml/reader.hpp"
#include "src/scim/json.hpp"
#include "src/xml/html.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace json = boost::json;
namespace {

constexpr Millis call_limit{30'000};

std::string json_text(const json::value& value) {
    return value.is_string() ? std::string(value.get_string().c_str(), value.get_string().size()) : json::serialize(value);
}

/// The value at a JSON pointer, or null.
const json::value* at_pointer(const json::value& value, std::string_view pointer) {
    boost::system::error_code failed;
    return value.find_pointer(pointer, failed);
}

bool is_secret_name(std::string_view name) { return name.find("token") != std::string_view::npos || name.find("secret") != std::string_view::npos; }

Error bad_answer(const Call& call, const std::string& why) {
    return Error{Fault::refused, "target: " + call.name, why};
}

/// As text for a JSON text: without the quotes around it.
std::string json_escaped(const std::string& text) {
    const std::string quoted = json::serialize(json::value(text));
    return quoted.substr(1, quoted.size() - 2);
}

std::vector<std::string> texts_at(const json::value* list) {
    std::vector<std::string> out;
    if (list && list->is_array())
        for (const json::value& one : list->get_array()) out.push_back(json_text(one));
    return out;
}

Account read_account(const TargetAccounts& shape, const json::value& entry) {
    const auto field = [&](std::string_view name) -> const json::value* {
        const auto pointer = shape.fields.find(name);
        return pointer == shape.fields.end() ? nullptr : at_pointer(entry, pointer->second);
    };
    Account out;
    if (const json::value* id = field("id")) out.id = json_text(*id);
    if (const json::value* email = field("email")) out.email = json_text(*email);
    if (const json::value* role = field("role")) out.role = json_text(*role);
    if (const json::value* name = field("display_name")) out.display_name = json_text(*name);
    out.teams = texts_at(field("teams"));
    if (const json::value* active = field("active")) out.active = !(active->is_bool() && !active->get_bool());
    return out;
}

} // namespace

TargetSession::TargetSession(const Target& target, net::Wire wire, Values values)
    : target_(target), wire_(std::move(wire)), values_(std::move(values)) {
    for (const auto& [name, pattern] : target.values) values_[name] = expand(pattern, values_).value();
}

Result<std::string> TargetSession::fill(const std::string& pattern) const { return expand(pattern, values_); }

std::string TargetSession::value(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string() : found->second;
}

bool TargetSession::provides(std::string_view need) const {
    constexpr std::string_view action = "sp.can.";
    if (need.starts_with(action)) return target_.actions.contains(need.substr(action.size()));
    return std::ranges::find(target_.provides, need) != target_.provides.end();
}

Result<HttpRequest> TargetSession::request_for(const Call& call, const Values& more) const {
    Values values = values_;
    for (const auto& [name, value] : more) values[name] = value;
    HttpRequest request;
    request.method = call.method;
    const auto url = expand(call.url, values);
    const auto body = expand(call.body, values);
    if (!url) return url.error();
    if (!body) return body.error();
    request.url = *url;
    request.body = *body;
    request.headers.emplace_back("Accept", "application/json");
    if (!call.content_type.empty() && !request.body.empty()) request.headers.emplace_back("Content-Type", call.content_type);
    for (const auto& [name, pattern] : call.headers) {
        const auto value = expand(pattern, values);
        if (!value) return value.error();
        request.headers.emplace_back(name, *value);
    }
    return request;
}

Result<HttpRequest> TargetSession::request_of(const std::string& name, const Values& more) const {
    const auto found = target_.actions.find(name);
    if (found == target_.actions.end()) return Error{Fault::not_found, name, "the target has no such action"};
    return request_for(found->second, more);
}

asio::awaitable<Result<HttpResponse>> TargetSession::send(Call call, Values more) const {
    auto request = request_for(call, more);
    if (!request) co_return request.error();
    auto answer = co_await wire_.send(std::move(*request), call_limit);
    co_return std::move(answer.response);
}

asio::awaitable<Result<Acted>> TargetSession::act(std::string name, Values more) const {
    const auto found = target_.actions.find(name);
    if (found == target_.actions.end()) co_return Error{Fault::not_found, name, "the target has no such action"};
    auto answer = co_await send(found->second, std::move(more));
    if (!answer) co_return answer.error();
    Acted out{answer->status, std::move(answer->body), std::move(answer->headers), {}};
    const json::value told = out.ok() ? scim::json_or_null(out.body) : json::value();
    for (const auto& [value, pointer] : found->second.save) {
        const json::value* at = at_pointer(told, pointer);
        if (!at) continue;
        out.saved[value] = json_text(*at);
        if (is_secret_name(value)) wire_.transcript().masker().add(out.saved[value]);
    }
    co_return out;
}

asio::awaitable<Result<json::value>> TargetSession::call(Call call, Values more) const {
    const auto answer = co_await send(call, std::move(more));
    if (!answer) co_return answer.error();
    if (answer->status < 200 || answer->status >= 300) co_return bad_answer(call, "answered " + std::to_string(answer->status));
    if (answer->body.empty()) co_return json::value();
    co_return scim::json_or_null(answer->body);
}

asio::awaitable<Result<void>> TargetSession::set_up(std::string stage) {
    for (const Call& step : target_.setup) {
        if (step.stage != stage) continue;
        const auto answer = co_await call(step, {});
        if (!answer) co_return answer.error();
        for (const auto& [name, pointer] : step.save) {
            const json::value* found = at_pointer(*answer, pointer);
            if (!found) co_return bad_answer(step, "the answer has nothing at " + pointer);
            values_[name] = json_text(*found);
            if (is_secret_name(name)) wire_.transcript().masker().add(values_[name]);
        }
    }
    co_return Result<void>();
}

asio::awaitable<Result<conformance::SpSide>> TargetSession::sp_side() {
    conformance::SpSide out;
    if (!target_.sp.organisation.empty()) {
        const auto organisation = fill(target_.sp.organisation);
        if (!organisation) co_return organisation.error();
        out.organisation = *organisation;
    }
    if (!target_.sp.login.empty()) {
        const auto login = fill(target_.sp.login);
        if (!login) co_return login.error();
        out.login_url = *login;
    }
    if (target_.sp.metadata.empty()) {
        const auto entity_id = fill(target_.sp.entity_id);
        const auto acs = fill(target_.sp.acs);
        if (!entity_id) co_return entity_id.error();
        if (!acs) co_return acs.error();
        out.entity_id = *entity_id;
        out.acs_urls = {*acs};
        co_return out;
    }
    const auto url = fill(target_.sp.metadata);
    if (!url) co_return url.error();
    HttpRequest request;
    request.url = *url;
    const auto answer = co_await wire_.send(std::move(request), call_limit);
    if (!answer.response) co_return answer.response.error();
    if (answer.response->status != 200)
        co_return Error{Fault::refused, "target: metadata", "answered " + std::to_string(answer.response->status)};
    out.metadata = answer.response->body;
    out.metadata_exchange = answer.exchange;
    // What cannot be read is a finding of the metadata checks; the target file may still say where the ACS is.
    if (const auto entity = saml::read_metadata(out.metadata); entity && entity->sp) {
        out.entity_id = entity->entity_id;
        for (const saml::Endpoint& acs : entity->sp->acs)
            if (acs.binding == saml::binding_post) out.acs_urls.push_back(acs.location);
    }
    if (out.acs_urls.empty() && !target_.sp.acs.empty()) {
        const auto acs = fill(target_.sp.acs);
        if (!acs) co_return acs.error();
        out.acs_urls = {*acs};
    }
    if (!target_.sp.entity_id.empty()) {
        const auto entity_id = fill(target_.sp.entity_id);
        if (!entity_id) co_return entity_id.error();
        out.entity_id = *entity_id;
        out.entity_id_declared = true;
    }
    co_return out;
}

Result<std::string> TargetSession::start_url() const {
    if (auto start = fill(target_.sp.start); start && !start->empty()) return start;
    return login_url(std::nullopt);
}

Result<std::string> TargetSession::login_url(std::optional<std::string> relay_state, std::optional<std::string> idp) const {
    auto url = fill(target_.sp.login);
    if (!url) return url;
    if (relay_state && !target_.sp.relay_state_parameter.empty()) url = with_param(*url, target_.sp.relay_state_parameter, *relay_state);
    if (idp && !target_.sp.idp_parameter.empty()) url = with_param(*url, target_.sp.idp_parameter, *idp);
    return url;
}

Result<std::string> TargetSession::single_logout_url() const {
    if (target_.sp.single_logout.empty()) return Error{Fault::not_found, "target: sp.single_logout", "it is not named"};
    return fill(target_.sp.single_logout);
}

asio::awaitable<conformance::Probe> TargetSession::probe(browser::Browser& browser) const {
    conformance::Probe out;
    const auto url = fill(target_.probe.url);
    if (!url) co_return out;
    HttpRequest request;
    request.url = *url;
    for (const auto& [name, value] : target_.probe.headers) request.headers.emplace_back(name, value);
    const auto page = co_await browser.send(std::move(request), std::nullopt);
    if (!page) co_return out;
    if (!page->exchanges.empty()) out.exchange = page->exchanges.back();
    if (page->status != target_.probe.signed_in_status) co_return out;
    if (!target_.probe.body_has.empty() && page->body.find(target_.probe.body_has) == std::string::npos) co_return out;
    out.signed_in = true;
    const json::value body = scim::json_or_null(page->body);
    const auto told = [&](const std::string& pointer) {
        const json::value* value = pointer.empty() ? nullptr : at_pointer(body, pointer);
        return value ? json_text(*value) : std::string();
    };
    out.names = told(target_.probe.person);
    out.organisation = told(target_.probe.organisation);
    co_return out;
}

asio::awaitable<Result<void>> TargetSession::log_out(browser::Browser& browser) const {
    const TargetLogout& logout = *target_.logout;
    const auto url = fill(logout.url);
    if (!url) co_return url.error();
    if (logout.page.empty()) {
        HttpRequest request;
        request.method = logout.method;
        request.url = *url;
        const auto page = co_await browser.send(std::move(request), std::nullopt);
        if (!page) co_return page.error();
        co_return Result<void>();
    }
    const auto page_url = fill(logout.page);
    if (!page_url) co_return page_url.error();
    auto page = co_await browser.open(*page_url, std::nullopt);
    if (!page) co_return page.error();
    const auto html = xml::read_html(page->body);
    if (!html) co_return html.error();
    for (std::size_t i = 0; i < html->forms.size(); ++i) {
        const auto action = resolve_url(page->url, html->forms[i].action);
        if (!action || *action != *url) continue;
        const auto done = co_await browser.submit(std::move(*page), i, {});
        if (!done) co_return done.error();
        co_return Result<void>();
    }
    co_return Error{Fault::not_found, *page_url, "no form there leads to " + *url};
}

asio::awaitable<Result<std::vector<Account>>> TargetSession::accounts(std::string email) const {
    Values more;
    more["email"] = percent_encode(email);
    const auto answer = co_await call(target_.accounts->look_up, std::move(more));
    if (!answer) co_return answer.error();
    const json::value* list = target_.accounts->list.empty() ? &*answer : at_pointer(*answer, target_.accounts->list);
    if (!list || !list->is_array()) co_return bad_answer(target_.accounts->look_up, "the answer has no list at " + target_.accounts->list);
    std::vector<Account> out;
    for (const json::value& entry : list->get_array()) out.push_back(read_account(*target_.accounts, entry));
    co_return out;
}

asio::awaitable<Result<void>> TargetSession::change_account(std::string id, std::string body) const {
    if (!target_.accounts || !target_.accounts->change) co_return Error{Fault::unsupported, "target", "names no call to change accounts"};
    Values more;
    more["id"] = percent_encode(id);
    more["body"] = std::move(body);
    const auto answer = co_await call(*target_.accounts->change, std::move(more));
    if (!answer) co_return answer.error();
    co_return Result<void>();
}

asio::awaitable<Result<void>> TargetSession::create_team(std::string name) const {
    if (!target_.accounts || !target_.accounts->create_team) co_return Error{Fault::unsupported, "target", "names no call to make teams"};
    Values more;
    more["team"] = json_escaped(name);
    const auto answer = co_await call(*target_.accounts->create_team, std::move(more));
    if (!answer) co_return answer.error();
    co_return Result<void>();
}

asio::awaitable<Result<std::int64_t>> TargetSession::scim_tokens() const {
    if (!target_.accounts || !target_.accounts->scim_tokens) co_return Error{Fault::unsupported, "target", "names no call to count SCIM tokens"};
    const Call& counting = *target_.accounts->scim_tokens;
    const auto answer = co_await call(counting, {});
    if (!answer) co_return answer.error();
    const auto pointer = counting.save.find("scim_tokens");
    const json::value* count = pointer == counting.save.end() ? nullptr : at_pointer(*answer, pointer->second);
    if (!count || !count->is_int64()) co_return bad_answer(counting, "the answer has no number of tokens");
    co_return count->get_int64();
}

Result<extension::Endpoints> TargetSession::extension_endpoints() const {
    if (!target_.extension) return Error{Fault::not_found, "target: extension", "it is not named"};
    extension::Endpoints out = *target_.extension;
    for (std::string* each : {&out.connect, &out.redirect, &out.token, &out.account, &out.session}) {
        auto filled = fill(*each);
        if (!filled) return filled.error();
        *each = std::move(*filled);
    }
    return out;
}

std::string TargetSession::scim_base() const {
    if (!target_.scim) return {};
    const auto base = fill(target_.scim->base);
    return base ? *base : std::string();
}

std::string TargetSession::scim_token() const {
    if (!target_.scim) return {};
    const auto token = fill(target_.scim->token);
    return token ? *token : std::string();
}

} // namespace idpsim::engine
