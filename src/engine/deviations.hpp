#pragma once
/// Known deviations of the product's claims file, put on findings and accounted for.
#include "src/engine/load_product.hpp"

#include "conformance/result.hpp"

#include <string>
#include <vector>

namespace idpsim::engine {

/// Turns the failures among the case's findings that a deviation in force at `now` covers into known deviations. Nothing
/// but a failure is touched: what could not be verified, and faults of ours, stay what they are.
void apply_deviations(const std::vector<Deviation>& deviations, Instant now, conformance::CaseResult& of);

/// What has to be told of the list, a sentence each with file and line: a deviation that ended, with what it would have
/// covered, and one that covers nothing. Of the latter it is silent when `whole` is false and no case of the run is one
/// that it could be about: then other cases were left out.
std::vector<std::string> deviation_notes(const std::vector<Deviation>& deviations, Instant now,
                                         const std::vector<conformance::CaseResult>& cases, bool whole);

} // namespace idpsim::engine
