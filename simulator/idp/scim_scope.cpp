#include "simulator/idp/scim_scope.hpp"

#include "simulator/idp/expression_functions.hpp"
#include "src/core/text.hpp"

namespace idpsim::idp {
namespace {

constexpr std::string_view option_prefix = "option.";

/// The sources for `name`: its own, or those of the longest "prefix*"; `rest` is what stood for the `*`.
const std::vector<ScimValueSource>* sources_for(const ScimComputed& computed, std::string_view name,
                                                std::string_view& rest) {
    if (const auto exact = computed.find(name); exact != computed.end()) return &exact->second;
    const std::vector<ScimValueSource>* best = nullptr;
    std::size_t length = 0;
    for (const auto& [key, sources] : computed) {
        if (!key.ends_with('*')) continue;
        const std::string_view prefix = std::string_view(key).substr(0, key.size() - 1);
        if (!name.starts_with(prefix) || (best && prefix.size() < length)) continue;
        best = &sources;
        length = prefix.size();
        rest = name.substr(prefix.size());
    }
    return best;
}

/// Calls `visit` with what stands between braces; "{{" gives names that nothing has.
template <class Visit> void each_placeholder(std::string_view pattern, const Visit& visit) {
    for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
        const std::string_view rest = pattern.substr(at + 1);
        visit(rest.substr(0, rest.find('}')));
    }
}

} // namespace

Result<ScimCondition> ScimCondition::parse(std::string_view text) {
    if (text == "always") return ScimCondition{};
    const auto sign = text.find('=');
    const bool equal = sign == 0 || sign == std::string_view::npos || text[sign - 1] != '!';
    const std::string_view key = text.substr(0, equal ? sign : sign - 1);
    if (sign == std::string_view::npos || key.empty()) {
        return Error{Fault::malformed, std::string(text),
                     R"(a condition is "option=text", "option!=text" or "always")"};
    }
    return ScimCondition{std::string(key), std::string(text.substr(sign + 1)), equal};
}

bool ScimCondition::holds(const Values& options) const {
    if (key.empty()) return true;
    const auto found = options.find(key);
    return (found != options.end() && found->second == text) == equal;
}

std::optional<std::string> ScimScope::find(std::string_view name) {
    if (const auto plain = values.find(name); plain != values.end()) return plain->second;
    if (options_ && name.starts_with(option_prefix)) {
        const auto option = options_->find(name.substr(option_prefix.size()));
        if (option != options_->end()) return option->second;
    }
    if (auto made = compute(name)) {
        values.emplace(name, *made);
        return made;
    }
    return outer ? outer->find(name) : std::nullopt;
}

const Values& ScimScope::options() const {
    static const Values none;
    if (options_) return *options_;
    return outer ? outer->options() : none;
}

std::optional<std::string> ScimScope::compute(std::string_view name) {
    if (!computed_ || !options_) return std::nullopt;
    std::string_view rest;
    const auto* sources = sources_for(*computed_, name, rest);
    if (!sources) return std::nullopt;
    // What the patterns name and no more: a cycle computes some values for each of very many people.
    Values known;
    const auto take = [&](std::string_view placeholder) {
        // "{*}" stands for the value whose name takes the star's place.
        const std::string_view wanted = placeholder == "*" ? rest : placeholder;
        if (const auto plain = values.find(wanted); plain != values.end()) known.emplace(placeholder, plain->second);
        if (!wanted.starts_with(option_prefix)) return;
        const auto option = options_->find(wanted.substr(option_prefix.size()));
        if (option != options_->end()) known.emplace(placeholder, option->second);
    };
    for (const ScimValueSource& source : *sources) {
        each_placeholder(source.pattern, take);
        each_placeholder(source.with, take);
    }
    for (const ScimValueSource& source : *sources) {
        if (auto made = from(source, known)) return made;
    }
    return std::nullopt;
}

std::optional<std::string> ScimScope::from(const ScimValueSource& source, const Values& known) {
    if (source.when && !source.when->holds(*options_)) return std::nullopt;
    if (source.option.empty()) {
        auto made = expand(source.pattern, known, *random_, now_);
        if (!made || (!source.replace.empty() && !matches_whole(*made, source.replace))) return std::nullopt;
        return source.replace.empty() ? *std::move(made) : replace_matches(*made, source.replace, source.with);
    }
    const auto text = options_->find(source.option);
    if (text == options_->end() || text->second.empty()) return std::nullopt;
    if (source.replace.empty()) return text->second;
    const auto with = expand(source.with, known, *random_, now_);
    return with ? std::optional(replace_all(text->second, source.replace, *with)) : std::nullopt;
}

const boost::json::value* ScimScope::find_json(std::string_view name) const {
    if (const auto own = json.find(name); own != json.end()) return &own->second;
    return outer ? outer->find_json(name) : nullptr;
}

std::vector<ScimScope>* ScimScope::find_list(std::string_view name) {
    if (const auto own = lists.find(name); own != lists.end()) return &own->second;
    return outer ? outer->find_list(name) : nullptr;
}

bool ScimScope::holds(std::string_view name) {
    if (const auto* list = find_list(name)) return !list->empty();
    return find_json(name) != nullptr || find(name).has_value();
}

} // namespace idpsim::idp
