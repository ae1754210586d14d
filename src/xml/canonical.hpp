#pragma once
/// Exclusive XML Canonicalization 1.0 without comments, of received documents (libxml2) and of written ones (pugixml).
#include "src/core/result.hpp"

#include <pugixml.hpp>

#include <string>
#include <vector>

namespace idpsim::xml {

class Element;

/// libxml2's own, of the element and what is below. `inclusive_prefixes` is a PrefixList, "#default" included.
/// Invalid where no canonical form exists (a relative namespace URI).
Result<std::string> canonicalize(const Element& apex, const std::vector<std::string>& inclusive_prefixes = {});

/// Of a tree that we wrote, in its document's namespace context; octet for octet what libxml2 gives (held by tests).
/// `left_out` (may be null) and what is below it are skipped: the enveloped-signature transform.
/// Trees hold elements, attributes, text and CDATA only; no DTD, so no default attributes. Throws Failure for an
/// undeclared prefix or another kind of node; comments are skipped.
std::string canonicalize(pugi::xml_node apex, const std::vector<std::string>& inclusive_prefixes,
                         pugi::xml_node left_out);

} // namespace idpsim::xml
