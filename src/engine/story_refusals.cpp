#include "src/engine/story_refusals.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

/// The words between the placeholders of a page, in order; values come in their places.
bool has_words_of(const std::string& page, const std::string& pattern) {
    std::size_t at = 0;
    for (std::size_t from = 0; from < pattern.size();) {
        const std::size_t placeholder = std::min(pattern.find('{', from), pattern.size());
        at = page.find(std::string_view(pattern).substr(from, placeholder - from), at);
        if (at == std::string::npos) return false;
        at += placeholder - from;
        const std::size_t end = pattern.find('}', placeholder);
        if (end == std::string::npos) return true;
        from = end + 1;
    }
    return true;
}

bool is_page(const Login& login, const idp::Refusal& refusal) {
    const conformance::LoginRecord& record = login.record;
    return record.acs_status == 0 && !record.response && login.status == refusal.status && has_words_of(record.landed_body, refusal.body);
}

bool is_response(const Login& login, const idp::Refusal& refusal) {
    if (!login.record.response || login.accepted) return false;
    const saml::Status& status = login.record.response->status;
    const std::vector<std::string> nested = refusal.status_nested.empty() ? std::vector<std::string>() : std::vector{refusal.status_nested};
    return status.code == refusal.status_code && status.nested == nested;
}

std::string name_of(idp::AuthnContextRule rule) {
    switch (rule) {
        case idp::AuthnContextRule::ignored: return "ignored";
        case idp::AuthnContextRule::exact: return "exact";
        case idp::AuthnContextRule::compared: return "compared";
        case idp::AuthnContextRule::selects: break;
    }
    return "selects";
}

std::string name_of(idp::NameIdPolicyRule rule) {
    return rule == idp::NameIdPolicyRule::ignore ? "ignore" : rule == idp::NameIdPolicyRule::echo ? "echo" : "honour";
}

std::string name_of(idp::SpSignature rule) {
    return rule == idp::SpSignature::ignored ? "ignored" : rule == idp::SpSignature::verified ? "verified" : "required";
}

std::string obeyed(bool is) { return is ? "obeyed" : "ignored"; }

} // namespace

bool said_no(const idp::Profile& profile, const Login& login, const std::string& why) {
    const std::vector<std::string> known = idp::all_reasons();
    if (std::ranges::find(known, why) == known.end())
        throw Failure(Error{Fault::script, "said_no", "there is no reason \"" + why + "\"" + did_you_mean(why, known)});
    const idp::Refusal& refusal = idp::refusal_for(profile.saml.refusals, why);
    return refusal.as_response ? is_response(login, refusal) : is_page(login, refusal);
}

std::map<std::string, std::string> request_rules(const idp::Profile& profile) {
    const idp::RequestRules& rules = profile.saml.requests;
    const bool obeys = rules.obey_authn_context;
    return {
        {"authn_context", obeys ? name_of(rules.authn_context) : "ignored"},
        {"name_id_policy", name_of(profile.saml.name_id.policy)},
        {"passive", obeyed(profile.saml.refusals.contains(idp::reason::no_passive))},
        {"force_authn", obeyed(rules.force_authn)},
        {"signature", name_of(rules.signature)},
        {"acs_index", obeyed(rules.acs_index)},
        {"class_ref", profile.saml.class_ref},
    };
}

} // namespace idpsim::engine
