#include "src/net/run_loop.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace idpsim::net {
namespace asio = boost::asio;

void run_loop(asio::awaitable<void> work) {
    asio::io_context loop(1);
    std::exception_ptr failed;
    asio::co_spawn(loop, std::move(work), [&failed](std::exception_ptr thrown) { failed = thrown; });
    loop.run();
    if (failed) std::rethrow_exception(failed);
}

} // namespace idpsim::net
