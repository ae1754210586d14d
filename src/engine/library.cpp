#include "src/engine/library.hpp"

#include "src/core/file.hpp"

namespace idpsim::engine {

std::shared_ptr<const std::string> read_library(const std::filesystem::path& folder, const std::string& name,
                                                const Fields& from) {
    const bool plain = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    const auto text = plain ? read_file(folder / library_folder / (name + ".lua"))
                            : Result<std::string>(Error{Fault::invalid, name, "is no name of a library"});
    if (!text) from.fail("uses", describe(text.error()));
    return std::make_shared<const std::string>(*text);
}

std::string library_name(const std::string& folder, const std::string& name) {
    return folder + "/" + library_folder + "/" + name + ".lua";
}

} // namespace idpsim::engine
