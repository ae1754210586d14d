#include "src/engine/story_scim_send.hpp"

#include "src/core/text.hpp"
#include "src/engine/ask_scim.hpp"
#include "src/engine/lua_json.hpp"
#include "src/engine/story_step.hpp"
#include "src/lua/stack.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// The table that a script gave, field by field.
class Description {
public:
    explicit Description(const lua::Value& value) : table_(value.table()) {
        if (!table_) throw lua::ScriptError("a table with method and path was expected");
        static const std::vector<std::string> known{"method", "path",    "query",     "json",  "body",   "content_type",
                                                    "token",  "headers", "read_back", "limit", "patient"};
        for (const auto& [name, field] : table_->fields)
            if (std::ranges::find(known, name) == known.end())
                throw lua::ScriptError("no field is named \"" + name + "\"; there are " + join(known, ", "));
    }

    const lua::Value* find(std::string_view name) const {
        const auto found = table_->fields.find(name);
        return found == table_->fields.end() ? nullptr : &found->second;
    }
    /// Nothing when it is left out.
    std::optional<std::string> text(std::string_view name) const {
        const lua::Value* value = find(name);
        if (!value) return std::nullopt;
        if (!value->text()) throw lua::ScriptError(std::string(name) + ": a text was expected");
        return *value->text();
    }
    /// The same, where false means "none" and is told as "".
    std::optional<std::string> text_or_none(std::string_view name) const {
        const lua::Value* value = find(name);
        if (value && !value->truthy()) return "";
        return text(name);
    }

    /// Of the answer; seconds.
    Millis limit() const {
        const lua::Value* value = find("limit");
        if (!value) return Millis(30'000);
        const auto* seconds = std::get_if<std::int64_t>(&value->data);
        if (!seconds || *seconds < 1 || *seconds > 600) throw lua::ScriptError("limit: whole seconds from 1 to 600 were expected");
        return std::chrono::seconds(*seconds);
    }

    bool is_patient() const {
        const lua::Value* value = find("patient");
        return !value || value->truthy();
    }
    Manner manner() const { return {is_patient(), limit()}; }

private:
    const lua::Table* table_;
};

/// A parameter's value as text: a text, a number or a boolean.
std::string parameter_text(const std::string& name, const lua::Value& value) {
    if (const std::string* text = value.text()) return *text;
    if (value.table() || value.object() || value.function() || value.is_nil())
        throw lua::ScriptError("query: " + name + ": a text, a number or a boolean was expected");
    return boost::json::serialize(to_json(value));
}

/// "?a=b&c=d", or "".
std::string query_of(const Description& described) {
    const lua::Value* query = described.find("query");
    if (!query) return {};
    if (const std::string* text = query->text()) return text->empty() ? "" : "?" + *text;
    const lua::Table* table = query->table();
    if (!table || !table->items.empty()) throw lua::ScriptError("query: a text or a table of parameters was expected");
    std::string out;
    for (const auto& [name, value] : table->fields) {
        const lua::Table* list = value.table();
        for (const lua::Value& one : list ? list->items : std::vector<lua::Value>{value})
            out += (out.empty() ? "?" : "&") + percent_encode(name) + "=" + percent_encode(parameter_text(name, one));
    }
    return out;
}

void change_headers(const Description& described, Headers& headers) {
    const lua::Value* changes = described.find("headers");
    if (!changes) return;
    const lua::Table* table = changes->table();
    if (!table || !table->items.empty()) throw lua::ScriptError("headers: a table from names to texts was expected");
    for (const auto& [name, value] : table->fields) {
        const lua::Table* list = value.table();
        std::vector<std::string> texts;
        for (const lua::Value& one : list ? list->items : std::vector<lua::Value>{value}) {
            if (one.text()) texts.push_back(*one.text());
            else if (one.truthy() || list) throw lua::ScriptError("headers: " + name + ": a text, a list of texts or false was expected");
        }
        std::erase_if(headers, [&](const auto& header) { return equal_nocase(header.first, name); });
        for (std::string& text : texts) headers.emplace_back(name, std::move(text));
    }
}

HttpRequest request_of(const TargetSession& target, const Description& described) {
    const std::string token = described.text_or_none("token").value_or(target.scim_token());
    HttpRequest out = plain_request(target, described.text("method").value_or("GET"), described.text("path").value_or("/"), token);
    out.url += query_of(described);
    const lua::Value* json = described.find("json");
    if (json && described.find("body")) throw lua::ScriptError("json and body: one of them is the body");
    out.body = json ? boost::json::serialize(to_json(*json)) : described.text("body").value_or("");
    const std::string type = described.text_or_none("content_type").value_or(out.body.empty() ? "" : "application/scim+json");
    if (!type.empty()) out.headers.emplace_back("Content-Type", type);
    change_headers(described, out.headers);
    return out;
}

} // namespace

