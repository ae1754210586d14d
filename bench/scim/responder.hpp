#pragma once

namespace idpsim::bench {

/// Prints {"scim":URL} and answers every request with the same user, unread but for where it ends, until the process is
/// ended.
int respond();

} // namespace idpsim::bench
