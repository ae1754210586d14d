#pragma once
/// What each command does; returns the exit code.
#include "src/cli/options.hpp"
#include "src/core/result.hpp"

namespace idpsim::cli {

inline constexpr int exit_pass = 0, exit_fail = 1, exit_usage = 2, exit_unverified = 3, exit_fault = 4;

int execute(const RunCommand& command);
int execute(const ServeCommand& command);
int execute(const SpCommand& command);
int execute(const ProvisionCommand& command);
int execute(const InspectCommand& command);
int execute(const GuideCommand& command);
int execute(const ListCommand& command);
int execute(const ShowCommand& command);
int execute(const MutantsCommand& command);
int execute(const ReportCommand& command);

/// A broken file or a name that does not exist is usage; what cannot be reached is unverified; the rest is our fault.
int exit_code_of(const Failure& failure);

} // namespace idpsim::cli
