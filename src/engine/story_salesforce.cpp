/// `t.salesforce`: orgs of Salesforce, their users, and logins that begin or end there.
#include "src/engine/story_salesforce.hpp"

#include "src/core/text.hpp"
#include "src/engine/walk.hpp"
#include "src/lua/bind.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// A script's table of options: each is read once, and one that nobody knows is an error.
class Options {
public:
    explicit Options(const lua::Value& given) {
        if (given.is_nil()) return;
        table_ = given.table();
        if (!table_) throw lua::ScriptError("a table was expected");
    }
    const lua::Value* find(std::string_view name) {
        known_.emplace_back(name);
        if (!table_) return nullptr;
        const auto found = table_->fields.find(std::string(name));
        return found == table_->fields.end() ? nullptr : &found->second;
    }
    std::string text(std::string_view name, std::string fallback = {}) {
        const lua::Value* value = find(name);
        if (!value) return fallback;
        if (!value->text()) throw lua::ScriptError(std::string(name) + ": a text was expected");
        return *value->text();
    }
    bool flag(std::string_view name, bool fallback) {
        const lua::Value* value = find(name);
        return value ? value->truthy() : fallback;
    }
    template <class T> std::shared_ptr<T> object(std::string_view name) {
        const lua::Value* value = find(name);
        return value && value->object() ? value->object()->as<T>() : nullptr;
    }
    void finish() const {
        if (!table_) return;
        for (const auto& [name, value] : table_->fields)
            if (std::ranges::find(known_, name) == known_.end())
                throw lua::ScriptError("no field is named \"" + name + "\"" + did_you_mean(name, known_));
    }

private:
    const lua::Table* table_ = nullptr;
    std::vector<std::string> known_;
};

/// The browser of a login, of a visit, or a new one.
std::shared_ptr<browser::Browser> browser_of(Universe& universe, Options& options) {
    if (const auto visit = options.object<SalesforceVisit>("browser")) return visit->browser;
    if (const auto login = options.object<SalesforceLoginSeen>("browser")) return login->browser;
    if (const auto login = options.object<Login>("browser")) return login->browser;
    return universe.new_browser();
}

std::string environment_of(const salesforce::Org& org) {
    return org.environment == salesforce::Environment::sandbox ? "sandbox" : "production";
}

Result<Acted> good(Result<Acted> acted, const char* what) {
    if (!acted || acted->ok()) return acted;
    return Error{Fault::refused, std::string("target: ") + what, "answered " + std::to_string(acted->status)};
}

/// The admin of Salesforce makes a connected app for the product, and the product's admin enters it.
asio::awaitable<Result<void>> connect(StorySalesforceOrg& self, bool pre_authorized) {
    Universe& universe = self.story->universe();
    TargetSession& target = universe.first().sp->session;
    auto told = good(co_await target.act("salesforce_urls", {}), "salesforce_urls");
    if (!told) co_return told.error();
    salesforce::ConnectedApp app;
    app.name = universe.catalogue().product.title;
    app.callback_urls = {told->saved["callback"]};
    universe.salesforce().callbacks.push_back(told->saved["callback"]);
    app.scopes = {"id", "api", "openid", "profile", "email"};
    app.pre_authorized = pre_authorized;
    app.requires_pkce = true;
    app.run_as = self.org->users.front().id;
    self.app = &universe.salesforce().salesforce.add_app(*self.org, std::move(app));
    universe.transcript().masker().add(self.app->client_secret);
    Values values;
    values["environment"] = environment_of(*self.org);
    values["organization_id"] = self.org->id;
    values["my_domain"] = self.org->origin;
    values["client_id"] = self.app->client_id;
    values["client_secret"] = self.app->client_secret;
    auto connected = good(co_await target.act("connect_salesforce", std::move(values)), "connect_salesforce");
    if (!connected) co_return connected.error();
    co_return Result<void>();
}

