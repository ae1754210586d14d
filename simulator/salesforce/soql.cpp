#include "simulator/salesforce/soql.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::salesforce {
namespace {

/// Words, with "," and "=" as words of their own.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> out;
    std::string word;
    const auto end_word = [&] {
        if (!word.empty()) out.push_back(std::move(word));
        word.clear();
    };
    for (const char c : text) {
        const bool mark = c == ',' || c == '=';
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || mark)
            end_word();
        else
            word += c;
        if (mark) out.emplace_back(1, c);
    }
    end_word();
    return out;
}

class Reader {
public:
    explicit Reader(std::vector<std::string> words) : words_(std::move(words)) {}

    bool takes(std::string_view word) {
        if (at_ >= words_.size() || !equal_nocase(words_[at_], word)) return false;
        ++at_;
        return true;
    }
    std::string next() { return at_ < words_.size() ? words_[at_++] : std::string(); }
    bool is_done() const { return at_ == words_.size(); }

private:
    std::vector<std::string> words_;
    std::size_t at_ = 0;
};

bool is_field(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

Error malformed(std::string why) { return Error{Fault::malformed, "query", std::move(why)}; }

} // namespace

Result<UserQuery> read_user_query(std::string_view text) {
    Reader reader(words_of(text));
    UserQuery out;
    if (!reader.takes("SELECT")) return malformed("it begins with SELECT");
    do {
        std::string field = reader.next();
        if (!is_field(field)) return malformed("a field was expected");
        out.fields.push_back(std::move(field));
    } while (reader.takes(","));
    if (!reader.takes("FROM") || !reader.takes("User")) return malformed("only users can be asked for");
    if (reader.takes("WHERE")) {
        if (!reader.takes("IsActive") || !reader.takes("=")) return malformed("the condition is on IsActive");
        const std::string value = reader.next();
        if (!equal_nocase(value, "true") && !equal_nocase(value, "false"))
            return malformed("IsActive is true or false");
        out.is_active = equal_nocase(value, "true");
    }
    if (!reader.is_done()) return malformed("something stands behind the end");
    return out;
}

} // namespace idpsim::salesforce
