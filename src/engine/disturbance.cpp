#include "src/engine/disturbance.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/scim/json.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace json = boost::json;

struct Disturbances::State {
    std::vector<Disturbance> waiting;
    std::map<std::string, std::string> odd_ids; ///< as the client knows them -> the server's own
    bool odd = false;                           ///< ids are odd from now on
    bool made_up = false;                       ///< the last answer was disturbed
};

namespace {

using Answer = Result<HttpResponse>;

/// A page as a proxy or a login wall sends it where JSON was asked for.
HttpResponse sign_in_page(int status) {
    return html_response(status, html_page("Sign in", "<h1>Sign in</h1><p>Your session has ended.</p>"));
}

HttpResponse truncated(HttpResponse answer) {
    answer.body.resize(answer.body.size() / 2);
    return answer;
}

/// Every member of the body's object twice, the second time with another value.
HttpResponse with_duplicate_keys(HttpResponse answer) {
    const json::value body = scim::json_or_null(answer.body);
    if (!body.is_object()) return answer;
    std::string out = "{";
    for (const bool again : {false, true}) {
        for (const auto& member : body.get_object()) {
            if (out.size() > 1) out += ',';
            out += json::serialize(json::value(member.key())) + ":" + (again ? "\"another\"" : json::serialize(member.value()));
        }
    }
    answer.body = out + "}";
    return answer;
}

/// More than any client reads.
HttpResponse huge(HttpResponse answer) {
    answer.body = "{\"padding\":\"" + std::string(5u << 20, 'x') + "\"}";
    return answer;
}

HttpResponse with_total(HttpResponse answer, std::int64_t total) {
    json::value body = scim::json_or_null(answer.body);
    if (!body.is_object() || !scim::find_member(body.get_object(), "totalResults")) return answer;
    scim::set_member(body.get_object(), "totalResults", total);
    answer.body = json::serialize(body);
    return answer;
}

/// Stands before every odd id: what ends a path, a query or an escape, a space, and letters that are not ASCII.
constexpr std::string_view odd_part = "\xc3\xbc/%2F?#&;=+ ";

/// The ids of a resource, or of a list's resources.
std::vector<std::string> ids_in(const json::value& body) {
    std::vector<std::string> out;
    if (!body.is_object()) return out;
    if (const std::string_view id = scim::text_member(body.get_object(), "id"); !id.empty()) out.emplace_back(id);
    const json::value* list = scim::find_member(body.get_object(), "Resources");
    if (list && list->is_array()) {
        for (const json::value& one : list->get_array()) {
            for (std::string& id : ids_in(one)) out.push_back(std::move(id));
        }
    }
    return out;
}

/// An odd id as it may stand in a message, put back to the server's own.
HttpRequest with_own_ids(HttpRequest request, const std::map<std::string, std::string>& odd_ids) {
    const auto url = parse_url(request.url);
    for (const auto& [odd, own] : odd_ids) {
        request.body = replace_all(std::move(request.body), odd, own);
        if (!url) continue;
        // Whatever the client escaped of it comes out the same; what it did not escape does not find the resource.
        const auto from = request.url.find(percent_encode("\xc3\xbc"));
        if (from == std::string::npos) continue;
        const auto end = request.url.find_first_of("/?", from);
        const auto plain = percent_decode(request.url.substr(from, end == std::string::npos ? end : end - from), false);
        if (plain && *plain == odd) request.url = request.url.substr(0, from) + own + (end == std::string::npos ? "" : request.url.substr(end));
    }
    return request;
}

HttpResponse with_odd_ids(HttpResponse answer, std::map<std::string, std::string>& odd_ids) {
    for (const std::string& id : ids_in(scim::json_or_null(answer.body))) odd_ids[std::string(odd_part) + id] = id;
    for (const auto& [odd, own] : odd_ids) answer.body = replace_all(std::move(answer.body), "\"" + own + "\"", "\"" + odd + "\"");
    return answer;
}

bool bends_the_answer(const Disturbance& one) {
    if (one.kind == "truncated" || one.kind == "duplicate_keys" || one.total_results) return true;
    return one.kind.empty() && !one.status && !one.body;
}

/// What the client gets instead of `genuine`; nothing there when the server was not asked.
Answer disturbed(const Disturbance& one, const HttpRequest& request, Answer genuine) {
    if (one.kind == "timeout") return Error{Fault::peer_timeout, request.url, "no answer in time"};
    if (one.kind == "closed") return Error{Fault::peer_closed, request.url, "the connection was closed before an answer came"};
    if (one.kind == "unreachable") return Error{Fault::unreachable, request.url, "connection refused"};
    HttpResponse out = genuine ? *std::move(genuine) : HttpResponse{one.status.value_or(200), {}, ""};
    if (one.kind == "html") out = sign_in_page(one.status.value_or(200));
    if (one.kind == "redirect_loop") out = redirect_response(request.url);
    if (one.kind == "truncated") out = truncated(std::move(out));
    if (one.kind == "duplicate_keys") out = with_duplicate_keys(std::move(out));
    if (one.kind == "huge") out = huge(std::move(out));
    if (one.total_results) out = with_total(std::move(out), *one.total_results);
    if (one.status) out.status = *one.status;
    if (one.body) out.body = *one.body;
    for (const auto& [name, value] : one.headers) set_header(out.headers, name, value);
    return out;
}

bool concerns(const Disturbance& one, const HttpRequest& request, const std::string& base_url) {
    const bool below = request.url.starts_with(base_url);
    return below && (one.method.empty() || one.method == request.method) &&
           matches_glob(one.path, std::string_view(request.url).substr(base_url.size()));
}

/// The disturbance of this request, which counts as one of its times; nothing when it passes.
std::optional<Disturbance> take(std::vector<Disturbance>& waiting, const HttpRequest& request, const std::string& base_url) {
    for (auto one = waiting.begin(); one != waiting.end(); ++one) {
        if (!concerns(*one, request, base_url)) continue;
        if (one->after > 0) {
            --one->after;
            return std::nullopt;
        }
        const Disturbance out = *one;
        if (--one->times <= 0) waiting.erase(one);
        return out;
    }
    return std::nullopt;
}

} // namespace

