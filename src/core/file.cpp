#include "src/core/file.hpp"

#include <fstream>

namespace idpsim {

Result<std::string> read_file(const std::filesystem::path& file, std::size_t most) {
    std::error_code failed;
    const auto status = std::filesystem::status(file, failed);
    if (!std::filesystem::exists(status) || std::filesystem::is_directory(status))
        return Error{Fault::io, file.string(), "is no file that can be read"};
    const auto too_large = [&] {
        return Error{Fault::too_large, file.string(), "is larger than " + std::to_string(most >> 20) + " MiB"};
    };
    // A pipe has no size to ask for; a file that is too large is not read at all.
    if (const auto size = std::filesystem::file_size(file, failed); !failed && size > most) return too_large();
    std::ifstream in(file, std::ios::binary);
    if (!in) return Error{Fault::io, file.string(), "cannot be read"};
    std::string out;
    for (char chunk[16'384]; in.read(chunk, sizeof chunk) || in.gcount() > 0;) {
        out.append(chunk, static_cast<std::size_t>(in.gcount()));
        if (out.size() > most) return too_large();
    }
    if (in.bad()) return Error{Fault::io, file.string(), "cannot be read"};
    return out;
}

} // namespace idpsim
