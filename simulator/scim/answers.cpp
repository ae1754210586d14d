#include "simulator/scim/answers.hpp"

#include "src/scim/messages.hpp"
#include "src/scim/text.hpp"

#include <boost/json/serialize.hpp>

namespace idpsim::scim_server {

HttpResponse scim_response(int status, const boost::json::object& body) {
    return json_response(status, boost::json::serialize(body), scim::media_type);
}

HttpResponse error_response(const scim::Refusal& refusal) {
    return scim_response(refusal.status, scim::write_error(refusal));
}

scim::Refusal not_found(std::string_view what) {
    return {scim::ScimType::none, 404, scim::in_quotes(what) + " is not here"};
}

scim::Refusal not_supported() { return {scim::ScimType::none, 501, "this is not supported"}; }

HttpResponse not_allowed(std::string_view allowed) {
    HttpResponse response = error_response({scim::ScimType::none, 405, "the method is not supported here"});
    set_header(response.headers, "Allow", allowed);
    return response;
}

} // namespace idpsim::scim_server
