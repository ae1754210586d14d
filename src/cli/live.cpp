#include "src/cli/live.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

namespace idpsim::cli {
namespace asio = boost::asio;

void serve_awaiting_until_signal(const std::string& listen, const std::function<net::Handler(const std::string& origin)>& ready,
                                 std::function<HttpResponse(int status, std::string_view target)> refusal) {
    asio::io_context loop(1);
    asio::signal_set signals(loop, SIGINT, SIGTERM);   // before anybody can know that we are there
    net::ServerOptions options = net::parse_listen(listen).value();
    options.refusal = std::move(refusal);
    net::Server server = net::Server::listen(loop.get_executor(), std::move(options)).value();
    server.start(ready(server.origin()));
    signals.async_wait([&](const boost::system::error_code&, int) {
        server.stop();
        loop.stop();
    });
    loop.run();
}

void serve_until_signal(const std::string& listen, const std::function<std::function<HttpResponse(const HttpRequest&)>(const std::string& origin)>& ready) {
    serve_awaiting_until_signal(listen, [&ready](const std::string& origin) -> net::Handler {
        return [party = ready(origin)](HttpRequest request) -> asio::awaitable<HttpResponse> { co_return party(request); };
    });
}

} // namespace idpsim::cli
