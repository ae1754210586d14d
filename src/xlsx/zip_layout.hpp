#pragma once
/// Where the entries of a zip archive lie, read from its directory before a library unpacks any: that they lie side by
/// side is what keeps a small file from standing for a huge one, and two readers from seeing different archives in it.
#include "src/core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::xlsx {

struct ZipEntry {
    std::string name;
    std::uint16_t flags = 0, method = 0;
    std::uint64_t packed = 0, unpacked = 0;
    std::uint64_t begin = 0, end = 0; ///< local header and data
    bool is_encrypted() const { return (flags & 1) != 0; }
};

/// The archive is the whole file: its directory stands right before its end, its entries before the directory, none
/// over another. Malformed otherwise, unsupported for zip64 and archives in several files, too_large for more than
/// `most` entries.
Result<std::vector<ZipEntry>> read_layout(std::string_view octets, std::size_t most);

} // namespace idpsim::xlsx
