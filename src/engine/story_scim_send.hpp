#pragma once
/// `t.scim:send { ... }`: a request of a scenario's own, as the script describes it.
#include "src/engine/ask_scim.hpp"
#include "src/engine/story.hpp"

namespace idpsim::engine {

/// Fields, all but `method` (GET) and `path` ("/") left out at will:
///   method, path              path is put behind the SCIM base URL as it stands
///   query                     a text as it stands, or { name = value or list of values }, encoded
///   json, body                the body: a value (src/engine/lua_json.hpp) or a text as it stands
///   content_type              instead of application/scim+json; false: none. Without it a request without body has none
///   token                     instead of the organisation's; "" or false: no Authorization
///   headers                   { name = text, list of texts or false }: replaces, adds or leaves out
///   read_back                 a path that is fetched afterwards
///   limit                     seconds that a real server has for its answer (30)
///   patient                   false: a foreign server's 429 is the answer; else it is asked again after the pause it wants
/// ScriptError names what does not fit.
boost::asio::awaitable<Result<StoryStep>> send_described(StoryScim scim, lua::Value description);

/// `t.scim:send_all { {...}, {...} }`: requests as above, all under way at once, each on a connection of its own where the target is
/// a real server; in the process they are handled in some order. The steps are in the order of the descriptions.
boost::asio::awaitable<Result<std::vector<StoryStep>>> send_all_described(StoryScim scim, std::vector<lua::Value> descriptions);

/// Sends `request` as a step called `name`.
boost::asio::awaitable<StoryStep> send_plain(StoryScim scim, std::string name, HttpRequest request, std::string read_back_path,
                                             std::string user_name, Manner manner = {});

} // namespace idpsim::engine
