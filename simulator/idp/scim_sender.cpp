#include "simulator/idp/scim_sender.hpp"

#include "simulator/idp/scim_patience.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace idpsim::idp {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// "Name: value" lines as an admin types them; blank lines are skipped.
Headers read_header_lines(const std::string& label, std::string_view lines) {
    Headers out;
    for (const std::string_view raw : split(lines, '\n')) {
        const std::string_view line = trim(raw);
        if (line.empty()) continue;
        const auto colon = line.find(':');
        if (colon == 0 || colon == std::string_view::npos || has_control(line)) {
            throw Failure(Error{Fault::malformed, label, "a line is 'Name: value'"});
        }
        out.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
    }
    return out;
}

/// A request target may not hold what would end it or the request line; a server's own `id` may stand in it.
std::string safe_target(std::string_view target) {
    constexpr std::string_view hexadecimal = "0123456789ABCDEF";
    std::string out;
    for (const char c : target) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet > 0x20 && octet < 0x7f && c != '"' && c != '<' && c != '>' && c != '#' && c != '\\')
            out += c;
        else
            out += {'%', hexadecimal[octet >> 4], hexadecimal[octet & 15]};
    }
    return out;
}

bool applies(const ScimHeader& header, const std::string& method, const Values& options) {
    const bool fits = header.methods.empty() ||
                      std::find(header.methods.begin(), header.methods.end(), method) != header.methods.end();
    return fits && (!header.when || header.when->holds(options));
}

void collect_body_options(const ScimRequest& request, std::vector<std::string>& out) {
    if (!request.body_option.empty()) out.push_back(request.body_option);
    for (const ScimRequest& other : request.otherwise) collect_body_options(other, out);
}

std::vector<std::string> body_options(const ScimProfile& profile) {
    std::vector<std::string> out;
    const ScimUsers& users = profile.users;
    collect_body_options(users.create, out);
    for (const ScimRequest& request : profile.test) collect_body_options(request, out);
    for (const ScimWrite* write :
         {&users.update, &users.deactivate, &users.reactivate, &users.suspend, &users.remove, &users.erase}) {
        for (const ScimRequest& request : write->requests) collect_body_options(request, out);
    }
    return out;
}

/// "5 minutes", "90 seconds".
std::string describe_wait(Millis wait) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wait).count();
    if (seconds >= 60 && seconds % 60 == 0) return std::to_string(seconds / 60) + (seconds == 60 ? " minute" : " minutes");
    return std::to_string(seconds) + (seconds == 1 ? " second" : " seconds");
}

/// How many entries a request may have; 0: the option holds no such number.
std::size_t batch_size(const Values& options, const std::string& option) {
    const auto found = options.find(option);
    if (found == options.end()) return 0;
    const std::string& text = found->second;
    std::uint32_t size = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), size);
    return failed == std::errc{} && end == text.data() + text.size() ? size : 0;
}

/// The members of `over`, a JSON object's text, put over those of `body`.
void put_over(json::value& body, const std::string& over) {
    if (over.empty() || !body.is_object()) return;
    const json::value members = json::parse(over);
    for (const auto& member : members.as_object()) body.get_object()[member.key()] = member.value();
}

} // namespace

ScimSender::ScimSender(const ScimProfile& profile, ScimConnection connection, net::Wire wire, Random& random)
    : profile_(&profile), wire_(std::move(wire)), random_(&random), token_(std::move(connection.token)),
      wait_(std::move(connection.wait)), watch_(std::move(connection.watch)),
      given_options_(std::move(connection.options)) {
    const auto query = connection.base_url.find('?');
    base_ = connection.base_url.substr(0, query);
    if (query != std::string::npos) query_ = connection.base_url.substr(query + 1);
    while (base_.ends_with('/')) base_.pop_back();
    if (has_control(token_))
        throw Failure(Error{Fault::malformed, "SCIM token", "holds a line break or control character"});
    wire_.transcript().masker().add(token_);
    read_options();
}

