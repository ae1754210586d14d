#pragma once
/// What the product knows of Salesforce as a login source: its owner tells it.
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace idpsim::sp {

inline constexpr std::array<std::string_view, 2> salesforce_environments{"production", "sandbox"};

struct SalesforceConfig {
    std::string production_login, sandbox_login;   ///< origins; "" : the product has no login with Salesforce
    std::string production_domain, sandbox_domain; ///< globs over a My Domain's origin: "https://*.my.example"
    std::string authorize, token, identity, query; ///< paths

    bool is_there() const { return !production_login.empty() && !sandbox_login.empty(); }
    const std::string& login_origin(std::string_view environment) const {
        return environment == "sandbox" ? sandbox_login : production_login;
    }
    /// Whether the origin is a My Domain of that environment.
    bool is_my_domain(std::string_view environment, std::string_view origin) const;
};

} // namespace idpsim::sp
