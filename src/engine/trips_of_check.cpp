#include "src/engine/trips_of_check.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
std::vector<std::string> faults_of_check(const Catalogue& catalogue, std::string_view check) {
    const auto row = std::ranges::find(catalogue.requirements, check, &Requirement::check);
    if (row != catalogue.requirements.end()) return row->faults;
    std::vector<std::string> out;
    for (const auto& [id, fault] : catalogue.server_faults)
        if (std::ranges::any_of(fault.checks, [&](const std::string& glob) { return matches_glob(glob, check); })) out.push_back(id);
    return out;
}

std::vector<conformance::Trip> trips_of_check(const Catalogue& catalogue, std::string_view check, std::string_view idp, std::string_view variant) {
    const auto concerns = [&](const Trip& trip) {
        if (!idp.empty() && trip.idp != idp) return false;
        return variant.empty() || trip.variants.empty() || std::ranges::find(trip.variants, variant) != trip.variants.end();
    };
    std::vector<conformance::Trip> out;
    for (const std::string& fault : faults_of_check(catalogue, check)) {
        const auto trips = catalogue.trips.find(fault);
        if (trips == catalogue.trips.end()) continue;
        for (const Trip& one : trips->second)
            if (concerns(one)) out.push_back({one.idp, one.sentence, one.source});
    }
    return out;
}

void check_fault_names(const Catalogue& catalogue) {
    const std::vector<std::string> known = names_of(catalogue.server_faults, [](const auto& fault) { return fault.first; });
    for (const Requirement& row : catalogue.requirements)
        for (const std::string& fault : row.faults)
            if (!catalogue.server_faults.contains(fault))
                throw Failure(Error{Fault::invalid, row.file + ":" + std::to_string(row.line),
                                    "faults: no class of faults is named \"" + fault + "\"" + did_you_mean(fault, known)});
}

} // namespace idpsim::engine
