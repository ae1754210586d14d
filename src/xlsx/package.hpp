#pragma once
/// The zip archive that a workbook is (ECMA-376 part 2): its parts by name.
#include "src/xlsx/workbook.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace idpsim::xlsx {

/// "file" for what is no archive at all; else the part.
class Package {
public:
    /// Nothing is unpacked yet. `octets` must outlive it. Refused: other kinds of files, by what they are; archives
    /// that are cut off, claim too much, or have overlapping, doubled, encrypted, oddly packed or oddly named parts.
    static Result<Package> open(std::string_view octets, const ReadLimits& limits);
    Package(Package&&) noexcept;
    Package& operator=(Package&&) noexcept;
    ~Package();

    const std::vector<std::string>& names() const { return names_; }
    /// As spelled in the archive: part names differ in more than letter case. "" when there is none.
    std::string find(std::string_view name) const;
    /// Unpacked. Malformed when the archive says of it what is not true.
    Result<std::string> read(const std::string& name) const;

private:
    struct Open;
    Package();
    std::unique_ptr<Open> open_;
    std::vector<std::string> names_;
    std::size_t most_ = 0;
};

using Parts = std::vector<std::pair<std::string, std::string>>;
/// An archive of these parts, in order.
std::string write_package(const Parts& parts);

} // namespace idpsim::xlsx
