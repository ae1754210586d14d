#pragma once
/// Files read whole.
#include "src/core/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace idpsim {

/// What a file that people write may hold at most, in octets.
inline constexpr std::size_t largest_text_file = 16u << 20;

/// Faults: io (not there, a folder, not readable), too_large above `most` octets.
Result<std::string> read_file(const std::filesystem::path& file, std::size_t most = largest_text_file);

} // namespace idpsim
