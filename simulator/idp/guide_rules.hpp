#pragma once
/// What a vendor's admin does to set an app up, step by step, and what goes wrong on the way, as data.
///
/// Values and texts hold what the service provider says of itself: {acs}, {acs_pattern} (a regular expression of it),
/// {entity_id}, {metadata}, {start} (where a tile sends people who begin there), {scim}, {token}; {company}, {app} (a name for
/// the app, in letters and digits).
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::idp {

/// A field of the console with what to enter. Of the SAML part it is one of SamlProfile::console; of the SCIM part an
/// option of the vendor's client, or `is`.
struct GuideFieldRule {
    std::string page, label;
    std::string value;
    std::string note;      ///< why, or what to look out for
    std::string is;        ///< of SCIM: "base" or "token", "" for an option, "shown" for what changes nothing here
    std::string when;      ///< only when the service provider has this ("start"); "" : always
    bool required = true;  ///< without it nobody gets in, or nothing is provisioned
};

/// A row of a console's table for each attribute that the service provider wants; cells hold {attribute} and {word}.
struct GuideRowRule {
    std::string table;
    std::map<std::string, std::string> cells; ///< by the columns' labels
};

struct GuideStepRule {
    std::string text; ///< what to do, and where
    std::string when; ///< as of a field
    std::vector<GuideFieldRule> fields;
    std::vector<GuideRowRule> rows;
};

struct GuideRules {
    std::vector<GuideStepRule> saml, scim;
    /// What the table's words are for a person's email, given_name, family_name, display_name, id and username.
    std::map<std::string, std::string, std::less<>> words;
};

/// A mistake that admins make, and what to tell them. It fits when every condition that is given holds.
struct AdviceRule {
    std::string id;
    std::string field;  ///< of the console, by label or "page / label"; "" : none is looked at
    /// What is in it: "blank", "other" (than the guide says, or else than it is at first), "hidden" (the guide's field is not there, since another choice
    /// hides it), or "is" with `word`.
    std::string state, word;
    /// What was seen of the login, all of them: src/engine/advice.hpp lists the words.
    std::vector<std::string> seen;
    std::string says;   ///< besides the guide's places: {entered}, {guided}, {missing} (labels that are hidden), {word}
    std::string source; ///< with its tag
    /// How the mistake is made, so that it can be shown: entries that differ from the guide's ("" : left blank).
    std::map<std::string, std::string> mistake;
};

} // namespace idpsim::idp
