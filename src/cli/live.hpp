#pragma once
/// A party behind a socket until the process is told to end.
#include "src/core/http.hpp"
#include "src/net/server.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace idpsim::cli {

/// Listens, calls `ready` with the origin, serves until SIGINT or SIGTERM. A request whose answer waits for something
/// does not hold up others. `refusal`: as in net::ServerOptions. Throws Failure (io) when the address is taken.
void serve_awaiting_until_signal(const std::string& listen, const std::function<net::Handler(const std::string& origin)>& ready,
                                 std::function<HttpResponse(int status, std::string_view target)> refusal = {});

/// Listens, calls `ready` with the origin, serves until SIGINT or SIGTERM. Requests are answered one at a time.
/// Throws Failure (io) when the address is taken.
void serve_until_signal(const std::string& listen, const std::function<std::function<HttpResponse(const HttpRequest&)>(const std::string& origin)>& ready);

} // namespace idpsim::cli
