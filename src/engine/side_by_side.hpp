#pragma once
/// Independent pieces of work, on several threads.
#include <cstddef>
#include <functional>

namespace idpsim::engine {

/// Calls `work` once for each index below `count`, taken in order, on `jobs` threads (0: one per core; no more than there are
/// pieces; a single one is the caller's own). After an exception no further piece is begun; the first one is thrown on.
void side_by_side(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

} // namespace idpsim::engine
