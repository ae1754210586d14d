#pragma once
/// Small text helpers that the standard library lacks.
#include <cstdint>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim {

/// ASCII lower case; other octets stay.
std::string to_lower(std::string_view text);
/// ASCII case-insensitive equality (header names, SCIM attribute names).
bool equal_nocase(std::string_view a, std::string_view b);
/// Without leading and trailing XML white space (space, tab, CR, LF).
std::string_view trim(std::string_view text);
/// The parts between `separator`s; "" gives one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);
/// "line\nline": `width` columns a line, no trailing line feed (PEM and several vendors' certificates).
std::string wrap(std::string_view text, std::size_t width, std::string_view line_end = "\n");
/// `text` as well-formed UTF-8: each ill-formed sequence becomes one U+FFFD (the maximal subparts of Unicode section
/// 3.9), so that what a peer sent can stand in JSON, XML and HTML. Well-formed text is returned as it is.
std::string valid_utf8(std::string_view text);
/// The longest beginning of `text` of at most `most` octets that cuts no UTF-8 character in two.
std::string_view cut_utf8(std::string_view text, std::size_t most);
/// Escapes & < > " ' for HTML text and attribute values.
std::string escape_html(std::string_view text);
/// How many single edits lead from a to b.
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate closest to `word`, or "" when none is near (more than a third of its length and one more edit away).
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);
/// What follows "... is not known": `; did you mean "X"?`, or "" when none is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);
/// The same where the known names are few enough to be listed when none is near: `; there are a, b`.
std::string did_you_mean_or_list(std::string_view word, const std::vector<std::string>& known);
/// What `name_of` says of each, in order: the known names for the two above.
template <class Range, class NameOf> std::vector<std::string> names_of(const Range& range, NameOf name_of) {
    std::vector<std::string> out;
    out.reserve(std::size(range));
    for (const auto& one : range) out.emplace_back(std::invoke(name_of, one));
    return out;
}
/// FNV-1a of the octets of `text`, the same on every machine: for spreading, not for secrets. `from` is the hash of what
/// stands before `text`.
std::uint64_t hash_text(std::string_view text, std::uint64_t from = 0xcbf29ce484222325u);
/// True when `text` matches `pattern`, where `*` stands for any run of characters.
bool matches_glob(std::string_view pattern, std::string_view text);

} // namespace idpsim
