#pragma once
/// Lua values copied out of a state: what a profile, a target or a claims file returned.
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <typeindex>
#include <variant>
#include <vector>

namespace idpsim::lua {

struct Table;

/// A function left behind in its state, by registry reference. Callable through State::call; dies with the last copy.
struct Function {
    std::shared_ptr<const int> reference;
};

/// A C++ object that a script holds: shared with the script, never a copy.
struct Object {
    std::shared_ptr<void> held;
    std::type_index type = typeid(void);
    std::string type_name; ///< as scripts and messages call it: "person"

    /// The object when it is a T, or null.
    template <class T> std::shared_ptr<T> as() const {
        return type == typeid(T) ? std::static_pointer_cast<T>(held) : nullptr;
    }
};

/// nil, boolean, integer, number, text, table, function or object.
struct Value {
    using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const Table>,
                              Function, Object>;
    Data data;

    bool is_nil() const { return std::holds_alternative<std::monostate>(data); }
    const Table* table() const {
        const auto* held = std::get_if<std::shared_ptr<const Table>>(&data);
        return held ? held->get() : nullptr;
    }
    const std::string* text() const { return std::get_if<std::string>(&data); }
    const Function* function() const { return std::get_if<Function>(&data); }
    const Object* object() const { return std::get_if<Object>(&data); }
    /// What a condition makes of it: everything but nil and false (Lua manual, section 3.3.4).
    bool truthy() const {
        const bool* held = std::get_if<bool>(&data);
        return held ? *held : !is_nil();
    }
};

/// The sequence part (1..n) and the named fields; fields are sorted by name, so iteration is the same in every run.
struct Table {
    std::vector<Value> items;
    std::map<std::string, Value, std::less<>> fields;
};

/// "a text", "a table", "an object": for messages.
std::string_view type_name(const Value& value);

} // namespace idpsim::lua
