#include "src/engine/csv.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

/// The separator of the first line, outside of quotes.
char separator_of(std::string_view text) {
    std::size_t counts[3] = {};
    constexpr char known[3] = {',', ';', '\t'};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r')) break;
        for (std::size_t i = 0; !quoted && i < 3; ++i) counts[i] += c == known[i] ? 1 : 0;
    }
    return known[std::max_element(counts, counts + 3) - counts];
}

class CsvReader {
public:
    explicit CsvReader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    Result<std::vector<CsvRecord>> read() {
        while (at_ < text_.size()) {
            begin_ = line_;
            if (auto done = read_record(); !done) return done.error();
        }
        return std::move(records_);
    }

private:
    Result<void> read_record() {
        CsvRecord record{line_, {}};
        for (;;) {
            auto field = peek() == '"' ? read_quoted() : read_plain();
            if (!field) return field.error();
            record.fields.push_back(*std::move(field));
            if (at_ < text_.size() && text_[at_] == separator_) {
                ++at_;
                continue;
            }
            if (at_ < text_.size() && text_[at_] != '\r' && text_[at_] != '\n') return broken("text after a closing quote");
            skip_line_end();
            break;
        }
        const bool blank = record.fields.size() == 1 && record.fields.front().empty();
        if (!blank) records_.push_back(std::move(record));
        return {};
    }

    Result<std::string> read_quoted() {
        std::string out;
        for (++at_; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\n') ++line_;
            if (c != '"') {
                out += c;
                continue;
            }
            ++at_;
            if (peek() != '"') return out;
            out += '"';
        }
        return broken("a quote is not closed");
    }

    Result<std::string> read_plain() {
        const std::size_t from = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\r' && text_[at_] != '\n') ++at_;
        return std::string(text_.substr(from, at_ - from));
    }

    void skip_line_end() {
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        ++line_;
    }

    Error broken(std::string why) const { return {Fault::malformed, "line " + std::to_string(begin_), std::move(why)}; }
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0, line_ = 1, begin_ = 1;
    std::vector<CsvRecord> records_;
};

} // namespace

Result<std::vector<CsvRecord>> read_csv(std::string_view text) { return CsvReader(text).read(); }

} // namespace idpsim::engine
