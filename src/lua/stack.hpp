#pragma once
/// Values between C++ and a Lua stack. Everything here runs in HostMode and throws ScriptError instead of raising Lua
/// errors, so C++ objects may be alive around it.
#include "src/lua/handles.hpp"
#include "src/lua/value.hpp"

#include <stdexcept>
#include <string>
#include <typeinfo>

namespace idpsim::lua {

/// The script did something wrong: becomes a Lua error with the script's file:line, and the script may catch it.
/// Bound functions throw it, too. Any other exception is ours and passes through the script.
class ScriptError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Tables nested deeper cannot be copied in or out.
inline constexpr int max_depth = 64;

/// Copies the value out. A table that contains itself, has holes in its list, has keys that are neither texts nor 1..n
/// or nests too deeply is a ScriptError that names the place. A table reached twice is copied once.
Value read_value(lua_State* state, int index);
/// One value more on the stack; nesting over max_depth is a ScriptError.
void push_value(lua_State* state, const Value& value);

/// Pushes an object; its type must have been registered with this state, else std::logic_error.
/// The object's own methods and fields come from register_type (bind.hpp).
void push_object(lua_State* state, const Object& object);
/// The object at `index`, or null when it is none.
const Object* to_object(lua_State* state, int index);
/// Registers the metatable on top of the stack (popped) for objects of `type`.
void set_object_metatable(lua_State* state, const std::type_info& type, const std::string& name);
/// The name `type` was registered by, or "object".
std::string object_type_name(lua_State* state, const std::type_info& type);

/// "a text", "a person": what stands at `index`, for messages.
std::string found_at(lua_State* state, int index);

} // namespace idpsim::lua
