#pragma once
/// An organisation's settings as JSON: what GET shows, PATCH changes and the database keeps.
#include "simulator/sp/http_support.hpp"
#include "simulator/sp/organisation.hpp"

#include <boost/json/object.hpp>

namespace idpsim::sp {

/// {"allow_unsolicited","allow_sha1","want_assertions_signed","require_encryption","allow_rsa_1_5","allow_cbc",
/// "sign_requests","force_authn","is_passive","clock_skew_seconds":0 to 300 or null,"response_binding":"post" or
/// "artifact","name_id_format":URI or null,"authn_contexts":[],"attributes":{"email":[],"given_name":[],
/// "family_name":[],"display_name":[],"email_attribute_first"},"scim_attributes":{"email":path or "","given_name",
/// "family_name","display_name"}}
boost::json::object describe_settings(const OrganisationSettings& settings);

/// `settings` with what `body` names changed, all or nothing; else a 400 that names the member. Whoever maps the e-mail
/// address means that attribute to go before the NameID, unless they say otherwise.
Or<OrganisationSettings> changed_settings(OrganisationSettings settings, const boost::json::object& body);

} // namespace idpsim::sp
