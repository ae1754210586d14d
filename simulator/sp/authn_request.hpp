#pragma once
/// What the service provider says about itself and asks an IdP: its metadata and its AuthnRequest.
#include "simulator/sp/organisation.hpp"
#include "src/core/random.hpp"
#include "src/saml/values.hpp"

#include <string>

namespace idpsim::sp {

/// A fresh request to `destination` for a bearer assertion (saml-profiles-2.0 section 4.1.4.1). Unless the organisation's
/// admin wants it to, it asks for no NameID format: identity providers refuse, or silently change the identifier, when the format is not the one that
/// their administrator chose.
saml::AuthnRequest make_authn_request(const Organisation& org, const std::string& destination, Random& random,
                                      Instant now);

/// Where the organisation's admin wants it or the IdP's metadata asks for it (saml-metadata-2.0 section 2.4.3).
bool signs_authn_requests(const Organisation& org, const IdpConnection& idp);

/// The document of the organisation's own EntityDescriptor: each has an entityID and an ACS of its own, so no assertion
/// for one is of use at another. With the keys that `org` has at hand.
std::string make_metadata(const Organisation& org);

} // namespace idpsim::sp
