#pragma once
/// What to tell an admin whose login does not work: the profile's advice, held against what the console has, what the
/// product's guide says should be there, and what was seen of the login.
#include "conformance/record.hpp"
#include "simulator/idp/tenant.hpp"
#include "src/engine/guide.hpp"

#include <string>
#include <vector>

namespace idpsim::engine {

/// What advice may ask to have been seen:
///   idp_refused         the IdP said no, on a page of its own or by an error Response
///   sp_refused          a Response came to the service provider, which let nobody in
///   astray              a login from the IdP ended at the service provider without AuthnRequest and Response
///   unsolicited         the Response answers no request
///   elsewhere           the Response was posted to no ACS of the service provider's
///   audience            no Audience of the assertion is the service provider's entityID
///   recipient           no Recipient of the assertion is the service provider's ACS
///   assertion_unsigned  only the Response is signed
///   attributes_missing  an attribute that the product wants is not in the assertion
///   name_id_no_address  the NameID is no mail address
const std::vector<std::string>& seen_words();

struct Advice {
    std::string id, text, source;
};

/// What advice looks at.
struct AdviceQuestion {
    const idp::Profile& profile;
    const idp::Tenant& tenant;
    const Guide& guide;
    const Product& product;
    const conformance::LoginRecord& login;
    std::string refused_by; ///< "idp", "sp" or ""
};

/// What fits, in the profile's order. What an admin entered of the service provider's addresses and keys is not looked at
/// while the console has them from its metadata.
std::vector<Advice> advise(const AdviceQuestion& question);

} // namespace idpsim::engine