void ScimSender::set_options(const std::map<std::string, std::string>& changed) {
    for (const auto& [name, value] : changed) {
        const ScimOption* option = find_option(*profile_, name);
        if (!option) {
            const auto labels = names_of(profile_->options, &ScimOption::label);
            throw Failure(Error{Fault::not_found, "option '" + name + "'",
                                "the console has no such field" + did_you_mean_or_list(name, labels)});
        }
        given_options_.erase(option->label);
        given_options_[option->key] = value;
    }
    read_options();
}

void ScimSender::read_options() {
    options_ = scim_options(*profile_, given_options_);
    signed_in_until_.reset();
    for (const ScimOption& option : profile_->options) {
        if (option.secret) wire_.transcript().masker().add(options_[option.key]);
    }
    if (const auto& option = profile_->custom_headers_option; !option.empty()) {
        custom_headers_ = read_header_lines(option, options_[option]);
    }
    for (const std::string& option : body_options(*profile_)) {
        auto body = JsonTemplate::parse(options_[option], "option '" + option + "'");
        if (!body) throw Failure(body.error());
        option_bodies_[option] = *std::move(body);
    }
}

ScimScope ScimSender::scope() {
    ScimScope out(profile_->values, options_, *random_, wire_.clock().now());
    out.values["token"] = token_;
    out.values["base_url"] = base_;
    return out;
}

Result<std::string> ScimSender::body_of(const ScimRequest& request, ScimScope& scope) const {
    if (request.form) {
        std::string absent;
        auto form = request.form->render(scope, &absent);
        if (!form) return Error{Fault::invalid, request.title, "there is no '" + absent + "' to send"};
        return *std::move(form);
    }
    const auto own = option_bodies_.find(request.body_option);
    if (!request.body && own == option_bodies_.end()) return std::string();
    auto body = request.body ? request.body->render(scope) : own->second.render(scope);
    if (!body) return body.error();
    put_over(*body, request.merge);
    return json::serialize(*body);
}

Result<Headers> ScimSender::headers_for(const ScimRequest& request, ScimScope& scope) const {
    Headers out;
    for (const ScimHeader& header : request.headers.empty() ? profile_->headers : request.headers) {
        if (!applies(header, request.method, options_)) continue;
        std::string absent;
        const auto value = header.value.render(scope, &absent);
        if (!value)
            return Error{Fault::invalid, header.name,
                         "there is no '" + absent + "' for the " + header.name + " header"};
        if (has_control(*value)) return Error{Fault::invalid, header.name, "the value would hold a line break"};
        out.emplace_back(header.name, *value);
    }
    if (request.absolute) return out; // the admin's own headers are for the SCIM server
    for (const auto& [name, value] : custom_headers_) set_header(out, name, value);
    return out;
}

Result<HttpRequest> ScimSender::build(const ScimRequest& request, ScimScope& scope) const {
    std::string absent;
    const auto target = request.target.render(scope, &absent);
    if (!target) return Error{Fault::invalid, request.title, "there is no '" + absent + "' to send"};
    if (!request.absolute && !target->starts_with('/'))
        return Error{Fault::invalid, request.title, "'" + *target + "' is no path below the base URL"};
    auto body = body_of(request, scope);
    if (!body) return body.error();
    HttpRequest out{request.method, (request.absolute ? "" : base_) + safe_target(*target), {}, *std::move(body)};
    const auto url = parse_url(out.url);
    if (!url) return Error{Fault::malformed, request.title, "'" + out.url + "' is no URL"};
    const std::string origin = url->origin();
    scope.values["host"] = origin.substr(origin.find("://") + 3);
    scope.values["content_length"] = std::to_string(out.body.size());
    auto headers = headers_for(request, scope);
    if (!headers) return headers.error();
    out.headers = *std::move(headers);
    if (request.absolute) return out;
    const auto keep = options_.find(profile_->keep_query_option);
    if (!query_.empty() && keep != options_.end() && keep->second == "keep") {
        out.url += (target->find('?') == std::string::npos ? "?" : "&") + safe_target(query_);
    }
    return out;
}

