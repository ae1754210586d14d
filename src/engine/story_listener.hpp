#pragma once
/// `t.scim:listen()`: a place on this machine that counts who comes to it.
#include "src/engine/story.hpp"
#include "src/net/server.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace idpsim::engine {

/// Listens for as long as a script holds it.
struct StoryListener {
    std::string url;                     ///< "http://127.0.0.1:40001/"
    std::shared_ptr<std::size_t> visits; ///< requests that came
    std::shared_ptr<net::Server> server;
};

/// Nothing when the SCIM server is on another machine, which could not come to this one's loopback address.
boost::asio::awaitable<Result<std::optional<StoryListener>>> listen_for(StoryScim scim);
void register_story_listener(lua::State& state);

} // namespace idpsim::engine
