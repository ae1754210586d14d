#pragma once
/// PATCH: RFC 7644 section 3.5.2, and the dialects in which clients write it.
#include "src/scim/path.hpp"
#include "src/scim/resource.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::scim {

inline constexpr std::string_view patch_op_urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// What is accepted beyond the RFC's letter. The defaults take what clients in the field send; each switch turned off
/// gives the RFC's own reading.
struct PatchDialect {
    bool any_op_case = true;     ///< "Replace" is replace
    bool remove_listed = true;   ///< remove with path members and a list as value removes those listed only
    bool create_on_add = true;   ///< add to emails[type eq "work"].value creates the element when none matches
    /// So does replace, where the filter names a slot rather than one value: `type` equal to a canonical value of the
    /// attribute, `primary` true. Any other filter without a match is noTarget, as in RFC 7644 section 3.5.2.3.
    bool create_on_replace = true;
    bool qualified_keys = true;   ///< without path, keys may be paths: "name.givenName", "urn:...:User:department"
    bool ignore_read_only_keys =
        true;                        ///< without path, readOnly keys are skipped; an id has to be the resource's own
    bool unique_elements = true;     ///< an element that is there already is not added once more
    std::size_t operations = 5000;   ///< most operations in one request; more: 413
    ReadOptions values;
};

enum class PatchVerb { add, remove, replace };

struct PatchOperation {
    PatchVerb verb = PatchVerb::add;
    std::optional<PatchPath> path;
    std::optional<json::value> value;   ///< nothing when absent; null when null
};

/// Reads a PatchOp message. 400 invalidSyntax: without the PatchOp URN, without a non-empty list of Operations, with an
/// op that is none; invalidPath; noTarget for remove without path; invalidValue for add and replace without value.
Outcome<std::vector<PatchOperation>> read_patch(const json::object& body, const PatchDialect& dialect = {});

/// The resource after all operations, in order. Atomic, as the resource is a copy: on refusal nothing has changed.
/// `resource` is as read_resource leaves it, with `id` and what else is readOnly as the server shows it.
/// Refused: invalidPath for attributes the type does not have, mutability for readOnly and immutable ones and for the
/// removal of required ones, noTarget, invalidValue.
Outcome<json::object> apply_patch(json::object resource, const std::vector<PatchOperation>& operations,
                                  const ResourceType& type, const PatchDialect& dialect = {});

} // namespace idpsim::scim
