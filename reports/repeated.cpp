#include "reports/repeated.hpp"

#include "reports/text.hpp"

#include "src/core/octet_set.hpp"
#include "src/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace idpsim::reports {
namespace {

constexpr std::size_t short_body = 200;
constexpr std::size_t worth_leaving_the_case = 1000;
constexpr std::size_t long_value = 480;

/// The same certificate is written with line breaks by one party and without by another.
std::string without_space(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return base64_digits.contains(c); });
    return out;
}

} // namespace

bool Repeated::is_worth_a_link(std::string_view body) { return body.size() >= short_body; }

std::string Repeated::shown_at(std::string_view body, std::string_view anchor) {
    if (!is_worth_a_link(body)) return {};
    const auto [found, is_new] = bodies_.try_emplace(std::string(body), anchor);
    if (is_new) return {};
    if (body.size() >= worth_leaving_the_case || same_case(found->second, anchor)) return found->second;
    found->second = anchor;
    return {};
}

bool Repeated::same_case(std::string_view a, std::string_view b) {
    return a.substr(0, a.rfind('/')) == b.substr(0, b.rfind('/'));
}

bool Repeated::is_long(std::string_view text) {
    if (text.size() < long_value) return false;
    return std::ranges::all_of(text,
                               [](char c) { return base64_digits.contains(c) || c == '\n' || c == '\r' || c == ' ' || c == '\t'; });
}

std::string Repeated::reference_html(std::string_view value) {
    std::string whole = without_space(value);
    // What DER begins with is a certificate; anything else that long was encrypted, and nobody reads it.
    if (!whole.starts_with('M')) return fmt::format("{}... {} characters", whole.substr(0, 16), whole.size());
    const auto [found, is_new] = value_numbers_.try_emplace(whole, values_.size() + 1);
    const std::string out =
        fmt::format("{}... <a href=\"#{}{}\">{} characters</a>", whole.substr(0, 16), value_prefix_, found->second, whole.size());
    if (is_new) values_.push_back(std::move(whole));
    return out;
}

std::string Repeated::long_values_html() const {
    std::string out;
    for (std::size_t i = 0; i < values_.size(); ++i)
        out += fmt::format("<details id=\"{4}{0}\"><summary>{0} <code>{1}...</code> <i>{2} "
                           "characters</i></summary><pre>{3}</pre></details>\n",
                           i + 1, values_[i].substr(0, 16), values_[i].size(), wrap(values_[i], 96), value_prefix_);
    return out;
}

} // namespace idpsim::reports
