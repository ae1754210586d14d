#include "src/engine/catalogue.hpp"

#include "src/engine/guide.hpp"

#include "src/core/text.hpp"
#include "src/engine/assets.hpp"
#include "src/engine/claims.hpp"
#include "src/engine/field_lines.hpp"
#include "src/engine/library.hpp"
#include "src/engine/load_clauses.hpp"
#include "src/engine/load_profile.hpp"
#include "src/engine/load_salesforce.hpp"
#include "src/engine/scenario_scope.hpp"
#include "src/engine/trips_of_check.hpp"

#include <algorithm>
#include <functional>
#include <future>
#include <iterator>

namespace idpsim::engine {
namespace fs = std::filesystem;
namespace {

/// The listed IdPs in the product's order, the others by id.
void order_profiles(std::vector<idp::Profile>& profiles, const std::vector<std::string>& order) {
    const auto place = [&](const idp::Profile& profile) { return std::ranges::find(order, profile.id) - order.begin(); };
    std::ranges::stable_sort(profiles, [&](const idp::Profile& a, const idp::Profile& b) {
        return std::pair(place(a), a.id) < std::pair(place(b), b.id);
    });
}

fs::path claims_file(const std::string& product) { return data_folder() / "conformance" / "claims" / (product + ".lua"); }
fs::path own_product_file() { return claims_file("spekit"); }

/// Of which product the target is: a claims file beside it ("my-product.lua"), or the id of one of ours. Throws Failure
/// naming the target file's line when there is no such file.
std::optional<fs::path> product_file_of(const Target& target) {
    if (target.product.empty()) return std::nullopt;
    const bool is_path = target.product.ends_with(".lua");
    const fs::path file = is_path ? fs::path(target.file).parent_path() / target.product : claims_file(target.product);
    if (!fs::exists(file)) throw Failure(Error{Fault::invalid, target.product_at, "product: there is no file " + file.string()});
    return file;
}

/// A target of no product: nothing is claimed of it. Names and list are those of our own product, which scenarios need.
Product without_claims(Product product) {
    product.id.clear();
    product.title.clear();
    product.claims.clear();
    product.deviations.clear();
    product.page = {};
    return product;
}

/// The scenarios, without what they share.
std::vector<fs::path> story_files(const fs::path& folder) {
    std::vector<fs::path> out = lua_files(folder);
    std::erase_if(out, [&](const fs::path& file) { return file.parent_path() == folder / library_folder; });
    return out;
}

/// `parameters = "requirements:TOPIC"` stands for the names of the topic's rows.
void take_requirements(Scenario& scenario, const std::vector<Requirement>& all) {
    constexpr std::string_view word = "requirements:";
    if (scenario.parameters.size() != 1 || !scenario.parameters.front().starts_with(word)) return;
    scenario.topic = scenario.parameters.front().substr(word.size());
    scenario.parameters.clear();
    for (const Requirement& one : all)
        if (one.topic == scenario.topic) scenario.parameters.push_back(one.name);
    if (scenario.parameters.empty())
        throw Failure(Error{Fault::invalid, scenario.file.string() + ":" + std::to_string(field_line(*scenario.source, "parameters")),
                            "parameters: conformance/requirements has no rows of \"" + scenario.topic + "\""});
}

/// What to do with a broken file: end, or note it and go on.
using OnProblem = std::function<void(const Failure&)>;

template <class Load>
void attempt(Load load, const OnProblem& on_problem) {
    try {
        load();
    } catch (const Failure& failure) {
        on_problem(failure);
    }
}

Catalogue load_all(const CatalogueFiles& files, const OnProblem& on_problem) {
    const fs::path data = data_folder();
    lua::State state;
    Catalogue out;
    for (const fs::path& file : profile_files())
        attempt([&] { out.profiles.push_back(load_profile(state, file)); }, on_problem);
    for (const fs::path& file : story_files(data / "scenarios"))
        attempt([&] { out.scenarios.push_back(load_scenario(state, data / "scenarios", file)); }, on_problem);
    for (const fs::path& file : lua_files(data / "conformance" / "clauses"))
        attempt([&] { load_clauses(state, file, out.clauses); }, on_problem);
    for (const fs::path& file : lua_files(data / "conformance" / "requirements"))
        attempt([&] { load_requirements(state, file, out.requirements, out.clauses); }, on_problem);
    for (Scenario& scenario : out.scenarios)
        attempt([&] { take_requirements(scenario, out.requirements); }, on_problem);
    for (const fs::path& file : lua_files(data / "conformance" / "faults"))
        attempt([&] { load_server_faults(state, file, out.server_faults); }, on_problem);
    attempt([&] { out.target = load_target(state, files.target.value_or(data / "conformance" / "targets" / "builtin.lua")); }, on_problem);
    attempt([&] {
        const std::optional<fs::path> file = files.product ? files.product : product_file_of(out.target);
        out.product = file ? load_product(state, *file) : without_claims(load_product(state, own_product_file()));
    }, on_problem);
    attempt([&] { out.salesforce = load_salesforce(state, salesforce_file()); }, on_problem);
    order_profiles(out.profiles, out.product.idps);
    for (const idp::Profile& profile : out.profiles)
        attempt([&] { load_trips(state, profile, out.server_faults, out.trips); }, on_problem);
    std::ranges::sort(out.scenarios, {}, &Scenario::id);
    return out;
}

/// What is wrong with a field of the vendor's SCIM console, or "": no client of the vendor has it, or it cannot have that value.
std::string console_problem(const idp::Profile& profile, const std::string& name, const std::string& value) {
    std::vector<std::string> known;
    bool found = false;
    for (const auto& [variant, dialect] : profile.scim) {
        for (const idp::ScimOption& option : dialect.options) known.push_back(option.key);
        const idp::ScimOption* option = idp::find_option(dialect, name);
        if (!option) continue;
        found = true;
        if (!option->choices.empty() && std::ranges::find(option->choices, value) == option->choices.end())
            return "\"" + value + "\" is none of: " + join(option->choices, ", ");
    }
    return found ? std::string() : "no SCIM client of the vendor has such a field" + did_you_mean(name, known);
}

void check_consoles(const Catalogue& catalogue) {
    if (!catalogue.target.scim) return;
    for (const auto& [idp, fields] : catalogue.target.scim->consoles) {
        const std::string where = "scim.consoles." + idp;
        const auto profile = std::ranges::find(catalogue.profiles, idp, &idp::Profile::id);
        if (profile == catalogue.profiles.end())
            throw Failure(Error{Fault::invalid, catalogue.target.file + ":1", where + ": no profile is named \"" + idp + "\""});
        for (const auto& [name, value] : fields)
            if (const std::string why = console_problem(*profile, name, value); !why.empty())
                throw Failure(Error{Fault::invalid, catalogue.target.file + ":1", where + ".fields." + name + ": " + why});
    }
}

/// Names that one file uses of another: clauses, IdPs and settings of scenarios, IdPs of claims, consoles of the target.
void check_references(const Catalogue& catalogue) {
    check_fault_names(catalogue);
    check_consoles(catalogue);
    std::vector<std::string> clauses;
    for (const auto& [id, clause] : catalogue.clauses) clauses.push_back(id);
    for (const Scenario& scenario : catalogue.scenarios) {
        check_scope(scenario, catalogue.profiles);
        for (const std::string& ref : scenario.refs)
            if (!catalogue.clauses.contains(ref))
                throw Failure(Error{Fault::invalid, scenario.file.string() + ":1",
                                    "refs: no clause is named \"" + ref + "\"" + did_you_mean(ref, clauses)});
    }
    check_product(catalogue);
}

/// The origin of the built-in product's own pages.
std::string guide_base(const Catalogue& catalogue) {
    Values names;
    for (const auto& [name, value] : catalogue.product.names) names["product." + name] = value;
    return expand(catalogue.target.values.at("base"), names).value();
}

} // namespace

Catalogue load_catalogue(const CatalogueFiles& files) {
    Catalogue out = load_all(files, [](const Failure& failure) { throw failure; });
    check_references(out);
    if (out.target.in_process) out.guides = setup_guides(out.profiles, out.product, guide_base(out));
    return out;
}

Lenient load_leniently(const CatalogueFiles& files) {
    Lenient out;
    out.catalogue = load_all(files, [&](const Failure& failure) { out.problems.emplace_back(failure.what()); });
    return out;
}

/// Half of them in a thread of its own, as they are most of what a short command does.
std::vector<idp::Profile> load_profiles() {
    const std::vector<fs::path> files = profile_files();
    const auto load = [&files](std::size_t first, std::size_t end) {
        lua::State state;
        std::vector<idp::Profile> out;
        for (std::size_t i = first; i < end; ++i) out.push_back(load_profile(state, files[i]));
        return out;
    };
    const std::size_t half = files.size() / 2;
    auto later = std::async(std::launch::async, load, half, files.size());
    std::vector<idp::Profile> out = load(0, half);
    std::ranges::move(later.get(), std::back_inserter(out));
    return out;
}

Product load_own_product() {
    lua::State state;
    return load_product(state, own_product_file());
}

} // namespace idpsim::engine
