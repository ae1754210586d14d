#pragma once
/// JSON values for scripts, and scripts' tables as JSON.
#include "src/lua/value.hpp"

#include <boost/json/value.hpp>

namespace idpsim::engine {

/// null becomes nil (and so vanishes from a table).
lua::Value to_lua(const boost::json::value& value);
/// A table with list items is an array, any other an object. Throws lua::ScriptError for functions and objects.
boost::json::value to_json(const lua::Value& value);

} // namespace idpsim::engine
