/// `idpsim list`
#include "src/cli/commands.hpp"

#include "conformance/check.hpp"
#include "src/engine/claims.hpp"
#include "src/engine/faults.hpp"
#include "src/engine/request_faults.hpp"
#include "simulator/mutants/mutant.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace idpsim::cli {
namespace {

namespace json = boost::json;

/// One thing there is: its id, a sentence, and whatever else is known of it.
struct Entry {
    std::string id, sentence;
    json::object more;
    std::string note = {}; ///< a second line, for people
};

std::vector<Entry> list_idps() {
    std::vector<Entry> out;
    for (const idp::Profile& profile : engine::load_profiles()) {
        json::array variants;
        for (const auto& [name, variant] : profile.scim) variants.push_back(json::value(name));
        out.push_back({profile.id, profile.title + (profile.scim.empty() ? ", SAML" : ", SAML and SCIM") + (profile.listed ? "" : " (for IdPs that are not listed)"),
                       {{"title", profile.title}, {"version", profile.version}, {"listed", profile.listed}, {"scim", std::move(variants)}}});
    }
    return out;
}

std::vector<Entry> list_scenarios(const engine::Catalogue& catalogue) {
    std::vector<Entry> out;
    for (const engine::Scenario& scenario : catalogue.scenarios) {
        const auto claims = engine::claims_of(catalogue, scenario);
        out.push_back({scenario.id, scenario.title,
                       {{"claims", json::array(claims.begin(), claims.end())}, {"tags", json::array(scenario.tags.begin(), scenario.tags.end())}}});
    }
    return out;
}

std::vector<Entry> list_checks(const engine::Catalogue& catalogue) {
    std::vector<Entry> out;
    out.reserve(conformance::all_checks().size());
    for (const auto& check : conformance::all_checks())
        out.push_back({std::string(check.id), std::string(check.sentence), {{"clause", std::string(check.clause)}, {"judges", std::string(check.judges)}}});
    for (const engine::Requirement& row : catalogue.requirements)
        if (!row.is_attack())
            out.push_back({row.check, row.sentence, {{"clause", row.clause}, {"judges", "requirement"}, {"level", row.level}, {"topic", row.topic}}});
    return out;
}

std::vector<Entry> list_clauses(const engine::Catalogue& catalogue) {
    std::vector<Entry> out;
    out.reserve(catalogue.clauses.size());
    for (const auto& [id, clause] : catalogue.clauses)
        out.push_back({id, clause.sentence, {{"document", clause.document}, {"section", clause.section}, {"level", clause.level}}});
    return out;
}

/// "yes: okta, entra; no: google".
std::string levels_of(const conformance::ClaimInfo& claim) {
    std::string out;
    for (const std::string_view level : {conformance::support_yes, conformance::support_no, conformance::support_open}) {
        std::string idps;
        for (const auto& [idp, said] : claim.support)
            if (said == level) idps += (idps.empty() ? "" : ", ") + idp;
        if (!idps.empty()) out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", level, idps);
    }
    return out.empty() ? "about no IdP" : out;
}

std::vector<Entry> list_claims(const engine::Catalogue& catalogue) {
    std::vector<Entry> out;
    for (const engine::Claim& claim : catalogue.product.claims) {
        const conformance::ClaimInfo info = engine::describe_claim(catalogue, claim);
        json::object support;
        for (const auto& [idp, level] : info.support) support[idp] = level;
        const std::string shown = info.scenarios.empty() ? "no scenario" : fmt::format("{} scenario{}", info.scenarios.size(), info.scenarios.size() == 1 ? "" : "s");
        out.push_back({claim.id, claim.sentence, {{"scenarios", json::array(info.scenarios.begin(), info.scenarios.end())},
                        {"refuted_by", json::array(info.refuted_by.begin(), info.refuted_by.end())}, {"support", std::move(support)}},
                       fmt::format("{} ({})", levels_of(info), shown)});
    }
    return out;
}

std::vector<Entry> list_mutants() {
    std::vector<Entry> out;
    for (const auto& mutant : mutants::all_mutants()) out.push_back({std::string(mutant.id), std::string(mutant.fault), {}});
    return out;
}

std::vector<Entry> list_attacks(const engine::Catalogue& catalogue) {
    std::vector<Entry> out;
    for (const auto& fault : engine::saml_faults()) out.push_back({std::string(fault.id), std::string(fault.sentence),
                       {{"theme", std::string(fault.theme)}, {"must", std::string(engine::must_name(fault.must))}}});
    for (const auto& fault : engine::request_faults()) out.push_back({std::string(fault.id), std::string(fault.sentence),
                       {{"theme", "request"}, {"must", fault.reason.empty() ? "accept" : "refuse, by the IdP"}}});
    for (const engine::Requirement& row : catalogue.requirements)
        if (row.is_attack()) out.push_back({row.name, row.sentence, {{"theme", row.topic}, {"must", row.must}, {"level", row.level}}});
    return out;
}

void print(const std::vector<Entry>& entries, bool as_json) {
    if (as_json) {
        json::array out;
        for (const Entry& entry : entries) {
            json::object one{{"id", entry.id}, {"sentence", entry.sentence}};
            for (const auto& pair : entry.more) one[pair.key()] = pair.value();
            out.push_back(std::move(one));
        }
        fmt::print("{}\n", json::serialize(out));
        return;
    }
    std::size_t width = 0;
    for (const Entry& entry : entries) width = std::max(width, entry.id.size());
    for (const Entry& entry : entries) {
        fmt::print("{:<{}}  {}\n", entry.id, width, entry.sentence);
        if (!entry.note.empty()) fmt::print("{:<{}}    {}\n", "", width, entry.note);
    }
}

} // namespace

int execute(const ListCommand& command) {
    if (command.what == "idps") print(list_idps(), command.json);
    else if (command.what == "mutants") print(list_mutants(), command.json);
    else {
        const engine::Lenient loaded = engine::load_leniently({command.product, command.target});
        if (command.what == "scenarios") print(list_scenarios(loaded.catalogue), command.json);
        else if (command.what == "checks") print(list_checks(loaded.catalogue), command.json);
        else if (command.what == "attacks") print(list_attacks(loaded.catalogue), command.json);
        else if (command.what == "clauses") print(list_clauses(loaded.catalogue), command.json);
        else print(list_claims(loaded.catalogue), command.json);
        for (const std::string& problem : loaded.problems) fmt::print(stderr, "idpsim: {}\n", problem);
        if (!loaded.problems.empty()) return exit_usage;
    }
    return exit_pass;
}

} // namespace idpsim::cli
