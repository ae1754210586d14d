#include "src/engine/load_file.hpp"

#include "src/core/file.hpp"

namespace idpsim::engine {

Fields load_file(lua::State& state, const std::filesystem::path& file) {
    auto source = std::make_shared<const std::string>(read_file(file).value());
    const lua::Value value = state.run_text(*source, file.string()).value();
    if (!value.table())
        throw Failure(Error{Fault::invalid, file.string() + ":1", "the file must return a table, it returns " + std::string(lua::type_name(value))});
    return Fields(value, file.string(), std::move(source));
}

} // namespace idpsim::engine
