#include "src/engine/story_step.hpp"

#include "src/engine/ask_scim.hpp"
#include "src/engine/lua_json.hpp"
#include "src/lua/bind.hpp"
#include "src/scim/json.hpp"

namespace idpsim::engine {
namespace asio = boost::asio;
namespace json = boost::json;
namespace {

void add_exchanges(const Universe& universe, const std::vector<std::size_t>& numbers, StoryStep& step) {
    for (const std::size_t number : numbers) step.record.exchanges.push_back(universe.transcript().exchanges().at(number - 1));
    if (step.record.exchanges.empty()) return;
    const Exchange& last = step.record.exchanges.back();
    step.status = last.response.status;
    step.body = last.response.body;
    step.headers = last.response.headers;
    step.exchange = last.number;
    step.json = scim::json_or_null(last.response.body);
}

lua::Value as_table(std::map<std::string, lua::Value, std::less<>> fields) {
    auto table = std::make_shared<lua::Table>();
    table->fields = std::move(fields);
    return {std::shared_ptr<const lua::Table>(std::move(table))};
}

/// What was sent and what came, one table for each exchange.
std::vector<lua::Value> exchanges_of(const StoryStep& step) {
    std::vector<lua::Value> out;
    for (const Exchange& one : step.record.exchanges) {
        const std::string& url = one.request.url;
        const bool below = url.starts_with(step.record.base_url);
        out.push_back(as_table({{"number", {static_cast<std::int64_t>(one.number)}},
                                {"method", {one.request.method}},
                                {"url", {url}},
                                {"path", {below ? url.substr(step.record.base_url.size()) : url}},
                                {"sent", {one.request.body}},
                                {"sent_json", to_lua(scim::json_or_null(one.request.body))},
                                {"status", {static_cast<std::int64_t>(one.response.status)}},
                                {"body", {one.response.body}},
                                {"at", {format_instant(one.at)}}}));
    }
    return out;
}

/// What stands at a JSON pointer (RFC 6901) of the last answer's body: "object", "array", "string", "integer", "number",
/// "boolean", "null", or nothing. A Lua table alone does not tell an empty list from an empty object.
std::optional<std::string> kind_at(const StoryStep& step, std::string pointer) {
    boost::system::error_code failed;
    const json::value* found = step.json.find_pointer(pointer, failed);
    if (!found) return std::nullopt;
    if (found->is_int64() || found->is_uint64()) return "integer";
    if (found->is_double()) return "number";
    return found->is_bool() ? "boolean" : to_string(found->kind()).data();
}

/// `step.headers`: looked up without case.
struct StepHeaders {
    Headers headers;
};

} // namespace

HttpRequest plain_request(const TargetSession& target, std::string method, const std::string& path, const std::string& token) {
    HttpRequest request;
    request.method = std::move(method);
    request.url = target.scim_base() + path;
    request.headers = {{"Accept", "application/scim+json"}};
    if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
    return request;
}

StoryStep begin_step(const StoryScim& scim, const idp::ScimStep& done, std::string user_name) {
    StoryStep step;
    step.record.name = done.name;
    step.record.base_url = scim.target().scim_base();
    step.record.user_name = std::move(user_name);
    step.ok = done.ok;
    step.explanation = done.explanation;
    add_exchanges(scim.universe(), done.exchanges, step);
    return step;
}

void take_answer(const StoryScim& scim, const HttpResponse& answer, StoryStep& step) {
    const Masker& masker = scim.universe().transcript().masker();
    step.status = answer.status;
    step.headers = masker.mask(answer.headers);
    step.body = masker.mask_body(answer.body, find_header(answer.headers, "Content-Type").value_or(""));
    step.json = scim::json_or_null(step.body);
}

asio::awaitable<void> read_back(const StoryScim& scim, std::string path, StoryStep& step) {
    HttpRequest request = plain_request(scim.target(), "GET", path, scim.target().scim_token());
    const Asked answer = co_await ask_scim(scim.universe(), std::move(request));
    step.record.read_back_exchange = answer.exchanges.back();
    if (!answer.response) co_return;
    step.record.read_back_status = answer.response->status;
    json::value body = scim::json_or_null(answer.response->body);
    if (answer.response->status == 200 && body.is_object()) step.record.read_back = std::move(body);
}

void register_story_step(lua::State& state) {
    lua::register_type<StepHeaders>(state, "headers",
                                    lua::lookup([](const StepHeaders& self, std::string name) { return find_header(self.headers, name); }));
    lua::register_type<StoryStep>(
        state, "step", lua::field("ok", &StoryStep::ok), lua::field("explanation", &StoryStep::explanation),
        lua::field("status", &StoryStep::status), lua::field("name", [](const StoryStep& step) { return step.record.name; }),
        lua::field("sent", [](const StoryStep& step) { return step.record.exchanges.size(); }),
        lua::field("json", [](const StoryStep& step) { return to_lua(step.json); }), lua::field("body", &StoryStep::body),
        lua::field("headers", [](const StoryStep& step) { return StepHeaders{step.headers}; }),
        lua::method("kind", kind_at), lua::field("exchange", &StoryStep::exchange), lua::field("exchanges", exchanges_of),
        lua::field("read_back", [](const StoryStep& step) { return step.record.read_back ? to_lua(*step.record.read_back) : lua::Value(); }),
        lua::field("read_back_status", [](const StoryStep& step) { return step.record.read_back_status; }),
        lua::field("statuses", [](const StoryStep& step) { return step.raw ? step.raw->statuses : std::vector<int>{step.status}; }),
        lua::field("octets", [](const StoryStep& step) { return step.raw ? step.raw->octets : std::string(); }),
        lua::field("closed", [](const StoryStep& step) { return step.raw && step.raw->closed; }),
        lua::field("seconds", &StoryStep::seconds));
}

} // namespace idpsim::engine
