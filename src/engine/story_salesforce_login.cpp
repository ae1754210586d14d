/// `t.sp:log_in_with_salesforce(...)`: from the product's sign-in through Salesforce and back.
#include "src/engine/salesforce_faults.hpp"
#include "src/engine/story_salesforce.hpp"
#include "src/engine/walk.hpp"
#include "src/lua/bind.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

const lua::Value* option(const lua::Value& given, const char* name) {
    const lua::Table* table = given.table();
    if (!table) return nullptr;
    const auto found = table->fields.find(name);
    return found == table->fields.end() ? nullptr : &found->second;
}

void refuse_unknown(const lua::Value& given, const std::vector<std::string>& known) {
    if (given.is_nil()) return;
    if (!given.table()) throw lua::ScriptError("argument 2: a table was expected");
    for (const auto& [name, value] : given.table()->fields)
        if (std::ranges::find(known, name) == known.end())
            throw lua::ScriptError("no field is named \"" + name + "\"" + did_you_mean(name, known));
}

std::string text_option(const lua::Value& given, const char* name) {
    const lua::Value* value = option(given, name);
    if (!value) return {};
    if (!value->text()) throw lua::ScriptError(std::string(name) + ": a text was expected");
    return *value->text();
}

template <class T> std::shared_ptr<T> object_option(const lua::Value& given, const char* name) {
    const lua::Value* value = option(given, name);
    return value && value->object() ? value->object()->as<T>() : nullptr;
}

/// "new", the browser of a visit or login, or the one that there was.
std::shared_ptr<browser::Browser> chosen_browser(Universe& universe, const lua::Value& given,
                                                 std::shared_ptr<browser::Browser> before) {
    if (const auto visit = object_option<SalesforceVisit>(given, "browser")) return visit->browser;
    if (const auto login = object_option<SalesforceLoginSeen>(given, "browser")) return login->browser;
    if (const auto login = object_option<Login>(given, "browser")) return login->browser;
    if (option(given, "browser") && text_option(given, "browser") != "new")
        throw lua::ScriptError("browser: \"new\", a visit or a login was expected");
    return option(given, "browser") || !before ? universe.new_browser() : before;
}

/// Bends an answer of Salesforce's for as long as it lives.
class PlantedFault {
public:
    PlantedFault(Universe& universe, const std::string& id, SalesforceAttack attack)
        : hooks_(universe.salesforce().salesforce.hooks()) {
        if (id.empty()) return;
        const SalesforceFault* fault = find_salesforce_fault(id);
        if (!fault)
            throw lua::ScriptError("there is no fault of Salesforce named \"" + id + "\"" +
                                   did_you_mean(id, names_of(salesforce_faults(), &SalesforceFault::id)));
        hooks_.after = [fault, attack = std::move(attack)](std::string_view path, const HttpRequest&,
                                                           HttpResponse& response) {
            if (path == fault->path) fault->bend(response, attack);
        };
    }
    ~PlantedFault() { hooks_.after = nullptr; }
    PlantedFault(const PlantedFault&) = delete;
    PlantedFault& operator=(const PlantedFault&) = delete;

private:
    salesforce::Hooks& hooks_;
};

SalesforceAttack attack_of(const SalesforcePerson& person, const lua::Value& given) {
    SalesforceAttack out;
    if (!person.org->apps.empty()) out.client_secret = person.org->apps.front().client_secret;
    out.elsewhere = lure;
    if (const auto victim = object_option<SalesforcePerson>(given, "victim")) out.victim_id = victim->id;
    return out;
}

/// Whether the request goes back to the product with what Salesforce says of a login.
browser::StopBefore is_return(Universe& universe) {
    return [callbacks = universe.salesforce().callbacks](const HttpRequest& request) {
        return std::ranges::any_of(callbacks,
                                   [&](const std::string& each) { return request.url.starts_with(each + "?"); });
    };
}

/// The browser brings the product what Salesforce said.
asio::awaitable<Result<void>> come_back(Universe& universe, SalesforceLoginSeen& login, std::string fault,
                                        SalesforceAttack attack) {
    const PlantedFault planted(universe, fault, std::move(attack));
    HttpRequest request = *login.back;
    auto page = co_await login.browser->send(std::move(request), std::nullopt);
    if (!page) co_return page.error();
    login.status = page->status;
    login.landed = page->url;
    login.reason = words_of(*page);
    const auto probe = co_await login.sp->session.probe(*login.browser);
    login.accepted = probe.signed_in;
    login.person = probe.names;
    login.organisation = probe.organisation;
    co_return Result<void>();
}

