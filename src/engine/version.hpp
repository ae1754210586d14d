#pragma once
namespace idpsim::engine {
inline constexpr char version[] = IDPSIM_VERSION;
} // namespace idpsim::engine
