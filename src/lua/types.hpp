#pragma once
/// LuaType<T>: how a C++ type is read from and pushed to a Lua stack.
///
///   bool, integers, double, std::string, Value            as themselves; an integer takes a number without a fraction
///   std::optional<T>                                      nil is nothing
///   std::vector<T>                                        a list
///   std::map<std::string, T>                              a table of named fields
///   std::shared_ptr<T>                                    a registered object (bind.hpp), shared; null is nil
///   any other class T                                     a registered object; pushed by value it is moved into a new
///   one Rest                                                  all remaining arguments std::tuple<...> several results
///
/// read() throws ScriptError: "a text was expected, a table was found".
#include "src/core/result.hpp"
#include "src/lua/stack.hpp"

#include <concepts>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace idpsim::lua {

/// A variadic function's last parameter: every remaining argument.
struct Rest {
    std::vector<Value> values;
};

[[noreturn]] void throw_mismatch(lua_State* state, int index, const std::string& expected);

/// The primary template: objects. Specialised for everything that is not one.
template <class T> struct LuaType {
    static constexpr bool is_object = true;
    static std::shared_ptr<T> read(lua_State* state, int index) {
        const Object* object = to_object(state, index);
        std::shared_ptr<T> held = object ? object->as<T>() : nullptr;
        if (!held) throw_mismatch(state, index, "a " + object_type_name(state, typeid(T)));
        return held;
    }
    static void push(lua_State* state, T value) {
        LuaType<std::shared_ptr<T>>::push(state, std::make_shared<T>(std::move(value)));
    }
};

template <class T> struct LuaType<std::shared_ptr<T>> {
    static constexpr bool is_object = false;
    static std::shared_ptr<T> read(lua_State* state, int index) { return LuaType<T>::read(state, index); }
    static void push(lua_State* state, std::shared_ptr<T> value) {
        push_object(state, {std::move(value), typeid(T), object_type_name(state, typeid(T))});
    }
};

template <> struct LuaType<bool> {
    static constexpr bool is_object = false;
    static bool read(lua_State* state, int index);
    static void push(lua_State* state, bool value) { lua_pushboolean(state, value); }
};

template <> struct LuaType<std::int64_t> {
    static constexpr bool is_object = false;
    static std::int64_t read(lua_State* state, int index);
    static void push(lua_State* state, std::int64_t value) { lua_pushinteger(state, value); }
};

/// The other integers go through std::int64_t; what does not fit is refused.
template <std::integral T> struct LuaType<T> {
    static constexpr bool is_object = false;
    static T read(lua_State* state, int index) {
        const std::int64_t value = LuaType<std::int64_t>::read(state, index);
        if (!std::in_range<T>(value)) throw ScriptError("the number " + std::to_string(value) + " is out of range");
        return static_cast<T>(value);
    }
    static void push(lua_State* state, T value) {
        if (!std::in_range<std::int64_t>(value)) throw std::out_of_range("an integer beyond Lua's range");
        lua_pushinteger(state, static_cast<lua_Integer>(value));
    }
};

template <> struct LuaType<double> {
    static constexpr bool is_object = false;
    static double read(lua_State* state, int index);
    static void push(lua_State* state, double value) { lua_pushnumber(state, value); }
};

template <> struct LuaType<std::string> {
    static constexpr bool is_object = false;
    static std::string read(lua_State* state, int index);
    static void push(lua_State* state, const std::string& value) { lua_pushlstring(state, value.data(), value.size()); }
};

template <> struct LuaType<Value> {
    static constexpr bool is_object = false;
    static Value read(lua_State* state, int index) { return read_value(state, index); }
    static void push(lua_State* state, const Value& value) { push_value(state, value); }
};

template <> struct LuaType<Function> {
    static constexpr bool is_object = false;
    static Function read(lua_State* state, int index);
    static void push(lua_State* state, const Function& value) { push_value(state, {value}); }
};