asio::awaitable<StoryStep> send_plain(StoryScim scim, std::string name, HttpRequest request, std::string read_back_path,
                                      std::string user_name, Manner manner) {
    const Asked answer = co_await ask_scim(scim.universe(), std::move(request), manner);
    idp::ScimStep done;
    done.name = std::move(name);
    done.ok = answer.response && answer.response->status < 400;
    done.explanation = answer.response ? "HTTP " + std::to_string(answer.response->status) : describe(answer.response.error());
    done.exchanges = answer.exchanges;
    StoryStep step = begin_step(scim, done, std::move(user_name));
    step.seconds = answer.seconds;
    if (!read_back_path.empty()) co_await read_back(scim, read_back_path, step);
    co_return step;
}

asio::awaitable<Result<StoryStep>> send_described(StoryScim scim, lua::Value description) {
    const auto ready = co_await scim.universe().scim_token_ready(*scim.sides.sp);
    if (!ready) co_return ready.error();
    const Description described(description);
    HttpRequest request = request_of(scim.target(), described);
    co_return co_await send_plain(scim, "send", std::move(request), described.text("read_back").value_or(""), {}, described.manner());
}

namespace {

/// Requests that are under way together, and who waits for the last of them.
struct Burst {
    Burst(const asio::any_io_executor& executor, std::size_t size) : done(executor), steps(size), left(size) {
        done.expires_at(asio::steady_timer::time_point::max());
    }
    asio::steady_timer done;
    std::vector<StoryStep> steps;
    std::size_t left;
    std::exception_ptr failed;

    void finish(const std::exception_ptr& thrown) {
        if (thrown) failed = thrown;
        if (--left == 0) done.cancel();
    }
};

struct Described {
    HttpRequest request;
    std::string read_back_path;
    Manner manner;
};

asio::awaitable<void> send_one(std::shared_ptr<Burst> burst, std::size_t number, StoryScim scim, Described one) {
    burst->steps[number] = co_await send_plain(scim, "send", std::move(one.request), std::move(one.read_back_path), {}, one.manner);
}

} // namespace

asio::awaitable<Result<std::vector<StoryStep>>> send_all_described(StoryScim scim, std::vector<lua::Value> descriptions) {
    const auto ready = co_await scim.universe().scim_token_ready(*scim.sides.sp);
    if (!ready) co_return ready.error();
    const auto executor = co_await asio::this_coro::executor;
    const auto burst = std::make_shared<Burst>(executor, descriptions.size());
    std::vector<Described> requests;
    for (const lua::Value& one : descriptions) {
        const Description described(one);
        requests.push_back({request_of(scim.target(), described), described.text("read_back").value_or(""), described.manner()});
    }
    for (std::size_t i = 0; i < requests.size(); ++i)
        asio::co_spawn(executor, send_one(burst, i, scim, std::move(requests[i])),
                       [burst](const std::exception_ptr& thrown) { burst->finish(thrown); });
    if (burst->left > 0) co_await burst->done.async_wait(asio::as_tuple(asio::use_awaitable));
    if (burst->failed) std::rethrow_exception(burst->failed);
    co_return std::move(burst->steps);
}

} // namespace idpsim::engine
