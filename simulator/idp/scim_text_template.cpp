#include "simulator/idp/scim_template.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/crypto/digest.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace idpsim::idp {
namespace {

using Filter = TextTemplate::Filter;

constexpr std::array<std::pair<std::string_view, Filter>, 10> filter_names{{
    {"form", Filter::form},
    {"percent", Filter::percent},
    {"segment", Filter::segment},
    {"quote", Filter::quote},
    {"title", Filter::title},
    {"base64", Filter::base64},
    {"bool", Filter::boolean},
    {"number", Filter::number},
    {"json", Filter::json},
    {"or_null", Filter::or_null},
}};

std::string encode_segment(std::string_view text) {
    constexpr std::string_view kept = "!$&'()*+,;=:@";
    std::string out;
    for (const char c : text) {
        if (kept.find(c) != std::string_view::npos)
            out += c;
        else
            out += percent_encode(std::string_view(&c, 1));
    }
    return out;
}

std::string apply(Filter filter, std::string text) {
    switch (filter) {
    case Filter::form:
        return form_encode(text);
    case Filter::percent:
        return percent_encode(text);
    case Filter::segment:
        return encode_segment(text);
    case Filter::quote:
        return replace_all(replace_all(std::move(text), "\\", "\\\\"), "\"", "\\\"");
    case Filter::base64:
        return crypto::base64_encode(text);
    case Filter::title:
        if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
        return text;
    case Filter::boolean:
    case Filter::number:
    case Filter::json:
    case Filter::or_null:
        return text;
    }
    return text;
}

} // namespace

Result<TextTemplate::Placeholder> TextTemplate::read_placeholder(std::string_view inside) {
    const auto words = split(inside, ':');
    Placeholder placeholder{std::string(words[0]), {}};
    if (placeholder.name.empty()) return Error{Fault::malformed, std::string(inside), "a placeholder has no name"};
    for (std::size_t i = 1; i < words.size(); ++i) {
        const auto* known = std::find_if(filter_names.begin(), filter_names.end(),
                                         [&](const auto& entry) { return entry.first == words[i]; });
        if (known == filter_names.end()) {
            return Error{Fault::malformed, std::string(inside), "unknown filter :" + std::string(words[i])};
        }
        placeholder.filters.push_back(known->second);
    }
    return placeholder;
}

Result<TextTemplate> TextTemplate::parse(std::string_view text) {
    TextTemplate out;
    out.source_ = text;
    std::string literal;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool brace = text[i] == '{' || text[i] == '}';
        if (brace && i + 1 < text.size() && text[i + 1] == text[i])
            ++i;
        else if (text[i] == '{') {
            const auto end = text.find('}', i);
            if (end == std::string_view::npos) return Error{Fault::malformed, std::string(text), "a { is not closed"};
            auto placeholder = read_placeholder(text.substr(i + 1, end - i - 1));
            if (!placeholder) return placeholder.error();
            if (!literal.empty()) out.parts_.emplace_back(std::exchange(literal, {}));
            out.parts_.emplace_back(*std::move(placeholder));
            i = end;
            continue;
        }
        literal += text[i];
    }
    if (!literal.empty() || out.parts_.empty()) out.parts_.emplace_back(std::move(literal));
    return out;
}

std::optional<std::string> TextTemplate::render(ScimScope& scope, std::string* absent) const {
    std::string out;
    for (const Part& part : parts_) {
        if (const auto* literal = std::get_if<std::string>(&part)) {
            out += *literal;
            continue;
        }
        const auto& placeholder = std::get<Placeholder>(part);
        auto value = scope.find(placeholder.name);
        if (!value) {
            if (absent) *absent = placeholder.name;
            return std::nullopt;
        }
        for (const Filter filter : placeholder.filters) value = apply(filter, *std::move(value));
        out += *value;
    }
    return out;
}

} // namespace idpsim::idp
