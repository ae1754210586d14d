#pragma once
/// From cases to claims: what held for which IdP.
#include "conformance/result.hpp"

#include <vector>

namespace idpsim::engine {

/// One cell per claim and IdP that the claim or a case of the run concerns. Of several cases the worst verdict counts
/// (severity(); a skip beside passes is told in the reason).
///
/// | said           | shown when                                    | otherwise                                          |
/// | "yes"          | a case of its scenarios passes and none fails | over-claim, as when a `refuted_by` passes          |
/// | "no"           | `refuted_by` passes and its scenarios do not  | contradicted                                       |
/// | not guaranteed | never: what passes is an under-claim          | unclaimed                                          |
///
/// The order of the cases does not matter: of equally bad ones the first by id decides. Without a case a claim is `unverified`, never a pass. Cells of what is not claimed have `claimed` false.
std::vector<conformance::ClaimResult> make_matrix(const std::vector<conformance::ClaimInfo>& claims, const std::vector<conformance::IdpInfo>& idps,
                                                  const std::vector<conformance::CaseResult>& cases);

} // namespace idpsim::engine
