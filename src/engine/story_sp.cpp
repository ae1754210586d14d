/// `t.sp`: the service provider under test, by its URLs.
#include "src/core/text.hpp"
#include "src/engine/lua_json.hpp"
#include "src/engine/story.hpp"
#include "src/engine/story_logout.hpp"
#include "src/engine/story_salesforce.hpp"
#include "src/engine/story_workbook.hpp"
#include "src/engine/workbook_faults.hpp"
#include "src/lua/bind.hpp"
#include "src/scim/json.hpp"

#include <boost/json/serialize.hpp>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

asio::awaitable<Result<std::vector<Account>>> accounts(StorySp& self, std::string email) {
    return self.target().accounts(std::move(email));
}

asio::awaitable<Result<std::optional<Account>>> account(StorySp& self, std::string email) {
    auto found = co_await self.target().accounts(std::move(email));
    if (!found) co_return found.error();
    if (found->empty()) co_return std::optional<Account>();
    co_return std::optional<Account>(found->front());
}

asio::awaitable<Result<void>> change_account(StorySp& self, std::string email, lua::Value changes) {
    const std::string body = boost::json::serialize(to_json(changes));
    TargetSession& target = self.target();
    const auto found = co_await target.accounts(email);
    if (!found) co_return found.error();
    if (found->empty()) co_return Error{Fault::not_found, "account", "there is none of " + email};
    co_return co_await target.change_account(found->front().id, body);
}

asio::awaitable<Result<std::optional<std::string>>> who_am_i(StorySp& self, const Login& login) {
    const auto probe = co_await self.target().probe(*login.browser);
    co_return probe.signed_in ? std::optional(probe.names) : std::nullopt;
}

asio::awaitable<Result<void>> log_out(StorySp& self, const Login& login) {
    return self.target().log_out(*login.browser);
}

/// { browser = "new" or a login whose browser it is, relay_state = text, fault = id }
DeliveryOptions delivery_options(Universe& universe, const lua::Value& given) {
    DeliveryOptions out;
    if (given.is_nil()) return out;
    const lua::Table* table = given.table();
    if (!table) throw lua::ScriptError("argument 2: a table was expected");
    for (const auto& [name, value] : table->fields) {
        const std::string* text = value.text();
        const auto other = value.object() ? value.object()->as<Login>() : nullptr;
        if (name == "browser" && other) out.browser = other->browser;
        else if (name == "browser" && text && *text == "new") out.browser = universe.new_browser();
        else if (name == "fault" && text) out.fault = *text;
        else if (name == "relay_state" && text) out.relay_state = *text;
        else throw lua::ScriptError("a delivery has browser (\"new\" or a login), relay_state and fault; \"" + name + "\" does not fit");
    }
    return out;
}

asio::awaitable<Result<Login>> deliver_login(StorySp& self, const Login& login, lua::Value options) {
    Universe& universe = self.story->universe();
    DeliveryOptions chosen = delivery_options(universe, options);
    if (login.sides.sp != self.party) chosen.to = self.party;
    return deliver(universe, login, std::move(chosen));
}

asio::awaitable<Result<Acted>> act(StorySp& self, std::string name, std::map<std::string, std::string> values) {
    Values more;
    for (auto& [key, value] : values) more[key] = std::move(value);
    co_return co_await self.target().act(std::move(name), std::move(more));
}

/// What stands at a JSON pointer of the answer, a text as it is; nothing where nothing does.
std::optional<std::string> text_at(const Acted& acted, std::string pointer) {
    const boost::json::value body = scim::json_or_null(acted.body);
    boost::system::error_code failed;
    const boost::json::value* value = body.find_pointer(pointer, failed);
    if (!value) return std::nullopt;
    return value->is_string() ? std::string(value->get_string().c_str(), value->get_string().size()) : boost::json::serialize(*value);
}

asio::awaitable<Result<void>> create_team(StorySp& self, std::string name) {
    return self.target().create_team(std::move(name));
}

asio::awaitable<Result<std::int64_t>> scim_tokens(StorySp& self) { return self.target().scim_tokens(); }

} // namespace

void register_story_sp(lua::State& state) {
    lua::register_type<Account>(state, "account", lua::field("id", &Account::id), lua::field("email", &Account::email),
                                lua::field("role", &Account::role), lua::field("display_name", &Account::display_name), lua::field("teams", &Account::teams),
                                lua::field("active", &Account::active));
    lua::register_type<Acted>(state, "action", lua::field("status", &Acted::status),
                              lua::field("ok", [](const Acted& one) { return one.ok(); }),
                              lua::field("answer", &Acted::body), lua::method("at", text_at), lua::field("saved", &Acted::saved));
    lua::register_type<StorySp>(state, "sp", lua::waits("accounts", accounts), lua::waits("account", account),
                                lua::waits("change_account", change_account), lua::waits("who_am_i", who_am_i),
                                lua::waits("logout", log_out), lua::waits("single_logout", story_single_logout),
                                lua::waits("deliver", deliver_login),
                                lua::waits("act", act), lua::waits("create_team", create_team),
                                lua::waits("scim_tokens", scim_tokens),
                                lua::waits("log_in_with_salesforce", log_in_with_salesforce),
                                lua::waits("return_from_salesforce", return_from_salesforce),
                                lua::waits("download_mapping", download_mapping),
                                lua::waits("upload_mapping", upload_mapping),
                                lua::method("workbook_faults", [](const StorySp&) { return names_of(workbook_faults(), &WorkbookFault::id); }),
                                lua::field("entity_id", [](const StorySp& self) { return self.party->side.entity_id; }),
                                lua::field("acs", [](const StorySp& self) { return self.party->side.acs_urls.empty() ? std::string() : self.party->side.acs_urls.front(); }),
                                lua::field("organisation", [](const StorySp& self) { return self.party->side.organisation; }));
}

} // namespace idpsim::engine
