#pragma once
/// The certificates of a live IdP as its state folder keeps them over restarts: which there are, and which one signs. The
/// keys are the key ring's.
#include "simulator/idp/idp.hpp"

#include <filesystem>
#include <string>

namespace idpsim::cli {

class KeptCertificates {
public:
    /// `whose` names the vendor, the address and what the tenant file says of certificates: another set-up begins anew.
    KeptCertificates(const std::filesystem::path& folder, const std::string& vendor, const std::string& whose);
    /// What was kept takes the place of the tenant's own. Throws Failure (malformed) naming the file when it cannot be read.
    void restore(idp::Tenant& tenant) const;
    /// Throws Failure (io) naming the file.
    void keep(const idp::Idp& idp) const;

private:
    std::filesystem::path file_;
};

/// What of a tenant's certificates tells one set-up from another.
std::string describe_certificates(const idp::Tenant& tenant);

} // namespace idpsim::cli
