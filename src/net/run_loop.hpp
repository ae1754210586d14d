#pragma once
/// From the world of calls into that of coroutines.
#include <boost/asio/awaitable.hpp>

namespace idpsim::net {

/// Runs `work` to its end on a loop of this thread's own; what it throws comes out here.
void run_loop(boost::asio::awaitable<void> work);

} // namespace idpsim::net
