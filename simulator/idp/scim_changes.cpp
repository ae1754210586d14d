#include "simulator/idp/scim_changes.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::idp {

namespace json = boost::json;

namespace {

bool listed(const std::vector<std::string>& paths, const std::string& path) {
    return std::find(paths.begin(), paths.end(), path) != paths.end();
}

/// Texts of a list, or of `sub` in its elements.
std::vector<std::string> texts_of(const json::value& list, const std::string& sub) {
    std::vector<std::string> out;
    if (!list.is_array()) return out;
    for (const json::value& entry : list.get_array()) {
        const json::value* found = sub.empty() ? &entry : entry.is_object() ? value_at(entry.get_object(), sub) : nullptr;
        if (found && found->is_string()) out.emplace_back(found->get_string());
    }
    std::ranges::sort(out);
    return out;
}

/// Whether the server's list has already what the attribute's rule compares.
bool has_all(const ScimAttribute& attribute, const json::value& found, ScimScope& scope) {
    const auto rendered = attribute.compare->render(scope);
    if (!rendered) return false;
    if (attribute.compared.empty()) return same_value(found, *rendered);
    const auto has = texts_of(found, attribute.compared), wanted = texts_of(*rendered, "");
    return equal_nocase(attribute.op, "add") ? std::ranges::includes(has, wanted) : has == wanted;
}

bool is_same(const ScimAttribute& attribute, const json::value& found, const json::value& wanted, ScimScope& scope) {
    return attribute.compare ? has_all(attribute, found, scope) : same_value(found, wanted);
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

const std::string& path_of(const ScimAttribute& attribute) {
    return attribute.sent_as.empty() ? attribute.path : attribute.sent_as;
}

const std::string& word_of(const ScimChange& change, const ScimPatchWords& words) {
    if (!change.attribute->op.empty()) return change.attribute->op;
    return change.add ? words.add : words.replace;
}

} // namespace

std::vector<ScimChange> scim_changes(const ScimProfile& profile, const ScimWrite& write, const json::object& current,
                                     ScimScope& scope, bool references) {
    std::vector<ScimChange> out;
    for (const ScimAttribute& attribute : profile.attributes) {
        if (attribute.reference != references || !concerns(write, attribute)) continue;
        if (attribute.when && !attribute.when->holds(scope.options())) continue;
        auto wanted = attribute.value.render(scope);
        if (!wanted) continue;
        const json::value* found = value_at(current, attribute.at);
        if (!found && wanted->is_array() && wanted->get_array().empty()) continue; // there is nothing to add
        if (found && is_same(attribute, *found, *wanted, scope)) continue;
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
            together.emplace(path_of(attribute), change.value);
        else
            alone.push_back(operation(word_of(change, words), path_of(attribute), change.value));
    }
    if (!together.empty()) alone.push_back(operation(words.replace, "", std::move(together)));
    return alone;
}

} // namespace idpsim::idp
