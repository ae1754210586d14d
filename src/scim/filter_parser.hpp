#pragma once
/// The recursive descent behind parse_filter and parse_patch_path; not for others.
#include "src/scim/filter.hpp"

#include <optional>

namespace idpsim::scim {

class FilterParser {
public:
    FilterParser(std::string_view text, const FilterLimits& limits) : text_(text), limits_(limits) {}

    /// FILTER of figure 1, up to the end or to the first character that cannot belong to it.
    Outcome<Filter> disjunction();
    /// After an attribute's name: "[" valFilter "]".
    Outcome<Filter> bracketed();
    bool at_end();
    /// Takes `c`, after blanks.
    bool take(char c);
    /// The characters of an attribute path, perhaps none.
    std::string_view path_word();
    std::size_t position() const { return at_; }
    Refusal refuse(std::string_view expected) const;

private:
    Outcome<Filter> conjunction();
    Outcome<Filter> term();
    Outcome<Filter> negation();
    Outcome<Filter> group();
    Outcome<Filter> comparison(AttributePath path);
    Outcome<Filter> element_filter(AttributePath path);
    Outcome<boost::json::value> literal();
    std::optional<std::string_view> string_literal() const;
    bool take_word(std::string_view word);
    void skip_blanks();

    std::string_view text_;
    FilterLimits limits_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::size_t terms_ = 0;
    bool in_element_ = false;
};

} // namespace idpsim::scim
