#include "src/core/text.hpp"
#include "src/scim/patch.hpp"
#include "src/scim/text.hpp"

#include <algorithm>

namespace idpsim::scim {

namespace {

std::optional<PatchVerb> read_verb(std::string_view word, const PatchDialect& dialect) {
    for (const auto& [name, verb] :
         {std::pair{std::string_view("add"), PatchVerb::add}, std::pair{std::string_view("remove"), PatchVerb::remove},
          std::pair{std::string_view("replace"), PatchVerb::replace}}) {
        if (word == name || (dialect.any_op_case && equal_nocase(word, name))) return verb;
    }
    return std::nullopt;
}

Outcome<PatchOperation> read_operation(const json::value& given, const PatchDialect& dialect) {
    if (!given.is_object()) return invalid_syntax("an operation has to be an object");
    const json::object& object = given.get_object();
    const std::optional<PatchVerb> verb = read_verb(text_member(object, "op"), dialect);
    if (!verb)
        return invalid_syntax("'op' has to be add, remove or replace, not " + in_quotes(text_member(object, "op")));
    PatchOperation operation{*verb, std::nullopt, std::nullopt};
    if (const json::value* path = find_member(object, "path"); path && !path->is_null()) {
        if (!path->is_string()) return invalid_path("'path' has to be text");
        Outcome<PatchPath> read = parse_patch_path(text_of(path->get_string()));
        if (!read) return read.error();
        operation.path = std::move(*read);
    }
    if (const json::value* value = find_member(object, "value")) operation.value = *value;
    if (*verb == PatchVerb::remove && !operation.path) return no_target("remove needs a path");
    if (*verb != PatchVerb::remove && !operation.value) return invalid_value("add and replace need a value");
    return operation;
}

bool names_patch_op(const json::object& body) {
    const json::value* schemas = find_member(body, "schemas");
    if (!schemas || !schemas->is_array()) return false;
    return std::any_of(schemas->get_array().begin(), schemas->get_array().end(), [](const json::value& urn) {
        return urn.is_string() && equal_nocase(text_of(urn.get_string()), patch_op_urn);
    });
}

} // namespace

Outcome<std::vector<PatchOperation>> read_patch(const json::object& body, const PatchDialect& dialect) {
    if (!names_patch_op(body)) return invalid_syntax("'schemas' has to name " + std::string(patch_op_urn));
    const json::value* given = find_member(body, "Operations");
    if (!given || !given->is_array() || given->get_array().empty()) {
        return invalid_syntax("'Operations' has to be a list that is not empty");
    }
    if (given->get_array().size() > dialect.operations) {
        return Refusal{ScimType::none, 413, "more than " + std::to_string(dialect.operations) + " operations at once"};
    }
    std::vector<PatchOperation> operations;
    operations.reserve(given->get_array().size());
    for (const json::value& one : given->get_array()) {
        Outcome<PatchOperation> operation = read_operation(one, dialect);
        if (!operation) return operation.error();
        operations.push_back(std::move(*operation));
    }
    return operations;
}

} // namespace idpsim::scim
