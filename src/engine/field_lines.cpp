#include "src/engine/field_lines.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

struct Token {
    enum class Kind { word, text, mark };
    Kind kind;
    std::string_view text; ///< a text without its quotes
    std::size_t at;
};

/// Just enough of Lua's grammar to see names, texts, braces and where comments end.
class Scanner {
public:
    explicit Scanner(std::string_view source) : source_(source) {}

    std::vector<Token> scan() {
        while (at_ < source_.size()) step();
        return std::move(tokens_);
    }

private:
    void step() {
        const char c = source_[at_];
        if (std::isspace(static_cast<unsigned char>(c)))
            ++at_;
        else if (source_.substr(at_, 2) == "--")
            skip_comment();
        else if (c == '"' || c == '\'')
            read_quoted(c);
        else if (const auto level = long_bracket(at_))
            read_long(*level);
        else if (is_word(c))
            read_word();
        else if (source_.substr(at_, 2) == "==" || source_.substr(at_, 2) == "~=")
            add(Token::Kind::mark, 2);
        else
            add(Token::Kind::mark, 1);
    }

    void add(Token::Kind kind, std::size_t size) {
        tokens_.push_back({kind, source_.substr(at_, size), at_});
        at_ += size;
    }

    void read_word() {
        std::size_t size = 1;
        while (at_ + size < source_.size() && is_word(source_[at_ + size])) ++size;
        add(Token::Kind::word, size);
    }

    void read_quoted(char quote) {
        std::size_t end = at_ + 1;
        while (end < source_.size() && source_[end] != quote) end += source_[end] == '\\' ? 2 : 1;
        end = std::min(end, source_.size());
        tokens_.push_back({Token::Kind::text, source_.substr(at_ + 1, end - at_ - 1), at_});
        at_ = end + 1;
    }

    /// The number of equal signs of a "[==[" at `at`.
    std::optional<std::size_t> long_bracket(std::size_t at) const {
        if (source_.substr(at, 1) != "[") return std::nullopt;
        const std::size_t second = source_.find_first_not_of('=', at + 1);
        if (second == std::string_view::npos || source_[second] != '[') return std::nullopt;
        return second - at - 1;
    }

    void read_long(std::size_t level) {
        const std::size_t start = at_;
        skip_long(level);
        tokens_.push_back({Token::Kind::text, source_.substr(start, at_ - start), start});
    }

    void skip_long(std::size_t level) {
        const std::string close = "]" + std::string(level, '=') + "]";
        const std::size_t end = source_.find(close, at_ + level + 2);
        at_ = end == std::string_view::npos ? source_.size() : end + close.size();
    }

