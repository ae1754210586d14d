#include "tests/fidelity/explain.hpp"

#include "src/core/text.hpp"
#include "src/crypto/certificate.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/verify.hpp"

#include <chrono>

namespace idpsim::fidelity {
namespace {

int year_of(Instant at) {
    return static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(at)).year());
}

std::optional<crypto::Certificate> certificate_in(const xml::Element& element) {
    if (element.is(ns::ds, "X509Certificate")) {
        const auto text = element.text();
        const auto read = text ? crypto::Certificate::from_base64(*text) : Result<crypto::Certificate>(text.error());
        return read ? std::optional(*read) : std::nullopt;
    }
    for (const xml::Element& child : element.children())
        if (auto found = certificate_in(child)) return found;
    return std::nullopt;
}

void find_newest(const xml::Element& element, std::optional<int>& year) {
    if (element.is(ns::ds, "X509Certificate")) {
        if (const auto found = certificate_in(element)) year = std::max(year.value_or(0), year_of(found->not_before()));
        return;
    }
    for (const xml::Element& child : element.children()) find_newest(child, year);
}

bool any_verifies(const xml::Document& record, const xml::Element& element) {
    if (const auto signature = element.child(ns::ds, "Signature"))
        if (const auto signer = certificate_in(*signature)) {
            const xml::VerifyPolicy policy{{signer->public_key()}, true, 1024};
            if (xml::verify_enveloped(record, element, policy)) return true;
        }
    for (const xml::Element& child : element.children())
        if (any_verifies(record, child)) return true;
    return false;
}

/// One side without "{}". A glob speaks of what is there.
bool fits(const std::string& pattern, const std::optional<std::string>& what) {
    if (pattern == "(none)" || !what) return pattern == "(none)" && !what;
    return matches_glob(pattern, *what);
}

/// Both sides with "{}": what it stands for on the left makes the right literal.
bool fits_shared(const idp::KnownDifference& known, const saml::ShapeDifference& one) {
    const auto hole = known.recorded.find("{}");
    const std::string before = known.recorded.substr(0, hole), after = known.recorded.substr(hole + 2);
    if (!one.left || one.left->size() < before.size() + after.size()) return false;
    if (!one.left->starts_with(before) || !one.left->ends_with(after)) return false;
    const std::string shared = one.left->substr(before.size(), one.left->size() - before.size() - after.size());
    return one.right == replace_all(known.made, "{}", shared);
}

bool is_of_its_years(const idp::KnownDifference& known, const RecordFacts& record) {
    if (!record.year) return record.is_metadata || (!known.since && !known.until);
    // A certificate tells only that the metadata is no older.
    if (known.since && !record.is_metadata && *record.year < *known.since) return false;
    return !known.until || *record.year <= *known.until;
}

} // namespace

RecordFacts facts_of(const xml::Document& record, const std::vector<saml::ShapeLine>& shape) {
    RecordFacts out;
    out.root = record.root().name();
    out.is_metadata = record.root().is(ns::md, "EntityDescriptor");
    for (const saml::ShapeLine& line : shape) {
        const bool names = line.path.ends_with("/Issuer/text()") || line.path == "/EntityDescriptor/@entityID";
        if (names && out.issuer.empty()) out.issuer = line.value;
    }
    if (out.is_metadata) {
        find_newest(record.root(), out.year);
    } else if (const auto issued = parse_instant(record.root().attribute("IssueInstant").value_or(""))) {
        out.year = year_of(*issued);
    }
    out.proven = any_verifies(record, record.root());
    return out;
}

bool explains(const idp::KnownDifference& known, const saml::ShapeDifference& one, const RecordFacts& record) {
    if (!matches_glob(known.at, one.path)) return false;
    if (!known.root.empty() && known.root != record.root) return false;
    if (known.edited && record.proven) return false;
    if (!is_of_its_years(known, record)) return false;
    if (known.recorded.find("{}") != std::string::npos) return fits_shared(known, one);
    return fits(known.recorded, one.left) && fits(known.made, one.right);
}

const idp::KnownDifference* Explanations::find(const saml::ShapeDifference& one, const RecordFacts& record) {
    for (std::size_t i = 0; i < known_.size(); ++i) {
        if (!explains(known_[i], one, record)) continue;
        used_.insert(i);
        return &known_[i];
    }
    return nullptr;
}

std::vector<idp::KnownDifference> Explanations::unused() const {
    std::vector<idp::KnownDifference> out;
    for (std::size_t i = 0; i < known_.size(); ++i)
        if (!used_.contains(i)) out.push_back(known_[i]);
    return out;
}

} // namespace idpsim::fidelity
