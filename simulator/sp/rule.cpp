#include "simulator/sp/rule.hpp"

#include "simulator/sp/login_context.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

using Confirmations = std::vector<const saml::SubjectConfirmation*>;

bool is_bearer(const saml::SubjectConfirmation& confirmation) { return confirmation.method == saml::cm_bearer; }

Confirmations bearer_confirmations(const LoginContext& login) {
    Confirmations out;
    if (!login.assertion || !*login.assertion) return out;
    for (const saml::SubjectConfirmation& confirmation : (*login.assertion)->confirmations)
        if (is_bearer(confirmation)) out.push_back(&confirmation);
    return out;
}

RuleOutcome no_confirmation(const LoginContext& login) {
    if (!login.assertion || !*login.assertion) return RuleOutcome::not_judged("a readable assertion");
    return RuleOutcome::fail("a bearer SubjectConfirmation", "none");
}

/// Goes on with the confirmations that satisfy the rules so far.
class Narrowing {
public:
    explicit Narrowing(const LoginContext& login) : login_(login), all_(bearer_confirmations(login)), left_(all_) {}

    RuleOutcome judge(const Rule& rule) {
        if (all_.empty()) return no_confirmation(login_);
        RuleOutcome last;
        Confirmations kept;
        std::string seen;
        bool failed = false;
        for (const saml::SubjectConfirmation* confirmation : left_) {
            RuleOutcome outcome = rule.confirms(login_, *confirmation);
            if (outcome.holds()) kept.push_back(confirmation);
            if (outcome.fails()) seen += (seen.empty() ? "" : "; ") + outcome.actual;
            if (!outcome.holds() && !failed) last = outcome;
            failed = failed || outcome.fails();
        }
        if (!kept.empty()) {
            left_ = std::move(kept);
            return RuleOutcome::hold(left_.front()->xpath);
        }
        // Nothing is left to go on with: the next rules are judged by themselves, so one fault gives one refusal.
        left_ = all_;
        return failed ? RuleOutcome::fail(last.expected, seen) : last;
    }

private:
    const LoginContext& login_;
    Confirmations all_;
    Confirmations left_;
};

} // namespace

RuleOutcome RuleOutcome::hold(std::string_view actual) { return {Kind::holds, {}, printable(actual)}; }

RuleOutcome RuleOutcome::fail(std::string expected, std::string_view actual) {
    return {Kind::fails, printable(expected), printable(actual)};
}

RuleOutcome RuleOutcome::not_judged(std::string missing) { return {Kind::not_judged, std::move(missing), {}}; }

std::vector<Judgement> judge(const std::vector<Rule>& rules, const LoginContext& login, Judge how) {
    std::vector<Judgement> out;
    out.reserve(rules.size());
    Narrowing confirmations(login);
    for (const Rule& rule : rules) {
        out.push_back({&rule, rule.confirms ? confirmations.judge(rule) : rule.check(login)});
        if (how == Judge::until_failure && !out.back().outcome.holds()) break;
    }
    return out;
}

const Rule* find_rule(const std::vector<Rule>& rules, std::string_view id) {
    const auto found = std::find_if(rules.begin(), rules.end(), [id](const Rule& rule) { return rule.id == id; });
    return found == rules.end() ? nullptr : &*found;
}

Rule* find_rule(std::vector<Rule>& rules, std::string_view id) {
    return const_cast<Rule*>(find_rule(std::as_const(rules), id));
}

bool remove_rule(std::vector<Rule>& rules, std::string_view id) {
    return std::erase_if(rules, [id](const Rule& rule) { return rule.id == id; }) > 0;
}

std::string printable(std::string_view text, std::size_t limit) {
    const bool cut = text.size() > limit;
    std::string out(cut_utf8(text, limit));
    std::replace_if(out.begin(), out.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    }, '?');
    return cut ? out + "..." : out;
}

} // namespace idpsim::sp
