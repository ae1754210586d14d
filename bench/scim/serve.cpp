#include "bench/scim/serve.hpp"

#include "simulator/scim/server.hpp"
#include "src/core/clock.hpp"
#include "src/core/random.hpp"
#include "src/net/server.hpp"

#include <boost/asio/io_context.hpp>

#include <fmt/format.h>

#include <cstdio>

namespace idpsim::bench {

int serve(const std::string& file) {
    boost::asio::io_context loop(1);
    net::Server server = net::Server::listen(loop.get_executor(), {}).value();
    const SystemClock clock;
    Random random = Random::from_system();
    scim_server::Directory directory(random, scim_server::Database(file.empty() ? ":memory:" : file));
    scim_server::ScimServer scim(directory, clock, random);
    const std::string path = "/scim/v2/bench", token = random.token(), origin = server.origin();
    directory.create_org("bench");
    directory.set_token("bench", token);
    fmt::print("{{\"scim\":\"{}{}\",\"token\":\"{}\"}}\n", origin, path, token);
    std::fflush(stdout);
    server.start([&](HttpRequest request) -> boost::asio::awaitable<HttpResponse> {
        co_return scim.handle(request, path, "bench", origin);
    });
    loop.run();
    return 0;
}

} // namespace idpsim::bench
