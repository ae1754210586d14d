#pragma once
/// The set-up guides as the product shows them.
#include "simulator/sp/product.hpp"

#include <string>
#include <vector>

namespace idpsim::sp {

/// Those of the configuration and, last, one for any other identity provider ("other").
std::vector<SetupGuide> guides_of(const Product& product);

} // namespace idpsim::sp
