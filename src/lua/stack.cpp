#include "src/lua/stack.hpp"

#include "src/lua/core.hpp"

#include <algorithm>
#include <map>
#include <new>

namespace idpsim::lua {

namespace {

struct ReleaseReference {
    std::weak_ptr<Core> core;
    void operator()(const int* reference) const {
        if (const auto alive = core.lock()) luaL_unref(alive->state.get(), LUA_REGISTRYINDEX, *reference);
        delete reference;
    }
};

Function read_function(lua_State* state, int index) {
    auto reference = std::make_unique<int>(LUA_NOREF);
    lua_pushvalue(state, index);
    *reference = luaL_ref(state, LUA_REGISTRYINDEX);
    return {std::shared_ptr<const int>(reference.release(), ReleaseReference{core_of(state).weak_from_this()})};
}

void push_function(lua_State* state, const Function& function) {
    const auto* owner = std::get_deleter<ReleaseReference>(function.reference);
    if (!owner || owner->core.lock().get() != &core_of(state))
        throw std::logic_error("a function of another Lua state");
    lua_rawgeti(state, LUA_REGISTRYINDEX, *function.reference);
}

/// Copies tables, each once.
class TableReader {
public:
    explicit TableReader(lua_State* state) : state_(state) {}

    Value read(int index, int depth) {
        height_ = 0;
        switch (lua_type(state_, index)) {
        case LUA_TNONE:
        case LUA_TNIL:
            return {};
        case LUA_TBOOLEAN:
            return {lua_toboolean(state_, index) != 0};
        case LUA_TNUMBER:
            if (lua_isinteger(state_, index)) return {static_cast<std::int64_t>(lua_tointeger(state_, index))};
            return {lua_tonumber(state_, index)};
        case LUA_TSTRING: {
            std::size_t size = 0;
            const char* text = lua_tolstring(state_, index, &size);
            return {std::string(text, size)};
        }
        case LUA_TTABLE:
            return {read_table(lua_absindex(state_, index), depth)};
        case LUA_TFUNCTION:
            return {read_function(state_, index)};
        default:
            if (const Object* object = to_object(state_, index)) return {*object};
            throw ScriptError(std::string("a ") + luaL_typename(state_, index) + " cannot be copied" + place());
        }
    }

private:
    std::shared_ptr<const Table> read_table(int index, int depth) {
        const void* identity = lua_topointer(state_, index);
        if (const auto known = done_.find(identity); known != done_.end()) {
            if (!known->second.table) throw ScriptError("the table contains itself" + place());
            check_depth(depth + known->second.height);
            height_ = known->second.height;
            return known->second.table;
        }
        check_depth(depth);
        done_[identity] = {};
        auto table = std::make_shared<Table>();
        const int height = read_entries(index, depth, *table);
        done_[identity] = {table, height};
        height_ = height;
        return table;
    }

    void check_depth(int depth) const {
        if (depth >= max_depth || !lua_checkstack(state_, 4))
            throw ScriptError("tables are nested too deeply" + place());
    }

    /// Returns how deep the table is, itself included.
    int read_entries(int index, int depth, Table& table) {
        std::map<std::int64_t, Value> items;
        int height = 1;
        for (lua_pushnil(state_); lua_next(state_, index) != 0; lua_pop(state_, 1)) {
            if (lua_isinteger(state_, -2)) {
                const std::int64_t number = lua_tointeger(state_, -2);
                items[number] = read_at("[" + std::to_string(number) + "]", depth);
            } else if (lua_type(state_, -2) == LUA_TSTRING) {
                std::size_t size = 0;
                const char* text = lua_tolstring(state_, -2, &size);
                std::string name(text, size);
                Value value = read_at("." + name, depth);
                table.fields.emplace(std::move(name), std::move(value));
            } else {
                throw ScriptError(std::string("a ") + luaL_typename(state_, -2) + " cannot be a key" + place());
            }
            height = std::max(height, height_ + 1);
        }
        if (items.empty()) return height;
        if (items.begin()->first != 1 || items.rbegin()->first != static_cast<std::int64_t>(items.size()))
            throw ScriptError("the list's numbers do not run from 1 without a hole" + place());
        table.items.reserve(items.size());
        for (auto& [number, value] : items) table.items.push_back(std::move(value));
        return height;
    }

    Value read_at(const std::string& step, int depth) {
        const std::size_t length = path_.size();
        path_ += step;
        Value value = read(-1, depth + 1);
        path_.resize(length);
        return value;
    }

    std::string place() const {
        if (path_.empty()) return {};
        return " (at " + path_.substr(path_.front() == '.' ? 1 : 0) + ")";
    }