template <class T> struct LuaType<std::optional<T>> {
    static constexpr bool is_object = false;
    static std::optional<T> read(lua_State* state, int index) {
        if (lua_isnoneornil(state, index)) return std::nullopt;
        if constexpr (LuaType<T>::is_object)
            return *LuaType<T>::read(state, index);
        else
            return LuaType<T>::read(state, index);
    }
    static void push(lua_State* state, const std::optional<T>& value) {
        if (value)
            LuaType<T>::push(state, *value);
        else
            lua_pushnil(state);
    }
};

template <class T> struct LuaType<std::vector<T>> {
    static constexpr bool is_object = false;
    static std::vector<T> read(lua_State* state, int index) {
        const StackGuard guard(state);
        if (lua_type(state, index) != LUA_TTABLE) throw_mismatch(state, index, "a list");
        index = lua_absindex(state, index);
        std::vector<T> list;
        const auto count = static_cast<lua_Integer>(lua_rawlen(state, index));
        for (lua_Integer i = 1; i <= count; ++i) {
            lua_rawgeti(state, index, i);
            read_item(state, list, i);
            lua_pop(state, 1);
        }
        return list;
    }
    static void push(lua_State* state, const std::vector<T>& list) {
        if (!lua_checkstack(state, 4)) throw ScriptError("too many values");
        lua_createtable(state, static_cast<int>(list.size()), 0);
        lua_Integer number = 0;
        for (const T& item : list) {
            LuaType<T>::push(state, item);
            lua_rawseti(state, -2, ++number);
        }
    }

private:
    static void read_item(lua_State* state, std::vector<T>& list, lua_Integer number) {
        try {
            if constexpr (LuaType<T>::is_object)
                list.push_back(*LuaType<T>::read(state, -1));
            else
                list.push_back(LuaType<T>::read(state, -1));
        } catch (const ScriptError& error) {
            throw ScriptError("item " + std::to_string(number) + ": " + error.what());
        }
    }
};

template <class T, class Less> struct LuaType<std::map<std::string, T, Less>> {
    static constexpr bool is_object = false;
    using Map = std::map<std::string, T, Less>;
    static Map read(lua_State* state, int index) {
        const StackGuard guard(state);
        if (lua_type(state, index) != LUA_TTABLE) throw_mismatch(state, index, "a table");
        index = lua_absindex(state, index);
        Map map;
        for (lua_pushnil(state); lua_next(state, index) != 0; lua_pop(state, 1)) {
            if (lua_type(state, -2) != LUA_TSTRING) throw ScriptError("a table with names as keys was expected");
            read_field(state, map, lua_tostring(state, -2));
        }
        return map;
    }
    static void push(lua_State* state, const Map& map) {
        if (!lua_checkstack(state, 4)) throw ScriptError("too many values");
        lua_createtable(state, 0, static_cast<int>(map.size()));
        for (const auto& [name, value] : map) {
            lua_pushlstring(state, name.data(), name.size());
            LuaType<T>::push(state, value);
            lua_rawset(state, -3);
        }
    }

private:
    static void read_field(lua_State* state, Map& map, std::string name) {
        try {
            if constexpr (LuaType<T>::is_object)
                map.emplace(name, *LuaType<T>::read(state, -1));
            else
                map.emplace(name, LuaType<T>::read(state, -1));
        } catch (const ScriptError& error) {
            throw ScriptError("field " + name + ": " + error.what());
        }
    }
};

/// Pushes what a bound function returned; returns how many values that are. Called with the result's exact type.
template <class T> struct ResultOf {
    static int push(lua_State* state, T value) {
        LuaType<T>::push(state, std::move(value));
        return 1;
    }
};

template <class... Parts> struct ResultOf<std::tuple<Parts...>> {
    static int push(lua_State* state, std::tuple<Parts...> values) {
        std::apply([state](auto&... parts) { (LuaType<std::decay_t<decltype(parts)>>::push(state, parts), ...); },
                   values);
        return static_cast<int>(sizeof...(Parts));
    }
};

} // namespace idpsim::lua
