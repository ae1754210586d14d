#include "src/engine/faults/stranger.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::engine::faults {
namespace {

using Names = std::vector<std::pair<std::string, std::string>>;

/// "CN=okta,O=Okta" (RFC 2253, last first) as it stands in a certificate.
Names names_in(const std::string& subject) {
    Names out;
    std::string part;
    const auto take = [&] {
        const auto equals = part.find('=');
        if (equals != std::string::npos) out.emplace(out.begin(), part.substr(0, equals), part.substr(equals + 1));
        part.clear();
    };
    for (std::size_t i = 0; i < subject.size(); ++i) {
        if (subject[i] == '\\' && i + 1 < subject.size()) part += subject[++i];
        else if (subject[i] == ',') take();
        else part += subject[i];
    }
    take();
    return out;
}

crypto::Certificate certificate_of(const crypto::PrivateKey& key, Names names, Instant now) {
    crypto::CertificateSpec spec;
    spec.subject = std::move(names);
    spec.not_before = now - std::chrono::hours{24};
    spec.not_after = now + std::chrono::hours{24 * 365};
    spec.serial = std::string(1, '\x01');
    return crypto::Certificate::self_signed(key, spec);
}

} // namespace

const Stranger& stranger_like(const crypto::Certificate& certificate, Instant now) {
    static std::mutex mutex;
    static const crypto::PrivateKey key = crypto::PrivateKey::generate_rsa(2048);
    static std::map<std::string, Stranger> known;
    const std::scoped_lock lock(mutex);
    auto found = known.find(certificate.subject());
    if (found == known.end()) {
        Stranger made{key, certificate_of(key, {{"CN", "stranger"}}, now),
                      certificate_of(key, names_in(certificate.subject()), now)};
        found = known.emplace(certificate.subject(), std::move(made)).first;
    }
    return found->second;
}

} // namespace idpsim::engine::faults
