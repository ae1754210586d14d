#include "src/lua/bind.hpp"

#include "src/core/text.hpp"
#include "src/lua/sandbox.hpp"

#include <new>

namespace idpsim::lua {

namespace {

struct Callee {
    std::string label;
    Native native;
};

/// What `__index` and `__newindex` of a type know.
struct Members {
    std::string type;
    std::map<std::string, Native, std::less<>> getters, setters;
    Native lookup; ///< for all other names; empty: there are none
    std::vector<std::string> names;
};

const char callee_key = 0, members_key = 0; // their addresses are registry keys of metatables

template <class T> int destroy(lua_State* state) {
    static_cast<T*>(lua_touserdata(state, 1))->~T();
    return 0;
}

/// A T in Lua's keeping.
template <class T> void push_kept(lua_State* state, const void* key, T kept) {
    void* place = lua_newuserdatauv(state, sizeof(T), 0);
    new (place) T(std::move(kept));
    if (lua_rawgetp(state, LUA_REGISTRYINDEX, key) != LUA_TTABLE) {
        lua_pop(state, 1);
        lua_createtable(state, 0, 1);
        lua_pushcfunction(state, destroy<T>);
        lua_setfield(state, -2, "__gc");
        lua_pushvalue(state, -1);
        lua_rawsetp(state, LUA_REGISTRYINDEX, key);
    }
    lua_setmetatable(state, -2);
}

template <class T> const T& kept_in_upvalue(lua_State* state) {
    return *static_cast<const T*>(lua_touserdata(state, lua_upvalueindex(1)));
}

/// Leaves "file:line: label: text" as the error's message, and remembers the fault.
int raise_text(lua_State* state, const std::string& label, const std::string& text, Fault fault) {
    luaL_where(state, 1);
    const std::string message = lua_tostring(state, -1) + (label.empty() ? text : label + ": " + text);
    lua_pushlstring(state, message.data(), message.size());
    core_of(state).raised = Raised{message, fault};
    return call_raises;
}

int run_callee(lua_State* state) {
    const auto& callee = kept_in_upvalue<Callee>(state);
    return finish_bound(state, call_bound(state, callee.label, callee.native));
}

/// After the wait: the driver passed true and the results, or false and a message.
int continue_after_wait(lua_State* state, int, lua_KContext) {
    if (lua_toboolean(state, 1)) return lua_gettop(state) - 1;
    return lua_error(state);
}

[[noreturn]] void throw_unknown(const Members& members, const std::string& name) {
    const std::string near = nearest(name, members.names);
    throw ScriptError("a " + members.type + " has no '" + name + "'" +
                      (near.empty() ? std::string() : "; did you mean '" + near + "'?"));
}

std::string member_name(lua_State* state) {
    if (lua_type(state, 2) != LUA_TSTRING) throw ScriptError("a field's name is a text, not " + found_at(state, 2));
    return LuaType<std::string>::read(state, 2);
}

int get_member(lua_State* state) {
    const auto& members = kept_in_upvalue<Members>(state);
    const std::string name = member_name(state);
    const auto getter = members.getters.find(name);
    if (getter == members.getters.end() && members.lookup) return members.lookup(state);
    if (getter == members.getters.end()) throw_unknown(members, name);
    lua_settop(state, 1); // a getter takes the object alone
    return getter->second(state);
}

int set_member(lua_State* state) {
    const auto& members = kept_in_upvalue<Members>(state);
    const std::string name = member_name(state);
    const auto setter = members.setters.find(name);
    if (setter == members.setters.end()) {
        if (members.getters.contains(name)) throw ScriptError("'" + name + "' of a " + members.type + " cannot be set");
        throw_unknown(members, name);
    }
    lua_remove(state, 2);
    return setter->second(state);
}

/// `__index`; upvalues: Members, the table of methods. Methods need no C++.
int index_object(lua_State* state) {
    static const std::string label;
    static const Native native = get_member;
    lua_pushvalue(state, 2);
    if (lua_rawget(state, lua_upvalueindex(2)) != LUA_TNIL) return 1;
    lua_pop(state, 1);
    return finish_bound(state, call_bound(state, label, native));
}

int assign_object(lua_State* state) {
    static const std::string label;
    static const Native native = set_member;
    return finish_bound(state, call_bound(state, label, native));
}

} // namespace

void throw_argument_error(int index, bool is_method, const char* what) {
    if (is_method && index == 1) throw ScriptError(std::string("call it with a colon, object:method(...): ") + what);
    throw ScriptError("argument " + std::to_string(is_method ? index - 1 : index) + ": " + what);
}

void check_argument_count(lua_State* state, int most, bool is_method) {
    const int given = lua_gettop(state);
    if (given <= most) return;
    const int self = is_method ? 1 : 0;
    throw ScriptError("at most " + std::to_string(most - self) + " arguments are expected, " +
                      std::to_string(given - self) + " were given");
}

int leave_step(lua_State* state, Step step) {
    Core& core = core_of(state);
    if (!core.may_wait) throw ScriptError("this waits, and can only be called while a scenario runs");
    if (!lua_isyieldable(state))
        throw ScriptError("this waits, and cannot be called from inside a library function or a metamethod");
    core.pending = std::move(step);
    return call_waits;
}

int call_bound(lua_State* state, const std::string& label, const Native& native) noexcept {
    Core& core = core_of(state);
    const HostMode host(core);
    try {
        if (!lua_checkstack(state, 16)) throw ScriptError("too many values");
        return native(state);
    } catch (const ScriptError& error) {
        return raise_text(state, label, error.what(), Fault::script);
    } catch (const RaisedError& error) {
        return raise_text(state, label, error.what(), error.error().fault);
    } catch (...) {
        core.failure = std::current_exception();
        lua_pushliteral(state, "the run is over");
        return call_raises;
    }
}

int finish_bound(lua_State* state, int outcome) {
    if (outcome == call_raises) return lua_error(state);
    if (outcome != call_waits) return outcome;
    lua_settop(state, 0);
    return lua_yieldk(state, 0, 0, continue_after_wait);
}

void push_native(lua_State* state, std::string label, Native native) {
    push_kept(state, &callee_key, Callee{std::move(label), std::move(native)});
    lua_pushcclosure(state, run_callee, 1);
}

void set_global_native(Core& core, std::string name, Native native) {
    const HostMode host(core);
    lua_State* const state = core.state.get();
    const StackGuard guard(state);
    push_globals(state);
    push_native(state, name, std::move(native));
    lua_setfield(state, -2, name.c_str());
}

void register_members(Core& core, const std::type_info& type, std::string name, std::vector<Member> members) {
    const HostMode host(core);
    lua_State* const state = core.state.get();
    const StackGuard guard(state);
    Members known{name, {}, {}, {}, {}};
    lua_newtable(state);
    const int metatable = lua_gettop(state);
    lua_newtable(state);
    for (Member& member : members) {
        if (member.kind == Member::Kind::lookup) {
            known.lookup = std::move(member.native);
            continue;
        }
        known.names.push_back(member.name);
        if (member.kind == Member::Kind::getter)
            known.getters[member.name] = std::move(member.native);
        else if (member.kind == Member::Kind::setter)
            known.setters[member.name] = std::move(member.native);
        else {
            const char* sign = member.kind == Member::Kind::function ? "." : ":";
            push_native(state, name + sign + member.name, std::move(member.native));
            lua_setfield(state, -2, member.name.c_str());
        }
    }
    push_kept(state, &members_key, std::move(known));
    lua_pushvalue(state, -1);
    lua_pushcclosure(state, assign_object, 1);
    lua_setfield(state, metatable, "__newindex");
    lua_insert(state, -2); // Members below the methods: the order of index_object's upvalues
    lua_pushcclosure(state, index_object, 2);
    lua_setfield(state, metatable, "__index");
    set_object_metatable(state, type, name);
}

} // namespace idpsim::lua