/// Made outside of the coroutine that waits with it: GCC 12 destroys an aggregate's members once too often when a braced list
/// of them stands in one.
StorySalesforceOrg org_of(const std::shared_ptr<Story>& story, const std::string& sandbox, const std::string& domain) {
    StorySalesforceOrg out;
    out.story = story;
    out.org = &story->universe().salesforce().salesforce.add_org(
        sandbox.empty() ? "Example Works" : "Example Works, " + sandbox, domain, sandbox);
    return out;
}

/// { sandbox = "uat", domain =, sso = false, connected = false, pre_authorized = false }
asio::awaitable<Result<StorySalesforceOrg>> add_org(StorySalesforce& self, lua::Value given) {
    const std::shared_ptr<Story> story = self.story;
    Universe& universe = story->universe();
    Options options(given);
    const std::string sandbox = options.text("sandbox"), domain = options.text("domain", "example-works");
    const bool sso = options.flag("sso", true), connected = options.flag("connected", true),
               pre_authorized = options.flag("pre_authorized", true);
    options.finish();
    salesforce::Salesforce& salesforce = universe.salesforce().salesforce;
    StorySalesforceOrg out = org_of(story, sandbox, domain);
    salesforce::User admin;
    admin.given_name = "Sam";
    admin.family_name = "Forrest";
    admin.email = "sam.forrest@" + universe.email_domain();
    admin.username = admin.email + ".admin." + domain + (sandbox.empty() ? "" : "." + sandbox);
    salesforce.add_user(*out.org, std::move(admin));
    universe.mount_salesforce();
    if (sso) {
        idp::Idp& idp = universe.idp();
        const SalesforceApp app(idp, salesforce.service_provider(*out.org));
        salesforce.trust(*out.org, idp.metadata());
    }
    if (connected) {
        const Result<void> done = co_await connect(out, pre_authorized);
        if (!done) co_return done.error();
    }
    co_return out;
}

/// A user of the org: somebody of the IdP's directory, or { given, family, email } of somebody who is not in it. What
/// Salesforce has of them besides: { username, email, verified, federation, password = true, like = another user whose
/// id it has }.
SalesforcePerson add_person(StorySalesforceOrg& self, lua::Value who, lua::Value given) {
    Universe& universe = self.story->universe();
    SalesforcePerson out;
    salesforce::User user;
    if (const auto person = who.object() ? who.object()->as<idp::Person>() : nullptr) {
        user.given_name = person->given_name;
        user.family_name = person->family_name;
        user.email = user.federation_id = person->email;
        const idp::Person* known = universe.idp().tenant().find(person->username);
        out.idp_username = person->username;
        out.idp_password = known ? known->password : "";
    } else {
        Options names(who);
        user.given_name = names.text("given", "Ada");
        user.family_name = names.text("family", "Byron");
        user.email =
            names.text("email", to_lower(user.given_name + "." + user.family_name) + "@" + universe.email_domain());
        names.finish();
    }
    Options options(given);
    const std::string suffix = self.org->environment == salesforce::Environment::sandbox ? ".sandbox" : "";
    user.username = options.text("username", user.email + suffix);
    user.email = options.text("email", user.email);
    user.email_verified = options.flag("verified", true);
    user.federation_id = options.text("federation", user.federation_id);
    if (options.flag("password", false)) user.password = universe.random().token();
    if (const auto like = options.object<SalesforcePerson>("like")) user.id = like->id;
    options.finish();
    if (!user.password.empty()) universe.transcript().masker().add(user.password);
    const salesforce::User& added = universe.salesforce().salesforce.add_user(*self.org, std::move(user));
    out.username = added.username;
    out.email = added.email;
    out.id = added.id;
    out.password = added.password;
    out.org = self.org;
    return out;
}

salesforce::User& user_of(const SalesforcePerson& person) { return *person.org->find_user(person.id); }

/// Whether the browser is logged in to the org: its home page says so.
asio::awaitable<Result<bool>> is_at_home(Universe& universe, browser::Browser& browser,
                                         const SalesforcePerson& person) {
    const salesforce::Vendor& vendor = universe.salesforce().salesforce.vendor();
    auto page = co_await browser.get(person.org->origin + vendor.path("home"));
    if (!page) co_return page.error();
    co_return page->status == 200 && page->body.find(person.username) != std::string::npos;
}

