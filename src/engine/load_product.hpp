#pragma once
/// What a product claims, from conformance/claims/<product>.lua.
#include "src/lua/state.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace idpsim::engine {

/// One sentence of the product's documentation.
struct Claim {
    std::string id, sentence;
    std::vector<std::string> scenarios;            ///< further scenario ids or globs that show it
    std::vector<std::string> idps;                 ///< whom it concerns: ids, "listed", "unlisted", "all"
    std::map<std::string, std::string, std::less<>> support;   ///< IdP id -> "yes", "no", "not guaranteed"; "yes" when absent
};

/// An attribute that the product's set-up guide has the IdP's admin map.
struct WantedAttribute {
    std::string name;                              ///< in the assertion
    std::string value;                             ///< "email", "given_name", "family_name", "display_name", "id" of the person
};

struct Product {
    std::string id, title, file;
    std::map<std::string, std::string, std::less<>> names;   ///< app_host, company, default_team, default_role, admin_role, roles, start_path
    std::vector<std::string> idps;                 ///< the product's compatibility list, in its order
    std::vector<WantedAttribute> attributes;
    std::vector<Claim> claims;
};

/// Throws Failure naming file, line and field.
Product load_product(lua::State& state, const std::filesystem::path& file);
/// Whether the product claims it for that IdP ("yes" or "no", both of which a run must show).
bool is_claimed(const Claim& claim, std::string_view idp, bool listed);

} // namespace idpsim::engine
