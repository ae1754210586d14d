#include "src/lua/value.hpp"

namespace idpsim::lua {

std::string_view type_name(const Value& value) {
    static constexpr std::string_view names[] = {"nil",    "a boolean", "an integer", "a number",
                                                 "a text", "a table",   "a function", "an object"};
    static_assert(std::size(names) == std::variant_size_v<Value::Data>);
    return names[value.data.index()];
}

} // namespace idpsim::lua
