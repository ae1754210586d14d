#include "src/engine/load_file.hpp"

#include <fstream>

namespace idpsim::engine {

Result<std::string> read_text_file(const std::filesystem::path& file) {
    constexpr std::uintmax_t most = 16u << 20;
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return Error{Fault::io, file.string(), "is no file that can be read"};
    if (std::filesystem::file_size(file, failed) > most) return Error{Fault::too_large, file.string(), "is larger than 16 MiB"};
    std::ifstream in(file, std::ios::binary);
    std::string out((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) return Error{Fault::io, file.string(), "cannot be read"};
    return out;
}

Fields load_file(lua::State& state, const std::filesystem::path& file) {
    auto source = std::make_shared<const std::string>(read_text_file(file).value());
    const lua::Value value = state.run_text(*source, file.string()).value();
    if (!value.table())
        throw Failure(Error{Fault::invalid, file.string() + ":1", "the file must return a table, it returns " + std::string(lua::type_name(value))});
    return Fields(value, file.string(), std::move(source));
}

} // namespace idpsim::engine
