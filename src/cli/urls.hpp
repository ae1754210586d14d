#pragma once
/// Documents that the command line names by file or URL.
#include "src/core/result.hpp"

#include <string>

namespace idpsim::cli {

/// The content of a file, or of an http(s) URL fetched with TLS verification. Failure when it cannot be had.
std::string fetch_document(const std::string& file_or_url);

} // namespace idpsim::cli
