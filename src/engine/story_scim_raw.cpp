#include "src/engine/story_scim_raw.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/engine/story_step.hpp"
#include "src/lua/stack.hpp"

#include <cmath>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

double number_in(const lua::Table& table, const std::string& name, double fallback, double least, double most) {
    const auto found = table.fields.find(name);
    if (found == table.fields.end()) return fallback;
    const auto* integer = std::get_if<std::int64_t>(&found->second.data);
    const auto* number = std::get_if<double>(&found->second.data);
    const double value = integer ? static_cast<double>(*integer) : number ? *number : least - 1;
    if (!(value >= least && value <= most)) throw lua::ScriptError(name + ": a number from " + std::to_string(least) + " to " + std::to_string(most) + " was expected");
    return value;
}

Millis seconds_in(const lua::Table& table, const std::string& name, double fallback) {
    return Millis(std::llround(number_in(table, name, fallback, 0.01, 600) * 1000));
}

bool flag_in(const lua::Table& table, const std::string& name) {
    const auto found = table.fields.find(name);
    return found != table.fields.end() && found->second.truthy();
}

/// What placeholders in octets stand for.
struct Place {
    std::string host, path, token;

    std::string fill(std::string text) const {
        text = replace_all(std::move(text), "{host}", host);
        text = replace_all(std::move(text), "{path}", path);
        return replace_all(std::move(text), "{token}", token);
    }
};

net::OctetPiece read_piece(const lua::Value& value, const Place& place) {
    if (value.text()) return {place.fill(*value.text())};
    const lua::Table* table = value.table();
    const auto text = table ? table->fields.find("text") : decltype(table->fields.end()){};
    if (!table || text == table->fields.end() || !text->second.text()) throw lua::ScriptError("octets: a text or { text =, times =, pause = } was expected");
    for (const auto& [name, field] : table->fields)
        if (name != "text" && name != "times" && name != "pause") throw lua::ScriptError("octets: a piece has text, times and pause, not \"" + name + "\"");
    net::OctetPiece out{place.fill(*text->second.text())};
    out.times = static_cast<std::size_t>(number_in(*table, "times", 1, 1, 1e9));
    out.pause = number_in(*table, "pause", 0, 0, 10);
    return out;
}

net::Octets read_octets(const lua::Value& description, const Place& place) {
    const lua::Table* table = description.table();
    if (!table || !table->fields.contains("octets")) throw lua::ScriptError("a table with octets was expected");
    for (const auto& [name, value] : table->fields)
        if (name != "octets" && name != "close" && name != "hold" && name != "answers" && name != "until_closed" && name != "limit" && name != "server_limit")
            throw lua::ScriptError("no field is named \"" + name + "\"; there are octets, close, hold, answers, until_closed, limit, server_limit");
    net::Octets out;
    const lua::Value& given = table->fields.at("octets");
    const bool is_list = given.table() && !given.table()->items.empty();
    for (const lua::Value& one : is_list ? given.table()->items : std::vector<lua::Value>{given}) out.pieces.push_back(read_piece(one, place));
    out.half_close = flag_in(*table, "close");
    out.until_closed = flag_in(*table, "until_closed");
    out.hold = number_in(*table, "hold", 0, 0, 10);
    out.answers = static_cast<std::size_t>(number_in(*table, "answers", 1, 1, 1e6));
    out.limit = seconds_in(*table, "limit", 10);
    out.server_limit = seconds_in(*table, "server_limit", 5);
    return out;
}

RawAnswers told(const net::OctetAnswers& answers, const Masker& masker) {
    RawAnswers out;
    for (const HttpResponse& one : answers.responses) out.statuses.push_back(one.status);
    out.octets = masker.mask(answers.octets);
    out.closed = answers.closed;
    return out;
}

/// Interim answers announce the one that counts.
std::size_t first_final(const std::vector<HttpResponse>& all) {
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].status >= 200) return i;
    return all.size();
}

} // namespace

asio::awaitable<Result<StoryStep>> send_raw(StoryScim scim, lua::Value description) {
    const auto ready = co_await scim.universe().scim_token_ready(*scim.sides.sp);
    if (!ready) co_return ready.error();
    const auto base = parse_url(scim.target().scim_base());
    if (!base) co_return base.error();
    const std::string authority = base->origin().substr(base->scheme.size() + 3);
    net::Octets octets = read_octets(description, {authority, base->path, scim.target().scim_token()});
    const net::Wire wire = scim.universe().wire("engine");
    const auto answer = co_await wire.send_octets(base->origin(), std::move(octets));
    if (!answer.answers) co_return answer.answers.error();
    idp::ScimStep done;
    done.name = "raw";
    done.exchanges = {answer.exchange};
    StoryStep step = begin_step(scim, done, {});
    const std::size_t first = first_final(answer.answers->responses);
    step.seconds = static_cast<double>(answer.answers->took.count()) / 1000;
    step.raw = told(*answer.answers, scim.universe().transcript().masker());
    if (first < answer.answers->responses.size()) take_answer(scim, answer.answers->responses[first], step);
    else step.status = 0;
    step.ok = step.status >= 200 && step.status < 400;
    step.explanation = step.status ? "HTTP " + std::to_string(step.status) : answer.answers->closed ? "the connection was closed without an answer" : "no answer";
    co_return step;
}

} // namespace idpsim::engine
