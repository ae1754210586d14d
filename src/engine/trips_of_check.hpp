#pragma once
/// From a check to those who will trip over a server that fails it.
#include "conformance/result.hpp"
#include "src/engine/catalogue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// The classes of faults of a server that fails the check: those that its requirement names, or that name it (conformance/faults).
std::vector<std::string> faults_of_check(const Catalogue& catalogue, std::string_view check);

/// Whose clients trip over these, and how; with an `idp`, and a variant of its client, only these.
std::vector<conformance::Trip> trips_of_check(const Catalogue& catalogue, std::string_view check, std::string_view idp = "",
                                              std::string_view variant = "");

/// Every fault that a row names has to be one of conformance/faults. Throws Failure naming the row's file and line.
void check_fault_names(const Catalogue& catalogue);

} // namespace idpsim::engine
