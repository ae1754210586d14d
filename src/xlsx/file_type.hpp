#pragma once
/// What a file is that is no archive, for people who upload the wrong one.
#include "src/core/result.hpp"

#include <optional>
#include <string_view>

namespace idpsim::xlsx {

/// Nothing when it begins as a zip archive.
std::optional<Error> refuse_other_type(std::string_view octets);

} // namespace idpsim::xlsx
