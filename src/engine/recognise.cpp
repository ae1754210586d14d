#include "src/engine/recognise.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

struct Score {
    const idp::Profile* profile = nullptr;
    int weight = 0;
    std::vector<const idp::Evidence*> found;
};

bool fits(const idp::Evidence& evidence, const saml::ShapeLine& line) {
    return matches_glob(evidence.at, line.path) &&
           (evidence.value.empty() || matches_glob(evidence.value, line.value)) &&
           (evidence.shape.empty() || matches_glob(evidence.shape, line.what));
}

Score score(const idp::Profile& profile, const std::vector<saml::ShapeLine>& shape) {
    Score out{&profile, 0, {}};
    for (const idp::Evidence& evidence : profile.recognise) {
        if (std::none_of(shape.begin(), shape.end(), [&](const auto& line) { return fits(evidence, line); })) continue;
        out.weight += evidence.weight;
        out.found.push_back(&evidence);
    }
    std::ranges::stable_sort(out.found, std::ranges::greater{}, &idp::Evidence::weight);
    return out;
}

std::vector<std::string> sentences(const Score& score) {
    std::vector<std::string> out;
    for (const idp::Evidence* evidence : score.found)
        if (evidence->weight > 0) out.push_back(evidence->says);
    return out;
}

} // namespace

Recognition recognise(const std::vector<saml::ShapeLine>& shape, const std::vector<idp::Profile>& profiles) {
    std::vector<Score> scores;
    for (const idp::Profile& profile : profiles)
        if (!profile.recognise.empty()) scores.push_back(score(profile, shape));
    std::ranges::stable_sort(scores, std::ranges::greater{}, &Score::weight);
    Recognition out;
    if (scores.empty() || scores.front().weight <= 0) {
        out.why_not = "nothing in it speaks for any of the vendors known here";
        return out;
    }
    const Score& best = scores.front();
    out.evidence = sentences(best);
    const Score* second = scores.size() > 1 ? &scores[1] : nullptr;
    if (best.weight < enough_weight) {
        out.why_not = "what speaks for " + best.profile->title + " is too little to tell";
    } else if (second && best.weight - second->weight < clear_lead) {
        out.why_not = "it looks as much like " + second->profile->title + " as like " + best.profile->title;
        for (std::string& sentence : sentences(*second)) out.evidence.push_back(std::move(sentence));
    } else {
        out.id = best.profile->id;
        out.title = best.profile->title;
    }
    return out;
}

} // namespace idpsim::engine