SalesforceVisit visit_of(std::shared_ptr<browser::Browser> browser, const SalesforceWalk& walk) {
    SalesforceVisit out;
    out.browser = std::move(browser);
    out.asked_password = walk.asked_password;
    out.asked_idp = walk.asked_idp;
    out.reason = words_of(walk.page);
    return out;
}

/// A walk that begins at `start`, the company's app at its IdP being the one for this org.
asio::awaitable<Result<SalesforceVisit>> visit(StorySalesforceOrg& self, SalesforcePerson person,
                                               std::shared_ptr<browser::Browser> browser, bool from_tile) {
    const std::shared_ptr<Story> story = self.story;
    Universe& universe = story->universe();
    idp::Idp& idp = universe.idp();
    const SalesforceApp app(idp, universe.salesforce().salesforce.service_provider(*person.org));
    const std::string start = from_tile ? idp.initiate_url() : person.org->origin + "/";
    auto walk = co_await walk_salesforce(browser, start, person, [](const HttpRequest&) { return false; });
    if (!walk) co_return walk.error();
    SalesforceVisit out = visit_of(browser, *walk);
    const Result<bool> home = co_await is_at_home(universe, *browser, person);
    if (!home) co_return home.error();
    out.signed_in = *home;
    co_return out;
}

asio::awaitable<Result<SalesforceVisit>> open_tile(StorySalesforceOrg& self, const SalesforcePerson& person,
                                                   lua::Value given) {
    Options options(given);
    auto browser = browser_of(self.story->universe(), options);
    options.finish();
    return visit(self, person, std::move(browser), true);
}

asio::awaitable<Result<SalesforceVisit>> log_in_there(StorySalesforceOrg& self, const SalesforcePerson& person,
                                                      lua::Value given) {
    Options options(given);
    auto browser = browser_of(self.story->universe(), options);
    options.finish();
    return visit(self, person, std::move(browser), false);
}

} // namespace

void register_story_salesforce(lua::State& state) {
    lua::register_type<SalesforcePerson>(
        state, "salesforce_person", lua::field("username", &SalesforcePerson::username),
        lua::field("email", &SalesforcePerson::email), lua::field("id", &SalesforcePerson::id));
    lua::register_type<SalesforceVisit>(state, "salesforce_visit", lua::field("signed_in", &SalesforceVisit::signed_in),
                                        lua::field("asked_password", &SalesforceVisit::asked_password),
                                        lua::field("asked_idp", &SalesforceVisit::asked_idp),
                                        lua::field("reason", &SalesforceVisit::reason));
    lua::register_type<StorySalesforceOrg>(
        state, "salesforce_org", lua::method("person", add_person), lua::waits("open_tile", open_tile),
        lua::waits("log_in", log_in_there),
        lua::method("end_sessions",
                    [](StorySalesforceOrg& self, const SalesforcePerson& person) {
                        self.story->universe().salesforce().salesforce.end_sessions(person.id);
                    }),
        lua::method("deactivate",
                    [](StorySalesforceOrg&, const SalesforcePerson& person) { user_of(person).active = false; }),
        lua::method("install",
                    [](StorySalesforceOrg& self, const StorySalesforceOrg& owner) {
                        self.org->installed.insert(owner.app->client_id);
                    }),
        lua::setter("codes_last",
                    [](StorySalesforceOrg& self, bool last) {
                        self.story->universe().salesforce().salesforce.hooks().codes_last = last;
                    }),
        lua::field("id", [](const StorySalesforceOrg& self) { return self.org->id; }),
        lua::field("environment", [](const StorySalesforceOrg& self) { return environment_of(*self.org); }),
        lua::field("host", [](const StorySalesforceOrg& self) { return self.org->origin; }));
    lua::register_type<StorySalesforce>(state, "salesforce", lua::waits("org", add_org),
                                        lua::field("lured", [](const StorySalesforce& self) {
                                            return static_cast<std::int64_t>(self.story->universe().salesforce().lured);
                                        }));
    register_story_salesforce_login(state);
}

} // namespace idpsim::engine
