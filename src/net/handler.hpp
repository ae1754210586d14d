#pragma once
/// A party that answers HTTP: the same in the process and behind a socket.
#include "src/core/http.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace idpsim::net {

/// Answers one request. Exceptions end the session (over a socket: 500) and are logged there.
using Handler = std::function<boost::asio::awaitable<HttpResponse>(HttpRequest)>;

} // namespace idpsim::net
