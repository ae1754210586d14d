#pragma once
/// Connecting an identity provider, whoever asked for it: the API's JSON or a page's form.
#include "simulator/sp/product.hpp"

#include <boost/json/object.hpp>

namespace idpsim::sp {

/// {"metadata" or "url","domains":[],"refresh_seconds","metadata_certificate"}: the answer is the API's, 201 when connected.
Reply connect_as_told(Product& product, Organisation& org, const boost::json::object& told);
/// Ends its sessions, too.
void disconnect(Product& product, Organisation& org, const ConnectedIdp& idp);

} // namespace idpsim::sp
