#include "simulator/idp/keyring.hpp"

#include "src/core/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <optional>

namespace idpsim::idp {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void cannot(const fs::path& file, const std::string& what) {
    throw Failure(Error{Fault::io, file.string(), what});
}

std::optional<std::string> read_kept(const fs::path& file) {
    std::error_code gone;
    if (!fs::exists(file, gone)) return std::nullopt;
    return read_file(file).value();
}

/// The file appears whole or not at all, and is never readable by others, not even for a moment. When another process
/// was quicker its file stays; the caller reads it back.
void write_private_file(const fs::path& file, const std::string& text) {
    const fs::path draft = file.string() + "." + std::to_string(::getpid());
    const int fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) cannot(draft, "cannot be written");
    const bool whole = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(fd);
    const bool placed = whole && (::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    ::unlink(draft.c_str());
    if (!placed) cannot(file, "cannot be written");
}

/// Big-endian, without leading zero octets.
std::string epoch_serial(Instant made) {
    auto count = static_cast<std::uint64_t>(made.time_since_epoch().count());
    std::string out;
    for (; count != 0; count >>= 8) out.insert(out.begin(), static_cast<char>(count & 0xff));
    return out;
}

/// Looks random, yet is the same for the same key, subject and time: a run can be repeated. The top bit stays clear, as
/// serials are positive (RFC 5280 section 4.1.2.2), and the octet is not zero.
std::string drawn_serial(const crypto::PrivateKey& key, const std::string& subject, Instant made, int octets) {
    std::string seed = key.public_key().rsa_modulus() + subject + std::to_string(made.time_since_epoch().count());
    std::string out = crypto::digest(crypto::Hash::sha256, seed).substr(0, static_cast<std::size_t>(octets));
    out.front() = static_cast<char>((out.front() & 0x3f) | 0x40);
    return out;
}

std::string subject_text(const crypto::CertificateSpec& spec) {
    std::string out;
    for (const auto& [type, value] : spec.subject) out.append(type).append("=").append(value).append("\n");
    return out;
}

/// `made` is the moment of making, from which the vendor's rules count.
crypto::CertificateSpec spec_of(const CertificateRules& rules, const Values& variables, Instant made) {
    crypto::CertificateSpec spec;
    for (const auto& [type, pattern] : rules.subject)
        spec.subject.emplace_back(type, expand(pattern, variables).value());
    spec.not_before = made - std::chrono::seconds(rules.backdate_seconds);
    spec.not_after = made + std::chrono::hours(24) * rules.days;
    spec.hash = rules.hash;
    spec.ca_false_extensions = rules.extensions;
    spec.key_id_extension = rules.key_id && !rules.extensions;
    return spec;
}

std::string serial_of(const CertificateRules& rules, const crypto::PrivateKey& key, const crypto::CertificateSpec& spec,
                      Instant made) {
    if (rules.serial_octets == 0) return epoch_serial(made);
    return drawn_serial(key, subject_text(spec), made, rules.serial_octets);
}

/// What of a certificate's validity was asked for: kept certificates with another one are others.
std::string validity_text(const CertificateOrder& order) {
    std::string out;
    if (order.made) out += "\nmade " + format_instant(*order.made);
    if (order.not_before) out += "\nfrom " + format_instant(*order.not_before);
    if (order.not_after) out += "\nuntil " + format_instant(*order.not_after);
    return out;
}

} // namespace

KeyRing::KeyRing(fs::path state_folder) : folder_(std::move(state_folder)) {
    if (folder_.empty()) return;
    std::error_code failed;
    fs::create_directories(folder_, failed);
    if (failed) cannot(folder_, failed.message());
}

SigningKey KeyRing::get(const Profile& profile, const Values& variables, Instant now, const CertificateOrder& order) {
    return get(profile.id, profile.saml.certificate_rules, variables, now, order);
}

SigningKey KeyRing::get(const std::string& name, const CertificateRules& rules, const Values& variables, Instant now,
                        const CertificateOrder& order) {
    const Instant made =
        std::chrono::floor<std::chrono::seconds>(order.made.value_or(order.not_before.value_or(now - std::chrono::hours(24))));
    crypto::CertificateSpec spec = spec_of(rules, variables, made);
    if (order.not_before) spec.not_before = std::chrono::floor<std::chrono::seconds>(*order.not_before);
    if (order.not_after) spec.not_after = std::chrono::floor<std::chrono::seconds>(*order.not_after);
    const std::string numbered = order.number == 0 ? name : name + "-" + std::to_string(order.number + 1);
    const std::lock_guard lock(mutex_);
    SigningKey out;
    out.key = key_for(numbered + "-" + std::to_string(rules.bits), rules.bits);
    spec.serial = serial_of(rules, out.key, spec, made);
    out.certificate = certificate_for(numbered, out.key, spec, validity_text(order));
    return out;
}

SigningKey KeyRing::remake(const Profile& profile, const Values& variables, const crypto::PrivateKey& key,
                           Instant not_before, Instant not_after) const {
    crypto::CertificateSpec spec = spec_of(profile.saml.certificate_rules, variables, not_before);
    spec.not_before = not_before;
    spec.not_after = not_after;
    spec.serial = serial_of(profile.saml.certificate_rules, key, spec, not_before);
    return SigningKey{key, crypto::Certificate::self_signed(key, spec)};
}

crypto::PrivateKey KeyRing::key_for(const std::string& name, int bits) {
    if (const auto known = keys_.find(name); known != keys_.end()) return known->second;
    const fs::path file = folder_ / (name + ".key.pem");
    if (!folder_.empty() && !read_kept(file)) write_private_file(file, crypto::PrivateKey::generate_rsa(bits).to_pem());
    crypto::PrivateKey key = folder_.empty() ? crypto::PrivateKey::generate_rsa(bits)
                                             : crypto::PrivateKey::from_pem(*read_kept(file)).value();
    return keys_.emplace(name, std::move(key)).first->second;
}

crypto::Certificate KeyRing::certificate_for(const std::string& name, const crypto::PrivateKey& key,
                                             const crypto::CertificateSpec& spec, const std::string& validity) {
    const std::string subject = subject_text(spec) + validity;
    // Kept certificates outlive a restart, so their day is not part of their name; in memory a later day is a new one.
    if (folder_.empty()) {
        const std::string id = name + "\n" + subject + std::to_string(spec.not_before.time_since_epoch().count());
        if (const auto known = certificates_.find(id); known != certificates_.end()) return known->second;
        return certificates_.emplace(id, crypto::Certificate::self_signed(key, spec)).first->second;
    }
    const std::string mark = crypto::to_hex(crypto::digest(crypto::Hash::sha256, subject)).substr(0, 16);
    const fs::path file = folder_ / (name + "-" + mark + ".crt.pem");
    if (const auto pem = read_kept(file)) {
        crypto::Certificate kept = crypto::Certificate::from_pem(*pem).value();
        const bool fits = kept.public_key().rsa_modulus() == key.public_key().rsa_modulus();
        const bool current =
            kept.not_before() <= spec.not_before + std::chrono::hours(24) && kept.not_after() > spec.not_before;
        // Made by other rules than the profile's today: what the vendor makes now takes its place, with the same key.
        const bool as_long = kept.not_after() - kept.not_before() == spec.not_after - spec.not_before;
        if (fits && as_long && (current || !validity.empty())) return kept;
        fs::remove(file);
    }
    write_private_file(file, crypto::Certificate::self_signed(key, spec).to_pem());
    return crypto::Certificate::from_pem(*read_kept(file)).value();
}

} // namespace idpsim::idp
