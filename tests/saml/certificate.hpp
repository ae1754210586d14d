#pragma once
/// One certificate for a whole test program: keys take a while.
#include "src/crypto/certificate.hpp"

namespace idpsim::test {

inline const crypto::Certificate& certificate() {
    static const crypto::Certificate made = [] {
        crypto::CertificateSpec spec;
        spec.subject = {{"CN", "idp.example"}};
        spec.not_after = Instant(Millis(4102444800000)); // 2100
        spec.serial = "1";
        return crypto::Certificate::self_signed(crypto::PrivateKey::generate_rsa(2048), spec);
    }();
    return made;
}

} // namespace idpsim::test
