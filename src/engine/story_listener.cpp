#include "src/engine/story_listener.hpp"

#include "src/core/url.hpp"
#include "src/lua/bind.hpp"

#include <boost/asio/this_coro.hpp>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

bool is_here(const TargetSession& target) {
    if (target.target().in_process) return true;
    const auto base = parse_url(target.scim_base());
    return base && (base->host == "localhost" || base->host.starts_with("127.") || base->host == "::1");
}

} // namespace

asio::awaitable<Result<std::optional<StoryListener>>> listen_for(StoryScim scim) {
    if (!is_here(scim.target())) co_return std::optional<StoryListener>();
    net::ServerOptions options;
    options.log = [](std::string_view) {};
    auto server = net::Server::listen(co_await asio::this_coro::executor, std::move(options));
    if (!server) co_return server.error();
    StoryListener out{server->origin() + "/", std::make_shared<std::size_t>(0),
                      std::make_shared<net::Server>(std::move(*server))};
    out.server->start([visits = out.visits](HttpRequest) -> asio::awaitable<HttpResponse> {
        ++*visits;
        co_return text_response(200, "nothing of interest\n");
    });
    co_return std::optional<StoryListener>(std::move(out));
}

void register_story_listener(lua::State& state) {
    lua::register_type<StoryListener>(state, "listener", lua::field("url", &StoryListener::url),
                                      lua::field("visits", [](const StoryListener& self) { return *self.visits; }));
}

} // namespace idpsim::engine
