#pragma once
/// Binding C++ functions and objects to scripts.
///
///   register_type<Person>(state, "person", field("email", &Person::email),
///                         method("rename", [](Person& p, std::string name) { p.name = std::move(name); }));
///   register_type<Idp>(state, "idp", waits("login", [](Idp& idp, Person& who) -> awaitable<Result<Login>> {...}));
///   set_global(state, "double", [](double x) { return 2 * x; });
///
/// Arguments are read by LuaType (types.hpp); objects arrive as T&, const T& or std::shared_ptr<T>. Results: void, a
/// value, Result<value>, std::tuple of values. A ScriptError or an error Result becomes a Lua error with the script's
/// file:line that the script may catch by pcall; every other exception passes through the script to whoever runs it.
///
/// C Lua raises by longjmp, which skips destructors. So C++ finishes first (call_bound), and then Lua raises or yields.
#include "src/lua/core.hpp"
#include "src/lua/state.hpp"
#include "src/lua/types.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace idpsim::lua {

/// Works on the stack of a Lua C function: arguments from 1, pushes results, returns how many.
using Native = std::function<int(lua_State*)>;

/// A peer's error on its way into a script.
class RaisedError : public std::exception {
public:
    explicit RaisedError(Error error) : error_(std::move(error)), text_(describe(error_)) {}
    const char* what() const noexcept override { return text_.c_str(); }
    const Error& error() const { return error_; }

private:
    Error error_;
    std::string text_;
};

// --- signatures ---

template <class Function> struct Signature : Signature<decltype(&Function::operator())> {};
template <class R, class... P> struct Signature<R (*)(P...)> {
    using Return = R;
    using Parameters = std::tuple<P...>;
};
template <class R, class C, class... P> struct Signature<R (C::*)(P...) const> : Signature<R (*)(P...)> {
    using Method = R (*)(const C&, P...);
};
template <class R, class C, class... P> struct Signature<R (C::*)(P...)> : Signature<R (*)(P...)> {
    using Method = R (*)(C&, P...);
};

/// What is kept of a parameter of type P while the function runs: objects are shared, everything else is a copy.
template <class P, class T = std::remove_cvref_t<P>, bool IsObject = LuaType<T>::is_object> struct Argument {
    using Kept = T;
    static Kept read(lua_State* state, int index) { return LuaType<T>::read(state, index); }
    static T& pass(Kept& kept) { return kept; }
};
template <class P, class T> struct Argument<P, T, true> {
    using Kept = std::shared_ptr<T>;
    static Kept read(lua_State* state, int index) { return LuaType<T>::read(state, index); }
    static T& pass(Kept& kept) { return *kept; }
};
template <class P> struct Argument<P, Rest, true> {
    using Kept = Rest;
    static Kept read(lua_State* state, int index) {
        Rest rest;
        for (; index <= lua_gettop(state); ++index) rest.values.push_back(read_value(state, index));
        return rest;
    }
    static Rest& pass(Kept& kept) { return kept; }
};

/// "argument 2: ..."; a method's own object is not counted.
[[noreturn]] void throw_argument_error(int index, bool is_method, const char* what);
void check_argument_count(lua_State* state, int most, bool is_method);

template <class P> auto read_argument(lua_State* state, int index, bool is_method) {
    try {
        return Argument<P>::read(state, index);
    } catch (const ScriptError& error) {
        throw_argument_error(index, is_method, error.what());
    }
}

