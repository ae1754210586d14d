#include "simulator/idp/saml_profile.hpp"

namespace idpsim::idp {
namespace {

/// The more general reason that stands for one that is not listed.
std::string_view broader(std::string_view why) {
    if (why == reason::unsigned_request || why == reason::signature_algorithm) return reason::bad_signature;
    if (why == reason::unknown_app) return reason::unknown_sp;
    if (why == reason::flow_disabled) return reason::app_disabled;
    return reason::bad_request;
}

} // namespace

std::vector<std::string> all_reasons() {
    using namespace reason;
    return {bad_request,   no_message,       unknown_sp,       unknown_app,         app_disabled, acs_mismatch,
            bad_signature, unsigned_request, bad_subject,      signature_algorithm, no_passive,   unsupported_binding,
            name_id_policy, authn_context,   no_recipient_key, not_assigned,        no_name_id,   inactive_user,
            no_signing_key, other_protocol,  bad_logout,       no_attribute, flow_disabled, no_login_url};
}

const Refusal& refusal_for(const std::map<std::string, Refusal>& refusals, const std::string& why) {
    std::string_view told = why;
    for (;;) {
        const auto own = refusals.find(std::string(told));
        if (own != refusals.end()) return own->second;
        told = broader(told);
    }
}

} // namespace idpsim::idp
