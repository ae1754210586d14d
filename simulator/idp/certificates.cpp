#include "simulator/idp/certificates.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::idp {
namespace {

[[noreturn]] void cannot(Fault fault, std::string why) { throw Failure(Error{fault, "certificates", std::move(why)}); }

bool is_valid(const crypto::Certificate& certificate, Instant now) {
    return certificate.not_before() <= now && now < certificate.not_after();
}

std::string bare(std::string_view fingerprint) {
    std::string out = to_lower(fingerprint);
    std::erase_if(out, [](char c) { return c == ':' || c == ' '; });
    return out;
}

} // namespace

Certificates::Certificates(const Profile& profile, const Tenant& tenant, KeyRing& keys, Instant now)
    : profile_(profile), variables_(tenant.variables), keys_(keys), next_key_(tenant.first_key) {
    const std::vector<TenantCertificate> first(1);
    const std::vector<TenantCertificate>& wanted = tenant.certificates.empty() ? first : tenant.certificates;
    const std::size_t most = profile.saml.certificate_rules.most;
    if (most != 0 && wanted.size() > most)
        cannot(Fault::invalid,
               "this vendor admits " + std::to_string(most) + " at once, there are " + std::to_string(wanted.size()));
    if (std::ranges::count(wanted, true, &TenantCertificate::active) > 1)
        cannot(Fault::invalid, "more than one is active");
    for (const TenantCertificate& one : wanted) all_.push_back(make(one, now));
}

IdpCertificate Certificates::make(TenantCertificate order, Instant now) {
    if (!order.key) order.key = next_key_;
    next_key_ = std::max(next_key_, *order.key + 1);
    const CertificateOrder wanted{*order.key, order.made, order.not_before, order.not_after};
    return IdpCertificate{keys_.get(profile_, variables_, now, wanted), order.active, order};
}

IdpCertificate& Certificates::at(std::size_t place) {
    if (place >= all_.size()) cannot(Fault::not_found, "there is none at place " + std::to_string(place));
    return all_[place];
}

const IdpCertificate* Certificates::active() const {
    const auto found = std::ranges::find(all_, true, &IdpCertificate::active);
    return found == all_.end() ? nullptr : &*found;
}

std::size_t Certificates::add(Instant now) {
    const std::size_t most = profile_.saml.certificate_rules.most;
    if (most != 0 && all_.size() >= most)
        cannot(Fault::refused, "this vendor admits " + std::to_string(most) + " at once");
    TenantCertificate order;
    order.active = false;
    order.made = std::chrono::floor<std::chrono::seconds>(now);
    all_.push_back(make(std::move(order), now));
    return all_.size() - 1;
}

void Certificates::activate(std::size_t place) {
    at(place);
    for (std::size_t i = 0; i < all_.size(); ++i) all_[i].active = i == place;
}

void Certificates::expire(std::size_t place, Instant now) {
    IdpCertificate& one = at(place);
    const Instant ended = std::chrono::floor<std::chrono::seconds>(now - std::chrono::hours(24));
    const Instant began = std::min(one.signing.certificate.not_before(), ended - std::chrono::hours(24));
    one.signing = keys_.remake(profile_, variables_, one.signing.key, began, ended);
    one.order.made.reset();
    one.order.not_before = began;
    one.order.not_after = ended;
}

void Certificates::remove(std::size_t place) {
    if (at(place).active) cannot(Fault::refused, "the active one cannot be removed");
    if (all_.size() == 1) cannot(Fault::refused, "the last one cannot be removed");
    all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(place));
}

std::optional<std::size_t> Certificates::find(std::string_view fingerprint) const {
    const std::string wanted = bare(fingerprint);
    for (std::size_t i = 0; i < all_.size(); ++i)
        if (all_[i].signing.certificate.fingerprint() == wanted) return i;
    return std::nullopt;
}

bool Certificates::replace_expired(Instant now) {
    if (profile_.saml.certificate_rules.expired != ExpiredCertificate::replaced) return false;
    const IdpCertificate* signs = active();
    if (!signs || now < signs->signing.certificate.not_after()) return false;
    for (std::size_t i = 0; i < all_.size(); ++i) {
        if (!is_valid(all_[i].signing.certificate, now)) continue;
        activate(i);
        return true;
    }
    return false;
}

void Certificates::keep_in(Tenant& tenant) const {
    tenant.certificates.clear();
    for (const IdpCertificate& one : all_) {
        tenant.certificates.push_back(one.order);
        tenant.certificates.back().active = one.active;
    }
    tenant.first_key = next_key_;
}

bool Certificates::may_sign(Instant now) const {
    const IdpCertificate* signs = active();
    if (!signs) return false;
    const bool refused = profile_.saml.certificate_rules.expired == ExpiredCertificate::refused;
    return !refused || now < signs->signing.certificate.not_after();
}

} // namespace idpsim::idp
