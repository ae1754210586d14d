#pragma once
/// How an account admin sets up one identity provider, as the product shows it once the mapping is in place. The product
/// is given the guides by its owner; it fills in what belongs to the organisation.
#include <string>
#include <vector>

namespace idpsim::sp {

struct GuideField {
    std::string label;   ///< as the vendor's console has it
    /// What to enter; {acs}, {entity_id}, {metadata}, {login}, {scim} and {token} stand for the organisation's own.
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

} // namespace idpsim::sp
