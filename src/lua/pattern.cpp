#include "src/lua/pattern.hpp"

#include <cctype>
#include <cstring>

namespace idpsim::lua {

namespace {

constexpr int max_depth = 200; ///< nested calls of match: the C++ stack is not the script's

int octet(char c) { return static_cast<unsigned char>(c); }

/// One octet against "%a" and its kind; a letter that names no class stands for itself.
bool matches_class(char c, char name) {
    bool inside = false;
    switch (std::tolower(octet(name))) {
    case 'a':
        inside = std::isalpha(octet(c));
        break;
    case 'c':
        inside = std::iscntrl(octet(c));
        break;
    case 'd':
        inside = std::isdigit(octet(c));
        break;
    case 'g':
        inside = std::isgraph(octet(c));
        break;
    case 'l':
        inside = std::islower(octet(c));
        break;
    case 'p':
        inside = std::ispunct(octet(c));
        break;
    case 's':
        inside = std::isspace(octet(c));
        break;
    case 'u':
        inside = std::isupper(octet(c));
        break;
    case 'w':
        inside = std::isalnum(octet(c));
        break;
    case 'x':
        inside = std::isxdigit(octet(c));
        break;
    case 'z':
        inside = c == '\0';
        break;
    default:
        return name == c;
    }
    return std::isupper(octet(name)) ? !inside : inside;
}

/// `set` is at '[', `last` at the closing ']'.
bool matches_set(char c, const char* set, const char* last) {
    bool wanted = true;
    if (set[1] == '^') {
        wanted = false;
        ++set;
    }
    while (++set < last) {
        if (*set == '%') {
            ++set;
            if (matches_class(c, *set)) return wanted;
        } else if (set[1] == '-' && set + 2 < last) {
            set += 2;
            if (octet(set[-2]) <= octet(c) && octet(c) <= octet(*set)) return wanted;
        } else if (*set == c) {
            return wanted;
        }
    }
    return !wanted;
}

} // namespace

Matcher::Matcher(std::string_view subject, std::string_view pattern, std::int64_t fuel)
    : begin_(subject.data()), end_(begin_ + subject.size()), pattern_(pattern.data()),
      pattern_end_(pattern_ + pattern.size()), fuel_(fuel) {}

const char* Matcher::match_at(const char* start) {
    level_ = 0;
    depth_ = 0;
    return match(start, pattern_);
}

const char* Matcher::stop(const char* problem) {
    problem_ = problem;
    return nullptr;
}

/// Where the single-octet item at `p` ends in the pattern; null when it is malformed.
const char* Matcher::class_end(const char* p) {
    const char first = *p++;
    if (first == '%') return p == pattern_end_ ? stop("malformed pattern (ends with '%')") : p + 1;
    if (first != '[') return p;
    if (p < pattern_end_ && *p == '^') ++p;
    do { // the first octet may be ']' itself
        if (p == pattern_end_) return stop("malformed pattern (missing ']')");
        if (*p++ == '%') {
            if (p == pattern_end_) return stop("malformed pattern (missing ']')");
            ++p;
        }
    } while (p == pattern_end_ || *p != ']');
    return p + 1;
}

bool Matcher::matches_single(const char* s, const char* p, const char* rest) {
    if (s >= end_ || !spend()) return false;
    switch (*p) {
    case '.':
        return true;
    case '%':
        return matches_class(*s, p[1]);
    case '[':
        fuel_ -= rest - p;
        return matches_set(*s, p, rest - 1);
    default:
        return *p == *s;
    }
}

const char* Matcher::match(const char* s, const char* p) {
    if (depth_ >= max_depth) return stop("pattern too complex");
    ++depth_;
    const char* result = match_item(s, p);
    --depth_;
    return result;
}

/// Goes through the items that need no choice in a loop; a choice recurses through match.
const char* Matcher::match_item(const char* s, const char* p) {
    while (s && p != pattern_end_) {
        if (!spend()) return nullptr;
        if (*p == '(') {
            const bool is_place = p + 1 < pattern_end_ && p[1] == ')';
            return is_place ? start_capture(s, p + 2, Capture::place) : start_capture(s, p + 1, Capture::open);
        }
        if (*p == ')') return end_capture(s, p + 1);
        if (*p == '$' && p + 1 == pattern_end_) return s == end_ ? s : nullptr;
        if (*p == '%' && p + 1 < pattern_end_) {
            bool is_single = false;
            const char* moved = match_escape(s, p, is_single);
            if (!moved) return nullptr;
            if (!is_single) {
                s = moved;
                p = p[1] == 'f' ? class_end(p + 2) : p + (p[1] == 'b' ? 4 : 2);
                continue;
            }
        }
        const char* rest = class_end(p);
        if (!rest) return nullptr;
        const char quantifier = rest < pattern_end_ ? *rest : '\0';
        if (quantifier == '*') return max_expand(s, p, rest);
        if (quantifier == '+') return matches_single(s, p, rest) ? max_expand(s + 1, p, rest) : nullptr;
        if (quantifier == '-') return min_expand(s, p, rest);
        const bool matched = matches_single(s, p, rest);
        if (quantifier == '?') {
            const char* taken = matched ? match(s + 1, rest + 1) : nullptr;
            if (taken || stopped()) return taken;
            p = rest + 1;
            continue;
        }
        s = matched ? s + 1 : nullptr;
        p = rest;
    }
    return s;
}

/// %b, %f and back references; `is_single` is set for all other escapes.
const char* Matcher::match_escape(const char* s, const char* p, bool& is_single) {
    if (p[1] == 'b') return match_balance(s, p + 2);
    if (p[1] == 'f') {
        if (p + 2 == pattern_end_ || p[2] != '[') return stop("missing '[' after '%f' in pattern");
        const char* set_end = class_end(p + 2);
        return set_end && matches_frontier(s, p + 2, set_end) ? s : nullptr;
    }
    if (std::isdigit(octet(p[1]))) return match_back_reference(s, p[1]);
    is_single = true;
    return s;
}

bool Matcher::matches_frontier(const char* s, const char* set, const char* set_end) {
    const char before = s == begin_ ? '\0' : s[-1];
    const char here = s == end_ ? '\0' : *s;
    fuel_ -= set_end - set;
    return !matches_set(before, set, set_end - 1) && matches_set(here, set, set_end - 1);
}

const char* Matcher::max_expand(const char* s, const char* p, const char* rest) {
    std::ptrdiff_t count = 0;
    while (matches_single(s + count, p, rest)) ++count;
    for (; count >= 0 && !stopped(); --count) {
        if (const char* end = match(s + count, rest + 1)) return end;
    }
    return nullptr;
}

const char* Matcher::min_expand(const char* s, const char* p, const char* rest) {
    for (;;) {
        const char* end = match(s, rest + 1);
        if (end || stopped()) return end;
        if (!matches_single(s, p, rest)) return nullptr;
        ++s;
    }
}

const char* Matcher::start_capture(const char* s, const char* p, std::ptrdiff_t size) {
    if (level_ >= max_captures) return stop("too many captures");
    captures_[level_] = {s, size};
    ++level_;
    const char* end = match(s, p);
    if (!end) --level_;
    return end;
}

const char* Matcher::end_capture(const char* s, const char* p) {
    int index = level_ - 1;
    while (index >= 0 && captures_[index].size != Capture::open) --index;
    if (index < 0) return stop("invalid pattern capture");
    captures_[index].size = s - captures_[index].start;
    const char* end = match(s, p);
    if (!end) captures_[index].size = Capture::open;
    return end;
}

const char* Matcher::match_balance(const char* s, const char* p) {
    if (pattern_end_ - p < 2) return stop("malformed pattern (missing arguments to '%b')");
    if (s == end_ || *s != *p) return nullptr;
    int depth = 1;
    for (const char* at = s + 1; at < end_; ++at) {
        if (!spend()) return nullptr;
        if (*at == p[1]) {
            if (--depth == 0) return at + 1;
        } else if (*at == *p) {
            ++depth;
        }
    }
    return nullptr;
}

const char* Matcher::match_back_reference(const char* s, char digit) {
    const int index = digit - '1';
    if (index < 0 || index >= level_ || captures_[index].size == Capture::open)
        return stop("invalid capture index in pattern");
    const std::ptrdiff_t size = captures_[index].size;
    if (size == Capture::place) return nullptr; // a place has no text to equal, as in Lua
    fuel_ -= size / 16;
    if (end_ - s < size) return nullptr;
    return size == 0 || std::memcmp(captures_[index].start, s, static_cast<std::size_t>(size)) == 0 ? s + size
                                                                                                    : nullptr;
}

} // namespace idpsim::lua
