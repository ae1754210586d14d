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

/// Of several classes those that show in an answer of that status (0: none is known); all of them when none does.
std::vector<std::string> faults_seen(const Catalogue& catalogue, std::vector<std::string> faults, int status);

/// Whose clients trip over these, and how; with an `idp`, and a variant of its client, only these. `status` is that of the answer
/// which was judged: a check may stand for several classes of faults.
std::vector<conformance::Trip> trips_of_check(const Catalogue& catalogue, std::string_view check, std::string_view idp = "",
                                              std::string_view variant = "", int status = 0);

/// Every fault that a row names has to be one of conformance/faults. Throws Failure naming the row's file and line.
void check_fault_names(const Catalogue& catalogue);

} // namespace idpsim::engine
