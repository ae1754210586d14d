/// `t.json`: JSON that no plain table stands for.
#include "src/engine/lua_json.hpp"
#include "src/engine/story.hpp"
#include "src/lua/bind.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace idpsim::engine {
namespace json = boost::json;
namespace {

/// A list, also an empty one.
JsonValue array_of(lua::Value list) {
    if (list.is_nil()) return {json::array()};
    const lua::Table* table = list.table();
    if (!table || !table->fields.empty()) throw lua::ScriptError("argument 1: a list was expected");
    return {table->items.empty() ? json::value(json::array()) : to_json(list)};
}

JsonValue object_of(lua::Value members) {
    if (members.is_nil()) return {json::object()};
    const lua::Table* table = members.table();
    if (!table || !table->items.empty()) throw lua::ScriptError("argument 1: a table of named fields was expected");
    return {to_json(members)};
}

} // namespace

void register_story_json(lua::State& state) {
    lua::register_type<JsonValue>(state, "JSON value");
    lua::register_type<StoryJson>(state, "json", lua::field("null", [](const StoryJson&) { return JsonValue{nullptr}; }),
                                  lua::function("array", array_of), lua::function("object", object_of));
}

} // namespace idpsim::engine
