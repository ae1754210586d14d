#pragma once
/// What the mutants of the SCIM server share.
#include "simulator/mutants/mutant.hpp"
#include "simulator/mutants/scim_bend.hpp"
#include "src/core/http.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/scim/json.hpp"

#include <boost/json/serialize.hpp>

#include <optional>
#include <string>

namespace idpsim::mutants {

/// What stands behind the last slash.
inline std::string last_part(const HttpRequest& request) {
    const std::string path = path_of(request);
    return path.substr(path.rfind('/') + 1);
}
inline bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
inline bool creates_user(const HttpRequest& request) { return request.method == "POST" && path_of(request).ends_with("/Users"); }
/// The answer of a server that fell over, to requests that `falls`.
template <class Falls> void fall_over(sp::SpBehaviour& behaviour, Falls falls) {
    behaviour.scim.before = [falls](HttpRequest& request) -> std::optional<HttpResponse> {
        if (!falls(request)) return std::nullopt;
        return html_response(500, "<h1>Internal Server Error</h1>");
    };
}

} // namespace idpsim::mutants
