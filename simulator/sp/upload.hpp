#pragma once
/// Files that people upload: by a form of a page (multipart/form-data, RFC 7578) or as the body of a request.
#include "src/core/http.hpp"
#include "src/core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

struct FormPart {
    std::string name;
    std::optional<std::string> file_name; ///< of a file; the last segment of a path
    std::string content;
};

struct FormLimits {
    std::size_t parts = 20;
    std::size_t header = 2048; ///< octets of one part's
};

/// The parts of a form that browsers send, in order. Malformed for everything that two readers could see differently:
/// text before the first boundary or behind the last, parts without name, doubled names, transfer encodings, folded
/// lines.
Result<std::vector<FormPart>> read_multipart(std::string_view content_type, std::string_view body,
                                             const FormLimits& limits = {});

/// filename* (UTF-8) or filename of a Content-Disposition (RFC 6266), the last segment of it; nothing when there is
/// none, or it cannot be read.
std::optional<std::string> file_name_in(std::string_view content_disposition);

} // namespace idpsim::sp
