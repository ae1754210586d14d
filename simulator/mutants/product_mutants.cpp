/// The product around sign-in: who may do what on its pages, whose forms it takes, what it tells afterwards.
#include "simulator/mutants/mutant.hpp"

#include <memory>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;

constexpr std::string_view gate = "product/enable-gate", admins = "product/admin-only", guides = "product/guide-after-mapping",
                           forms = "negative/forms", people = "product/sign-in", log = "product/audit";

// --- the gate

void gate_open(SpBehaviour& b) {
    b.has_sso_option = [](const sp::Organisation&) { return true; };
}
/// Once it was open it stays so, whatever the vendor's team does.
void gate_sticks(SpBehaviour& b) {
    b.has_sso_option = [opened = std::make_shared<std::map<std::string, bool>>()](const sp::Organisation& org) {
        bool& was = (*opened)[org.id];
        return was = was || org.enabled;
    };
}
void gate_stuck(SpBehaviour& b) {
    b.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.url.ends_with("/app/settings/connect")) request.url += "/nowhere";
        return std::nullopt;
    };
}

// --- who administers

void everybody_administers(SpBehaviour& b) {
    b.access.may_administer = [](const sp::ProductNames&, std::string_view) { return true; };
}
void all_but_the_least_administer(SpBehaviour& b) {
    b.access.may_administer = [](const sp::ProductNames& names, std::string_view role) { return role != names.default_role; };
}
void nobody_administers(SpBehaviour& b) {
    b.access.may_administer = [](const sp::ProductNames&, std::string_view) { return false; };
}

// --- the guide

void guide_early(SpBehaviour& b) {
    b.access.shows_guide = [](const sp::Organisation&) { return true; };
}
void guide_never(SpBehaviour& b) {
    b.access.shows_guide = [](const sp::Organisation&) { return false; };
}
/// The URLs of whoever looked first.
void guide_shared(SpBehaviour& b) {
    b.access.guide_values = [first = std::make_shared<sp::GuideValues>()](const sp::Organisation& org) {
        if (first->acs.empty()) *first = sp::values_of_guide(org);
        return *first;
    };
}

// --- forms and sessions

void form_token_ignored(SpBehaviour& b) {
    b.access.admits_form = [](std::string_view, std::string_view) { return true; };
}
void origin_ignored(SpBehaviour& b) {
    b.access.from_elsewhere = [](std::string_view, const HttpRequest&) { return false; };
}
void session_id_kept(SpBehaviour& b) {
    b.access.session_id = [](const std::optional<std::string>& brought, Random& random) {
        return brought ? *brought : sp::fresh_session_id(brought, random);
    };
}

// --- invitations and passwords

void invitation_again(SpBehaviour& b) { b.access.invitations_open_once = false; }
void invitation_for_ever(SpBehaviour& b) { b.access.invitation_lifetime = std::chrono::hours{24 * 3650}; }
void tries_for_ever(SpBehaviour& b) { b.access.pauses_after_failures = false; }
void password_beside_sso(SpBehaviour& b) {
    b.access.may_use_password = [](const sp::ProductNames&, const sp::Organisation&, std::string_view) { return true; };
}
void no_way_in_beside_sso(SpBehaviour& b) {
    b.access.may_use_password = [](const sp::ProductNames&, const sp::Organisation& org, std::string_view) { return !sp::signs_in_by_sso(org); };
}

// --- the audit log

template <char const* Word> void forgets(SpBehaviour& b) {
    b.access.audits = [](const sp::AuditEntry& entry) { return entry.action.find(Word) == std::string::npos; };
}
constexpr char roles[] = "role_changed", signs[] = "signed_in", refusals[] = "_refused", switches[] = "sso_", tokens[] = "token", created[] = "account_created";

constexpr Mutant table[] = {
    {"m-gate-open", "lets organisations set up SSO that nobody enabled it for", gate_open, gate},
    {"m-gate-sticks", "keeps SSO on when the vendor's team has switched it off", gate_sticks, gate},
    {"m-gate-stuck", "has no page for connections", gate_stuck, gate},
    {"m-admin-everybody", "lets anybody who is signed in set up SSO", everybody_administers, admins},
    {"m-admin-half", "lets every role but the least set up SSO", all_but_the_least_administer, admins},
    {"m-admin-nobody", "lets no role set up SSO", nobody_administers, admins},
    {"m-guide-early", "shows the set-up guide before the mapping was uploaded", guide_early, guides},
    {"m-guide-never", "never shows the set-up guide", guide_never, guides},
    {"m-guide-shared", "shows every organisation the URLs of one", guide_shared, guides},
    {"m-form-token-ignored", "takes forms without their token", form_token_ignored, forms},
    {"m-form-origin-ignored", "takes forms that another site sent", origin_ignored, forms},
    {"m-session-id-kept", "keeps the session id that a browser brought to its sign-in", session_id_kept, forms},
    {"m-invitation-again", "lets an invitation open twice", invitation_again, people},
    {"m-invitation-for-ever", "lets an invitation open for ten years", invitation_for_ever, people},
    {"m-tries-for-ever", "lets passwords be tried without end", tries_for_ever, people},
    {"m-password-beside-sso", "lets everybody in by password where SSO is connected", password_beside_sso, people},
    {"m-no-break-glass", "lets no admin in by password where SSO is connected", no_way_in_beside_sso, people},
    {"m-audit-no-roles", "forgets who changed a role", forgets<roles>, log},
    {"m-audit-no-sign-ins", "forgets who signed in", forgets<signs>, log},
    {"m-audit-no-refusals", "forgets who was refused", forgets<refusals>, log},
    {"m-audit-no-switch", "forgets that SSO was switched on or off", forgets<switches>, log},
    {"m-audit-no-tokens", "forgets that a token was issued", forgets<tokens>, log},
    {"m-audit-no-creations", "forgets which accounts were created", forgets<created>, log},
};

} // namespace

std::span<const Mutant> product_mutants() { return table; }

} // namespace idpsim::mutants
