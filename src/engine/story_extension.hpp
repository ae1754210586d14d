#pragma once
/// `t:extension()`: the product's browser extension, newly installed in somebody's browser.
#include "simulator/extension/extension.hpp"
#include "src/engine/story.hpp"

namespace idpsim::engine {

///   ext:connect(login)       takes over who is signed in in that login's browser; whether it is signed in then
///   ext:sign_in(person)      begins in a browser without sessions: the person logs in through the IdP
///   ext:obtain(login)        the code alone, or nothing; ext:redeem(code): whether it became a session
///   ext:who()                the e-mail address of whose session it is, or nothing
///   ext:sign_out()
///   ext.reason               why the last of these came to nothing
struct StoryExtension {
    std::shared_ptr<Story> story;
    std::shared_ptr<::idpsim::extension::Extension> extension;
    std::string reason;
};

/// not_found when the target has none.
Result<StoryExtension> install_extension(Story& story);
void register_story_extension(lua::State& state);

} // namespace idpsim::engine
