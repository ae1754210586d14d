#pragma once
/// The matrix as rows and columns, for every format.
#include "conformance/result.hpp"

#include <map>
#include <string>
#include <vector>

namespace idpsim::reports {

/// (claim id, idp id) -> cell; null when the claim does not concern the IdP.
class Cells {
public:
    explicit Cells(const conformance::RunResult& run) {
        for (const auto& cell : run.matrix) cells_[{cell.claim, cell.idp}] = &cell;
    }
    const conformance::ClaimResult* at(const std::string& claim, const std::string& idp) const {
        const auto found = cells_.find({claim, idp});
        return found == cells_.end() ? nullptr : found->second;
    }

    /// Of a claim, in the order of the run's IdPs.
    std::vector<const conformance::ClaimResult*> of_claim(const conformance::RunResult& run, const std::string& claim) const {
        std::vector<const conformance::ClaimResult*> out;
        for (const conformance::IdpInfo& idp : run.idps)
            if (const conformance::ClaimResult* cell = at(claim, idp.id)) out.push_back(cell);
        return out;
    }

private:
    std::map<std::pair<std::string, std::string>, const conformance::ClaimResult*> cells_;
};

/// "Compatibility of Product", or of a target without claims "Results for TARGET".
std::string heading(const conformance::RunResult& run);

/// What is to be said of a claim over all IdPs that it is about.
struct ClaimState {
    bool is_good = false; ///< every cell is as claimed
    conformance::Verdict worst = conformance::Verdict::skip;
    std::string told;     ///< "holds with 7 of 7", "FAILS with okta, entra"
};
ClaimState state_of(const std::vector<const conformance::ClaimResult*>& cells);

/// The cases of one folder of scenarios, by IdP: what a run without claims has to show.
struct AreaRow {
    std::string area;
    std::map<std::string, conformance::Summary> by_idp;
    std::map<std::string, conformance::Verdict> worst;
};
std::vector<AreaRow> areas(const conformance::RunResult& run);
/// "12", "11 of 12", "3 skipped".
std::string counted(const conformance::Summary& summary);

/// "REASON, TICKET, until 2027-03-31".
std::string known_line(const conformance::KnownDeviation& known);

/// What works though nobody claims it, "generic (9), entra (1)"; "" when there is none.
std::string not_claimed_line(const conformance::RunResult& run);

} // namespace idpsim::reports
