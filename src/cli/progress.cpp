#include "src/cli/progress.hpp"

#include <fmt/format.h>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

namespace idpsim::cli {
namespace {

constexpr std::chrono::milliseconds redraw_every{50};

int columns_of(std::FILE* out) {
    winsize size{};
    return ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string time_left(std::chrono::steady_clock::duration spent, std::size_t done, std::size_t total) {
    if (done == 0) return "";
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(spent * static_cast<long>(total - done) / static_cast<long>(done));
    return left.count() >= 60 ? fmt::format("{} min {} s left", left.count() / 60, left.count() % 60)
                              : fmt::format("{} s left", left.count());
}

} // namespace

Progress::Progress(std::FILE* out, std::size_t total)
    : out_(out), terminal_(isatty(fileno(out)) != 0), columns_(terminal_ ? columns_of(out) : 80), total_(total),
      begun_(std::chrono::steady_clock::now()), drawn_(begun_) {}

Progress::~Progress() {
    if (terminal_) wipe();
}

void Progress::wipe() {
    std::fputs("\r\x1b[2K", out_);
    std::fflush(out_);
}

void Progress::started(const std::string& case_id) {
    const std::lock_guard hold(lock_);
    running_ = case_id;
    if (terminal_ && std::chrono::steady_clock::now() - drawn_ > redraw_every) draw();
}

void Progress::finished(const conformance::CaseResult& one) {
    const std::lock_guard hold(lock_);
    ++done_;
    conformance::count(counts_, one.verdict);
    const bool trouble = one.verdict != conformance::Verdict::pass && one.verdict != conformance::Verdict::skip;
    if (trouble) {
        if (terminal_) wipe();
        fmt::print(out_, "{} {}: {}\n", conformance::verdict_name(one.verdict), one.id, one.reason);
        std::fflush(out_);
    }
    if (terminal_ && (trouble || done_ == total_ || std::chrono::steady_clock::now() - drawn_ > redraw_every)) draw();
}

void Progress::draw() {
    drawn_ = std::chrono::steady_clock::now();
    constexpr std::size_t width = 24;
    const std::size_t filled = total_ ? done_ * width / total_ : width;
    std::string line = fmt::format("[{}{}] {}/{}  {} passed, {} failed  {}  {}", std::string(filled, '#'),
                                   std::string(width - filled, '.'), done_, total_, counts_.pass, counts_.fail,
                                   time_left(drawn_ - begun_, done_, total_), running_);
    line.resize(std::min(line.size(), static_cast<std::size_t>(std::max(columns_ - 1, 20))));
    fmt::print(out_, "\r\x1b[2K{}", line);
    std::fflush(out_);
}

} // namespace idpsim::cli
