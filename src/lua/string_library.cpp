/// The string library: what is safe of the original, and find, match, gmatch and gsub over our own Matcher. No function
/// here owns memory while it may raise.
#include "src/lua/core.hpp"
#include "src/lua/pattern.hpp"
#include "src/lua/sandbox.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace idpsim::lua {

namespace {

static_assert(std::is_trivially_destructible_v<Matcher>);

std::string_view check_text(lua_State* state, int index) {
    std::size_t size = 0;
    const char* text = luaL_checklstring(state, index, &size);
    return {text, size};
}

/// Settles the steps a matcher took and raises what it stopped at.
void settle(lua_State* state, const Matcher& matcher, std::int64_t& fuel) {
    charge(state, static_cast<std::uint64_t>(fuel - matcher.fuel()));
    fuel = matcher.fuel();
    if (matcher.problem()) luaL_error(state, "%s", matcher.problem());
}

void push_capture(lua_State* state, const Matcher& matcher, int index, std::string_view subject, const char* start,
                  const char* end) {
    if (index >= matcher.captures()) {
        if (index != 0) luaL_error(state, "invalid capture index %%%d", index + 1);
        lua_pushlstring(state, start, static_cast<std::size_t>(end - start));
        return;
    }
    const Matcher::Capture& capture = matcher.capture(index);
    if (capture.size == Matcher::Capture::open) luaL_error(state, "unfinished capture");
    if (capture.size == Matcher::Capture::place)
        lua_pushinteger(state, capture.start - subject.data() + 1);
    else
        lua_pushlstring(state, capture.start, static_cast<std::size_t>(capture.size));
}

/// All captures, or the whole match when there are none and it is wanted.
int push_captures(lua_State* state, const Matcher& matcher, std::string_view subject, const char* start,
                  const char* end, bool whole) {
    const int count = matcher.captures() == 0 && whole ? 1 : matcher.captures();
    luaL_checkstack(state, count, "too many captures");
    for (int i = 0; i < count; ++i) push_capture(state, matcher, i, subject, start, end);
    return count;
}

/// Lua's `init`: 1-based, negative from the end; the result is 0-based and may lie past the end.
std::size_t start_offset(lua_Integer init, std::size_t size) {
    if (init > 0) return static_cast<std::size_t>(init) - 1;
    if (init == 0 || static_cast<std::uint64_t>(-(init + 1)) >= size) return 0;
    return size - static_cast<std::size_t>(-init);
}

bool is_plain(std::string_view pattern) { return pattern.find_first_of("^$*+?.([%-") == std::string_view::npos; }

/// memmem of glibc takes linear time whatever the texts.
int find_plain(lua_State* state, std::string_view subject, std::string_view wanted, std::size_t offset) {
    const std::string_view rest = subject.substr(offset);
    charge(state, (rest.size() + wanted.size()) / 64);
    const void* at = wanted.empty() ? rest.data() : memmem(rest.data(), rest.size(), wanted.data(), wanted.size());
    if (!at) {
        lua_pushnil(state);
        return 1;
    }
    const auto first = static_cast<const char*>(at) - subject.data() + 1;
    lua_pushinteger(state, first);
    lua_pushinteger(state, first + static_cast<lua_Integer>(wanted.size()) - 1);
    return 2;
}

int search(lua_State* state, bool find) {
    const std::string_view subject = check_text(state, 1);
    std::string_view pattern = check_text(state, 2);
    const std::size_t offset = start_offset(luaL_optinteger(state, 3, 1), subject.size());
    if (offset > subject.size()) {
        lua_pushnil(state);
        return 1;
    }
    if (find && (lua_toboolean(state, 4) || is_plain(pattern))) return find_plain(state, subject, pattern, offset);
    const bool anchored = pattern.starts_with('^');
    if (anchored) pattern.remove_prefix(1);
    std::int64_t fuel = instructions_left(state);
    Matcher matcher(subject, pattern, fuel);
    const char* const last = subject.data() + subject.size();
    for (const char* at = subject.data() + offset; at <= last; ++at) {
        const char* end = matcher.match_at(at);
        if (matcher.stopped()) settle(state, matcher, fuel);
        if (end) {
            settle(state, matcher, fuel);
            if (!find) return push_captures(state, matcher, subject, at, end, true);
            lua_pushinteger(state, at - subject.data() + 1);
            lua_pushinteger(state, end - subject.data());
            return 2 + push_captures(state, matcher, subject, at, end, false);
        }
        if (anchored) break;
    }
    settle(state, matcher, fuel);
    lua_pushnil(state);
    return 1;
}

int find(lua_State* state) { return search(state, true); }
int match(lua_State* state) { return search(state, false); }

/// Upvalues: subject, pattern, where to go on (0-based), where the last match ended (-1: none yet).
int next_match(lua_State* state) {
    const std::string_view subject = check_text(state, lua_upvalueindex(1));
    const lua_Integer from = lua_tointeger(state, lua_upvalueindex(3)),
                      last = lua_tointeger(state, lua_upvalueindex(4));
    std::int64_t fuel = instructions_left(state);
    Matcher matcher(subject, check_text(state, lua_upvalueindex(2)), fuel);
    for (lua_Integer at = from; at <= static_cast<lua_Integer>(subject.size()); ++at) {
        const char* start = subject.data() + at;
        const char* end = matcher.match_at(start);
        if (matcher.stopped()) settle(state, matcher, fuel);
        if (!end || end - subject.data() == last) continue;
        settle(state, matcher, fuel);
        lua_pushinteger(state, end - subject.data());
        lua_copy(state, -1, lua_upvalueindex(3));
        lua_replace(state, lua_upvalueindex(4));
        return push_captures(state, matcher, subject, start, end, true);
    }
    settle(state, matcher, fuel);
    return 0;
}

int gmatch(lua_State* state) {
    const std::string_view subject = check_text(state, 1);
    check_text(state, 2);
    const std::size_t offset = start_offset(luaL_optinteger(state, 3, 1), subject.size());
    lua_settop(state, 2);
    lua_pushinteger(state, static_cast<lua_Integer>(std::min(offset, subject.size() + 1)));
    lua_pushinteger(state, -1);
    lua_pushcclosure(state, next_match, 4);
    return 1;
}

/// The match in progress of a gsub.
struct Found {
    const Matcher& matcher;
    std::string_view subject;
    const char* start;
    const char* end;
};

/// A replacement text: %0 the match, %1 to %9 captures, %% a percent sign.
void add_text(lua_State* state, luaL_Buffer& out, const Found& found) {
    std::size_t size = 0;
    const char* text = lua_tolstring(state, 3, &size);
    for (const char* const end = text + size; text < end; ++text) {
        if (*text != '%') {
            luaL_addchar(&out, *text);
            continue;
        }
        ++text;
        if (text < end && *text == '%') {
            luaL_addchar(&out, '%');
        } else if (text < end && *text == '0') {
            luaL_addlstring(&out, found.start, static_cast<std::size_t>(found.end - found.start));
        } else if (text < end && std::isdigit(static_cast<unsigned char>(*text))) {
            push_capture(state, found.matcher, *text - '1', found.subject, found.start, found.end);
            luaL_tolstring(state, -1, nullptr);
            lua_remove(state, -2);
            luaL_addvalue(&out);
        } else {
            luaL_error(state, "invalid use of '%%' in replacement string");
        }
    }
}

/// What stands for one match. True when it differs from the match itself.
bool add_replacement(lua_State* state, luaL_Buffer& out, const Found& found, int kind) {
    if (kind == LUA_TFUNCTION) {
        lua_pushvalue(state, 3);
        const int count = push_captures(state, found.matcher, found.subject, found.start, found.end, true);
        lua_call(state, count, 1);
    } else if (kind == LUA_TTABLE) {
        push_capture(state, found.matcher, 0, found.subject, found.start, found.end);
        lua_gettable(state, 3);
    } else {
        add_text(state, out, found);
        return true;
    }
    if (!lua_toboolean(state, -1)) {
        lua_pop(state, 1);
        luaL_addlstring(&out, found.start, static_cast<std::size_t>(found.end - found.start));
        return false;
    }
    if (!lua_isstring(state, -1)) luaL_error(state, "invalid replacement value (a %s)", luaL_typename(state, -1));
    luaL_addvalue(&out);
    return true;
}

int gsub(lua_State* state) {
    const std::string_view subject = check_text(state, 1);
    std::string_view pattern = check_text(state, 2);
    const int kind = lua_type(state, 3);
    luaL_argexpected(state, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE,
                     3, "string/function/table");
    if (kind == LUA_TNUMBER) lua_tolstring(state, 3, nullptr);
    const lua_Integer most = luaL_optinteger(state, 4, static_cast<lua_Integer>(subject.size()) + 1);
    const bool anchored = pattern.starts_with('^');
    if (anchored) pattern.remove_prefix(1);
    luaL_Buffer out;
    luaL_buffinit(state, &out);
    lua_Integer count = 0;
    bool changed = false;
    const char* at = subject.data();
    const char* const last = at + subject.size();
    const char* previous = nullptr;
    while (count < most) {
        // A fresh account each time: the replacement function may have spent some of it.
        std::int64_t fuel = instructions_left(state);
        Matcher matcher(subject, pattern, fuel);
        const char* end = matcher.match_at(at);
        settle(state, matcher, fuel);
        if (end && end != previous) {
            ++count;
            changed = add_replacement(state, out, {matcher, subject, at, end}, kind) || changed;
            at = previous = end;
        } else if (at < last) {
            luaL_addchar(&out, *at++);
        } else {
            break;
        }
        if (anchored) break;
    }
    if (changed) {
        luaL_addlstring(&out, at, static_cast<std::size_t>(last - at));
        luaL_pushresult(&out);
    } else {
        lua_pushvalue(state, 1);
    }
    lua_pushinteger(state, count);
    return 2;
}

/// The original loops `n` times even when there is nothing to copy, and asks for the memory only afterwards.
int rep(lua_State* state) {
    const std::string_view text = check_text(state, 1);
    const lua_Integer times = luaL_checkinteger(state, 2);
    const std::size_t piece = text.size() + std::string_view(luaL_optstring(state, 3, "")).size();
    if (times <= 0 || piece == 0) {
        lua_pushliteral(state, "");
        return 1;
    }
    const std::size_t most = core_of(state).budget->limits.memory / 4;
    if (static_cast<std::uint64_t>(times) > most / piece) raise_exceeded(state, Exceeded::memory);
    charge(state, static_cast<std::uint64_t>(times) / 16);
    return lua_tocfunction(state, lua_upvalueindex(1))(state);
}

/// Methods of texts, ("x"):upper(), come from the same safe table.
void set_text_metatable(lua_State* state) {
    lua_pushliteral(state, "");
    lua_getmetatable(state, -1);
    lua_pushvalue(state, -3);
    lua_setfield(state, -2, "__index");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_pop(state, 2);
}

} // namespace

void open_string_library(lua_State* state) {
    static constexpr const char* safe[] = {"byte", "char", "format", "len", "lower", "reverse", "sub", "upper"};
    static constexpr luaL_Reg own[] = {
        {"find", find}, {"gmatch", gmatch}, {"gsub", gsub}, {"match", match}, {nullptr, nullptr}};
    const int library = lua_gettop(state);
    luaL_requiref(state, "string", luaopen_string, 0);
    lua_pushvalue(state, library);
    copy_fields(state, library + 1, safe);
    charge_for_text(state, {"lower", "reverse", "upper"});
    luaL_setfuncs(state, own, 0);
    lua_getfield(state, library + 1, "rep");
    lua_pushcclosure(state, rep, 1);
    lua_setfield(state, library, "rep");
    lua_settop(state, library);
    set_text_metatable(state);
}

} // namespace idpsim::lua
