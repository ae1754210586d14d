#include "src/engine/lua_json.hpp"

#include "src/lua/stack.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace idpsim::engine {
namespace json = boost::json;

lua::Value to_lua(const json::value& value) {
    switch (value.kind()) {
    case json::kind::null: return {};
    case json::kind::bool_: return {value.get_bool()};
    case json::kind::int64: return {value.get_int64()};
    case json::kind::uint64: return {static_cast<double>(value.get_uint64())};
    case json::kind::double_: return {value.get_double()};
    case json::kind::string: return {std::string(value.get_string().c_str(), value.get_string().size())};
    case json::kind::array: {
        auto table = std::make_shared<lua::Table>();
        for (const json::value& one : value.get_array())
            if (!one.is_null()) table->items.push_back(to_lua(one));
        return {std::shared_ptr<const lua::Table>(std::move(table))};
    }
    case json::kind::object: {
        auto table = std::make_shared<lua::Table>();
        for (const auto& pair : value.get_object())
            if (!pair.value().is_null()) table->fields[std::string(pair.key())] = to_lua(pair.value());
        return {std::shared_ptr<const lua::Table>(std::move(table))};
    }
    }
    return {};
}

json::value to_json(const lua::Value& value) {
    if (value.is_nil()) return nullptr;
    if (const bool* flag = std::get_if<bool>(&value.data)) return *flag;
    if (const std::int64_t* integer = std::get_if<std::int64_t>(&value.data)) return *integer;
    if (const double* number = std::get_if<double>(&value.data)) return *number;
    if (const std::string* text = value.text()) return json::value(*text);
    if (const lua::Object* object = value.object())
        if (const auto held = object->as<JsonValue>()) return held->value;
    const lua::Table* table = value.table();
    if (!table) throw lua::ScriptError("this cannot be sent as JSON");
    if (!table->items.empty() && !table->fields.empty())
        throw lua::ScriptError("a table with list items and named fields is neither a JSON array nor an object");
    if (!table->items.empty()) {
        json::array out;
        for (const lua::Value& one : table->items) out.push_back(to_json(one));
        return out;
    }
    json::object out;
    for (const auto& [name, one] : table->fields) out[name] = to_json(one);
    return out;
}

} // namespace idpsim::engine
