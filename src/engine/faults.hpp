#pragma once
/// Single faults put into a known-good Response, for negative cases: exactly one mutation each.
#include "simulator/idp/response_writer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

/// What a fault does to the message; the message is otherwise the vendor's own.
struct SamlFault {
    std::string_view id;
    std::string_view sentence;
    idp::ResponseHooks (*hooks)(const crypto::PrivateKey& stranger);   ///< `stranger`: a key that the SP does not trust
};

const std::vector<SamlFault>& saml_faults();
/// Null when there is none of that name.
const SamlFault* find_saml_fault(std::string_view id);

} // namespace idpsim::engine
