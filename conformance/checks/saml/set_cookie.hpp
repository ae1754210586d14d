#pragma once
/// Set-Cookie as far as judging it needs: the name, and what its attributes say.
#include "src/core/instant.hpp"

#include <string>
#include <string_view>

namespace idpsim::conformance::checks {

/// One Set-Cookie header, rfc6265 section 5.2. The value is left out: it is masked in transcripts anyway.
struct SetCookie {
    std::string name;
    bool http_only = false, secure = false;
    bool is_deletion = false; ///< it ends at once: Max-Age below 1, else Expires in the past
};

/// `now` is the time that Expires is compared with. An Expires that is no date counts as absent, as browsers have it.
SetCookie read_set_cookie(std::string_view header, Instant now);

} // namespace idpsim::conformance::checks
