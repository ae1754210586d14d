#include "src/engine/trips_of_check.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

bool shows_in(const ServerFault& fault, const std::string& status) {
    if (fault.statuses.empty()) return true;
    return std::ranges::any_of(fault.statuses, [&](std::string_view glob) {
        return glob.starts_with('!') ? !matches_glob(glob.substr(1), status) : matches_glob(glob, status);
    });
}

} // namespace

std::vector<std::string> faults_of_check(const Catalogue& catalogue, std::string_view check) {
    const auto row = std::ranges::find(catalogue.requirements, check, &Requirement::check);
    if (row != catalogue.requirements.end()) return row->faults;
    std::vector<std::string> out;
    for (const auto& [id, fault] : catalogue.server_faults)
        if (std::ranges::any_of(fault.checks, [&](const std::string& glob) { return matches_glob(glob, check); }))
            out.push_back(id);
    return out;
}

std::vector<std::string> faults_seen(const Catalogue& catalogue, std::vector<std::string> faults, int status) {
    if (status == 0) return faults;
    std::vector<std::string> seen = faults;
    std::erase_if(seen, [&](const std::string& id) {
        return !shows_in(catalogue.server_faults.find(id)->second, std::to_string(status));
    });
    return seen.empty() ? faults : seen;
}

std::vector<conformance::Trip> trips_of_check(const Catalogue& catalogue, std::string_view check, std::string_view idp,
                                              std::string_view variant, int status) {
    const auto concerns = [&](const Trip& trip) {
        if (!idp.empty() && trip.idp != idp) return false;
        return variant.empty() || trip.variants.empty() ||
               std::ranges::find(trip.variants, variant) != trip.variants.end();
    };
    std::vector<conformance::Trip> out;
    for (const std::string& fault : faults_seen(catalogue, faults_of_check(catalogue, check), status)) {
        const auto trips = catalogue.trips.find(fault);
        if (trips == catalogue.trips.end()) continue;
        for (const Trip& one : trips->second)
            if (concerns(one)) out.push_back({one.idp, one.sentence, one.source});
    }
    return out;
}

void check_fault_names(const Catalogue& catalogue) {
    const std::vector<std::string> known =
        names_of(catalogue.server_faults, [](const auto& fault) { return fault.first; });
    for (const Requirement& row : catalogue.requirements)
        for (const std::string& fault : row.faults)
            if (!catalogue.server_faults.contains(fault))
                throw Failure(
                    Error{Fault::invalid, row.file + ":" + std::to_string(row.line),
                          "faults: no class of faults is named \"" + fault + "\"" + did_you_mean(fault, known)});
}

} // namespace idpsim::engine
