#pragma once
/// Somebody with a key that nobody trusts, and certificates that may say anything.
#include "src/crypto/certificate.hpp"

namespace idpsim::engine::faults {

struct Stranger {
    crypto::PrivateKey key;
    crypto::Certificate own, lookalike; ///< of that key: with a name of its own, with the subject of somebody else's
};

/// One key per process, one lookalike per subject. Valid for a year from a day before `now`. Thread-safe.
const Stranger& stranger_like(const crypto::Certificate& certificate, Instant now);

} // namespace idpsim::engine::faults