    lua_State* state_;
    struct Done {
        std::shared_ptr<const Table> table; ///< null while it is being read
        int height = 0;                     ///< tables from here to the deepest one
    };
    std::map<const void*, Done> done_;
    int height_ = 0; ///< of the value that was read last
    std::string path_;
};

void push_at_depth(lua_State* state, const Value& value, int depth);

void push_table(lua_State* state, const Table& table, int depth) {
    if (depth >= max_depth || !lua_checkstack(state, 4)) throw ScriptError("tables are nested too deeply");
    lua_createtable(state, static_cast<int>(table.items.size()), static_cast<int>(table.fields.size()));
    lua_Integer number = 0;
    for (const Value& item : table.items) {
        push_at_depth(state, item, depth + 1);
        lua_rawseti(state, -2, ++number);
    }
    for (const auto& [name, field] : table.fields) {
        lua_pushlstring(state, name.data(), name.size());
        push_at_depth(state, field, depth + 1);
        lua_rawset(state, -3);
    }
}

void push_at_depth(lua_State* state, const Value& value, int depth) {
    const auto& data = value.data;
    if (const auto* flag = std::get_if<bool>(&data))
        lua_pushboolean(state, *flag);
    else if (const auto* integer = std::get_if<std::int64_t>(&data))
        lua_pushinteger(state, *integer);
    else if (const auto* number = std::get_if<double>(&data))
        lua_pushnumber(state, *number);
    else if (const auto* text = std::get_if<std::string>(&data))
        lua_pushlstring(state, text->data(), text->size());
    else if (const Table* table = value.table())
        push_table(state, *table, depth);
    else if (const Function* function = value.function())
        push_function(state, *function);
    else if (const Object* object = value.object())
        push_object(state, *object);
    else
        lua_pushnil(state);
}

/// Metatable of a registered type in the registry, by the address of its type_info's name.
const void* metatable_key(const std::type_info& type) { return type.name(); }

const char marker_key = 0; // in a metatable: its objects are ours

} // namespace

Value read_value(lua_State* state, int index) {
    const StackGuard guard(state);
    return TableReader(state).read(lua_absindex(state, index), 0);
}

void push_value(lua_State* state, const Value& value) {
    if (!lua_checkstack(state, 2)) throw ScriptError("too many values");
    push_at_depth(state, value, 0);
}

void push_object(lua_State* state, const Object& object) {
    if (!object.held) {
        lua_pushnil(state);
        return;
    }
    void* place = lua_newuserdatauv(state, sizeof(Object), 0);
    if (lua_rawgetp(state, LUA_REGISTRYINDEX, object.type.name()) != LUA_TTABLE)
        throw std::logic_error(std::string("type not registered with this Lua state: ") + object.type.name());
    new (place) Object(object);
    lua_setmetatable(state, -2);
}

const Object* to_object(lua_State* state, int index) {
    if (lua_type(state, index) != LUA_TUSERDATA || !lua_getmetatable(state, index)) return nullptr;
    const bool ours = lua_rawgetp(state, -1, &marker_key) == LUA_TBOOLEAN;
    lua_pop(state, 2);
    return ours ? static_cast<const Object*>(lua_touserdata(state, index)) : nullptr;
}

namespace {

int destroy_object(lua_State* state) {
    static_cast<Object*>(lua_touserdata(state, 1))->~Object();
    return 0;
}

int same_object(lua_State* state) {
    const Object* left = to_object(state, 1);
    const Object* right = to_object(state, 2);
    lua_pushboolean(state, left && right && left->held == right->held);
    return 1;
}

} // namespace

void set_object_metatable(lua_State* state, const std::type_info& type, const std::string& name) {
    lua_pushlstring(state, name.data(), name.size());
    lua_setfield(state, -2, "__name");
    lua_pushcfunction(state, destroy_object);
    lua_setfield(state, -2, "__gc");
    lua_pushcfunction(state, same_object);
    lua_setfield(state, -2, "__eq");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_pushboolean(state, 1);
    lua_rawsetp(state, -2, &marker_key);
    lua_rawsetp(state, LUA_REGISTRYINDEX, metatable_key(type));
}

std::string object_type_name(lua_State* state, const std::type_info& type) {
    const StackGuard guard(state);
    if (lua_rawgetp(state, LUA_REGISTRYINDEX, metatable_key(type)) != LUA_TTABLE) return "object";
    return lua_getfield(state, -1, "__name") == LUA_TSTRING ? lua_tostring(state, -1) : "object";
}

std::string found_at(lua_State* state, int index) {
    if (const Object* object = to_object(state, index)) return "a " + object->type_name;
    switch (lua_type(state, index)) {
    case LUA_TNONE:
    case LUA_TNIL:
        return "nil";
    case LUA_TBOOLEAN:
        return "a boolean";
    case LUA_TNUMBER:
        return lua_isinteger(state, index) ? "an integer" : "a number";
    case LUA_TSTRING:
        return "a text";
    default:
        return std::string("a ") + luaL_typename(state, index);
    }
}

} // namespace idpsim::lua
