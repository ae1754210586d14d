#include "src/saml/values.hpp"

#include <algorithm>

namespace idpsim::saml {

std::vector<std::string> Assertion::values_of(std::string_view name) const {
    const auto found = std::ranges::find(attributes, name, &Attribute::name);
    return found == attributes.end() ? std::vector<std::string>{} : found->values;
}

} // namespace idpsim::saml
