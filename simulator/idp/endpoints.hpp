#pragma once
/// The vendor's URLs in one tenant.
#include "simulator/idp/profile.hpp"
#include "simulator/idp/tenant.hpp"
#include "src/core/url.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

/// The profile's variables, each drawn once; those that `known` has already stay as they are.
/// Throws Failure when a pattern names what does not exist, or two need each other.
Values expand_variables(const Values& patterns, Values known, Random& random, Instant now);

/// Every URL of the profile, and which one a request is for. With a base origin all move there, paths kept.
class Endpoints {
public:
    Endpoints(const SamlProfile& profile, const Values& variables, const std::optional<std::string>& base_origin);

    /// Absolute; {sp_entity_id} inside is percent-encoded. "" when the vendor has no such URL.
    std::string url(std::string_view name, const std::string& sp_entity_id = {}) const;
    /// Where the vendor is reached, each once.
    std::vector<std::string> origins() const;
    /// Whether `request` has the origin and path of that URL; queries are the caller's business.
    bool is(std::string_view name, const Url& request) const;
    const std::map<std::string, Url, std::less<>>& all() const { return urls_; }

private:
    std::map<std::string, Url, std::less<>> urls_; ///< {sp_entity_id} still stands in queries
    bool any_origin_ = false;
};

/// Whether the query of `request` has each of `names` with the value that `expected` has.
bool query_agrees(const Url& request, const std::string& expected, const std::vector<std::string>& names);
/// The names of a URL's own query parameters.
std::vector<std::string> query_names(const std::string& url);

} // namespace idpsim::idp
