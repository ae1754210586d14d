#pragma once
/// Recorded SCIM requests, as far as a record tells them, and what of them is compared.
#include "src/core/http.hpp"
#include "src/saml/likeness.hpp"

#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::fidelity {

struct ScimRecord {
    std::string name;                        ///< the file's, and "#2" for the second of several
    std::string method, target;              ///< below the base URL; "" where the record does not tell
    std::optional<Headers> headers;
    std::optional<boost::json::value> body;
    bool cut = false;                        ///< a part alone is recorded: what it lacks says nothing
    std::map<std::string, std::string> options; ///< of the console, that it was made with

    bool about_groups() const;
};

/// The requests of a file; none, with the reason, when it holds no request of a client.
struct ScimRecords {
    std::vector<ScimRecord> requests;
    std::string why_none;
};
ScimRecords read_scim_records(const std::string& name, const std::string& text);

/// What differs between a record and a request that was made: lines like "body /emails/0/type" and "header Accept". Ids,
/// GUIDs, passwords and tokens are put aside.
std::vector<saml::ShapeDifference> compare_scim(const ScimRecord& record, const HttpRequest& made);

} // namespace idpsim::fidelity