template <class Parameters> struct Arguments;
template <class... P> struct Arguments<std::tuple<P...>> {
    using Kept = std::tuple<typename Argument<P>::Kept...>;
    static constexpr bool is_variadic = (std::is_same_v<std::remove_cvref_t<P>, Rest> || ...);

    /// Left to right: braces order the evaluation.
    static Kept read(lua_State* state, bool is_method) {
        if (!is_variadic) check_argument_count(state, static_cast<int>(sizeof...(P)), is_method);
        return read_each(state, is_method, std::index_sequence_for<P...>());
    }
    template <class Fn> static decltype(auto) call(Fn& function, Kept& kept) {
        return apply(function, kept, std::index_sequence_for<P...>());
    }

private:
    template <std::size_t... I>
    static Kept read_each([[maybe_unused]] lua_State* state, [[maybe_unused]] bool is_method,
                          std::index_sequence<I...>) {
        return Kept{read_argument<P>(state, static_cast<int>(I) + 1, is_method)...};
    }
    template <class Fn, std::size_t... I>
    static decltype(auto) apply(Fn& function, [[maybe_unused]] Kept& kept, std::index_sequence<I...>) {
        return function(static_cast<Passed<P>>(Argument<P>::pass(std::get<I>(kept)))...);
    }
    /// References are passed on as they are, values are moved out of what was kept unless they are objects.
    template <class Q>
    using Passed = std::conditional_t<
        std::is_reference_v<Q>, Q,
        std::conditional_t<LuaType<std::remove_cvref_t<Q>>::is_object && !std::is_same_v<std::remove_cvref_t<Q>, Rest>,
                           const std::remove_cvref_t<Q>&, std::remove_cvref_t<Q>&&>>;
};

template <class R> struct IsResult : std::false_type {};
template <class T> struct IsResult<boost::system::result<T, Error>> : std::true_type { using Value = T; };

/// Pushes what a bound function returned.
template <class R> int push_result(lua_State* state, R result) {
    if constexpr (IsResult<R>::value) {
        if (result.has_error()) throw RaisedError(result.error());
        if constexpr (std::is_void_v<typename IsResult<R>::Value>)
            return 0;
        else
            return ResultOf<typename IsResult<R>::Value>::push(state, std::move(*result));
    } else {
        return ResultOf<R>::push(state, std::move(result));
    }
}

template <class Fn> Native make_native(Fn function, bool is_method) {
    using Parts = Signature<Fn>;
    using Args = Arguments<typename Parts::Parameters>;
    return [function = std::move(function), is_method](lua_State* state) mutable -> int {
        auto kept = Args::read(state, is_method);
        if constexpr (std::is_void_v<typename Parts::Return>) {
            Args::call(function, kept);
            return 0;
        } else {
            return push_result<std::remove_cvref_t<typename Parts::Return>>(state, Args::call(function, kept));
        }
    };
}

template <class Fn, class R, class... P> auto as_method(Fn function, R (*)(P...)) {
    return [function](P... arguments) -> R { return std::invoke(function, std::forward<P>(arguments)...); };
}
/// A member function as a function of its object.
template <class Fn> auto as_function(Fn function) {
    if constexpr (std::is_member_function_pointer_v<Fn>)
        return as_method(function, typename Signature<Fn>::Method());
    else
        return function;
}

// --- waiting ---

/// Leaves the step behind; the caller of the Native yields. ScriptError when nothing here can wait.
int leave_step(lua_State* state, Step step);

template <class R> struct Awaited;
template <class T> struct Awaited<boost::asio::awaitable<T>> { using Result = T; };

template <class Args, class Fn>
boost::asio::awaitable<Result<Push>> run_step(Fn function, std::shared_ptr<typename Args::Kept> kept) {
    using R = typename Awaited<typename Signature<Fn>::Return>::Result;
    if constexpr (std::is_void_v<R>) {
        co_await Args::call(function, *kept);
        co_return Push([](lua_State*) { return 0; });
    } else {
        R outcome = co_await Args::call(function, *kept);
        if constexpr (IsResult<R>::value) {
            if (outcome.has_error()) co_return outcome.error();
        }
        auto shared = std::make_shared<R>(std::move(outcome));
        co_return Push([shared](lua_State* state) { return push_result<R>(state, std::move(*shared)); });
    }
}

