#pragma once
/// What the rules share: "not judged" when a part is absent, and times with tolerance.
#include "simulator/sp/login_context.hpp"
#include "simulator/sp/rule.hpp"

#include <optional>
#include <string>

namespace idpsim::sp {

/// The value behind an optional Result, or null when it is absent or an error.
template <class T>
const T* readable(const std::optional<Result<T>>& part) {
    return part && *part ? &**part : nullptr;
}

inline RuleOutcome without_response() { return RuleOutcome::not_judged("a readable Response"); }
inline RuleOutcome without_assertion() { return RuleOutcome::not_judged("a readable assertion"); }
inline RuleOutcome without(std::string what) { return RuleOutcome::not_judged(std::move(what)); }

inline std::string_view or_none(const std::optional<std::string>& text) {
    return text ? std::string_view(*text) : std::string_view("(none)");
}

/// `not_on_or_after` is exclusive; `skew` widens the window.
inline bool is_over(Instant not_on_or_after, Instant now, Millis skew) { return now - skew >= not_on_or_after; }
inline bool is_early(Instant not_before, Instant now, Millis skew) { return now + skew < not_before; }

/// "later than 2026-11-24T13:35:09.120Z" for expectations about times.
inline std::string after(Instant at) { return "later than " + format_instant(at); }

} // namespace idpsim::sp
