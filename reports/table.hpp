#pragma once
/// The matrix as rows and columns, for every format.
#include "conformance/result.hpp"

#include <map>

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

private:
    std::map<std::pair<std::string, std::string>, const conformance::ClaimResult*> cells_;
};

} // namespace idpsim::reports
