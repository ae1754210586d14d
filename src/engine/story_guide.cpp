/// `t.idp:follow_guide`, `t.scim:follow_guide` and `t.idp:advice`: an admin who has the product's guide and nothing
/// else.
#include "src/engine/follow_guide.hpp"
#include "src/engine/story.hpp"
#include "src/lua/bind.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// What the organisation's own pages would show the admin.
GuideTarget target_of(const Universe& universe, const SpParty& sp) {
    const Catalogue& catalogue = universe.catalogue();
    GuideTarget out = guide_target(catalogue.target, catalogue.product);
    out.values["entity_id"] = sp.side.entity_id;
    if (!sp.side.acs_urls.empty()) out.values["acs"] = sp.side.acs_urls.front();
    if (const auto start = sp.session.start_url()) out.values["start"] = *start;
    if (const std::string scim = sp.session.scim_base(); !scim.empty()) out.values["scim"] = scim;
    return out;
}

Guide guide_of(const Universe& universe, const Sides& sides) {
    return make_guide(sides.idp->idp.profile(), universe.catalogue().product, target_of(universe, *sides.sp));
}

std::map<std::string, std::string> texts_in(const lua::Value& value, const std::string& name) {
    const lua::Table* table = value.table();
    if (!table || !table->items.empty()) throw lua::ScriptError(name + ": a table of texts by label was expected");
    std::map<std::string, std::string> out;
    for (const auto& [label, text] : table->fields) {
        if (!text.text()) throw lua::ScriptError(name + "." + label + ": a text was expected");
        out[label] = *text.text();
    }
    return out;
}

std::set<std::string> words_in(const lua::Value& value, const std::string& name) {
    const lua::Table* table = value.table();
    if (!table || !table->fields.empty()) throw lua::ScriptError(name + ": a list of texts was expected");
    std::set<std::string> out;
    for (const lua::Value& one : table->items) {
        if (!one.text()) throw lua::ScriptError(name + ": a list of texts was expected");
        out.insert(*one.text());
    }
    return out;
}

struct Deviation {
    std::map<std::string, std::string> instead;
    std::set<std::string> leave_out, attributes;
    std::string advice; ///< the mistake of that row of the profile's advice
};

Deviation read_deviation(const lua::Value& given) {
    Deviation out;
    if (given.is_nil()) return out;
    const lua::Table* table = given.table();
    if (!table) throw lua::ScriptError("a table was expected");
    for (const auto& [name, value] : table->fields) {
        if (name == "instead")
            out.instead = texts_in(value, name);
        else if (name == "leave_out")
            out.leave_out = words_in(value, name);
        else if (name == "leave_out_attributes")
            out.attributes = words_in(value, name);
        else if (name == "mistake" && value.text())
            out.advice = *value.text();
        else
            throw lua::ScriptError("there are instead, leave_out, leave_out_attributes and mistake; \"" + name +
                                   "\" does not fit");
    }
    return out;
}

/// Blank, or as the mistake of a row of the advice has it.
GuideDeviation deviation_of(const idp::Profile& profile, const Deviation& given, const GuideTarget& target) {
    GuideDeviation out{given.instead, given.attributes};
    for (const std::string& label : given.leave_out) out.instead[label] = "";
    if (given.advice.empty()) return out;
    const auto rule = std::ranges::find(profile.advice, given.advice, &idp::AdviceRule::id);
    if (rule == profile.advice.end())
        throw lua::ScriptError("no advice of this vendor's is called \"" + given.advice + "\"");
    for (const auto& [label, value] : rule->mistake) out.instead[label] = fill_places(value, target);
    return out;
}

/// The IdP's tenant becomes what the file says, and knows nothing else of the service provider.
void take_over(idp::Idp& idp, const TenantFile& file) {
    idp::Tenant& tenant = idp.tenant();
    tenant.settings = file.tenant.settings;
    tenant.attributes = file.tenant.attributes;
    tenant.tables = file.tenant.tables;
    tenant.sp.reset();
}

struct WantedOf {
    std::string name, value;
};

