#pragma once
/// The page of `serve` for the person who rebuilds a customer's set-up.
#include "simulator/idp/idp.hpp"

#include <string>

namespace idpsim::cli {

/// The vendor's console fields with their values, the connected SP, the people and the addresses to copy; no secrets but
/// the made-up people's passwords, which are for typing into the login form.
std::string console_page(const idp::Idp& idp);

} // namespace idpsim::cli
