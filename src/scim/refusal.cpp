#include "src/scim/refusal.hpp"

#include "src/core/result.hpp"

#include <utility>

namespace idpsim::scim {

std::string_view scim_type_name(ScimType type) {
    switch (type) {
    case ScimType::none: return "";
    case ScimType::invalid_filter: return "invalidFilter";
    case ScimType::too_many: return "tooMany";
    case ScimType::uniqueness: return "uniqueness";
    case ScimType::mutability: return "mutability";
    case ScimType::invalid_syntax: return "invalidSyntax";
    case ScimType::invalid_path: return "invalidPath";
    case ScimType::no_target: return "noTarget";
    case ScimType::invalid_value: return "invalidValue";
    case ScimType::invalid_vers: return "invalidVers";
    case ScimType::sensitive: return "sensitive";
    case ScimType::invalid_cursor: return "invalidCursor";
    case ScimType::expired_cursor: return "expiredCursor";
    case ScimType::invalid_count: return "invalidCount";
    }
    return "";
}

Refusal invalid_value(std::string detail) { return {ScimType::invalid_value, 400, std::move(detail)}; }
Refusal invalid_path(std::string detail) { return {ScimType::invalid_path, 400, std::move(detail)}; }
Refusal invalid_filter(std::string detail) { return {ScimType::invalid_filter, 400, std::move(detail)}; }
Refusal invalid_syntax(std::string detail) { return {ScimType::invalid_syntax, 400, std::move(detail)}; }
Refusal immutable(std::string detail) { return {ScimType::mutability, 400, std::move(detail)}; }
Refusal no_target(std::string detail) { return {ScimType::no_target, 400, std::move(detail)}; }

void throw_exception_from_error(const Refusal& refusal, const boost::source_location&) {
    throw Failure(Error{Fault::invalid, "SCIM", refusal.detail});
}

} // namespace idpsim::scim
