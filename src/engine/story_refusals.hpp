#pragma once
/// How a vendor refuses, held against what came of a login.
#include "simulator/idp/profile.hpp"
#include "src/engine/login.hpp"

#include <map>
#include <string>

namespace idpsim::engine {

/// Whether the login ended with the vendor's own refusal for that reason (idp::reason): its page with its status and
/// words, or its error Response with its codes. Throws Failure (script) for a reason that there is not.
bool said_no(const idp::Profile& profile, const Login& login, const std::string& why);

/// What the vendor does with parts of requests, in words: authn_context ("ignored", "exact", "compared", "selects"),
/// name_id_policy ("ignore", "echo", "honour"), passive ("obeyed", "ignored"), force_authn (the same), signature
/// ("ignored", "verified", "required"), acs_index ("obeyed", "ignored"), class_ref (its own).
std::map<std::string, std::string> request_rules(const idp::Profile& profile);

} // namespace idpsim::engine
