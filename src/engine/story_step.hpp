#pragma once
/// How a provisioning step, or a request of our own, becomes what a scenario sees. Private to the story's SCIM parts.
#include "src/engine/story.hpp"

namespace idpsim::engine {

/// A request to the organisation's SCIM server that no vendor sends: Accept, and the token unless that is "".
HttpRequest plain_request(const TargetSession& target, std::string method, const std::string& path, const std::string& token);

/// The step with its exchanges as the transcript has them.
StoryStep begin_step(const StoryScim& scim, const idp::ScimStep& done, std::string user_name);

/// The step's answer is this one.
void take_answer(const StoryScim& scim, const HttpResponse& answer, StoryStep& step);

/// Fetches `path` with a request of our own; the record keeps what came. `step` is the awaiting caller's.
boost::asio::awaitable<void> read_back(const StoryScim& scim, std::string path, StoryStep& step);

} // namespace idpsim::engine
