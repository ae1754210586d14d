#pragma once
/// How a vendor's admin sets a product's app up: the profile's steps, filled with what the target says of itself and with the
/// attributes that the product wants.
#include "simulator/idp/profile.hpp"
#include "simulator/sp/setup_guide.hpp"
#include "src/engine/load_product.hpp"
#include "src/engine/load_target.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// What a guide fills in; what is not there is described in words, and a step or field that needs it is left out.
struct GuideTarget {
    std::string title, company;
    std::map<std::string, std::string, std::less<>> values;   ///< acs, entity_id, metadata, start, scim
    /// In the form that the product fills in itself, for one organisation after the other: "{acs}" stays "{acs}".
    bool for_product = false;
};

/// The names of all places.
const std::vector<std::string>& guide_places();

struct GuideEntry {
    std::string page, label, value, note;
    bool required = true;      ///< without it nobody gets in
    bool is_value = true;      ///< false: `value` says in words what to enter, since nobody knows it yet, or it is a secret
    std::string is;            ///< of SCIM: "base", "token", "shown" or "" for an option of the client's
};

/// Rows of one of the console's tables, an entry each.
struct GuideTable {
    std::string page, label;
    std::vector<std::string> columns;             ///< the labels of those that are filled in
    std::vector<std::vector<std::string>> rows;
};

struct GuideStep {
    std::string text;
    std::vector<GuideEntry> fields;
    std::vector<GuideTable> tables;
};

struct Guide {
    std::string idp, title;      ///< the profile's
    std::string target, company;
    std::vector<GuideStep> saml, scim;
    std::string no_scim_reason;  ///< why `scim` is empty
};

/// What the target file says without anything being made at the target: its URLs, as far as they hang on no set-up.
GuideTarget guide_target(const Target& target, const Product& product);
/// Where the product's own pages show guides.
GuideTarget product_guide_target(const Product& product, const std::string& base_url);

/// Throws Failure (unsupported) for a vendor whose profile has no guide.
Guide make_guide(const idp::Profile& profile, const Product& product, const GuideTarget& target);

/// `text` with its places filled in as in a guide.
std::string fill_places(std::string_view text, const GuideTarget& target);

/// The entry of that label (or "page / label") in the SAML part, or null.
const GuideEntry* find_entry(const Guide& guide, std::string_view label);

/// As the product's pages show it: a table's row as one field.
sp::SetupGuide setup_guide(const Guide& guide);
/// Of every IdP that the product lists and that has a guide, in the product's order.
std::vector<sp::SetupGuide> setup_guides(const std::vector<idp::Profile>& profiles, const Product& product, const std::string& base_url);

} // namespace idpsim::engine
