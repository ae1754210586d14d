#include "src/engine/journal.hpp"

#include "conformance/result_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace idpsim::engine {
namespace json = boost::json;
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const char* what) {
    throw Failure(Error{Fault::io, file.string(), std::string(what) + ": " + std::strerror(errno)});
}

/// The rest of the last line. Earlier versions wrote no notes.
void read_end(const json::object& line, conformance::RunResult& run) {
    if (const json::value* wall = line.if_contains("wall_us"); wall && wall->is_int64()) run.wall_us = wall->get_int64();
    const json::value* notes = line.if_contains("notes");
    run.notes.clear();
    if (!notes || !notes->is_array()) return;
    for (const json::value& note : notes->get_array())
        if (note.is_string()) run.notes.emplace_back(note.get_string());
}

/// How many octets of the file are whole lines; what a killed run left behind the last line feed is dropped.
std::uintmax_t whole_lines(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::uintmax_t at = 0, whole = 0;
    for (char c; in.get(c);) {
        ++at;
        if (c == '\n') whole = at;
    }
    return whole;
}

} // namespace

Journal::Journal(std::filesystem::path file, bool append) : file_(std::move(file)) {
    if (append && std::filesystem::exists(file_)) {
        std::error_code failed;
        std::filesystem::resize_file(file_, whole_lines(file_), failed);
        if (failed) throw Failure(Error{Fault::io, file_.string(), failed.message()});
    }
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC), 0644);
    if (descriptor_ < 0) fail(file_, "cannot be written");
}

Journal::~Journal() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void Journal::write_line(const std::string& line) {
    const std::lock_guard hold(lock_);
    const off_t before = ::lseek(descriptor_, 0, SEEK_END);
    std::size_t done = 0;
    while (done < line.size()) {
        const ssize_t wrote = ::write(descriptor_, line.data() + done, line.size() - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) {
            const int why = errno;
            // What was written of this line must not be taken for a line.
            if (before >= 0 && ::ftruncate(descriptor_, before) != 0) {}
            errno = why;
            fail(file_, "cannot be written");
        }
        done += static_cast<std::size_t>(wrote);
    }
}

void Journal::begin(const conformance::RunResult& header) {
    json::object line = conformance::header_to_json(header);
    line["event"] = "run";
    write_line(json::serialize(line) + "\n");
}

void Journal::add(const conformance::CaseResult& one) {
    json::object line = conformance::to_json(one, true);
    line["event"] = "case";
    write_line(json::serialize(line) + "\n");
}

void Journal::end(const conformance::RunResult& run) {
    const json::object line{{"event", "end"}, {"wall_us", run.wall_us}, {"matrix", conformance::matrix_to_json(run.matrix)},
                            {"notes", json::array(run.notes.begin(), run.notes.end())}};
    write_line(json::serialize(line) + "\n");
}

Result<conformance::RunResult> read_journal(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return Error{Fault::io, file.string(), "cannot be read"};
    conformance::RunResult run;
    bool begun = false, ended = false;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (in.eof()) break;   // no line feed: torn
        const std::string where = file.string() + ":" + std::to_string(number);
        boost::system::error_code failed;
        const json::value value = json::parse(line, failed);
        const json::value* event = value.is_object() ? value.get_object().if_contains("event") : nullptr;
        if (failed || !event || !event->is_string()) return Error{Fault::malformed, where, "is no journal line"};
        if (event->get_string() == "run") {
            auto header = conformance::header_from_json(value);
            if (!header) return Error{Fault::malformed, where, describe(header.error())};
            if (!begun) run = std::move(*header);
            begun = true;
        } else if (event->get_string() == "case") {
            auto one = conformance::case_from_json(value);
            if (!one) return Error{Fault::malformed, where, describe(one.error())};
            run.cases.push_back(std::move(*one));
            ended = false;
        } else if (event->get_string() == "end") {
            const json::value* matrix = value.get_object().if_contains("matrix");
            auto cells = conformance::matrix_from_json(matrix ? *matrix : json::value());
            if (!cells) return Error{Fault::malformed, where, describe(cells.error())};
            run.matrix = std::move(*cells);
            read_end(value.get_object(), run);
            ended = true;
        }
    }
    if (!begun) return Error{Fault::malformed, file.string(), "does not begin with a run"};
    run.interrupted = !ended;
    return run;
}

} // namespace idpsim::engine
