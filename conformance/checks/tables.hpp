#pragma once
/// One table per file of checks.
#include "conformance/check.hpp"

namespace idpsim::conformance::checks {

std::span<const LoginCheck> request_checks();
std::span<const LoginCheck> response_checks();
std::span<const LoginCheck> outcome_checks();
std::span<const LoginCheck> tenancy_checks();
std::span<const LoginCheck> metadata_checks();
std::span<const LoginCheck> option_checks();
std::span<const LogoutCheck> logout_message_checks();
std::span<const LogoutCheck> logout_outcome_checks();
std::span<const ScimCheck> scim_create_checks();
std::span<const ScimCheck> scim_query_checks();
std::span<const ScimCheck> scim_effect_checks();
std::span<const ScimCheck> scim_message_checks();

} // namespace idpsim::conformance::checks