asio::awaitable<ScimAnswer> ScimSender::ask(const ScimRequest& rule, const HttpRequest& request, ScimStep& step) {
    net::Wire::Answer raw = co_await wire_.send(request, profile_->answer_limit);
    step.exchanges.push_back(raw.exchange);
    step.writes += request.method == "GET" ? 0 : 1;
    ScimAnswer answer = judge_answer(rule, raw.response);
    // A server may echo what it was sent; the sentence goes into reports.
    if (!answer.problem.empty()) answer.problem = wire_.transcript().masker().mask(answer.problem);
    step.status = answer.status;
    step.silent = answer.status == 0;
    if (watch_) watch_({request, rule, answer, raw.response, raw.exchange});
    co_return answer;
}

asio::awaitable<ScimAnswer> ScimSender::ask_patiently(const ScimRequest& rule, const HttpRequest& request, ScimStep& step) {
    ScimPatience patience(profile_->retry);
    ScimAnswer answer = co_await ask(rule, request, step);
    while (!answer.ok && wait_) {
        const auto pause = patience.after(answer);
        if (!pause) break;
        const bool waited = co_await wait_(*pause, rule.title + ": " + answer.problem);
        if (!waited) {
            answer.problem += "; a wait of " + describe_wait(*pause) + " is too long";
            co_return answer;
        }
        answer = co_await ask(rule, request, step);
    }
    if (!answer.ok && patience.tries() > 1) answer.problem += "; tried " + std::to_string(patience.tries()) + " times";
    co_return answer;
}

asio::awaitable<ScimAnswer> ScimSender::send_once(const ScimRequest& request, ScimScope& scope, ScimStep& step) {
    scope.values["token"] = token_;
    auto built = build(request, scope);
    if (!built) {
        ScimAnswer unsent;
        unsent.sent = false;
        unsent.problem = "not sent: " + built.error().detail;
        co_return unsent;
    }
    ScimAnswer answer = co_await ask_patiently(request, *built, step);
    for (const auto& [name, path] : request.store) {
        const json::value* found = answer.ok && answer.body ? value_at(*answer.body, path) : nullptr;
        if (!found) continue;
        scope.values[name] = found->is_string() ? std::string(found->get_string()) : json::serialize(*found);
    }
    if (request.collect) collect(*request.collect, answer, scope);
    co_return answer;
}

void ScimSender::collect(const ScimCollect& rule, const ScimAnswer& answer, ScimScope& scope) const {
    constexpr std::size_t most = 100; // of what a hostile server lists
    std::vector<ScimScope>& into = scope.lists[rule.list];
    into.clear();
    const json::array* listed = answer.ok && answer.body ? listed_resources(*answer.body) : nullptr;
    for (std::size_t i = 0; listed && i < listed->size() && into.size() < most; ++i) {
        const json::value* found =
            (*listed)[i].is_object() ? value_at((*listed)[i].get_object(), rule.member) : nullptr;
        if (!found || !found->is_string()) continue;
        std::string text(found->get_string());
        if (std::ranges::find(rule.except, text) != rule.except.end()) continue;
        into.emplace_back().values[rule.member] = std::move(text);
    }
}

