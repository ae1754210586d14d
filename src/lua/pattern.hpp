#pragma once
/// Lua's patterns (Lua 5.4 manual, section 6.4.1) with a step counter: the library's own matcher cannot be stopped, and
/// a pattern such as ".-.-.-.-x" keeps it busy for hours.
///
/// Nothing here owns memory, so a Lua error may pass over a Matcher.
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace idpsim::lua {

class Matcher {
public:
    static constexpr int max_captures = 32;

    struct Capture {
        static constexpr std::ptrdiff_t open = -1, place = -2;
        const char* start;
        std::ptrdiff_t size; ///< octets, or open, or place: "()" gives the place, not a text
    };

    /// `fuel`: how many single steps may be spent over all calls of match_at.
    Matcher(std::string_view subject, std::string_view pattern, std::int64_t fuel);

    /// The end of a match that begins at `start` (inside the subject), or null: no match, or stopped().
    const char* match_at(const char* start);

    bool stopped() const { return problem_ || is_exhausted(); }
    bool is_exhausted() const { return fuel_ < 0; }
    /// What is wrong with the pattern, or null.
    const char* problem() const { return problem_; }
    std::int64_t fuel() const { return fuel_; }
    int captures() const { return level_; }
    const Capture& capture(int index) const { return captures_[index]; }

private:
    const char* match(const char* s, const char* p);
    const char* match_item(const char* s, const char* p);
    const char* match_escape(const char* s, const char* p, bool& is_single);
    const char* max_expand(const char* s, const char* p, const char* rest);
    const char* min_expand(const char* s, const char* p, const char* rest);
    const char* start_capture(const char* s, const char* p, std::ptrdiff_t size);
    const char* end_capture(const char* s, const char* p);
    const char* match_balance(const char* s, const char* p);
    const char* match_back_reference(const char* s, char digit);
    bool matches_frontier(const char* s, const char* set, const char* set_end);
    bool matches_single(const char* s, const char* p, const char* rest);
    const char* class_end(const char* p);
    const char* stop(const char* problem);
    bool spend() { return --fuel_ >= 0; }

    const char* const begin_;
    const char* const end_;
    const char* const pattern_;
    const char* const pattern_end_;
    std::int64_t fuel_;
    const char* problem_ = nullptr;
    int depth_ = 0;
    int level_ = 0;
    Capture captures_[max_captures];
};

} // namespace idpsim::lua
