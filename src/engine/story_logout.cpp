#include "src/engine/story_logout.hpp"

#include "src/lua/bind.hpp"

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

std::vector<Login> logins_of(const lua::Value& value) {
    const lua::Table* list = value.table();
    if (!list) throw lua::ScriptError("ends and keeps are lists of logins");
    std::vector<Login> out;
    for (const lua::Value& one : list->items) {
        const lua::Object* object = one.object();
        const auto login = object ? object->as<Login>() : nullptr;
        if (!login) throw lua::ScriptError("ends and keeps are lists of logins");
        out.push_back(*login);
    }
    return out;
}

LogoutOptions logout_options(const lua::Value& given) {
    LogoutOptions out;
    if (given.is_nil()) return out;
    const lua::Table* table = given.table();
    if (!table) throw lua::ScriptError("argument 2: a table was expected");
    for (const auto& [name, value] : table->fields) {
        if (name == "fault" && value.text()) out.fault = *value.text();
        else if (name == "ends") out.ends = logins_of(value);
        else if (name == "keeps") out.keeps = logins_of(value);
        else if (name == "ends_own") out.ends_own = value.truthy();
        else throw lua::ScriptError("a logout has fault, ends, keeps and ends_own; \"" + name + "\" does not fit");
    }
    return out;
}

/// Of the message that the IdP sent to the SP.
std::optional<std::string> binding_of(const Logout& logout) {
    const auto& message = logout.record.idp_initiated ? logout.record.request : logout.record.response;
    if (!message) return std::nullopt;
    return message->binding == saml::binding_post ? "post" : "redirect";
}

} // namespace

asio::awaitable<Result<Logout>> story_sign_out(StoryIdp& self, const Login& login, lua::Value options) {
    return sign_out(self.story->universe(), login, logout_options(options));
}

asio::awaitable<Result<Logout>> story_single_logout(StorySp& self, const Login& login, lua::Value options) {
    return single_logout(self.story->universe(), login, logout_options(options));
}

void register_story_logout(lua::State& state) {
    lua::register_type<Logout>(state, "logout", lua::field("told", &Logout::told), lua::field("binding", binding_of),
                               lua::field("ended", &Logout::ended), lua::field("status", &Logout::status), lua::field("reason", &Logout::reason));
}

} // namespace idpsim::engine
