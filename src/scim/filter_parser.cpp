#include "src/scim/filter_parser.hpp"

#include "src/core/text.hpp"
#include "src/scim/text.hpp"

#include <array>
#include <utility>

namespace idpsim::scim {

namespace {

constexpr std::array<std::pair<std::string_view, Operator>, 10> operators{{{"eq", Operator::eq},
                                                                           {"ne", Operator::ne},
                                                                           {"co", Operator::co},
                                                                           {"sw", Operator::sw},
                                                                           {"ew", Operator::ew},
                                                                           {"pr", Operator::pr},
                                                                           {"gt", Operator::gt},
                                                                           {"ge", Operator::ge},
                                                                           {"lt", Operator::lt},
                                                                           {"le", Operator::le}}};

std::optional<Operator> read_operator(std::string_view word) {
    for (const auto& [name, op] : operators) {
        if (equal_nocase(name, word)) return op;
    }
    return std::nullopt;
}

/// One filter joined to a list: a list of one is the filter itself.
Filter joined(Filter::Kind kind, std::vector<Filter> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    Filter filter;
    filter.kind = kind;
    filter.parts = std::move(parts);
    return filter;
}

} // namespace

Refusal FilterParser::refuse(std::string_view expected) const {
    return invalid_filter("the filter has no " + std::string(expected) + " at character " + std::to_string(at_ + 1));
}

void FilterParser::skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
}

bool FilterParser::at_end() {
    skip_blanks();
    return at_ == text_.size();
}

bool FilterParser::take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
}

std::string_view FilterParser::path_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_path_character(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
}

bool FilterParser::take_word(std::string_view word) {
    skip_blanks();
    const std::size_t begin = at_;
    if (equal_nocase(path_word(), word)) return true;
    at_ = begin;
    return false;
}

Outcome<Filter> FilterParser::disjunction() {
    std::vector<Filter> parts;
    do {
        Outcome<Filter> part = conjunction();
        if (!part) return part;
        parts.push_back(std::move(*part));
    } while (take_word("or"));
    return joined(Filter::Kind::any_of, std::move(parts));
}

Outcome<Filter> FilterParser::conjunction() {
    std::vector<Filter> parts;
    do {
        Outcome<Filter> part = term();
        if (!part) return part;
        parts.push_back(std::move(*part));
    } while (take_word("and"));
    return joined(Filter::Kind::all_of, std::move(parts));
}

Outcome<Filter> FilterParser::term() {
    if (take('(')) return group();
    const std::size_t begin = at_;
    const std::string_view word = path_word();
    if (equal_nocase(word, "not") && take('(')) return negation();
    Outcome<AttributePath> path = parse_attribute_path(word);
    if (!path) {
        at_ = begin;
        return refuse("attribute path");
    }
    if (at_ < text_.size() && text_[at_] == '[') return element_filter(std::move(*path));
    return comparison(std::move(*path));
}

Outcome<Filter> FilterParser::group() {
    if (++depth_ > limits_.depth) return invalid_filter("the filter has too many brackets within brackets");
    Outcome<Filter> inner = disjunction();
    if (!inner) return inner;
    if (!take(')')) return refuse("closing bracket");
    --depth_;
    return inner;
}

Outcome<Filter> FilterParser::negation() {
    Outcome<Filter> inner = group();
    if (!inner) return inner;
    Filter filter;
    filter.kind = Filter::Kind::negate;
    filter.parts.push_back(std::move(*inner));
    return filter;
}

Outcome<Filter> FilterParser::comparison(AttributePath path) {
    if (++terms_ > limits_.terms) return invalid_filter("the filter has too many comparisons");
    skip_blanks();
    const std::size_t begin = at_;
    const std::optional<Operator> op = read_operator(path_word());
    if (!op) {
        at_ = begin;
        return refuse("operator (eq, ne, co, sw, ew, pr, gt, ge, lt, le)");
    }
    Filter filter;
    filter.path = std::move(path);
    filter.op = *op;
    if (*op == Operator::pr) return filter;
    Outcome<boost::json::value> value = literal();
    if (!value) return value.error();
    filter.value = std::move(*value);
    return filter;
}

Outcome<Filter> FilterParser::bracketed() {
    if (!take('[') || in_element_) return refuse("value filter here");
    in_element_ = true;
    Outcome<Filter> inner = disjunction();
    in_element_ = false;
    if (inner && !take(']')) return refuse("closing square bracket");
    return inner;
}

Outcome<Filter> FilterParser::element_filter(AttributePath path) {
    Outcome<Filter> inner = bracketed();
    if (!inner) return inner;
    Filter filter;
    filter.kind = Filter::Kind::has_element;
    filter.path = std::move(path);
    if (at_ < text_.size() && text_[at_] == '.') {   // attr[filter].sub op value
        ++at_;
        Outcome<AttributePath> sub = parse_attribute_path(path_word());
        if (!sub || !sub->urn.empty() || !sub->sub.empty()) return refuse("sub-attribute");
        Outcome<Filter> compared = comparison(std::move(*sub));
        if (!compared) return compared;
        std::vector<Filter> both;
        both.push_back(std::move(*inner));
        both.push_back(std::move(*compared));
        inner = joined(Filter::Kind::all_of, std::move(both));
    }
    filter.parts.push_back(std::move(*inner));
    return filter;
}

/// From the opening quote to the closing one; nothing when it does not close.
std::optional<std::string_view> FilterParser::string_literal() const {
    for (std::size_t end = at_ + 1; end < text_.size(); ++end) {
        if (text_[end] == '\\') {
            ++end;
        } else if (text_[end] == '"') {
            return text_.substr(at_, end + 1 - at_);
        }
    }
    return std::nullopt;
}

Outcome<boost::json::value> FilterParser::literal() {
    skip_blanks();
    std::string_view written;
    if (at_ < text_.size() && text_[at_] == '"') {
        const std::optional<std::string_view> quoted_text = string_literal();
        if (!quoted_text) return refuse("closing quotation mark for the text that begins");
        written = *quoted_text;
    } else {
        std::size_t end = at_;
        while (end < text_.size() && (is_path_character(text_[end]) || text_[end] == '+')) ++end;
        written = text_.substr(at_, end - at_);
        for (const std::string_view word : {"true", "false", "null"}) {   // the grammar's literals have no case
            if (equal_nocase(written, word)) {
                at_ = end;
                return parse_json(word);
            }
        }
    }
    Outcome<boost::json::value> value = parse_json(written);
    if (!value || value->is_structured())
        return refuse("JSON value (text in quotation marks, number, true, false, null)");
    at_ += written.size();
    return value;
}

Outcome<Filter> parse_filter(std::string_view text, const FilterLimits& limits) {
    if (text.size() > limits.length) return invalid_filter("the filter is too long");
    FilterParser parser(text, limits);
    Outcome<Filter> filter = parser.disjunction();
    if (filter && !parser.at_end()) return parser.refuse("and, or or end");
    return filter;
}

} // namespace idpsim::scim
