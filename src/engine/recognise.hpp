#pragma once
/// Whose message a document looks like, by the evidence that the profiles list.
#include "simulator/idp/profile.hpp"
#include "src/saml/likeness.hpp"

#include <optional>
#include <string>
#include <vector>

namespace idpsim::engine {

struct Recognition {
    std::optional<std::string> id, title; ///< of the profile; nothing: it cannot be told
    std::vector<std::string> evidence;    ///< sentences, the weightiest first; also of what was not enough
    std::string why_not;                  ///< when it cannot be told: nothing speaks for anybody, or two are too near
};

/// A vendor is named when the evidence for it weighs enough by itself and clearly more than that for any other.
Recognition recognise(const std::vector<saml::ShapeLine>& shape, const std::vector<idp::Profile>& profiles);

inline constexpr int enough_weight = 50, clear_lead = 20;

} // namespace idpsim::engine
