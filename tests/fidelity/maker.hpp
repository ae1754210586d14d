#pragma once
/// A simulated IdP of a record's vendor, set up and used as the record's was.
#include "simulator/idp/idp.hpp"
#include "tests/fidelity/inputs.hpp"
#include "tests/idp/idp_fixture.hpp"

#include <optional>
#include <string>

namespace idpsim::fidelity {

/// The SP's key for what is encrypted to it.
const idp::SigningKey& sp_key();

class Maker {
public:
    /// `inputs` must outlive it.
    explicit Maker(const Inputs& inputs);

    std::string metadata();
    std::string response();
    /// The answer to the SP's request to log out; nothing when this vendor has no single logout.
    std::optional<std::string> logout_response();
    /// What the SP is told when the person signs out at the IdP; nothing when this vendor tells nobody.
    std::optional<std::string> logout_request();

private:
    std::string request_url() const;
    std::string message_in(const HttpResponse& answer, const char* expected) const;

    const Inputs& inputs_;
    VirtualClock clock_;
    Random random_;
    idp::Idp idp_;
    idp::testing::Hands hands_;
    idp::Person ada_;
};

} // namespace idpsim::fidelity
