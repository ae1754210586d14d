#pragma once
/// The parts of a SCIM dialect that several of its readers need. Private to the profile's readers.
#include "simulator/idp/scim_profile.hpp"
#include "src/engine/fields.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// What may be named in a variant: its options' keys, for conditions and templates the admin types.
struct KnownOptions {
    std::vector<std::string> options;

    bool has(const std::string& option) const;
};

/// HTTP statuses: a list of numbers; absent gives `fallback`.
std::vector<int> read_statuses(Fields& fields, std::string_view name, std::vector<int> fallback);
std::optional<idp::ScimRequest> read_optional_request(Fields& fields, std::string_view name, const KnownOptions& known);

/// `retry`, `on_missing`, `on_conflict`, `cycle`, `quarantine` and `import`: what a client does on its own
/// (src/engine/scim_behaviour_reader.cpp). Times are whole seconds.
void read_behaviour(Fields& fields, idp::ScimProfile& out, const KnownOptions& known);

} // namespace idpsim::engine
