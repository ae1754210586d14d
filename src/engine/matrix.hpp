#pragma once
/// From cases to claims: what held for which IdP.
#include "src/engine/catalogue.hpp"

namespace idpsim::engine {

/// One cell per claim and IdP that the run or the claim concerns. A claim that no case shows is `unverified`; of several
/// cases the worst verdict counts (error, fail, unverified, pass, skip: a skip beside passes is told in the reason).
/// Cells for IdPs that the product does not claim have `claimed` false.
std::vector<conformance::ClaimResult> make_matrix(const Product& product, const std::vector<conformance::IdpInfo>& idps,
                                                  const std::vector<conformance::CaseResult>& cases);

} // namespace idpsim::engine
