#include "simulator/sp/find_organisation.hpp"

#include "simulator/sp/accounts.hpp"
#include "src/core/text.hpp"

#include <algorithm>
#include <vector>

namespace idpsim::sp {
namespace {

/// The organisation's IdP that speaks for that mail domain, or null.
const ConnectedIdp* idp_for_domain(const Organisation& org, const std::string& domain) {
    const auto speaks = [&](const ConnectedIdp& idp) { return std::ranges::find(idp.domains, domain) != idp.domains.end(); };
    const auto found = std::ranges::find_if(org.idps, speaks);
    return found == org.idps.end() ? nullptr : &*found;
}

} // namespace

std::optional<SignInPlace> find_sign_in(const Organisations& organisations, scim_server::Directory& directory,
                                        const std::function<bool(const Organisation&)>& has_sso, std::string_view email) {
    if (!is_email(email)) return std::nullopt;
    const std::string domain = to_lower(email.substr(email.find('@') + 1));
    Identity identity;
    identity.email = std::string(email);
    std::vector<SignInPlace> by_domain, by_account;
    for (const auto& [id, org] : organisations.all()) {
        if (org.idps.empty() || !has_sso(org)) continue;
        if (const ConnectedIdp* idp = idp_for_domain(org, domain)) by_domain.push_back({&org, idp});
        if (find_account(directory, org, identity)) by_account.push_back({&org, nullptr});
    }
    // Anybody may say that a domain is theirs: one that several claim decides nothing.
    if (by_domain.size() == 1) return by_domain.front();
    if (by_account.size() == 1) return by_account.front();
    return std::nullopt;
}

} // namespace idpsim::sp
