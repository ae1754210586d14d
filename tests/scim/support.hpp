#pragma once
/// JSON written as text, for tables of cases.
#include "src/core/text.hpp"
#include "src/scim/json.hpp"
#include "src/scim/patch.hpp"

#include <boost/json/serialize.hpp>

#include <ostream>
#include <string>
#include <string_view>

namespace idpsim::scim {

/// Single quotes stand for double ones and @enterprise for the extension's URN, so that tables stay readable.
inline std::string quotes(std::string text) {
    for (char& c : text) c = c == '\'' ? '"' : c;
    return replace_all(std::move(text), "@enterprise", enterprise_urn);
}

inline json::value value_of(const std::string& text) { return parse_json(quotes(text)).value(); }
inline json::object object_of(const std::string& text) { return parse_json_object(quotes(text)).value(); }

/// "invalidPath", or the status when there is no scimType.
inline std::string name_of(const Refusal& refusal) {
    return refusal.type == ScimType::none ? std::to_string(refusal.status) : std::string(scim_type_name(refusal.type));
}

} // namespace idpsim::scim
