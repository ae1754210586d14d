#pragma once
/// Whether what a profile says about differences to records fits one.
#include "simulator/idp/profile.hpp"
#include "src/saml/likeness.hpp"
#include "src/xml/document.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace idpsim::fidelity {

/// What of a record an explanation may depend on.
struct RecordFacts {
    std::string root;          ///< its root element, without prefix
    std::string issuer;        ///< the outermost Issuer, or the entityID
    std::optional<int> year;   ///< of its IssueInstant; of metadata, of the newest certificate in it
    bool is_metadata = false;
    bool proven = false; ///< a signature in it verifies by the certificate in its KeyInfo: it is as it was issued
};

RecordFacts facts_of(const xml::Document& record, const std::vector<saml::ShapeLine>& shape);

bool explains(const idp::KnownDifference& known, const saml::ShapeDifference& one, const RecordFacts& record);

/// The explanations of one vendor, or those that hold for all, and which of them something needed.
class Explanations {
public:
    explicit Explanations(std::vector<idp::KnownDifference> known) : known_(std::move(known)) {}

    /// The first that fits, from then on used; null when none does.
    const idp::KnownDifference* find(const saml::ShapeDifference& one, const RecordFacts& record);
    std::vector<idp::KnownDifference> unused() const;

private:
    std::vector<idp::KnownDifference> known_;
    std::set<std::size_t> used_;
};

} // namespace idpsim::fidelity