/// Where the link on the product's sign-in leads.
asio::awaitable<Result<std::string>> start_url(StorySp self, std::string environment, std::string relay_state) {
    auto told = co_await self.target().act("salesforce_urls", {});
    if (!told) co_return told.error();
    if (!told->saved.contains("login"))
        co_return Error{Fault::refused, "target: salesforce_urls", "answered " + std::to_string(told->status)};
    std::string url = with_param(told->saved["login"], "environment", environment);
    if (!relay_state.empty()) url = with_param(std::move(url), "relay_state", relay_state);
    co_return url;
}

void set_state(HttpRequest& request, const std::string& state) {
    const Url url = parse_url(request.url).value();
    Params query = parse_form(url.query).value();
    for (auto& [name, value] : query)
        if (name == "state") value = state;
    request.url = url.origin() + url.path + "?" + write_form(query);
}

std::string state_of(const SalesforceLoginSeen& login) {
    return find_param(parse_form(parse_url(login.back->url).value().query).value(), "state").value_or("");
}

} // namespace

asio::awaitable<Result<SalesforceLoginSeen>> log_in_with_salesforce(StorySp& self, const SalesforcePerson& person,
                                                                    lua::Value options) {
    refuse_unknown(options, {"browser", "sandbox", "fault", "victim", "relay_state", "deliver"});
    const StorySp kept = self;
    Universe& universe = kept.story->universe();
    SalesforceLoginSeen out;
    out.browser = chosen_browser(universe, options, nullptr);
    out.who = person;
    out.sp = kept.party;
    const bool own = person.org->environment == salesforce::Environment::sandbox;
    const lua::Value* sandbox = option(options, "sandbox");
    const bool in_sandbox = sandbox ? sandbox->truthy() : own;
    const lua::Value* deliver = option(options, "deliver");
    const bool delivers = !deliver || deliver->truthy();
    const Result<std::string> start =
        co_await start_url(kept, in_sandbox ? "sandbox" : "production", text_option(options, "relay_state"));
    if (!start) co_return start.error();
    const SalesforceApp app(universe.idp(), universe.salesforce().salesforce.service_provider(*person.org));
    auto walk = co_await walk_salesforce(out.browser, *start, person, is_return(universe));
    if (!walk) co_return walk.error();
    out.offered = walk->offered;
    out.picked = walk->picked;
    out.consented = walk->consented;
    out.asked_password = walk->asked_password;
    out.asked_idp = walk->asked_idp;
    out.back = walk->held;
    out.status = walk->page.status;
    out.landed = walk->page.url;
    out.reason = words_of(walk->page);
    if (out.back && delivers) {
        const Result<void> done =
            co_await come_back(universe, out, text_option(options, "fault"), attack_of(person, options));
        if (!done) co_return done.error();
    } else {
        const auto probe = co_await out.sp->session.probe(*out.browser);
        out.accepted = probe.signed_in;
        out.person = probe.names;
    }
    co_return out;
}

asio::awaitable<Result<SalesforceLoginSeen>> return_from_salesforce(StorySp& self, const SalesforceLoginSeen& login,
                                                                    lua::Value options) {
    refuse_unknown(options, {"browser", "state", "state_of", "fault", "victim"});
    if (!login.back) throw lua::ScriptError("the login did not come back from Salesforce");
    SalesforceLoginSeen out = login;
    Universe& universe = self.story->universe();
    out.sp = self.party;
    out.browser = chosen_browser(universe, options, login.browser);
    if (const auto other = object_option<SalesforceLoginSeen>(options, "state_of"))
        set_state(*out.back, state_of(*other));
    else if (option(options, "state"))
        set_state(*out.back, text_option(options, "state"));
    const Result<void> done =
        co_await come_back(universe, out, text_option(options, "fault"), attack_of(login.who, options));
    if (!done) co_return done.error();
    co_return out;
}

void register_story_salesforce_login(lua::State& state) {
    lua::register_type<SalesforceLoginSeen>(
        state, "salesforce_login", lua::field("accepted", &SalesforceLoginSeen::accepted),
        lua::field("person", &SalesforceLoginSeen::person),
        lua::field("organisation", &SalesforceLoginSeen::organisation),
        lua::field("offered", &SalesforceLoginSeen::offered), lua::field("picked", &SalesforceLoginSeen::picked),
        lua::field("consented", &SalesforceLoginSeen::consented),
        lua::field("asked_password", &SalesforceLoginSeen::asked_password),
        lua::field("asked_idp", &SalesforceLoginSeen::asked_idp), lua::field("reason", &SalesforceLoginSeen::reason),
        lua::field("landed", &SalesforceLoginSeen::landed), lua::field("status", &SalesforceLoginSeen::status),
        lua::field("came_back", [](const SalesforceLoginSeen& one) { return one.back.has_value(); }));
}

} // namespace idpsim::engine
