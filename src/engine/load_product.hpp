#pragma once
/// What a product claims, from conformance/claims/<product>.lua; conformance/claims/example.lua explains the format.
#include "conformance/result.hpp"
#include "src/lua/state.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace idpsim::engine {

/// One sentence of the product's documentation.
struct Claim {
    std::string id, sentence;
    std::vector<std::string> scenarios;                      ///< ids or globs that show it, besides those that name it themselves
    std::vector<std::string> refuted_by;                     ///< ids or globs that show its opposite when they pass
    std::vector<std::string> idps;                           ///< whom it concerns: ids, "listed", "unlisted", "all"
    std::string mutant;                                      ///< of the built-in product: the mutant that breaks this claim and no other
    std::map<std::string, std::string, std::less<>> support; ///< such a word -> "yes", "no", "not guaranteed"; "yes" when absent
};

/// An attribute that the product's set-up guide has the IdP's admin map.
struct WantedAttribute {
    std::string name;                              ///< in the assertion
    std::string value;                             ///< "email", "given_name", "family_name", "display_name", "id" of the person
};

/// A failure that is known and will be mended: findings that match are told as `deviation`, until it expires.
struct Deviation {
    std::string claim, check, case_id, idp;        ///< globs; "" : any
    conformance::KnownDeviation known;
    Instant ends{};                                ///< when the day after `known.expires` begins
};

struct Product {
    std::string id, title, file;
    std::map<std::string, std::string, std::less<>> names;   ///< app_host, company, default_team, default_role, admin_role, roles, start_path
    std::vector<std::string> idps;                 ///< the product's compatibility list, in its order
    std::vector<WantedAttribute> attributes;
    std::vector<Claim> claims;
    std::vector<Deviation> deviations;
    conformance::ProductPage page;
    std::shared_ptr<const std::string> source;     ///< the file's text, for line numbers
};

/// Throws Failure naming file, line and field.
Product load_product(lua::State& state, const std::filesystem::path& file);
/// "yes", "no" or "not guaranteed"; "" when the claim is not about that IdP. The IdP's own id outweighs "listed" and
/// "unlisted", these outweigh "all".
std::string support_of(const Claim& claim, std::string_view idp, bool listed);
/// An error about `field` ("claims[2].scenarios") of the product's file.
[[noreturn]] void fail_product(const Product& product, std::string_view field, const std::string& why);

} // namespace idpsim::engine
