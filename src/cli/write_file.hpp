#pragma once
/// Files that are whole or not there.
#include <filesystem>
#include <string>
#include <string_view>

namespace idpsim::cli {

/// Throws Failure (io) when it cannot be made or written to.
void make_folder(const std::filesystem::path& folder);
/// Writes beside and renames, so that a reader never sees half a file; Failure (io) when the disk is full.
void write_whole_file(const std::filesystem::path& file, std::string_view content);

} // namespace idpsim::cli
