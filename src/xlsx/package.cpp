#include "src/xlsx/package.hpp"

#include "src/core/text.hpp"
#include "src/xlsx/file_type.hpp"
#include "src/xlsx/handles.hpp"
#include "src/xlsx/zip_layout.hpp"

#include <algorithm>
#include <set>

namespace idpsim::xlsx {
namespace {

Error bad_part(std::string name, std::string detail, Fault fault = Fault::malformed) {
    return Error{fault, std::move(name), std::move(detail)};
}

/// A part name leads nowhere else (ECMA-376 part 2, section 6.2.2): no empty, "." or ".." segment, no root, no
/// backslash.
bool is_part_name(std::string_view name) {
    const auto fits = [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f && c != '\\' && c != ':'; };
    if (name.empty() || name.size() > 200 || !std::ranges::all_of(name, fits)) return false;
    if (name.ends_with('/')) name.remove_suffix(1); // a folder of its own, as some archivers write
    return std::ranges::none_of(split(name, '/'), [](std::string_view each) {
        return each.empty() || each.find_first_not_of('.') == std::string_view::npos;
    });
}

Result<void> check_entry(const ZipEntry& entry, const ReadLimits& limits) {
    constexpr std::uint16_t stored = 0, deflated = 8;
    constexpr std::uint64_t small = 1u << 20, ratio = 200;
    if (!is_part_name(entry.name))
        return bad_part(valid_utf8(cut_utf8(entry.name, 100)), "is no name of a workbook's part");
    if (entry.is_encrypted())
        return bad_part(entry.name, "is protected by a password; remove the password and upload the file again",
                        Fault::unsupported);
    if (entry.method != stored && entry.method != deflated)
        return bad_part(entry.name, "is packed in a way that workbooks are not", Fault::unsupported);
    if (entry.unpacked > limits.unpacked || (entry.unpacked > small && entry.unpacked > ratio * entry.packed))
        return bad_part(entry.name, "would unpack to " + std::to_string(entry.unpacked) + " octets", Fault::too_large);
    return {};
}

Result<void> check_entries(const std::vector<ZipEntry>& entries, const ReadLimits& limits) {
    std::uint64_t unpacked = 0;
    std::set<std::string> names;
    for (const ZipEntry& entry : entries) {
        if (const auto good = check_entry(entry, limits); !good) return good.error();
        if (!names.insert(to_lower(entry.name)).second) return bad_part(entry.name, "is there twice");
        unpacked += entry.unpacked;
        if (unpacked > limits.unpacked)
            return Error{Fault::too_large, "file",
                         "would unpack to more than " + std::to_string(limits.unpacked) + " octets"};
    }
    return {};
}

} // namespace

struct Package::Open {
    Archive archive;
};

Package::Package() : open_(std::make_unique<Open>()) {}
Package::Package(Package&&) noexcept = default;
Package& Package::operator=(Package&&) noexcept = default;
Package::~Package() = default;

Result<Package> Package::open(std::string_view octets, const ReadLimits& limits) {
    if (octets.size() > limits.octets)
        return Error{Fault::too_large, "file", "is larger than " + std::to_string(limits.octets / 1024) + " KiB"};
    if (auto other = refuse_other_type(octets)) return std::move(*other);
    const auto layout = read_layout(octets, limits.parts);
    if (!layout) return layout.error();
    if (const auto good = check_entries(*layout, limits); !good) return good.error();

    Package out;
    out.most_ = limits.part;
    ArchiveSource source(zip_source_buffer_create(octets.data(), octets.size(), 0, nullptr));
    if (!source) throw std::bad_alloc();
    out.open_->archive.reset(zip_open_from_source(source.get(), ZIP_RDONLY, nullptr));
    if (!out.open_->archive)
        return Error{Fault::malformed, "file", "the archive is damaged: upload it again as it was saved"};
    source.release(); // the archive's now
    for (const ZipEntry& entry : *layout) out.names_.push_back(entry.name);
    return out;
}

std::string Package::find(std::string_view name) const {
    const auto found = std::ranges::find_if(names_, [&](const std::string& each) { return equal_nocase(each, name); });
    return found == names_.end() ? std::string() : *found;
}

Result<std::string> Package::read(const std::string& name) const {
    // By its place, which the two directories share: libzip reads the one that read_layout has read.
    const auto found = std::ranges::find(names_, name);
    if (found == names_.end()) return bad_part(name, "is missing", Fault::not_found);
    const auto index = static_cast<zip_uint64_t>(found - names_.begin());
    zip_stat_t told;
    if (zip_stat_index(open_->archive.get(), index, 0, &told) != 0 || !(told.valid & ZIP_STAT_SIZE))
        return bad_part(name, "is damaged");
    if (told.size > most_)
        return bad_part(name, "would unpack to " + std::to_string(told.size) + " octets", Fault::too_large);
    const ArchiveFile file(zip_fopen_index(open_->archive.get(), index, 0));
    if (!file) return bad_part(name, "is damaged");
    std::string out(told.size + 1, '\0'); // one more, so that a part that goes on is seen
    std::size_t size = 0;
    while (size < out.size()) {
        const zip_int64_t got = zip_fread(file.get(), out.data() + size, out.size() - size);
        if (got < 0) return bad_part(name, "is damaged");
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size != told.size) return bad_part(name, "is not as long as the archive says");
    out.resize(size);
    return out;
}

std::string write_package(const Parts& parts) {
    const ArchiveSource whole(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!whole) throw std::bad_alloc();
    zip_source_keep(whole.get()); // to be read when the archive is closed, which lets go of it once
    zip_t* const archive = zip_open_from_source(whole.get(), ZIP_TRUNCATE, nullptr);
    if (!archive) throw Failure(Error{Fault::io, "zip", "an archive cannot be made in memory"});
    for (const auto& [name, content] : parts) {
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            zip_source_free(source);
            zip_discard(archive);
            throw Failure(Error{Fault::invalid, name, "cannot be put into an archive"});
        }
        zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), 315'532'800, 0); // 1980: always the same octets
    }
    if (zip_close(archive) != 0) {
        const std::string why = zip_strerror(archive);
        zip_discard(archive);
        throw Failure(Error{Fault::io, "zip", why});
    }
    zip_stat_t told;
    zip_source_stat(whole.get(), &told);
    std::string out(told.size, '\0');
    zip_source_open(whole.get());
    const zip_int64_t got = zip_source_read(whole.get(), out.data(), out.size());
    zip_source_close(whole.get());
    if (got != static_cast<zip_int64_t>(out.size()))
        throw Failure(Error{Fault::io, "zip", "an archive cannot be read back"});
    return out;
}

} // namespace idpsim::xlsx