asio::awaitable<bool> ScimSender::sign_in(ScimStep& step) {
    const auto how = std::ranges::find_if(profile_->sign_in, [&](const ScimRequest& request) {
        return !request.when || request.when->holds(options_);
    });
    const Instant now = wire_.clock().now();
    if (how == profile_->sign_in.end() || (signed_in_until_ && now < *signed_in_until_)) co_return true;
    ScimScope asking = scope();
    const ScimAnswer answer = co_await send_once(*how, asking, step);
    const json::value* token = answer.ok ? value_at(*answer.body, "access_token") : nullptr;
    if (!token || !token->is_string() || has_control(token->get_string())) {
        const std::string why = answer.ok ? "the answer has no 'access_token' that can be sent" : answer.problem;
        if (step.explanation.empty()) step.explanation = how->title + ": " + why;
        co_return false;
    }
    token_ = token->get_string();
    wire_.transcript().masker().add(token_);
    const json::value* seconds = value_at(*answer.body, "expires_in");
    constexpr std::int64_t usual = 3600, longest = 365 * 24 * 3600;
    const std::int64_t lasts = seconds && seconds->is_int64() ? seconds->get_int64() : usual;
    signed_in_until_ = now + std::chrono::seconds(std::clamp<std::int64_t>(lasts, 1, longest));
    co_return true;
}

asio::awaitable<ScimAnswer> ScimSender::send(const ScimRequest& request, ScimScope& scope, ScimStep& step) {
    ScimAnswer answer;
    const bool signed_in = co_await sign_in(step);
    if (!signed_in) {
        answer.problem = step.explanation;
        co_return answer;
    }
    answer = co_await send_once(request, scope, step);
    if (!answer.ok && !request.otherwise.empty()) answer = co_await send_all(request.otherwise, scope, step);
    // The first problem is the cause; what follows it is clean-up.
    if (!answer.ok && step.explanation.empty()) step.explanation = request.title + ": " + answer.problem;
    co_return answer;
}

/// The request's lists in parts of so many entries as the option says, list after list.
std::vector<ScimScope> ScimSender::batches_of(const ScimRequest& request, ScimScope& scope) const {
    const std::size_t size = batch_size(options_, request.batch_option);
    std::vector<ScimScope> out;
    std::size_t room = 0;
    for (const std::string& name : request.batches) {
        const std::vector<ScimScope>* whole = scope.find_list(name);
        for (std::size_t i = 0; whole && i < whole->size(); ++i, --room) {
            if (room == 0) {
                out.emplace_back().outer = &scope;
                for (const std::string& list : request.batches) out.back().lists[list];
                room = size;
            }
            out.back().lists[name].push_back((*whole)[i]);
        }
    }
    return out;
}

asio::awaitable<ScimAnswer> ScimSender::send_in_batches(const ScimRequest& request, ScimScope& scope, ScimStep& step) {
    ScimAnswer answer;
    answer.ok = true;
    std::vector<ScimScope> batches = batches_of(request, scope);
    for (std::size_t i = 0; i < batches.size() && answer.ok; ++i) answer = co_await send(request, batches[i], step);
    co_return answer;
}

asio::awaitable<ScimAnswer> ScimSender::send_each(const ScimRequest& request, ScimScope& scope, ScimStep& step) {
    ScimAnswer answer;
    answer.ok = true;
    if (!request.batches.empty() && batch_size(options_, request.batch_option) > 0) {
        answer = co_await send_in_batches(request, scope, step);
        co_return answer;
    }
    if (request.each.empty()) {
        answer = co_await send(request, scope, step);
        co_return answer;
    }
    std::vector<ScimScope>* entries = scope.find_list(request.each);
    for (std::size_t i = 0; entries && answer.ok && i < entries->size(); ++i) {
        ScimScope& entry = (*entries)[i];
        entry.outer = &scope;
        answer = co_await send(request, entry, step);
    }
    co_return answer;
}

asio::awaitable<ScimAnswer> ScimSender::send_all(const std::vector<ScimRequest>& requests, ScimScope& scope,
                                                 ScimStep& step) {
    ScimAnswer outcome;
    outcome.ok = true;
    for (const ScimRequest& request : requests) {
        if (!outcome.ok && !request.always) continue;
        if (request.when && !request.when->holds(options_)) continue;
        if (!request.needs.empty() && !scope.holds(request.needs)) continue;
        ScimAnswer answer = co_await send_each(request, scope, step);
        if (outcome.ok) outcome = std::move(answer);
    }
    co_return outcome;
}

} // namespace idpsim::idp