    void skip_comment() {
        at_ += 2;
        if (const auto level = long_bracket(at_)) return skip_long(*level);
        at_ = std::min(source_.find('\n', at_), source_.size());
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

/// Follows paths through the tables of a file.
class Finder {
public:
    explicit Finder(std::string_view source) : tokens_(Scanner(source).scan()) {}

    /// How far a path could be followed: the place of what was found last, and what is left of the path.
    struct Followed {
        std::size_t at = 0;
        std::string_view rest;
    };

    Followed follow(std::string_view path) const {
        Followed best{0, path};
        for (const std::size_t root : roots()) {
            const Followed one = follow_in(root, path, 0);
            if (one.rest.size() < best.rest.size()) best = one;
        }
        return best.rest.size() < path.size() ? best : follow_assignment(path);
    }

private:
    bool is_mark(std::size_t i, std::string_view text) const {
        return i < tokens_.size() && tokens_[i].kind == Token::Kind::mark && tokens_[i].text == text;
    }
    bool is_word_token(std::size_t i, std::string_view text) const {
        return i < tokens_.size() && tokens_[i].kind == Token::Kind::word && tokens_[i].text == text;
    }

    /// What the token does to the nesting. Bodies count like brackets: `for` and `while` have their `do`.
    int nesting(const Token& token) const {
        if (token.kind == Token::Kind::text) return 0;
        for (const char* opens : {"{", "(", "[", "function", "do", "if", "repeat"})
            if (token.text == opens) return 1;
        for (const char* closes : {"}", ")", "]", "end", "until"})
            if (token.text == closes) return -1;
        return 0;
    }

    /// The braces outside of everything else; that of `return {` first.
    std::vector<std::size_t> roots() const {
        std::vector<std::size_t> found;
        int depth = 0;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (depth == 0 && is_mark(i, "{")) {
                if (i > 0 && is_word_token(i - 1, "return"))
                    found.insert(found.begin(), i);
                else
                    found.push_back(i);
            }
            depth += nesting(tokens_[i]);
        }
        return found;
    }

    struct Entry {
        std::size_t name, value; ///< tokens; the same for a list item
    };

    /// The entry `name` (a field's name, or a list item's number as "[2]") of the table whose brace is token `open`.
    std::optional<Entry> entry(std::size_t open, std::string_view name) const {
        int depth = 1;
        std::size_t items = 0;
        for (std::size_t i = open + 1; i < tokens_.size() && depth > 0; ++i) {
            const bool begins = depth == 1 && (i == open + 1 || is_mark(i - 1, ",") || is_mark(i - 1, ";"));
            if (begins && !is_mark(i, "}")) {
                if (const Entry field = read_field(i); field.value != i) {
                    const Token& key = tokens_[is_mark(i, "[") ? i + 1 : i];
                    if (key.text == name) return field;
                } else if (is_number(name, ++items)) {
                    return field;
                }
            }
            depth += nesting(tokens_[i]);
        }
        return std::nullopt;
    }

    static bool is_number(std::string_view step, std::size_t number) {
        return step == "[" + std::to_string(number) + "]";
    }

    /// `name =` and `["name"] =`; for a list item name and value are the same.
    Entry read_field(std::size_t i) const {
        if (tokens_[i].kind == Token::Kind::word && is_mark(i + 1, "=")) return {i, i + 2};
        if (is_mark(i, "[") && is_mark(i + 2, "]") && is_mark(i + 3, "=")) return {i, i + 4};
        return {i, i};
    }

    /// The brace of the table that the value at token `i` is: written there, or held in a variable.
    std::optional<std::size_t> table_at(std::size_t i) const {
        if (is_mark(i, "{")) return i;
        if (i >= tokens_.size() || tokens_[i].kind != Token::Kind::word) return std::nullopt;
        for (std::size_t j = 0; j + 2 < tokens_.size(); ++j) {
            const bool assigned = is_word_token(j, tokens_[i].text) && is_mark(j + 1, "=") && is_mark(j + 2, "{");
            if (assigned && (j == 0 || !is_mark(j - 1, "."))) return j + 2;
        }
        return std::nullopt;
    }

    /// Names may hold dots themselves (["saml.response"]), so the longest that fits is taken.
    Followed follow_in(std::size_t open, std::string_view path, std::size_t at, int depth = 0) const {
        if (path.empty() || depth > 64) return {at, path};
        std::size_t end = path.front() == '[' ? path.find(']') + 1 : path.size();
        while (end > 0 && end <= path.size()) {
            if (const auto found = entry(open, path.substr(0, end))) {
                std::string_view rest = path.substr(end);
                if (rest.starts_with('.')) rest.remove_prefix(1);
                const std::size_t place = tokens_[found->name].at;
                const auto inner = table_at(found->value);
                return inner ? follow_in(*inner, rest, place, depth + 1) : Followed{place, rest};
            }
            if (path.front() == '[') break;
            const std::size_t cut = path.substr(0, end).find_last_of(".[");
            end = cut == std::string_view::npos ? 0 : cut;
        }
        return {at, path};
    }

    /// `story.name = ...` and `function story.name(...)`, after the table was made.
    Followed follow_assignment(std::string_view path) const {
        const std::string_view name = path.substr(0, path.find_first_of(".["));
        for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
            if (!is_word_token(i, name) || !is_mark(i - 1, ".") || !(is_mark(i + 1, "=") || is_mark(i + 1, "(")))
                continue;
            std::string_view rest = path.substr(name.size());
            if (rest.starts_with('.')) rest.remove_prefix(1);
            if (is_mark(i + 2, "{")) return follow_in(i + 2, rest, tokens_[i].at);
            return {tokens_[i].at, rest};
        }
        return {0, path};
    }

    std::vector<Token> tokens_;
};

} // namespace

std::size_t field_line(std::string_view source, std::string_view path) {
    const std::size_t at = Finder(source).follow(path).at;
    return 1 + static_cast<std::size_t>(std::ranges::count(source.substr(0, at), '\n'));
}

} // namespace idpsim::engine
