#pragma once
/// The SCIM dialects of the project's own profiles, as the engine loads them.
#include "simulator/idp/profile.hpp"
#include "src/engine/load_profile.hpp"

#include <map>
#include <string>

namespace idpsim::test {

inline const idp::Profile& profile(const std::string& vendor) {
    static std::map<std::string, idp::Profile> loaded;
    const auto known = loaded.find(vendor);
    if (known != loaded.end()) return known->second;
    lua::State state;
    const auto file = std::filesystem::path(IDPSIM_SOURCE_DIR) / "simulator/profiles" / (vendor + ".lua");
    return loaded[vendor] = engine::load_profile(state, file);
}

inline const idp::ScimProfile& dialect(const std::string& vendor, const std::string& variant = {}) {
    const idp::Profile& found = profile(vendor);
    return found.scim.at(variant.empty() ? found.default_scim : variant);
}

} // namespace idpsim::test
