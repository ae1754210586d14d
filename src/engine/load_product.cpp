#include "src/engine/load_product.hpp"

#include "src/engine/load_file.hpp"

#include <algorithm>
#include <set>

namespace idpsim::engine {
namespace {

Claim read_claim(Fields& from) {
    Claim out;
    out.id = from.text("id");
    out.sentence = from.text("sentence");
    out.scenarios = from.texts("scenarios");
    out.idps = from.texts("idps");
    out.support = from.text_map("support");
    for (const auto& [idp, level] : out.support)
        if (level != "yes" && level != "no" && level != "not guaranteed")
            from.fail("support." + idp, "\"" + level + "\" is none of \"yes\", \"no\", \"not guaranteed\"");
    if (out.idps.empty()) out.idps = {"listed"};
    from.finish();
    return out;
}

WantedAttribute read_attribute(Fields& from) {
    WantedAttribute out;
    out.name = from.text("name");
    out.value = from.choice("value", {"email", "given_name", "family_name", "display_name", "id", "username"}, "email");
    from.finish();
    return out;
}

} // namespace

Product load_product(lua::State& state, const std::filesystem::path& file) {
    Fields from = load_file(state, file);
    Product out;
    out.file = file.string();
    out.id = from.text("id");
    out.title = from.text("title");
    out.names = from.text_map("names");
    for (const char* name : {"app_host", "company", "default_team", "default_role", "admin_role"})
        if (!out.names.contains(name)) from.fail("names", std::string(name) + " is missing; a text was expected");
    if (const auto path = out.names.find("start_path"); path != out.names.end() && !path->second.starts_with('/'))
        from.fail("names.start_path", "\"" + path->second + "\" is no path: it begins with /");
    out.idps = from.texts("idps");
    for (Fields& attribute : from.tables("attributes")) out.attributes.push_back(read_attribute(attribute));
    std::set<std::string> seen;
    for (Fields& claim : from.tables("claims")) {
        out.claims.push_back(read_claim(claim));
        if (!seen.insert(out.claims.back().id).second) claim.fail("id", "\"" + out.claims.back().id + "\" is there twice");
    }
    from.finish();
    return out;
}

bool is_claimed(const Claim& claim, std::string_view idp, bool listed) {
    if (const auto level = claim.support.find(idp); level != claim.support.end()) return level->second != "not guaranteed";
    return std::ranges::any_of(claim.idps, [&](const std::string& which) {
        return which == idp || which == "all" || (which == "listed" && listed);
    });
}

} // namespace idpsim::engine
