#include "simulator/scim/request_path.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"

namespace idpsim::scim_server {

std::optional<std::vector<std::string>> read_path(std::string_view path, std::string_view base_path) {
    if (!path.starts_with(base_path)) return std::nullopt;
    path.remove_prefix(base_path.size());
    std::vector<std::string> parts;
    if (path.empty() || path == "/") return parts;
    if (path.front() != '/') return std::nullopt;
    if (path.ends_with('/')) path.remove_suffix(1);
    for (const std::string_view part : split(path.substr(1), '/')) {
        const Result<std::string> decoded = percent_decode(part);
        if (!decoded || decoded->empty() || parts.size() == 2) return std::nullopt;
        parts.push_back(*decoded);
    }
    return parts;
}

} // namespace idpsim::scim_server
