#pragma once
/// A part of a received document as a document of its own.
#include "src/xml/document.hpp"

#include <string>

namespace idpsim::xml {

/// The element as it stands, without declaration, with those namespaces in scope declared that it does not declare
/// itself: whatever names stand in it, in texts too, mean the same as before, and so do signatures.
std::string stand_alone(const Element& element);

} // namespace idpsim::xml
