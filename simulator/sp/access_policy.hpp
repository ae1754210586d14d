#pragma once
/// Who may do what on pages and by the API, as values like the rest of SpBehaviour.
#include "simulator/sp/audit.hpp"
#include "simulator/sp/config.hpp"
#include "simulator/sp/organisation.hpp"
#include "simulator/sp/setup_guide.hpp"
#include "src/core/http.hpp"
#include "src/core/random.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace idpsim::sp {

bool is_admin_role(const ProductNames& names, std::string_view role);
/// SSO is switched on and an IdP is connected: people come in that way.
bool signs_in_by_sso(const Organisation& org);
/// Everybody where there is no SSO; Account Admins always: when the IdP is down or was connected wrongly, somebody has to
/// get in and mend it.
bool password_suffices(const ProductNames& names, const Organisation& org, std::string_view role);
/// Whether another site made the browser send this: its browser says where a request comes from (Origin, Fetch
/// metadata). A client that says nothing is no browser that was misled.
bool is_from_elsewhere(std::string_view base_url, const HttpRequest& request);
bool is_form_token(std::string_view expected, std::string_view given);
/// A fresh one whatever the browser brought: an id from before the sign-in is worth nothing after it.
std::string fresh_session_id(const std::optional<std::string>& brought, Random& random);
/// The set-up guide follows the upload of the mapping workbook.
bool is_mapped(const Organisation& org);
GuideValues values_of_guide(const Organisation& org);

struct AccessPolicy {
    std::function<bool(const ProductNames&, std::string_view role)> may_administer = is_admin_role;
    std::function<bool(const ProductNames&, const Organisation&, std::string_view role)> may_use_password = password_suffices;
    std::function<bool(std::string_view base_url, const HttpRequest&)> from_elsewhere = is_from_elsewhere;
    std::function<bool(std::string_view expected, std::string_view given)> admits_form = is_form_token;
    std::function<std::string(const std::optional<std::string>& brought, Random&)> session_id = fresh_session_id;
    std::function<bool(const Organisation&)> shows_guide = is_mapped;
    std::function<GuideValues(const Organisation&)> guide_values = values_of_guide;
    bool invitations_open_once = true;
    bool pauses_after_failures = true;
    Millis invitation_lifetime{7 * 86'400'000};
    /// Whether an entry is written into the audit log.
    std::function<bool(const AuditEntry&)> audits = [](const AuditEntry&) { return true; };
};

} // namespace idpsim::sp
