#pragma once
#include <string>

namespace idpsim::bench {

/// The built-in SCIM server by itself, without the product around it, on a free port and in a file or, by "", in memory.
/// Prints {"scim":URL,"token":TOKEN} and serves until the process is ended: for profilers, and to see what the product adds.
int serve(const std::string& file);

} // namespace idpsim::bench
