#pragma once
/// Every kind of message and document that a vendor's simulated IdP writes, each from a world of its own.
#include "tests/idp/idp_fixture.hpp"

#include <memory>
#include <string>
#include <vector>

namespace idpsim::idp::testing {

struct VendorMessage {
    std::string kind; ///< "encrypted": a word for file names
    std::string xml;
    std::unique_ptr<World> world; ///< that it was made in
};

/// Without the plain login and its metadata. What the vendor does not have is not there.
std::vector<VendorMessage> special_messages(const std::string& vendor);

} // namespace idpsim::idp::testing
