#pragma once
/// The parts of `t.scim`, each in a file of its own: people (story_scim.cpp), groups (story_scim_groups.cpp), cycles, import
/// and disturbances (story_scim_cycle.cpp), plain requests (story_scim_send.cpp).
#include "src/engine/story_step.hpp"
#include "src/lua/bind.hpp"

#include <string>
#include <utility>
#include <vector>

namespace idpsim::engine {

using ScimWaiting = boost::asio::awaitable<Result<StoryStep>>;
/// SCIM path -> what should be read there after a step.
using Wanted = std::vector<std::pair<std::string, boost::json::value>>;

Wanted wanted_active(bool active);
void add_group_members(std::vector<lua::Member>& members);
void add_cycle_members(std::vector<lua::Member>& members);
/// What a cycle and an import give back.
void register_story_cycle(lua::State& state);

/// Puts the exchanges and the outcome of `more` behind those of `step`: several events are one step of the story.
void append_step(idp::ScimStep& step, idp::ScimStep more);

} // namespace idpsim::engine