/// Arguments are kept until the wait is over, so the function may take references to objects.
template <class Fn> Native make_waiting(Fn function) {
    using Args = Arguments<typename Signature<Fn>::Parameters>;
    return [function = std::move(function)](lua_State* state) -> int {
        auto kept = std::make_shared<typename Args::Kept>(Args::read(state, true));
        return leave_step(state, [function, kept] { return run_step<Args, Fn>(function, kept); });
    };
}

// --- what a type has ---

struct Member {
    enum class Kind { method, getter, setter, lookup, function };
    Kind kind;
    std::string name;
    Native native;
};

/// obj:name(...). `function` takes the object first: a lambda, function or member function.
template <class Fn> Member method(std::string name, Fn function) {
    return {Member::Kind::method, std::move(name), make_native(as_function(std::move(function)), true)};
}
/// obj:name(...), which waits: `function` returns an awaitable of void, a value or a Result.
template <class Fn> Member waits(std::string name, Fn function) {
    return {Member::Kind::method, std::move(name), make_waiting(as_function(std::move(function)))};
}
/// obj.name, read only: a data member, or a function of the object.
template <class Fn> Member field(std::string name, Fn getter) {
    return {Member::Kind::getter, std::move(name), make_native(as_function(std::move(getter)), true)};
}
template <class T, class F>
requires(!std::is_function_v<F>) Member field(std::string name, F T::*member) {
    return field(std::move(name), [member](const T& object) -> F { return object.*member; });
}
/// obj.name = value: a function of the object and the value.
template <class Fn> Member setter(std::string name, Fn function) {
    return {Member::Kind::setter, std::move(name), make_native(as_function(std::move(function)), true)};
}

/// obj.anything and obj["any thing"], for names that are no other member's: a function of the object and the name.
template <class Fn> Member lookup(Fn function) {
    return {Member::Kind::lookup, "", make_native(as_function(std::move(function)), true)};
}
/// obj.name(...), with a dot: a function that does not look at the object.
template <class Fn> Member function(std::string name, Fn function) {
    return {Member::Kind::function, std::move(name), make_native(std::move(function), false)};
}

/// Makes the metatable of a type; see register_type.
void register_members(Core& core, const std::type_info& type, std::string name, std::vector<Member> members);

/// From now on scripts can hold a T, called `name`. A field or method it has not is an error that names the nearest
/// one.
template <class T, class... Members> void register_type(State& state, std::string name, Members... members) {
    std::vector<Member> list;
    (list.push_back(std::move(members)), ...);
    register_members(state.core(), typeid(T), std::move(name), std::move(list));
}

/// The object as a Value: an argument of State::call and drive.
template <class T> Value object_value(State& state, std::shared_ptr<T> object) {
    const HostMode host(state.core());
    return {Object{std::move(object), typeid(T), object_type_name(state.core().state.get(), typeid(T))}};
}

/// Pushes a closure that runs `native`; `label` stands before its error messages.
void push_native(lua_State* state, std::string label, Native native);
void set_global_native(Core& core, std::string name, Native native);

/// A global function of every script of this state.
template <class Fn> void set_global(State& state, std::string name, Fn function) {
    set_global_native(state.core(), std::move(name), make_native(std::move(function), false));
}

/// How a call of C++ ended, seen from Lua.
inline constexpr int call_raises = -1, call_waits = -2;
/// Runs `native` to its end; the message of an error is on the stack then. Nothing of C++ is alive afterwards.
int call_bound(lua_State* state, const std::string& label, const Native& native) noexcept;
/// Raises, yields or returns, as call_bound said.
int finish_bound(lua_State* state, int outcome);

/// A plain function as a lua_CFunction, for tables of functions: bound<&twice>.
template <auto Fn> int bound(lua_State* state) {
    static const Native native = make_native(Fn, false);
    static const std::string label;
    return finish_bound(state, call_bound(state, label, native));
}

} // namespace idpsim::lua
