#pragma once
/// Everything that is loaded from files: profiles, scenarios, clauses, the product's claims, the target.
#include "src/engine/load_product.hpp"
#include "src/engine/load_requirements.hpp"
#include "src/engine/load_scenario.hpp"
#include "src/engine/load_target.hpp"
#include "src/engine/load_trips.hpp"
#include "conformance/result.hpp"
#include "simulator/idp/profile.hpp"
#include "simulator/salesforce/vendor.hpp"
#include "simulator/sp/setup_guide.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {

struct Catalogue {
    std::vector<idp::Profile> profiles;        ///< the listed ones in the product's order, then the others by id
    std::vector<Scenario> scenarios;           ///< by id
    std::map<std::string, conformance::ClauseInfo> clauses;
    std::vector<Requirement> requirements;     ///< by topic, in their files' order
    ServerFaults server_faults;                ///< classes of faults seen in real SCIM servers
    Trips trips;                               ///< by class: which vendors trip over it, in the order of `profiles`
    Product product;
    Target target;
    salesforce::Vendor salesforce;
    std::vector<sp::SetupGuide> guides;        ///< as the built-in product shows them; {} for another target
};

struct CatalogueFiles {
    std::optional<std::filesystem::path> product, target;   ///< instead of the project's own
};

/// Loads everything. Broken files throw Failure naming file, line and field; when several are broken, the first by name.
Catalogue load_catalogue(const CatalogueFiles& files = {});
/// Only the profiles, by id, and only the project's own product file: what `serve` and `sp` need.
std::vector<idp::Profile> load_profiles();
Product load_own_product();

/// One line per broken file; sound ones are loaded all the same, so that a listing can show them.
struct Lenient {
    Catalogue catalogue;
    std::vector<std::string> problems;
};
Lenient load_leniently(const CatalogueFiles& files = {});

} // namespace idpsim::engine
