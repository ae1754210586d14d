/// What does the whole default run cost, and how much of it is RSA? Prints a table; see bench/README.md.
#include "simulator/idp/keyring.hpp"
#include "src/crypto/key.hpp"
#include "src/engine/run.hpp"
#include "src/xml/document.hpp"

#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <thread>

namespace {

using namespace idpsim;

double process_cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void measure(const engine::Catalogue& catalogue, const std::vector<engine::PlannedCase>& plan, unsigned jobs) {
    idp::KeyRing keys;
    engine::UniverseSeed seed;
    seed.catalogue = &catalogue;
    seed.keys = &keys;
    const crypto::SigningStats before = crypto::signing_stats();
    const double cpu_before = process_cpu_seconds();
    const auto begun = std::chrono::steady_clock::now();
    const auto results = engine::run_cases(seed, plan, jobs, {});
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    const double cpu = process_cpu_seconds() - cpu_before;
    const crypto::SigningStats after = crypto::signing_stats();
    const double signing = static_cast<double>(after.sign_ns - before.sign_ns) / 1e9;
    const double keygen = static_cast<double>(after.keygen_ns - before.keygen_ns) / 1e9;
    const auto summary = conformance::summarize(results);
    fmt::print("{:>4} {:>6} {:>7} {:>8.3f} {:>8.3f} {:>8} {:>9.3f} {:>9.3f} {:>9.0f} % {:>8.2f}\n", jobs, results.size(), summary.pass, wall, cpu,
               after.signatures - before.signatures, signing, keygen, 100 * (signing + keygen) / cpu, cpu / (signing + keygen));
}

} // namespace

int main() {
    const xml::Library library;
    const engine::Catalogue catalogue = engine::load_catalogue();
    const auto plan = engine::make_plan(catalogue, {});
    fmt::print("jobs  cases  passed  wall s    cpu s  signed  signing s  keygen s  RSA/CPU     CPU/RSA\n");
    for (const unsigned jobs : {1u, std::max(1u, std::thread::hardware_concurrency())})
        for (int i = 0; i < 3; ++i) measure(catalogue, plan, jobs);
}