const std::vector<std::pair<std::string, std::string>>& disturbance_kinds() {
    static const std::vector<std::pair<std::string, std::string>> kinds{
        {"timeout", "no answer comes within the client's limit"},
        {"closed", "the connection ends before an answer"},
        {"unreachable", "nobody listens"},
        {"html", "a sign-in page instead of JSON"},
        {"redirect_loop", "a redirect to the same URL"},
        {"truncated", "the server's answer, cut in the middle"},
        {"duplicate_keys", "the server's answer with every member twice"},
        {"huge", "a body of 5 MiB"},
        {"odd_ids", "from now on ids have slashes, question marks, percent signs and letters beyond ASCII"},
    };
    return kinds;
}

Disturbances::Disturbances() : state_(std::make_shared<State>()) {}

void Disturbances::add(Disturbance one) {
    if (one.kind == "odd_ids")
        state_->odd = true;
    else
        state_->waiting.push_back(std::move(one));
}

void Disturbances::clear() {
    state_->waiting.clear();
    state_->odd = false;
}

bool Disturbances::made_up_the_last() const { return state_->made_up; }

net::Wire::Passage Disturbances::passage(net::Network& network, VirtualClock& clock, std::string base_url) const {
    base_url.resize(std::min(base_url.size(), base_url.find('?')));
    while (base_url.ends_with('/')) base_url.pop_back();
    const std::shared_ptr<State> state = state_;
    net::Network* const net = &network;
    VirtualClock* const time = &clock;
    return [state, net, time, base_url](HttpRequest request, Millis limit) -> asio::awaitable<Answer> {
        const auto one = take(state->waiting, request, base_url);
        state->made_up = one.has_value();
        HttpRequest forwarded = with_own_ids(request, state->odd_ids);
        Answer answer = Error{Fault::peer_closed, request.url, "the server was not asked"};
        const bool reaches = !one || one->reaches.value_or(bends_the_answer(*one));
        if (reaches) answer = co_await net->send(std::move(forwarded), limit);
        if (state->odd && answer) answer = with_odd_ids(*std::move(answer), state->odd_ids);
        if (!one) co_return answer;
        if (one->kind == "timeout") time->advance(limit);
        co_return disturbed(*one, request, std::move(answer));
    };
}

} // namespace idpsim::engine
