#pragma once
/// A rule of the assertion consumer service: one sentence of a standard (or of the product), judged on one login.
/// The same rules refuse a login at the ACS and explain a message to the person who inspects it.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::saml {
struct SubjectConfirmation;
}

namespace idpsim::sp {

struct LoginContext;

/// What a rule says about a login.
struct RuleOutcome {
    enum class Kind { holds, fails, not_judged };
    Kind kind = Kind::holds;
    std::string expected;   ///< what would hold; for not_judged, what was not given
    std::string actual;     ///< what was found; printable, at most a few hundred octets

    static RuleOutcome hold(std::string_view actual = {});
    static RuleOutcome fail(std::string expected, std::string_view actual);
    static RuleOutcome not_judged(std::string missing);
    bool holds() const { return kind == Kind::holds; }
    bool fails() const { return kind == Kind::fails; }
};

using Check = std::function<RuleOutcome(const LoginContext&)>;
using ConfirmationCheck = std::function<RuleOutcome(const LoginContext&, const saml::SubjectConfirmation&)>;

/// Exactly one of `check` and `confirms` is set. Rules with `confirms` choose among the bearer confirmations: a
/// confirmation must satisfy all of them, since the parts of two confirmations never add up to one
/// (saml-profiles-2.0 section 4.1.4.3).
struct Rule {
    std::string_view id;         ///< "response.destination": stable and public
    std::string_view clause;     ///< "saml-core-2.0 section 3.2.2"
    std::string_view sentence;   ///< what must hold
    Check check;
    ConfirmationCheck confirms;
    int status = 403;            ///< HTTP status of a refusal: 4xx
};

struct Judgement {
    const Rule* rule = nullptr;
    RuleOutcome outcome;
};

/// A rule about another message than a login's, judged on a `Context` of its own.
template <class Context> struct RuleOn {
    std::string_view id;         ///< stable and public
    std::string_view clause;
    std::string_view sentence;   ///< what must hold
    std::function<RuleOutcome(const Context&)> check;
    int status = 403;            ///< HTTP status of a refusal: 4xx
};

template <class Context> struct Unkept {
    const RuleOn<Context>* rule;
    RuleOutcome outcome;
};

/// The first rule that does not hold; one that could not be judged has not been kept.
template <class Context>
std::optional<Unkept<Context>> first_unkept(const std::vector<RuleOn<Context>>& rules, const Context& context) {
    for (const RuleOn<Context>& rule : rules) {
        RuleOutcome outcome = rule.check(context);
        if (!outcome.holds()) return Unkept<Context>{&rule, std::move(outcome)};
    }
    return std::nullopt;
}

enum class Judge { until_failure, all };

/// The outcomes in the rules' order. With `until_failure` the last one is the first that does not hold, if any:
/// a rule that could not be judged has not been kept.
std::vector<Judgement> judge(const std::vector<Rule>& rules, const LoginContext& login, Judge how);

/// The rule with this id, or null.
const Rule* find_rule(const std::vector<Rule>& rules, std::string_view id);
Rule* find_rule(std::vector<Rule>& rules, std::string_view id);
/// True when there was such a rule.
bool remove_rule(std::vector<Rule>& rules, std::string_view id);

/// Text from outside, made fit for a page, a log or a report: control characters replaced, cut at `limit` octets
/// without splitting a UTF-8 character.
std::string printable(std::string_view text, std::size_t limit = 240);

} // namespace idpsim::sp
