#pragma once
/// `t.idp:sign_out` and `t.sp:single_logout`.
#include "src/engine/logout.hpp"
#include "src/engine/story.hpp"

namespace idpsim::engine {

/// options: { fault = id, ends = { login, ... }, keeps = { login, ... }, ends_own = false }
boost::asio::awaitable<Result<Logout>> story_sign_out(StoryIdp& self, const Login& login, lua::Value options);
boost::asio::awaitable<Result<Logout>> story_single_logout(StorySp& self, const Login& login, lua::Value options);

} // namespace idpsim::engine
