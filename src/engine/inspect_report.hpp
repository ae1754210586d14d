#pragma once
/// What was inspected, for programs and for people.
#include "src/engine/inspect.hpp"
#include "src/saml/likeness.hpp"

#include <boost/json/object.hpp>

namespace idpsim::engine {

/// {"kind","vendor","vendor_evidence":[],"valid","name_id","attributes":{},"rules":[{"id","ref","holds","expected",
/// "actual"}]}, and beside that "where", "encoding", "as_sent":{}, "notes":[]. Several attributes of one name are one
/// list.
boost::json::object to_json(const Inspected& inspected);
/// The first of all that is not valid (a Response before others), else the first Response, else the first: as above,
/// with "messages":[] of all when there are several. `all` is not empty.
boost::json::object to_json(const std::vector<Inspected>& all);

std::string to_text(const Inspected& inspected);
/// The differences as lines, "path", "< left", "> right"; one line when there are none.
std::string to_text(const std::vector<saml::ShapeDifference>& differences);
boost::json::array to_json(const std::vector<saml::ShapeDifference>& differences);

} // namespace idpsim::engine
