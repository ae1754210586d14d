#pragma once
/// The files of a run.
#include "conformance/result.hpp"

#include <filesystem>

namespace idpsim::cli {

/// report.json, junit.xml, report.md and report.html in the folder; Failure (io) when it cannot be written to.
void write_reports(const std::filesystem::path& folder, const conformance::RunResult& run);

} // namespace idpsim::cli
