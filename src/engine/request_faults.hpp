#pragma once
/// What becomes of the service provider's AuthnRequest on its way to the IdP: unusual requests that are good, and ones
/// that the IdP has to refuse.
#include "src/engine/faults.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

struct RequestFault {
    std::string_view id;
    std::string_view sentence;
    /// Why the IdP refuses it (idp::reason), where it looks at all; "" for a good request.
    std::string_view reason;
    /// Changes what the browser brings to the IdP, by either binding.
    std::function<void(HttpRequest& request, const Attack&)> bend;
};

const std::vector<RequestFault>& request_faults();
/// Null when there is none of that name.
const RequestFault* find_request_fault(std::string_view id);
/// Whether the request carries a SAMLRequest by either binding.
bool carries_request(const HttpRequest& request);

} // namespace idpsim::engine
