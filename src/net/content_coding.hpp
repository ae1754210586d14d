#pragma once
/// Content codings of an answer (RFC 9110 section 8.4): a client that offers gzip must be able to read it.
#include "src/core/http.hpp"
#include "src/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace idpsim::net {

/// The octets that `coding` ("", "identity", "gzip", "deflate", in any case) hides. Unsupported for another coding,
/// malformed for broken data, too_large when more than `most` octets come out.
Result<std::string> decode_content(std::string_view octets, std::string_view coding, std::size_t most);

/// The answer with its coding undone and the Content-Encoding field gone. Faults as above, with `url` as the place.
Result<HttpResponse> plain_answer(const std::string& url, HttpResponse response, std::size_t most);

} // namespace idpsim::net
