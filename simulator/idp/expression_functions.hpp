#pragma once
/// The functions that expressions are made of, by our own names; a profile gives them the vendor's.
#include "simulator/idp/expression.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::idp {

using Arguments = std::vector<Term>;

/// A list that an expression makes has at most that many texts.
inline constexpr std::size_t longest_list = 10'000;

/// One built-in function. It may look up the person's groups.
struct BuiltIn {
    std::string_view name;
    std::size_t least, most; ///< arguments
    Term (*call)(const Arguments& arguments, const NameLookUp& look_up);
};

/// Null when there is none of that name.
const BuiltIn* find_built_in(std::string_view name);
std::vector<std::string> built_in_names();

/// Regular expressions of admins. Throws Failure (invalid) when `pattern` is none or takes too long.
bool matches_whole(const std::string& text, const std::string& pattern);
bool matches_within(const std::string& text, const std::string& pattern);
std::string replace_matches(const std::string& text, const std::string& pattern, const std::string& replacement);
/// Throws Failure (invalid) when `pattern` is no regular expression.
void check_pattern(const std::string& pattern);

} // namespace idpsim::idp
