#pragma once
/// What a certificate is like, beside whom it is for: how its issuer's software makes certificates.
#include "src/crypto/certificate.hpp"

#include <string>
#include <utility>
#include <vector>

namespace idpsim::crypto {

struct CertificateFacts {
    std::vector<std::pair<std::string, std::string>> subject; ///< RDNs in encoding order; short names ("CN"), else OIDs
    bool self_issued = false;                                 ///< issuer and subject are one name
    int version = 0;                                          ///< 1 to 3
    int key_bits = 0;
    std::string signature; ///< OpenSSL's name, "RSA-SHA256"
    int serial_octets = 0;
    std::vector<std::string> extensions; ///< short names, in order: "basicConstraints"
    int days = 0;                        ///< of validity, rounded
};

CertificateFacts facts_of(const Certificate& certificate);

} // namespace idpsim::crypto
