#pragma once
/// A tenant file: one customer's set-up of a vendor, in the words of the vendor's console.
#include "simulator/idp/idp.hpp"
#include "src/lua/state.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace idpsim::engine {

struct TenantFile {
    std::string file;
    std::string idp;                  ///< the profile's id
    idp::Tenant tenant;               ///< without its people
    std::vector<idp::Person> people;  ///< as far as the file says who they are
    bool maps_attributes = false;     ///< it has `attributes`: nothing else is mapped
    std::set<std::string> own_passwords; ///< usernames whose password the file brings along: secrets
};

/// Throws Failure naming file, line and field; for a label or choice that the console does not have, the nearest.
TenantFile load_tenant(lua::State& state, const std::filesystem::path& file, const std::vector<idp::Profile>& profiles);
/// The same of a text that stands in no file; files that it names are looked for in the working directory.
TenantFile load_tenant_text(lua::State& state, const std::string& text, const std::string& name, const std::vector<idp::Profile>& profiles);

/// Whether a setting of that key says where the customer's SP is, or what its keys are.
bool says_where_sp_is(std::string_view key);

/// The tenant as it is for another SP than the customer's: without the settings that name the SP's addresses and keys
/// (entityID, ACS, logout, login and start URLs, certificates) and without its metadata.
idp::Tenant for_other_sp(const TenantFile& from, const idp::SamlProfile& profile);

/// Adds the file's people to an IdP that was made of its tenant; those are assigned whom the file assigns.
void add_people(const TenantFile& from, idp::Idp& idp);

} // namespace idpsim::engine
