#include "simulator/idp/expression_functions.hpp"

#include "src/core/text.hpp"

#include <boost/regex.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace idpsim::idp {
namespace {

/// Longer texts are no attribute values; it also bounds the work of an admin's regular expression.
constexpr std::size_t longest_text = 65'536;
static_assert(longest_list > 256); // of arguments

std::string arg(const Arguments& arguments, std::size_t i) {
    return i < arguments.size() ? text_of(arguments[i]) : std::string();
}

bool is_nothing(const Term& term) { return std::holds_alternative<std::monostate>(term); }
bool is_empty(const Term& term) { return texts_of(term).empty(); }

std::int64_t number(const Arguments& arguments, std::size_t i, std::int64_t fallback) {
    if (i >= arguments.size()) return fallback;
    if (const auto* held = std::get_if<std::int64_t>(&arguments[i])) return *held;
    const std::string text = text_of(arguments[i]);
    std::int64_t out = fallback;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::vector<std::string> list(const Arguments& arguments, std::size_t i) {
    return i < arguments.size() ? texts_of(arguments[i]) : std::vector<std::string>();
}

[[noreturn]] void too_large(const char* what) { throw Failure(Error{Fault::invalid, "expression", what}); }

std::string held(std::string out) {
    if (out.size() > longest_text) too_large("a text grows beyond 64 KB");
    return out;
}

Term text(std::string out) { return held(std::move(out)); }

/// Before every place of a text may become `replacement`: what that could come to.
void hold_replacing(const std::string& in, const std::string& replacement) {
    if ((in.size() + 1) * (replacement.size() + 1) > 256 * longest_text) too_large("a text grows beyond 64 KB");
}

/// A function of a text, of each text when the argument is a list; nothing of nothing.
template <class Change> Term change_text(const Arguments& arguments, Change change) {
    if (is_nothing(arguments[0])) return {};
    if (const auto* many = std::get_if<std::vector<std::string>>(&arguments[0])) {
        std::vector<std::string> out;
        for (const std::string& one : *many) out.push_back(held(change(one)));
        return out;
    }
    return text(change(text_of(arguments[0])));
}

std::string upper(std::string_view from) {
    std::string out(from);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

/// Octets [from, to) of `whole`, held within it and cutting no UTF-8 character.
std::string slice(const std::string& whole, std::int64_t from, std::int64_t to) {
    const auto size = static_cast<std::int64_t>(whole.size());
    from = std::clamp<std::int64_t>(from, 0, size);
    to = std::clamp<std::int64_t>(to, from, size);
    return valid_utf8(std::string_view(whole).substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
}

std::string after(const std::string& whole, const std::string& mark) {
    const auto at = whole.find(mark);
    return at == std::string::npos ? std::string() : whole.substr(at + mark.size());
}

std::string before(const std::string& whole, const std::string& mark) {
    const auto at = whole.find(mark);
    return at == std::string::npos ? std::string() : whole.substr(0, at);
}

template <class Is> std::string run_at_start(const std::string& whole, Is is) {
    return whole.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(whole, is) - whole.begin()));
}

template <class Is> std::string run_at_end(const std::string& whole, Is is) {
    std::size_t at = whole.size();
    while (at > 0 && is(whole[at - 1])) --at;
    return whole.substr(at);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Okta's stringSwitch: the first key that the input holds.
Term switch_text(const Arguments& arguments) {
    const std::string input = arg(arguments, 0);
    for (std::size_t i = 2; i + 1 < arguments.size(); i += 2)
        if (const std::string key = arg(arguments, i); input.find(key) != std::string::npos) return arguments[i + 1];
    return arguments[1];
}

Term join_texts(const Arguments& arguments) {
    std::vector<std::string> parts;
    for (std::size_t i = 1; i < arguments.size(); ++i)
        for (std::string& part : list(arguments, i)) parts.push_back(std::move(part));
    return text(join(parts, arg(arguments, 0)));
}

Term append_texts(const Arguments& arguments) {
    std::string out;
    for (std::size_t i = 0; i < arguments.size(); ++i) out += arg(arguments, i);
    return text(std::move(out));
}

Term flatten(const Arguments& arguments) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        for (std::string& one : list(arguments, i)) {
            if (out.size() == longest_list) too_large("a list grows beyond 10,000 texts");
            out.push_back(std::move(one));
        }
    return out;
}

Term without(const Arguments& arguments) {
    std::vector<std::string> out = list(arguments, 0);
    std::erase(out, arg(arguments, 1));
    return out;
}

Term item(const Arguments& arguments) {
    const std::vector<std::string> all = list(arguments, 0);
    const std::int64_t at = number(arguments, 1, 0);
    if (at < 0 || at >= static_cast<std::int64_t>(all.size())) return {};
    return all[static_cast<std::size_t>(at)];
}

bool list_has(const std::vector<std::string>& all, const std::string& wanted) {
    return std::ranges::find(all, wanted) != all.end();
}

std::vector<std::string> groups(const NameLookUp& look_up) { return texts_of(look_up("person.groups")); }

/// How a group's name is held against a text.
using Likeness = bool (*)(const std::string& name, const std::string& wanted);
bool starts(const std::string& name, const std::string& wanted) { return name.starts_with(wanted); }
bool ends(const std::string& name, const std::string& wanted) { return name.ends_with(wanted); }
bool holds(const std::string& name, const std::string& wanted) { return name.find(wanted) != std::string::npos; }

template <Likeness Like> Term is_member(const Arguments& arguments, const NameLookUp& look_up) {
    const std::string wanted = arg(arguments, 0);
    return std::ranges::any_of(groups(look_up), [&](const std::string& name) { return Like(name, wanted); });
}

/// Groups.startsWith(app, text, limit): the names that are like it.
template <Likeness Like> Term member_names(const Arguments& arguments, const NameLookUp& look_up) {
    std::vector<std::string> out;
    const std::int64_t limit = number(arguments, 2, 100);
    for (const std::string& name : groups(look_up))
        if (static_cast<std::int64_t>(out.size()) < limit && Like(name, arg(arguments, 1))) out.push_back(name);
    return out;
}

bool same(const std::string& name, const std::string& wanted) { return name == wanted; }

/// Entra's Contains(), StartWith(), EndWith(): (input, value, output, output if there is no match).
template <Likeness Like> Term output_if(const Arguments& arguments, const NameLookUp&) {
    if (!is_nothing(arguments[0]) && Like(arg(arguments, 0), arg(arguments, 1))) return arguments[2];
    return arguments.size() > 3 ? arguments[3] : Term();
}

/// (input, pattern, replacement) where the replacement's {name} are the pattern's groups, as Entra writes them, and $1
/// as elsewhere.
std::string boost_replacement(const std::string& replacement) {
    return boost::regex_replace(replacement, boost::regex("\\{([A-Za-z_][A-Za-z0-9_]*)\\}"), "\\$\\+\\{$1\\}",
                                boost::format_perl);
}

constexpr BuiltIn built_ins[] = {
    {"upper", 1, 1, [](const Arguments& a, const NameLookUp&) { return change_text(a, [](const std::string& s) { return upper(s); }); }},
    {"lower", 1, 1, [](const Arguments& a, const NameLookUp&) { return change_text(a, [](const std::string& s) { return to_lower(s); }); }},
    {"trim", 1, 1, [](const Arguments& a, const NameLookUp&) { return change_text(a, [](const std::string& s) { return std::string(trim(s)); }); }},
    {"length", 1, 1, [](const Arguments& a, const NameLookUp&) { return Term(static_cast<std::int64_t>(arg(a, 0).size())); }},
    {"append", 1, 32, [](const Arguments& a, const NameLookUp&) { return append_texts(a); }},
    {"join", 2, 64, [](const Arguments& a, const NameLookUp&) { return join_texts(a); }},
    {"join_list", 1, 2, [](const Arguments& a, const NameLookUp&) { return text(join(list(a, 0), a.size() > 1 ? arg(a, 1) : ",")); }},
    {"remove_spaces", 1, 1, [](const Arguments& a, const NameLookUp&) { return change_text(a, [](const std::string& s) { return replace_all(s, " ", ""); }); }},
    {"replace", 3, 3, [](const Arguments& a, const NameLookUp&) {
         const std::string from = arg(a, 1);
         const std::string to = arg(a, 2);
         return change_text(a, [&](const std::string& s) {
             hold_replacing(s, to);
             return from.empty() ? s : replace_all(s, from, to);
         });
     }},
    {"replace_first", 3, 3, [](const Arguments& a, const NameLookUp&) {
         return change_text(a, [&](const std::string& s) {
             const std::string from = arg(a, 1);
             const auto at = s.find(from);
             return from.empty() || at == std::string::npos ? s : before(s, from) + arg(a, 2) + after(s, from);
         });
     }},
    {"replace_pattern", 3, 3, [](const Arguments& a, const NameLookUp&) {
         return change_text(a, [&](const std::string& s) { return replace_matches(s, arg(a, 1), arg(a, 2)); });
     }},
    {"contains", 2, 2, [](const Arguments& a, const NameLookUp&) { return Term(holds(arg(a, 0), arg(a, 1))); }},
    {"starts_with", 2, 2, [](const Arguments& a, const NameLookUp&) { return Term(starts(arg(a, 0), arg(a, 1))); }},
    {"ends_with", 2, 2, [](const Arguments& a, const NameLookUp&) { return Term(ends(arg(a, 0), arg(a, 1))); }},
    {"equals", 2, 2, [](const Arguments& a, const NameLookUp&) { return Term(arg(a, 0) == arg(a, 1)); }},
    {"equals_nocase", 2, 2, [](const Arguments& a, const NameLookUp&) { return Term(equal_nocase(arg(a, 0), arg(a, 1))); }},
    {"matches", 2, 2, [](const Arguments& a, const NameLookUp&) { return Term(matches_whole(arg(a, 0), arg(a, 1))); }},
    {"index_of", 2, 2, [](const Arguments& a, const NameLookUp&) {
         const auto at = arg(a, 0).find(arg(a, 1));
         return Term(at == std::string::npos ? std::int64_t{-1} : static_cast<std::int64_t>(at));
     }},
    {"substring", 2, 3, [](const Arguments& a, const NameLookUp&) {
         return change_text(a, [&](const std::string& s) {
             return slice(s, number(a, 1, 0), number(a, 2, static_cast<std::int64_t>(s.size())));
         });
     }},
    {"substring_length", 2, 3, [](const Arguments& a, const NameLookUp&) {
         return change_text(a, [&](const std::string& s) {
             const std::int64_t from = std::clamp<std::int64_t>(number(a, 1, 0), 0, static_cast<std::int64_t>(s.size()));
             const std::int64_t most = static_cast<std::int64_t>(s.size()) - from;
             return slice(s, from, from + std::clamp<std::int64_t>(number(a, 2, most), 0, most));
         });
     }},
    {"before", 2, 2, [](const Arguments& a, const NameLookUp&) { return change_text(a, [&](const std::string& s) { return before(s, arg(a, 1)); }); }},
    {"after", 2, 2, [](const Arguments& a, const NameLookUp&) { return change_text(a, [&](const std::string& s) { return after(s, arg(a, 1)); }); }},
    {"between", 3, 3, [](const Arguments& a, const NameLookUp&) {
         return change_text(a, [&](const std::string& s) { return before(after(s, arg(a, 1)), arg(a, 2)); });
     }},
    {"mail_prefix", 1, 1, [](const Arguments& a, const NameLookUp&) {
         return change_text(a, [](const std::string& s) { return s.substr(0, s.find('@')); });
     }},
    {"letters_at_start", 1, 1, [](const Arguments& a, const NameLookUp&) { return change_text(a, [](const std::string& s) { return run_at_start(s, is_letter); }); }},
    {"letters_at_end", 1, 1, [](const Arguments& a, const NameLookUp&) { return change_text(a, [](const std::string& s) { return run_at_end(s, is_letter); }); }},
    {"digits_at_start", 1, 1, [](const Arguments& a, const NameLookUp&) { return change_text(a, [](const std::string& s) { return run_at_start(s, is_digit); }); }},
    {"digits_at_end", 1, 1, [](const Arguments& a, const NameLookUp&) { return change_text(a, [](const std::string& s) { return run_at_end(s, is_digit); }); }},
    {"capitalize", 1, 1, [](const Arguments& a, const NameLookUp&) {
         return change_text(a, [](const std::string& s) { return upper(s.substr(0, 1)) + (s.empty() ? s : s.substr(1)); });
     }},
    {"switch", 2, 64, [](const Arguments& a, const NameLookUp&) { return switch_text(a); }},
    {"output_if_contains", 3, 4, output_if<holds>},
    {"output_if_starts", 3, 4, output_if<starts>},
    {"output_if_ends", 3, 4, output_if<ends>},
    {"output_if_empty", 2, 3, [](const Arguments& a, const NameLookUp&) { return is_empty(a[0]) ? a[1] : a.size() > 2 ? a[2] : Term(); }},
    {"output_if_not_empty", 2, 3, [](const Arguments& a, const NameLookUp&) { return !is_empty(a[0]) ? a[1] : a.size() > 2 ? a[2] : Term(); }},
    {"is_empty", 1, 1, [](const Arguments& a, const NameLookUp&) { return Term(is_empty(a[0])); }},
    {"is_not_empty", 1, 1, [](const Arguments& a, const NameLookUp&) { return Term(!is_empty(a[0])); }},
    {"is_not_blank", 1, 1, [](const Arguments& a, const NameLookUp&) { return Term(!trim(arg(a, 0)).empty()); }},
    {"split", 2, 2, [](const Arguments& a, const NameLookUp&) {
         std::vector<std::string> out;
         const std::string mark = arg(a, 1);
         std::string rest = arg(a, 0);
         for (auto at = rest.find(mark); !mark.empty() && at != std::string::npos; at = rest.find(mark)) {
             out.push_back(rest.substr(0, at));
             rest.erase(0, at + mark.size());
         }
         out.push_back(rest);
         return Term(out);
     }},
    {"to_text", 1, 1, [](const Arguments& a, const NameLookUp&) { return is_nothing(a[0]) ? Term() : Term(arg(a, 0)); }},
    {"to_number", 1, 1, [](const Arguments& a, const NameLookUp&) { return Term(number(a, 0, 0)); }},
    {"list", 0, 256, [](const Arguments& a, const NameLookUp&) { return flatten(a); }},
    {"list_add", 2, 2, [](const Arguments& a, const NameLookUp&) { return flatten(a); }},
    {"list_remove", 2, 2, [](const Arguments& a, const NameLookUp&) { return without(a); }},
    {"list_clear", 1, 1, [](const Arguments&, const NameLookUp&) { return Term(std::vector<std::string>()); }},
    {"list_item", 2, 2, [](const Arguments& a, const NameLookUp&) { return item(a); }},
    {"list_has", 2, 2, [](const Arguments& a, const NameLookUp&) { return Term(list_has(list(a, 0), arg(a, 1))); }},
    {"list_size", 1, 1, [](const Arguments& a, const NameLookUp&) { return Term(static_cast<std::int64_t>(list(a, 0).size())); }},
    {"is_member_of", 1, 1, is_member<same>},
    {"is_member_starting", 1, 1, is_member<starts>},
    {"is_member_containing", 1, 1, is_member<holds>},
    {"is_member_matching", 1, 1, is_member<matches_whole>},
    {"is_member_of_id", 1, 64, [](const Arguments& a, const NameLookUp& look_up) {
         const std::vector<std::string> ids = texts_of(look_up("person.group_ids"));
         return Term(std::ranges::any_of(texts_of(flatten(a)), [&](const std::string& id) { return list_has(ids, id); }));
     }},
    {"groups_starting", 2, 3, member_names<starts>},
    {"groups_ending", 2, 3, member_names<ends>},
    {"groups_containing", 2, 3, member_names<holds>},
};

/// The last one is kept: a provisioning cycle asks for the same pattern of person after person.
boost::regex compiled(const std::string& pattern) {
    thread_local std::pair<std::string, boost::regex> last;
    if (!pattern.empty() && last.first == pattern) return last.second;
    try {
        last = {pattern, boost::regex(pattern, boost::regex::perl)};
        return last.second;
    } catch (const std::runtime_error& error) {
        throw Failure(Error{Fault::invalid, "pattern \"" + pattern + "\"", error.what()});
    }
}

/// Runs a match; the library gives up on its own when it takes too long.
template <class Use> auto with_pattern(const std::string& text, const std::string& pattern, Use use) {
    const boost::regex expression = compiled(pattern);
    if (text.size() > longest_text) throw Failure(Error{Fault::invalid, "pattern \"" + pattern + "\"", "the text is beyond 64 KB"});
    try {
        return use(expression);
    } catch (const std::runtime_error& error) {
        throw Failure(Error{Fault::invalid, "pattern \"" + pattern + "\"", error.what()});
    }
}

} // namespace

const BuiltIn* find_built_in(std::string_view name) {
    const auto* found = std::ranges::find(built_ins, name, &BuiltIn::name);
    return found == std::end(built_ins) ? nullptr : found;
}

std::vector<std::string> built_in_names() { return names_of(built_ins, &BuiltIn::name); }

bool matches_whole(const std::string& text, const std::string& pattern) {
    return with_pattern(text, pattern, [&](const boost::regex& expression) { return boost::regex_match(text, expression); });
}

bool matches_within(const std::string& text, const std::string& pattern) {
    return with_pattern(text, pattern, [&](const boost::regex& expression) { return boost::regex_search(text, expression); });
}

std::string replace_matches(const std::string& text, const std::string& pattern, const std::string& replacement) {
    hold_replacing(text, replacement);
    return with_pattern(text, pattern, [&](const boost::regex& expression) {
        return boost::regex_replace(text, expression, boost_replacement(replacement), boost::format_perl);
    });
}

void check_pattern(const std::string& pattern) { compiled(pattern); }

} // namespace idpsim::idp
