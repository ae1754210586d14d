#pragma once
/// The checks there are: pure functions, one clause each.
#include "conformance/record.hpp"

#include <span>
#include <string_view>

namespace idpsim::conformance {

struct LoginCheck {
    std::string_view id, clause, sentence;
    Finding (*judge)(const LoginRecord&);
};

struct LogoutCheck {
    std::string_view id, clause, sentence;
    Finding (*judge)(const LogoutRecord&);
};

struct ScimCheck {
    std::string_view id, clause, sentence;
    Finding (*judge)(const ScimRecord&);
};

std::span<const LoginCheck> login_checks();
std::span<const LogoutCheck> logout_checks();
std::span<const ScimCheck> scim_checks();

/// For listings: every check's id, clause, sentence, and what it judges ("login", "logout" or "scim").
struct CheckInfo {
    std::string_view id, clause, sentence, judges;
};
std::vector<CheckInfo> all_checks();

/// The findings of every check whose id matches `glob`, with check and clause filled in; empty when none does.
std::vector<Finding> run_checks(std::string_view glob, const LoginRecord& login);
std::vector<Finding> run_checks(std::string_view glob, const LogoutRecord& logout);
std::vector<Finding> run_checks(std::string_view glob, const ScimRecord& step);

} // namespace idpsim::conformance
