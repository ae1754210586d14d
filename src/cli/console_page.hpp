#pragma once
/// The page of `serve` for the person who rebuilds a customer's set-up.
#include "simulator/idp/idp.hpp"

#include <set>
#include <string>

namespace idpsim::cli {

/// Where the page is, and where its forms about certificates lead.
inline constexpr char console_path[] = "/idpsim/console", certificates_path[] = "/idpsim/console/certificates";

/// The vendor's console fields with their values, the connected SP, the people and the addresses to copy; no secrets but
/// the made-up people's passwords, which are for typing into the login form; those of `secret_passwords` (usernames) are
/// not shown.
std::string console_page(const idp::Idp& idp, const std::set<std::string>& secret_passwords = {});

} // namespace idpsim::cli