std::vector<WantedOf> wanted_of(const StoryGuide& guide) {
    std::vector<WantedOf> out;
    for (const WantedAttribute& one : guide.of.story->universe().catalogue().product.attributes)
        out.push_back({one.name, one.value});
    return out;
}

/// Whether the app's tile leads to the service provider, which then begins the login.
bool begins_at_sp(const StoryGuide& guide) {
    const StoryIdp& idp = guide.of;
    const Guide made = guide_of(idp.story->universe(), idp.sides());
    const auto& console = idp.idp().profile().saml.console;
    return std::ranges::any_of(console, [&](const idp::ConsoleField& field) {
        return field.key == "login_url" && find_entry(made, field.name());
    });
}

std::vector<std::string> scim_labels(const StoryGuide& guide) {
    std::vector<std::string> out;
    for (const idp::GuideStepRule& step : guide.of.idp().profile().guide.scim)
        for (const idp::GuideFieldRule& field : step.fields)
            if (field.required) out.push_back(field.label);
    return out;
}

/// What the guide says of one field, in this organisation.
std::optional<std::string> value_of(const StoryGuide& guide, std::string label) {
    const Guide made = guide_of(guide.of.story->universe(), guide.of.sides());
    const GuideEntry* entry = find_entry(made, label);
    return entry ? std::optional(entry->value) : std::nullopt;
}

} // namespace

asio::awaitable<Result<StoryGuided>> follow_the_guide(StoryIdp& self, lua::Value deviation) {
    const StoryIdp kept = self;
    const Universe& universe = kept.story->universe();
    const idp::Profile& profile = kept.idp().profile();
    const Sides sides = kept.sides();
    const GuideTarget target = target_of(universe, *sides.sp);
    const auto followed =
        follow_guide(profile, guide_of(universe, sides), deviation_of(profile, read_deviation(deviation), target));
    if (!followed && followed.error().fault == Fault::invalid) throw lua::ScriptError(describe(followed.error()));
    if (!followed) co_return StoryGuided{describe(followed.error()), {}};
    lua::State state;
    take_over(kept.idp(), load_tenant_text(state, followed->tenant_file, "the guide of " + profile.title,
                                           universe.catalogue().profiles));
    const auto done = co_await hand_over(*sides.sp, *sides.idp);
    if (!done) co_return done.error();
    co_return StoryGuided{std::nullopt, followed->missing};
}

asio::awaitable<Result<StoryGuided>> follow_the_scim_guide(StoryScim& self, lua::Value deviation) {
    const StoryScim kept = self;
    Universe& universe = kept.universe();
    SpParty& sp = *kept.sides.sp;
    const auto ready = co_await universe.scim_token_ready(sp);
    if (!ready) co_return ready.error();
    FollowedScim typed =
        follow_scim_guide(guide_of(universe, kept.sides), sp.session.scim_token(), read_deviation(deviation).leave_out);
    if (typed.base.empty()) co_return StoryGuided{"the console does not connect without an address", {}};
    sp.scim.forget();
    sp.scim.typed = std::move(typed);
    co_return StoryGuided{};
}

std::vector<Advice> advice_of(const Universe& universe, const Login& login) {
    const idp::Profile& profile = login.sides.idp->idp.profile();
    if (profile.advice.empty() || profile.guide.saml.empty()) return {};
    return advise({profile, login.sides.idp->idp.tenant(), guide_of(universe, login.sides),
                   universe.catalogue().product, login.record, login.refused_by});
}

void register_story_guide(lua::State& state) {
    lua::register_type<StoryGuided>(state, "guided", lua::field("refused", &StoryGuided::refused),
                                    lua::field("missing", &StoryGuided::missing));
    lua::register_type<Advice>(state, "advice", lua::field("id", &Advice::id), lua::field("text", &Advice::text),
                               lua::field("source", &Advice::source));
    lua::register_type<WantedOf>(state, "wanted", lua::field("name", &WantedOf::name),
                                 lua::field("value", &WantedOf::value));
    lua::register_type<StoryGuide>(state, "guide", lua::field("attributes", wanted_of),
                                   lua::field("begins_at_sp", begins_at_sp), lua::field("scim_fields", scim_labels),
                                   lua::method("value", value_of));
}

} // namespace idpsim::engine
