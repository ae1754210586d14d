#include "src/core/authorization.hpp"

#include "src/core/text.hpp"

namespace idpsim {

std::optional<std::string> authorization_of(const HttpRequest& request, std::string_view scheme) {
    const std::optional<std::string> header = find_header(request.headers, "Authorization");
    if (!header || header->size() <= scheme.size() || (*header)[scheme.size()] != ' ') return std::nullopt;
    if (!equal_nocase(std::string_view(*header).substr(0, scheme.size()), scheme)) return std::nullopt;
    return std::string(trim(std::string_view(*header).substr(scheme.size())));
}

} // namespace idpsim
