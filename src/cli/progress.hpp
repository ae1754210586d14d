#pragma once
/// How a run tells where it is: a bar on a terminal, a plain line per problem elsewhere.
#include "conformance/result.hpp"

#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>

namespace idpsim::cli {

class Progress {
public:
    /// Draws to `out` when it is a terminal; `total` cases are to come.
    Progress(std::FILE* out, std::size_t total);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// From any thread.
    void started(const std::string& case_id);
    void finished(const conformance::CaseResult& one);

private:
    void draw();
    void wipe();

    std::FILE* out_;
    bool terminal_;
    int columns_;
    std::size_t total_, done_ = 0;
    conformance::Summary counts_;
    std::string running_;
    std::chrono::steady_clock::time_point begun_, drawn_;
    std::mutex lock_;
};

} // namespace idpsim::cli
