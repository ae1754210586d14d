#include "src/xlsx/zip_layout.hpp"

#include <algorithm>
#include <optional>

namespace idpsim::xlsx {
namespace {

// APPNOTE.TXT sections 4.3.7, 4.3.12 and 4.3.16.
constexpr std::uint32_t local_mark = 0x04034b50, directory_mark = 0x02014b50, end_mark = 0x06054b50;
constexpr std::size_t local_size = 30, directory_size = 46, end_size = 22;

Error broken(std::string detail) { return Error{Fault::malformed, "file", std::move(detail)}; }

std::uint64_t number(std::string_view octets, std::size_t at, std::size_t count) {
    std::uint64_t out = 0;
    for (std::size_t i = count; i-- > 0;) out = out << 8 | static_cast<unsigned char>(octets[at + i]);
    return out;
}
std::uint16_t number2(std::string_view octets, std::size_t at) {
    return static_cast<std::uint16_t>(number(octets, at, 2));
}
std::uint32_t number4(std::string_view octets, std::size_t at) {
    return static_cast<std::uint32_t>(number(octets, at, 4));
}

/// The record at the very end, its comment included.
std::optional<std::size_t> find_end(std::string_view octets) {
    if (octets.size() < end_size) return std::nullopt;
    const std::size_t last = octets.size() - end_size;
    const std::size_t first = last > 0xffff ? last - 0xffff : 0;
    for (std::size_t at = last + 1; at-- > first;)
        if (number4(octets, at) == end_mark && at + end_size + number2(octets, at + 20) == octets.size()) return at;
    return std::nullopt;
}

/// The entry whose directory record stands at the beginning of `record`; its length in the directory besides.
Result<std::pair<ZipEntry, std::size_t>> read_entry(std::string_view octets, std::string_view record,
                                                    std::size_t directory) {
    if (record.size() < directory_size || number4(record, 0) != directory_mark)
        return broken("the archive's directory is damaged");
    const std::size_t name_size = number2(record, 28);
    const std::size_t whole = directory_size + name_size + number2(record, 30) + number2(record, 32);
    if (whole > record.size()) return broken("the archive's directory is damaged");
    ZipEntry out;
    out.name = record.substr(directory_size, name_size);
    out.flags = number2(record, 8);
    out.method = number2(record, 10);
    out.packed = number4(record, 20);
    out.unpacked = number4(record, 24);
    out.begin = number4(record, 42);
    if (out.packed == 0xffffffff || out.unpacked == 0xffffffff || out.begin == 0xffffffff)
        return Error{Fault::unsupported, out.name, "is kept in zip64 form, which no workbook of this size needs"};
    if (out.begin + local_size > directory || number4(octets, out.begin) != local_mark)
        return Error{Fault::malformed, out.name, "the archive's directory points to where it is not"};
    const std::size_t local_name = number2(octets, out.begin + 26);
    out.end = out.begin + local_size + local_name + number2(octets, out.begin + 28) + out.packed;
    if (out.end > directory) return Error{Fault::malformed, out.name, "is longer than the archive"};
    if (octets.substr(out.begin + local_size, local_name) != out.name)
        return Error{Fault::malformed, out.name, "has another name in the archive than in its directory"};
    return std::pair{std::move(out), whole};
}

Result<void> check_overlaps(const std::vector<ZipEntry>& entries) {
    std::vector<const ZipEntry*> sorted;
    for (const ZipEntry& entry : entries) sorted.push_back(&entry);
    std::ranges::sort(sorted, {}, &ZipEntry::begin);
    std::uint64_t end = 0;
    for (const ZipEntry* entry : sorted) {
        if (entry->begin < end) return Error{Fault::malformed, entry->name, "lies over another part of the archive"};
        end = entry->end;
    }
    return {};
}

} // namespace

Result<std::vector<ZipEntry>> read_layout(std::string_view octets, std::size_t most) {
    const std::optional<std::size_t> end = find_end(octets);
    if (!end)
        return broken("the file is cut off, or something else is appended to it: upload it again as it was saved");
    const std::size_t count = number2(octets, *end + 10);
    const std::uint64_t size = number4(octets, *end + 12), begin = number4(octets, *end + 16);
    if (count == 0xffff || size == 0xffffffff || begin == 0xffffffff)
        return Error{Fault::unsupported, "file", "is an archive in zip64 form, which no workbook of this size needs"};
    if (number2(octets, *end + 4) != 0 || number2(octets, *end + 6) != 0 || number2(octets, *end + 8) != count)
        return Error{Fault::unsupported, "file", "is one of several files of an archive"};
    if (begin + size != *end) return broken("the archive's directory is not where it has to be");
    if (count > most)
        return Error{Fault::too_large, "file",
                     "has " + std::to_string(count) + " parts; " + std::to_string(most) + " are admitted"};
    std::vector<ZipEntry> out;
    std::string_view rest = octets.substr(begin, size);
    for (std::size_t i = 0; i < count; ++i) {
        auto entry = read_entry(octets, rest, begin);
        if (!entry) return entry.error();
        rest.remove_prefix(entry->second);
        out.push_back(std::move(entry->first));
    }
    if (!rest.empty()) return broken("the archive's directory has more entries than it counts");
    if (const auto apart = check_overlaps(out); !apart) return apart.error();
    return out;
}

} // namespace idpsim::xlsx
