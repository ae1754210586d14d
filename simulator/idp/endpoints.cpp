#include "simulator/idp/endpoints.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::idp {
namespace {

/// Stands for {sp_entity_id} inside a parsed URL, where braces are not allowed; letters need no encoding.
constexpr std::string_view sp_stand_in = "idpsimSpEntityIdStandsHere";

/// One variable and, before it, those that its pattern names.
class VariableExpander {
public:
    VariableExpander(const Values& patterns, Values& known, Random& random, Instant now)
        : patterns_(patterns), known_(known), random_(random), now_(now) {}

    void settle(const std::string& name, std::size_t depth = 0) {
        if (known_.contains(name)) return;
        const std::string& pattern = patterns_.find(name)->second;
        if (depth > patterns_.size()) throw Failure(Error{Fault::invalid, pattern, "variables need each other"});
        for (const auto& [other, ignored] : patterns_)
            if (pattern.find("{" + other + "}") != std::string::npos) settle(other, depth + 1);
        known_[name] = expand(pattern, known_, random_, now_).value();
    }

private:
    const Values& patterns_;
    Values& known_;
    Random& random_;
    Instant now_;
};

Url moved(Url url, const std::optional<std::string>& base_origin) {
    if (!base_origin) return url;
    const Url base = parse_url(*base_origin).value();
    url.scheme = base.scheme;
    url.host = base.host;
    url.port = base.port;
    return url;
}

} // namespace

Values expand_variables(const Values& patterns, Values known, Random& random, Instant now) {
    VariableExpander expander(patterns, known, random, now);
    for (const auto& [name, pattern] : patterns) expander.settle(name);
    return known;
}

Endpoints::Endpoints(const SamlProfile& profile, const Values& variables, const std::optional<std::string>& base_origin)
    : any_origin_(base_origin.has_value()) {
    Values values = variables;
    values["sp_entity_id"] = sp_stand_in;
    for (const auto& [name, pattern] : profile.urls)
        urls_.emplace(name, moved(parse_url(expand(pattern, values).value()).value(), base_origin));
}

std::string Endpoints::url(std::string_view name, const std::string& sp_entity_id) const {
    const auto found = urls_.find(name);
    if (found == urls_.end()) return {};
    return replace_all(found->second.origin() + found->second.target(), sp_stand_in, percent_encode(sp_entity_id));
}

std::vector<std::string> Endpoints::origins() const {
    std::vector<std::string> out;
    for (const auto& [name, url] : urls_)
        if (std::ranges::find(out, url.origin()) == out.end()) out.push_back(url.origin());
    return out;
}

bool Endpoints::is(std::string_view name, const Url& request) const {
    const auto found = urls_.find(name);
    if (found == urls_.end() || found->second.path != request.path) return false;
    return any_origin_ || found->second.origin() == request.origin();
}

bool query_agrees(const Url& request, const std::string& expected, const std::vector<std::string>& names) {
    if (names.empty()) return true;
    const auto sent = parse_form(request.query);
    const auto wanted = parse_form(parse_url(expected).value().query);
    if (!sent || !wanted) return false;
    return std::ranges::all_of(
        names, [&](const std::string& name) { return find_param(*sent, name) == find_param(*wanted, name); });
}

std::vector<std::string> query_names(const std::string& url) {
    std::vector<std::string> out;
    const Params params = parse_form(parse_url(url).value().query).value();
    for (const auto& [name, value] : params) out.push_back(name);
    return out;
}

} // namespace idpsim::idp
