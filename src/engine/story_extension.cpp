#include "src/engine/story_extension.hpp"

#include "src/engine/story_salesforce.hpp"
#include "src/lua/bind.hpp"

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

using Person = idp::Person;

/// A refusal is an outcome, which the story judges; only a product that cannot be reached is an error.
template <class T> bool is_outcome(const Result<T>& result) { return result || result.error().fault == Fault::refused; }

asio::awaitable<Result<std::optional<std::string>>> obtain_code(StoryExtension& self,
                                                                std::shared_ptr<browser::Browser> browser,
                                                                std::optional<std::string> organisation,
                                                                std::optional<browser::Credentials> who) {
    auto code = co_await self.extension->obtain(*browser, std::move(organisation), std::move(who));
    if (!is_outcome(code)) co_return code.error();
    self.reason = code ? "" : describe(code.error());
    co_return code ? std::optional(code->code) : std::nullopt;
}

asio::awaitable<Result<bool>> redeem(StoryExtension& self, std::string code) {
    const auto done = co_await self.extension->redeem(std::move(code));
    if (!is_outcome(done)) co_return done.error();
    self.reason = done ? "" : describe(done.error());
    co_return done.has_value();
}

asio::awaitable<Result<bool>> redeem_if(StoryExtension& self, Result<std::optional<std::string>> code) {
    if (!code) co_return code.error();
    if (!*code) co_return false;
    auto done = co_await redeem(self, std::move(**code));
    co_return done;
}

/// Of a login at the IdP or with Salesforce.
std::shared_ptr<browser::Browser> browser_of(const lua::Value& login) {
    const lua::Object* object = login.object();
    if (const auto seen = object ? object->as<Login>() : nullptr) return seen->browser;
    if (const auto seen = object ? object->as<SalesforceLoginSeen>() : nullptr) return seen->browser;
    throw lua::ScriptError("argument 1: a login was expected");
}

asio::awaitable<Result<std::optional<std::string>>> obtain(StoryExtension& self, lua::Value login) {
    auto code = co_await obtain_code(self, browser_of(login), {}, {});
    co_return code;
}

asio::awaitable<Result<bool>> connect(StoryExtension& self, lua::Value login) {
    auto code = co_await obtain_code(self, browser_of(login), {}, {});
    auto done = co_await redeem_if(self, std::move(code));
    co_return done;
}

asio::awaitable<Result<bool>> sign_in(StoryExtension& self, const Person& person) {
    Universe& universe = self.story->universe();
    const std::string organisation = universe.first().sp->side.organisation;
    const idp::Person* known = universe.idp().tenant().find(person.username);
    if (!known) co_return Error{Fault::script, "sign_in", "nobody is named \"" + person.username + "\""};
    const auto browser = universe.new_browser();
    std::optional<std::string> through = organisation;
    std::optional<browser::Credentials> who; // named: GCC 12 destroys an aggregate twice that is made within co_await
    who.emplace();
    who->username = known->username;
    who->password = known->password;
    auto code = co_await obtain_code(self, browser, std::move(through), std::move(who));
    auto done = co_await redeem_if(self, std::move(code));
    co_return done;
}

} // namespace

Result<StoryExtension> install_extension(Story& story) {
    Universe& universe = story.universe();
    auto endpoints = universe.target().extension_endpoints();
    if (!endpoints) return endpoints.error();
    Random random = Random(universe.random().next(), "extension");
    return StoryExtension{
        story.shared_from_this(),
        std::make_shared<extension::Extension>(std::move(*endpoints), universe.wire("extension"), std::move(random)),
        ""};
}

void register_story_extension(lua::State& state) {
    lua::register_type<StoryExtension>(
        state, "extension", lua::waits("connect", connect), lua::waits("sign_in", sign_in),
        lua::waits("obtain", obtain), lua::waits("redeem", redeem),
        lua::waits("who", [](StoryExtension& self) { return self.extension->who(); }),
        lua::waits("sign_out", [](StoryExtension& self) { return self.extension->sign_out(); }),
        lua::field("reason", &StoryExtension::reason));
}

} // namespace idpsim::engine
