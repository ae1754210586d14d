#include "simulator/mutants/scim_bend_patch.hpp"

#include <algorithm>
#include <utility>

namespace idpsim::mutants {
namespace json = boost::json;
using sp::SpBehaviour;

void bend_operations(SpBehaviour& behaviour, std::function<Fate(json::object&)> bend, int status, std::string_view scim_type) {
    bend_bodies(behaviour, [bend = std::move(bend), status, type = std::string(scim_type)](HttpRequest& request, json::object& body)
                    -> std::optional<HttpResponse> {
        json::array* operations = list_of(body, "Operations");
        if (request.method != "PATCH" || !operations) return std::nullopt;
        json::array kept;
        for (json::value& one : *operations) {
            const Fate fate = one.is_object() ? bend(one.get_object()) : Fate::stays;
            if (fate == Fate::is_refused) return scim_error(status, type);
            if (fate == Fate::stays) kept.push_back(std::move(one));
        }
        // What has nothing left to do is still answered as a change.
        if (kept.empty() && !operations->empty()) kept.push_back(json::object{{"op", "replace"}, {"value", json::object()}});
        *operations = std::move(kept);
        return std::nullopt;
    });
}

void bend_patch(SpBehaviour& behaviour, BendPatch bend) {
    behaviour.scim.patch.apply = [bend = std::move(bend)](json::object resource, const Operations& operations, const scim::ResourceType& type,
                                                          const scim::PatchDialect& dialect) -> scim::Outcome<json::object> {
        Operations bent = operations;
        if (auto refused = bend(bent, resource, type)) return *refused;
        return scim::apply_patch(std::move(resource), bent, type, dialect);
    };
}

void bend_outcome(SpBehaviour& behaviour, BendOutcome bend) {
    behaviour.scim.patch.apply = [bend = std::move(bend)](json::object resource, const Operations& operations, const scim::ResourceType& type,
                                                          const scim::PatchDialect& dialect) -> scim::Outcome<json::object> {
        auto out = scim::apply_patch(resource, operations, type, dialect);
        if (out) bend(*out, resource, operations, type);
        return out;
    };
}

std::string path_text(const json::object& operation) { return std::string(scim::text_member(operation, "path")); }

bool is_op(const json::object& operation, std::string_view op) { return equal_nocase(scim::text_member(operation, "op"), op); }

bool is_whole(const scim::PatchOperation& operation, std::string_view attribute) {
    return operation.path && !operation.path->elements && operation.path->attribute.sub.empty() &&
           equal_nocase(operation.path->attribute.name, attribute);
}

bool hits_nothing(const scim::PatchOperation& operation, const json::object& resource, const scim::ResourceType& type) {
    if (!operation.path || !operation.path->elements) return false;
    const auto place = type.resolve(operation.path->attribute);
    if (!place || !place->attribute) return false;
    const json::value* list = scim::lookup(resource, *place);
    return !list || !list->is_array() || std::ranges::none_of(list->get_array(), [&](const json::value& one) {
        return scim::matches(*operation.path->elements, one, *place->attribute);
    });
}

} // namespace idpsim::mutants
