#include "simulator/idp/scim_changes.hpp"

#include <algorithm>

namespace idpsim::idp {

namespace json = boost::json;

namespace {

bool listed(const std::vector<std::string>& paths, const std::string& path) {
    return std::find(paths.begin(), paths.end(), path) != paths.end();
}

bool concerns(const ScimWrite& write, const ScimAttribute& attribute) {
    if (!write.only.empty()) return listed(write.only, attribute.path);
    return !listed(write.except, attribute.path);
}

json::object operation(const std::string& op, const std::string& path, json::value value) {
    json::object out;
    out.emplace("op", op);
    if (!path.empty()) out.emplace("path", path);
    out.emplace("value", std::move(value));
    return out;
}

} // namespace

std::vector<ScimChange> scim_changes(const ScimProfile& profile, const ScimWrite& write, const json::object& current,
                                     ScimScope& scope, bool references) {
    std::vector<ScimChange> out;
    for (const ScimAttribute& attribute : profile.attributes) {
        if (attribute.reference != references || !concerns(write, attribute)) continue;
        auto wanted = attribute.value.render(scope);
        if (!wanted) continue;
        const json::value* found = value_at(current, attribute.at);
        if (found && same_value(*found, *wanted)) continue;
        out.push_back({&attribute, *std::move(wanted), found == nullptr});
    }
    return out;
}

json::object merge_changes(json::object current, const std::vector<ScimChange>& changes) {
    for (const ScimChange& change : changes) put_at(current, change.attribute->at, change.value);
    return current;
}

json::array patch_operations(const std::vector<ScimChange>& changes, const ScimPatchWords& words, bool gathered) {
    json::array alone;
    json::object together;
    for (const ScimChange& change : changes) {
        const ScimAttribute& attribute = *change.attribute;
        if (gathered && !change.add && !attribute.alone)
            together.emplace(attribute.path, change.value);
        else
            alone.push_back(operation(change.add ? words.add : words.replace, attribute.path, change.value));
    }
    if (!together.empty()) alone.push_back(operation(words.replace, "", std::move(together)));
    return alone;
}

} // namespace idpsim::idp
