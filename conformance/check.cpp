#include "conformance/check.hpp"

#include "conformance/checks/tables.hpp"
#include "src/core/text.hpp"

namespace idpsim::conformance {
namespace {

template <class Check> std::vector<Check> join_tables(std::initializer_list<std::span<const Check>> tables) {
    std::vector<Check> out;
    for (const auto& table : tables) out.insert(out.end(), table.begin(), table.end());
    return out;
}

template <class Check, class Record>
std::vector<Finding> run_matching(std::span<const Check> checks, std::string_view glob, const Record& record) {
    std::vector<Finding> out;
    for (const Check& check : checks) {
        if (!matches_glob(glob, check.id)) continue;
        Finding finding = check.judge(record);
        finding.check = check.id;
        finding.clause = check.clause;
        out.push_back(std::move(finding));
    }
    return out;
}

} // namespace

std::span<const LoginCheck> login_checks() {
    static const auto checks = join_tables<LoginCheck>(
        {checks::request_checks(), checks::response_checks(), checks::outcome_checks(), checks::tenancy_checks(),
         checks::metadata_checks(), checks::option_checks()});
    return checks;
}

std::span<const LogoutCheck> logout_checks() {
    static const auto checks = join_tables<LogoutCheck>({checks::logout_message_checks(), checks::logout_outcome_checks()});
    return checks;
}

std::span<const ScimCheck> scim_checks() {
    static const auto checks = join_tables<ScimCheck>({checks::scim_create_checks(), checks::scim_query_checks(),
                                                       checks::scim_effect_checks(), checks::scim_message_checks()});
    return checks;
}

std::vector<CheckInfo> all_checks() {
    std::vector<CheckInfo> out;
    for (const LoginCheck& check : login_checks()) out.push_back({check.id, check.clause, check.sentence, "login"});
    for (const LogoutCheck& check : logout_checks()) out.push_back({check.id, check.clause, check.sentence, "logout"});
    for (const ScimCheck& check : scim_checks()) out.push_back({check.id, check.clause, check.sentence, "scim"});
    return out;
}

std::vector<Finding> run_checks(std::string_view glob, const LoginRecord& login) {
    return run_matching(login_checks(), glob, login);
}

std::vector<Finding> run_checks(std::string_view glob, const LogoutRecord& logout) {
    return run_matching(logout_checks(), glob, logout);
}

std::vector<Finding> run_checks(std::string_view glob, const ScimRecord& step) {
    return run_matching(scim_checks(), glob, step);
}

} // namespace idpsim::conformance
