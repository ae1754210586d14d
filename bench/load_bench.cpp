/// How long does it take to load everything a run reads: profiles, scenarios, clauses, claims, the target?
#include "src/engine/assets.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/load_profile.hpp"

#include <benchmark/benchmark.h>

namespace idpsim::engine {
namespace {

void load_all(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(load_leniently());
}
BENCHMARK(load_all)->Unit(benchmark::kMillisecond);

void fresh_state(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(std::make_unique<lua::State>());
}
BENCHMARK(fresh_state)->Unit(benchmark::kMicrosecond);

/// What the hook costs: the instructions of an empty loop.
void million_instructions(benchmark::State& state) {
    lua::State lua;
    const auto loop = lua.run_text("return function() for i = 1, 1000000 do end end", "loop.lua");
    for (auto _ : state) benchmark::DoNotOptimize(lua.call(*loop->function()));
}
BENCHMARK(million_instructions)->Unit(benchmark::kMillisecond);

void one_profile(benchmark::State& state) {
    lua::State lua;
    const auto file = data_folder() / "simulator" / "profiles" / "okta.lua";
    for (auto _ : state) benchmark::DoNotOptimize(load_profile(lua, file));
}
BENCHMARK(one_profile)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace idpsim::engine

BENCHMARK_MAIN();
