#include "src/cli/write_file.hpp"

#include "src/core/result.hpp"

#include <fstream>

namespace idpsim::cli {

void make_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed || !std::filesystem::is_directory(folder))
        throw Failure(Error{Fault::io, folder.string(), "cannot be made: " + (failed ? failed.message() : "a file of that name is there")});
}

void write_whole_file(const std::filesystem::path& file, std::string_view content) {
    std::filesystem::path beside = file;
    beside += ".part";
    std::error_code failed;
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out.write(content.data(), static_cast<std::streamsize>(content.size()));
        out.close();
        if (!out) {
            std::filesystem::remove(beside, failed);
            throw Failure(Error{Fault::io, file.string(), "cannot be written"});
        }
    }
    std::filesystem::rename(beside, file, failed);
    if (failed) throw Failure(Error{Fault::io, file.string(), failed.message()});
}

} // namespace idpsim::cli
