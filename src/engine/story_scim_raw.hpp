#pragma once
/// `t.scim:raw { ... }`: octets as they are to the SCIM server, on a connection of their own.
#include "src/engine/story.hpp"

namespace idpsim::engine {

/// Fields, all but `octets` left out at will:
///   octets         a text, or a list of texts and of { text =, times =, pause = } (a share of the limit, before each time). {host}, {path}
///                  and {token} stand for the SCIM base URL's authority and path, and the organisation's token
///   close          our side ends when all is sent
///   hold           a share of the limit for which nothing is read
///   answers        how many are waited for (1); until_closed: until the server closes
///   limit          seconds that a real server has (10); server_limit: how long the built-in one waits for a request (5)
/// The step is that of the first final answer, with `statuses` of all, `octets`, `closed` (by the server) and `seconds`.
boost::asio::awaitable<Result<StoryStep>> send_raw(StoryScim scim, lua::Value description);

} // namespace idpsim::engine
