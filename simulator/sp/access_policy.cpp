#include "simulator/sp/access_policy.hpp"

#include "src/crypto/digest.hpp"

namespace idpsim::sp {

bool is_admin_role(const ProductNames& names, std::string_view role) { return role == names.admin_role; }

bool signs_in_by_sso(const Organisation& org) { return org.enabled && !org.idps.empty(); }

bool password_suffices(const ProductNames& names, const Organisation& org, std::string_view role) {
    return !signs_in_by_sso(org) || is_admin_role(names, role);
}

bool is_from_elsewhere(std::string_view base_url, const HttpRequest& request) {
    const std::string site = find_header(request.headers, "Sec-Fetch-Site").value_or("none");
    if (site == "cross-site" || site == "same-site") return true;
    const std::optional<std::string> origin = find_header(request.headers, "Origin");
    return origin && *origin != base_url;
}

bool is_form_token(std::string_view expected, std::string_view given) {
    return !expected.empty() && crypto::same_secret(expected, given);
}

std::string fresh_session_id(const std::optional<std::string>&, Random& random) { return random.token(); }

bool is_mapped(const Organisation& org) { return org.mapping_uploaded; }

GuideValues values_of_guide(const Organisation& org) {
    return {.acs = org.acs_url, .entity_id = org.entity_id, .metadata = org.metadata_url, .login = org.login_url, .scim = org.scim_url, .token = {}};
}

} // namespace idpsim::sp
