#pragma once
/// The journal: one JSON object a line, flushed per case. Reports are made from it; a killed run leaves a good one.
#include "conformance/result.hpp"
#include "src/core/result.hpp"

#include <filesystem>
#include <mutex>
#include <set>
#include <string>

namespace idpsim::engine {

/// Writes; safe to use from several threads.
class Journal {
public:
    /// Starts a new file, or goes on behind the whole lines of an old one (`append`). Failure (Fault::io) when it cannot.
    Journal(std::filesystem::path file, bool append);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    void begin(const conformance::RunResult& header);
    /// A case's line is written whole and flushed, or Failure: "disk full" must never look like a shorter run.
    void add(const conformance::CaseResult& one);
    void end(const conformance::RunResult& run);

private:
    void write_line(const std::string& line);
    std::filesystem::path file_;
    int descriptor_ = -1;
    std::mutex lock_;
};

/// Reads a journal back. A torn last line (no line feed) is left out and the run counts as interrupted; any other
/// unreadable line is an Error with its number.
Result<conformance::RunResult> read_journal(const std::filesystem::path& file);

} // namespace idpsim::engine
