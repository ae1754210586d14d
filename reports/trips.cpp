#include "reports/trips.hpp"

#include <algorithm>
#include <functional>

namespace idpsim::reports {
namespace {

template <class T, class Key, class Make>
T& found_or_added(std::vector<T>& in, const Key& key, auto T::*member, Make make) {
    const auto found = std::ranges::find(in, key, member);
    return found == in.end() ? in.emplace_back(make()) : *found;
}

} // namespace

std::vector<std::pair<std::string, std::vector<TripTold>>> trips_by_idp(const conformance::RunResult& run) {
    using Idp = std::pair<std::string, std::vector<TripTold>>;
    std::vector<Idp> out;
    for (const conformance::CaseResult& one : run.cases)
        for (const conformance::Finding& finding : one.findings)
            for (const conformance::Trip& trip : finding.trips) {
                Idp& idp = found_or_added(out, trip.idp, &Idp::first, [&] { return Idp{trip.idp, {}}; });
                TripTold& told = found_or_added(idp.second, trip.sentence, &TripTold::sentence, [&] {
                    return TripTold{trip.sentence, trip.source, {}};
                });
                if (told.cases.empty() || told.cases.back() != one.id) told.cases.push_back(one.id);
            }
    std::ranges::stable_sort(out, std::greater(), [](const Idp& idp) { return idp.second.size(); });
    return out;
}

} // namespace idpsim::reports
