#pragma once
/// SCIM answers as HTTP messages.
#include "src/core/http.hpp"
#include "src/scim/refusal.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace idpsim::scim_server {

HttpResponse scim_response(int status, const boost::json::object& body);
HttpResponse error_response(const scim::Refusal& refusal);
scim::Refusal not_found(std::string_view what);
scim::Refusal not_supported();   ///< 501
HttpResponse not_allowed(std::string_view allowed);   ///< 405

} // namespace idpsim::scim_server
