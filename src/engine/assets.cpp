#include "src/engine/assets.hpp"

#include "src/core/result.hpp"

#include <algorithm>
#include <cstdlib>

namespace idpsim::engine {
namespace fs = std::filesystem;
namespace {

bool holds_data(const fs::path& folder) {
    std::error_code failed;
    return fs::is_directory(folder / "simulator" / "profiles", failed) && fs::is_directory(folder / "scenarios", failed);
}

} // namespace

fs::path data_folder() {
    if (const char* named = std::getenv("IDPSIM_DATA")) {
        if (holds_data(named)) return named;
        throw Failure(Error{Fault::io, "IDPSIM_DATA", std::string(named) + " holds no simulator/profiles and scenarios"});
    }
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed).parent_path();
    if (const fs::path installed = program.parent_path() / "share" / "idpsim"; holds_data(installed)) return installed;
    for (fs::path folder = program; !folder.empty(); folder = folder.parent_path()) {
        if (holds_data(folder)) return folder;
        if (folder == folder.parent_path()) break;
    }
    if (holds_data(IDPSIM_BUILT_FROM)) return IDPSIM_BUILT_FROM;
    throw Failure(Error{Fault::io, program.string(), "no profiles and scenarios are installed beside the program; set IDPSIM_DATA"});
}

std::vector<fs::path> lua_files(const fs::path& folder) {
    std::error_code failed;
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder, failed))
        if (entry.is_regular_file() && entry.path().extension() == ".lua") out.push_back(entry.path());
    if (failed) throw Failure(Error{Fault::io, folder.string(), failed.message()});
    std::ranges::sort(out);
    return out;
}

std::vector<fs::path> profile_files() {
    const fs::path folder = data_folder() / "simulator" / "profiles";
    std::vector<fs::path> out = lua_files(folder);
    std::erase_if(out, [&](const fs::path& file) { return file.parent_path() != folder; });
    return out;
}

} // namespace idpsim::engine
