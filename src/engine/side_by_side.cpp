#include "src/engine/side_by_side.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace idpsim::engine {

void side_by_side(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stopped{false};
    std::mutex lock;
    std::exception_ptr failure;
    const auto take = [&] {
        try {
            for (std::size_t index = next++; index < count && !stopped; index = next++) work(index);
        } catch (...) {
            const std::lock_guard hold(lock);
            if (!failure) failure = std::current_exception();
            stopped = true;
        }
    };
    if (jobs == 0) jobs = std::max(1u, std::thread::hardware_concurrency());
    jobs = static_cast<unsigned>(std::min<std::size_t>(jobs, std::max<std::size_t>(count, 1)));
    if (jobs == 1) {
        take();
    } else {
        std::vector<std::jthread> threads;
        threads.reserve(jobs);
        for (unsigned i = 0; i < jobs; ++i) threads.emplace_back(take);
    }
    if (failure) std::rethrow_exception(failure);
}

} // namespace idpsim::engine
