#pragma once
/// How one vendor speaks, as a plain value. Filled from simulator/profiles/<vendor>.lua by the engine.
#include "simulator/idp/guide_rules.hpp"
#include "simulator/idp/saml_profile.hpp"
#include "simulator/idp/scim_profile.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace idpsim::idp {

/// One sign by which a message is known as this vendor's: it counts once, when some line of the message's shape
/// (src/saml/likeness.hpp) fits. In globs `*` stands for anything.
struct Evidence {
    std::string at;           ///< glob of the line's path: "*/Issuer/text()"
    std::string value, shape; ///< globs of its value, and of the value by kind; "" for any
    int weight = 0;           ///< 50 is enough by itself; below zero it speaks against
    std::string says;         ///< a sentence for people
};

/// A difference to a recorded message that stays, and why: an older version of the product, or an edited record. As
/// narrow as it can be: what it does not fit is a fault of the profile's.
struct KnownDifference {
    std::string at;   ///< glob of the line's path (src/saml/likeness.hpp)
    std::string root; ///< the record's root element, without prefix; "" for any
    /// What the record has there and what this profile makes: globs, "(none)" for nothing, which no glob fits. Where both
    /// have "{}", it stands for the same text in both, and the rest is literal.
    std::string recorded, made;
    /// Years of the record; of metadata, which tells none, `until` is held against the newest certificate in it.
    std::optional<int> since, until;
    bool edited = false; ///< only where nothing proves the record to be as it was issued: no signature in it verifies
    std::string because; ///< a sentence with its tag, as in `sources`
};

/// Another product of the vendor's, whose records are recognised as the vendor's and are not what this profile plays.
struct OtherProduct {
    std::string issuer;  ///< glob of the record's Issuer or entityID
    std::string because; ///< a sentence with its tag
};

/// Recorded SCIM exchanges that are not compared with what this profile's client sends.
struct OtherRecord {
    std::string record;  ///< glob of the record's name
    std::string because; ///< a sentence with its tag
};

struct Profile {
    std::string id;                  ///< "okta"
    std::string title;               ///< "Okta"
    std::string version;             ///< of the profile's knowledge: a date
    bool listed = true;              ///< false for `generic`
    std::string file;                ///< where it was loaded from
    Values variables;                ///< name -> pattern: what differs per tenant, e.g. app_key = "exk{alnum:17}"
    Values other_tenant;             ///< the variables that are the same in every tenant, as another customer has them
    SamlProfile saml;
    std::map<std::string, ScimProfile> scim;      ///< by variant; empty: this vendor has no SCIM client for a custom app
    std::string default_scim;                     ///< the variant a run uses unless asked otherwise
    std::string no_scim_reason;                   ///< why `scim` is empty, for a person
    std::vector<Evidence> recognise; ///< empty: never recognised
    GuideRules guide;                ///< without steps: nobody says how an app is set up there
    std::vector<AdviceRule> advice;
    std::vector<KnownDifference> fidelity;
    std::vector<OtherProduct> other_products;
    /// The same for recorded SCIM exchanges: `at` names the record too, "create-user: body /locale".
    std::vector<KnownDifference> scim_fidelity;
    std::vector<OtherRecord> other_records;
    std::map<std::string, std::string, std::less<>> sources;   ///< field path -> tag and source of a surprising value
};

} // namespace idpsim::idp
