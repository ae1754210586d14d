/// `t:second_idp{...}` and `t:second_organisation{...}`: more parties than every case has.
#include "src/engine/story.hpp"
#include "src/lua/bind.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// How another IdP differs from the case's first one.
struct OtherIdp {
    const idp::Profile* profile = nullptr;
    bool same_entity_id = false;   ///< says that it is the first one, with keys and hosts of its own
    bool same_key = false;         ///< as tenants of a vendor that signs for all of them with one key
    bool connected = true;         ///< the organisation trusts it
};

OtherIdp read_other(Story& story, const lua::Value& options) {
    OtherIdp out;
    out.profile = &story.universe().profile();
    if (options.is_nil()) return out;
    const lua::Table* table = options.table();
    if (!table) throw lua::ScriptError("a table was expected");
    for (const auto& [name, value] : table->fields) {
        const std::string* text = value.text();
        if (name == "profile" && text) {
            const auto& profiles = story.universe().catalogue().profiles;
            const auto found = std::ranges::find(profiles, *text, &idp::Profile::id);
            if (found == profiles.end())
                throw lua::ScriptError("no IdP is named \"" + *text + "\"" + did_you_mean_or_list(*text, names_of(profiles, &idp::Profile::id)));
            out.profile = &*found;
        } else if (name == "same_entity_id") out.same_entity_id = value.truthy();
        else if (name == "same_key") out.same_key = value.truthy();
        else if (name == "connected") out.connected = value.truthy();
        else throw lua::ScriptError("another IdP has profile, same_entity_id, same_key and connected; \"" + name + "\" does not fit");
    }
    if (out.same_entity_id && out.profile != &story.universe().profile())
        throw lua::ScriptError("only another tenant of the same vendor can say that it is the first one");
    return out;
}

/// Far enough from the first tenant's keys, whatever rollovers those see.
constexpr int keys_apart = 16;

IdpParty& add_other(Universe& universe, const OtherIdp& wanted) {
    const int number = static_cast<int>(universe.idps());
    const std::string name = " " + std::to_string(number + 1);
    idp::Tenant tenant = universe.usual_tenant();
    tenant.organisation = "Second Works";
    tenant.first_key = wanted.same_key ? 0 : keys_apart * number;
    // A profile tells one other tenant: a third party would stand where the second does.
    std::optional<std::string> elsewhere;
    if (wanted.same_entity_id || number > 1) elsewhere = "https://idp" + std::to_string(number + 1) + ".second-works.test";
    tenant.variables = wanted.same_entity_id ? universe.idp().tenant().variables : wanted.profile->other_tenant;
    return universe.add_idp(*wanted.profile, std::move(tenant), name, elsewhere);
}

} // namespace

asio::awaitable<Result<StoryIdp>> second_idp(Story& story, lua::Value options) {
    const std::shared_ptr<Story> kept = story.shared_from_this();
    const OtherIdp wanted = read_other(story, options);
    IdpParty& idp = add_other(kept->universe(), wanted);
    SpParty& sp = *kept->universe().first().sp;
    Result<void> done = introduce(idp, sp);
    if (done && wanted.connected) done = co_await connect_another(sp, idp);
    if (!done) co_return done.error();
    co_return StoryIdp{kept, &idp};
}

asio::awaitable<Result<StoryOrganisation>> second_organisation(Story& story, lua::Value options) {
    const std::shared_ptr<Story> kept = story.shared_from_this();
    Universe& universe = kept->universe();
    const OtherIdp wanted = read_other(story, options);
    SpParty& sp = universe.add_organisation(" " + std::to_string(universe.organisations() + 1));
    IdpParty& idp = add_other(universe, wanted);
    const auto opened = co_await open_organisation(sp);
    if (!opened) co_return opened.error();
    if (sp.side.entity_id.empty() || sp.side.acs_urls.empty()) co_return Error{Fault::refused, "target", "the second organisation has no ACS"};
    Result<void> done = introduce(idp, sp);
    if (done && wanted.connected) done = co_await connect_first(sp, idp);
    if (!done) co_return done.error();
    co_return StoryOrganisation{{kept, &sp}, {kept, &idp}};
}

void register_story_parties(lua::State& state) {
    lua::register_type<StoryOrganisation>(state, "organisation", lua::field("sp", [](const StoryOrganisation& self) { return self.sp; }),
                                          lua::field("idp", [](const StoryOrganisation& self) { return self.idp; }),
                                          lua::field("scim", [](const StoryOrganisation& self) {
                                              const bool has = !self.idp.idp().profile().scim.empty();
                                              return has ? std::make_shared<StoryScim>(StoryScim{self.sp.story, {self.idp.party, self.sp.party}}) : nullptr;
                                          }));
}

} // namespace idpsim::engine
