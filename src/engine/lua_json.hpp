#pragma once
/// JSON values for scripts, and scripts' tables as JSON.
#include "src/lua/value.hpp"

#include <boost/json/value.hpp>

namespace idpsim::engine {

/// A JSON value that no Lua value stands for: null, and lists and objects that are empty.
struct JsonValue {
    boost::json::value value;
};

/// null becomes nil (and so vanishes from a table).
lua::Value to_lua(const boost::json::value& value);
/// A table with list items is an array, any other an object; a JsonValue is itself. Throws lua::ScriptError for functions
/// and other objects, and for a table with both items and fields.
boost::json::value to_json(const lua::Value& value);

} // namespace idpsim::engine
