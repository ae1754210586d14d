#include "simulator/sp/rules/judging.hpp"
#include "simulator/sp/rules/rules.hpp"

namespace idpsim::sp {
namespace {

RuleOutcome names_an_email(const LoginContext& login) {
    if (!login.identity) return without_assertion();
    if (*login.identity) return RuleOutcome::hold((*login.identity)->email);
    return RuleOutcome::fail("an e-mail address as NameID or in a mapped attribute", login.identity->error().detail);
}

RuleOutcome idp_speaks_for_account(const LoginContext& login) {
    const Identity* identity = readable(login.identity);
    if (!identity) return without("an identity");
    if (!login.account_state) return without("the accounts");
    if (login.account_state(*identity) != AccountState::of_another_idp) return RuleOutcome::hold(identity->email);
    return RuleOutcome::fail("the identity provider that speaks for this account and its mail domain",
                             login.idp_entity_id.value_or("another") + " for " + identity->email);
}

RuleOutcome account_is_active(const LoginContext& login) {
    const Identity* identity = readable(login.identity);
    if (!identity) return without("an identity");
    if (!login.account_state) return without("the accounts");
    if (login.account_state(*identity) != AccountState::disabled) return RuleOutcome::hold(identity->email);
    return RuleOutcome::fail("an active account", identity->email + " is disabled");
}

RuleOutcome account_exists_or_may(const LoginContext& login) {
    const Identity* identity = readable(login.identity);
    if (!identity) return without("an identity");
    if (!login.account_state) return without("the accounts");
    switch (login.account_state(*identity)) {
        case AccountState::none:
            return RuleOutcome::fail("an account, or leave to create one at the first login",
                                     identity->email + " has none");
        case AccountState::looks_alike:
            return RuleOutcome::fail("an address that cannot be taken for another account's",
                                     identity->email + " is spelled like one");
        default: return RuleOutcome::hold(identity->email);
    }
}

} // namespace

std::vector<Rule> account_rules() {
    return {
        {"account.email", "product: accounts", "The assertion tells the person's e-mail address.", names_an_email, {}},
        {"account.idp", "product: accounts",
         "No identity provider speaks for an account or a mail domain that is another's.", idp_speaks_for_account, {}},
        {"account.active", "product: accounts", "The person's account is not disabled.", account_is_active, {}},
        {"account.known", "product: just-in-time provisioning",
         "The person has an account, or the first login creates one.", account_exists_or_may, {}},
    };
}

} // namespace idpsim::sp
