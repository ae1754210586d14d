#pragma once
/// Lua values copied out of a state: what a profile, a target or a claims file returned.
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace idpsim::lua {

struct Table;

/// A function left behind in its state, by registry reference. Callable through State::call; dies with the last copy.
struct Function {
    std::shared_ptr<const int> reference;
};

/// nil, boolean, integer, number, text, table or function.
struct Value {
    using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const Table>, Function>;
    Data data;

    bool is_nil() const { return std::holds_alternative<std::monostate>(data); }
    const Table* table() const {
        const auto* held = std::get_if<std::shared_ptr<const Table>>(&data);
        return held ? held->get() : nullptr;
    }
    const std::string* text() const { return std::get_if<std::string>(&data); }
};

/// The sequence part (1..n) and the named fields; fields are sorted by name, so iteration is the same in every run.
struct Table {
    std::vector<Value> items;
    std::map<std::string, Value, std::less<>> fields;
};

/// "a text", "a table": for messages.
std::string_view type_name(const Value& value);

} // namespace idpsim::lua
