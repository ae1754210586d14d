#pragma once
/// Where somebody signs in who says no more than a mail address.
#include "simulator/scim/directory.hpp"
#include "simulator/sp/organisations.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace idpsim::sp {

struct SignInPlace {
    const Organisation* organisation = nullptr;
    const ConnectedIdp* idp = nullptr;   ///< that speaks for the address's domain; null: the organisation's usual choice
};

/// By mail domain where the IdP of one organisation speaks for it, whoever the person is; else the only organisation with
/// SSO in which the address has an account, active or not. Nothing when there is none, when there are several, and for
/// what is no address. Only organisations for which `has_sso` holds and that have connected an IdP are looked at, all of
/// them every time.
std::optional<SignInPlace> find_sign_in(const Organisations& organisations, scim_server::Directory& directory,
                                        const std::function<bool(const Organisation&)>& has_sso, std::string_view email);

} // namespace idpsim::sp
