#pragma once
/// How an account admin sets up one identity provider, as the product shows it once the mapping is in place. The product
/// is given the guides by its owner; it fills in what belongs to the organisation.
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

struct GuideField {
    std::string label;   ///< as the vendor's console has it
    /// What to enter; {acs}, {entity_id}, {metadata}, {login}, {scim} and {token} stand for the organisation's own,
    /// {acs_pattern} for a regular expression of the ACS URL: see fill_in().
    std::string value;
    std::string note;    ///< why, or what to look out for; "" for nothing
};

struct GuideStep {
    std::string text;    ///< what to do, where in the console
    std::vector<GuideField> fields;
};

struct SetupGuide {
    std::string idp;     ///< the profile's id
    std::string title;   ///< the vendor's name as people know it
    std::vector<GuideStep> saml;
    std::vector<GuideStep> scim;   ///< empty where the vendor has no SCIM for such an app
};

/// What belongs to one organisation; "" for what it has not got yet.
struct GuideValues {
    std::string acs, entity_id, metadata, login, scim, token;
};

/// `text` with the organisation's own in its places; where it has nothing yet, the place stays.
std::string fill_in(std::string text, const GuideValues& own);
/// A regular expression that fits `url` and nothing else, slashes and dots escaped: "^https:\/\/sp\.test\/acs$".
std::string exact_pattern(std::string_view url);

} // namespace idpsim::sp
