/// The rules of the profile: one left out, or one judged by another measure.
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "simulator/sp/login_context.hpp"
#include "src/core/text.hpp"

#include <algorithm>
#include <utility>

namespace idpsim::mutants {
namespace {

using sp::LoginContext;
using sp::RuleOutcome;
using sp::SpBehaviour;

constexpr std::string_view rules_played =
    "negative/envelope,negative/subject,negative/condition,negative/replay,negative/request,negative/control,negative/saml-one-fault";

template <const char* Rule> void without(SpBehaviour& behaviour) { leave_out(behaviour, {Rule}); }

/// Another measure: true lets the login pass.
void judge_by(SpBehaviour& behaviour, std::string_view rule, std::function<bool(const LoginContext&)> passes) {
    sp::Rule* found = sp::find_rule(behaviour.rules, rule);
    if (!found) throw std::logic_error("no rule is named " + std::string(rule));
    const sp::Check right = found->check;
    found->check = [right, passes](const LoginContext& login) {
        const RuleOutcome outcome = right(login);
        return outcome.holds() || !passes(login) ? outcome : RuleOutcome::hold();
    };
}
void confirm_by(SpBehaviour& behaviour, std::string_view rule,
                std::function<bool(const LoginContext&, const saml::SubjectConfirmation&)> passes) {
    sp::Rule* found = sp::find_rule(behaviour.rules, rule);
    if (!found) throw std::logic_error("no rule is named " + std::string(rule));
    const sp::ConfirmationCheck right = found->confirms;
    found->confirms = [right, passes](const LoginContext& login, const saml::SubjectConfirmation& one) {
        const RuleOutcome outcome = right(login, one);
        return outcome.holds() || !passes(login, one) ? outcome : RuleOutcome::hold();
    };
}

const saml::Response& response(const LoginContext& login) { return **login.response; }
const saml::Assertion& assertion(const LoginContext& login) { return **login.assertion; }
bool starts(const std::optional<std::string>& text, const std::optional<std::string>& with) {
    return text && with && text->starts_with(*with);
}

constexpr char destination[] = "response.destination", response_issuer[] = "response.issuer", assertion_issuer[] = "assertion.issuer",
               answers_subject[] = "subject.in_response_to", answers_response[] = "response.in_response_to",
               not_before[] = "subject.not_before", understood[] = "conditions.understood", statement[] = "authn.statement",
               version[] = "response.version";

void destination_prefix(SpBehaviour& b) {
    judge_by(b, destination, [](const LoginContext& login) { return starts(response(login).destination, login.acs_url); });
}
void destination_missing(SpBehaviour& b) {
    judge_by(b, destination, [](const LoginContext& login) { return response(login).destination.value_or("").empty(); });
}
void destination_loosely(SpBehaviour& b) {
    judge_by(b, destination, [](const LoginContext& login) {
        const std::string got = replace_all(to_lower(response(login).destination.value_or("")), "http://", "https://");
        return got == to_lower(*login.acs_url) || got.find('@') != std::string::npos;
    });
}

template <class Same> void issuer_by(SpBehaviour& b, Same same) {
    judge_by(b, response_issuer, [same](const LoginContext& login) { return same(response(login).issuer.value_or(""), *login.idp_entity_id); });
    judge_by(b, assertion_issuer, [same](const LoginContext& login) { return same(assertion(login).issuer, *login.idp_entity_id); });
}
void issuer_prefix(SpBehaviour& b) {
    issuer_by(b, [](const std::string& got, const std::string& wanted) { return got.starts_with(wanted); });
}
void issuer_normalised(SpBehaviour& b) {
    issuer_by(b, [](std::string got, const std::string& wanted) {
        if (got.ends_with('/')) got.pop_back();
        return to_lower(got) == to_lower(wanted);
    });
}
void issuer_pattern(SpBehaviour& b) {
    issuer_by(b, [](const std::string& got, const std::string& wanted) {
        return got.size() == wanted.size() && std::equal(got.begin(), got.end(), wanted.begin(), [](char a, char c) { return a == c || c == '.'; });
    });
}

bool says_success(std::string_view code) { return code == saml::status_success; }
void status_nested(SpBehaviour& b) {
    judge_by(b, "response.status", [](const LoginContext& login) {
        return std::ranges::any_of(response(login).status.nested, says_success);
    });
}
void status_suffix(SpBehaviour& b) {
    judge_by(b, "response.status", [](const LoginContext& login) { return to_lower(response(login).status.code).ends_with("success"); });
}
/// Every StatusCode of the document counts, in whatever place.
void status_anywhere(SpBehaviour& b) {
    judge_by(b, "response.status", [](const LoginContext& login) {
        return std::ranges::any_of((*login.document)->find_all("urn:oasis:names:tc:SAML:2.0:protocol", "StatusCode"),
                                   [](const xml::Element& one) { return one.attribute("Value") == saml::status_success; });
    });
}

void request_of_any_browser(SpBehaviour& b) {
    judge_by(b, answers_response, [](const LoginContext& login) {
        return login.request_state(*response(login).in_response_to) == sp::RequestState::other_browser;
    });
}
void request_answered_twice(SpBehaviour& b) { b.consumes_requests = false; }
void request_unknown_is_unsolicited(SpBehaviour& b) { leave_out(b, {answers_response}); }

void confirmation_not_needed(SpBehaviour& b) {
    leave_out(b, {"subject.bearer", "subject.recipient", "subject.not_on_or_after", "subject.not_before", "subject.in_response_to"});
}
/// Each part may come from another confirmation.
void confirmation_mixed(SpBehaviour& b) {
    for (sp::Rule& rule : b.rules) {
        if (!rule.confirms) continue;
        rule.check = [confirms = rule.confirms](const LoginContext& login) {
            RuleOutcome last = RuleOutcome::fail("a bearer confirmation", "none");
            for (const saml::SubjectConfirmation& one : assertion(login).confirmations)
                if (last = confirms(login, one); last.holds()) return last;
            return last;
        };
        rule.confirms = {};
    }
}
void confirmation_first_only(SpBehaviour& b) {
    for (sp::Rule& rule : b.rules) {
        if (!rule.confirms) continue;
        rule.check = [confirms = rule.confirms](const LoginContext& login) {
            if (assertion(login).confirmations.empty()) return RuleOutcome::fail("a bearer confirmation", "none");
            return confirms(login, assertion(login).confirmations.front());
        };
        rule.confirms = {};
    }
}
void recipient_prefix(SpBehaviour& b) {
    confirm_by(b, "subject.recipient", [](const LoginContext& login, const saml::SubjectConfirmation& one) {
        return starts(one.recipient, login.acs_url) || one.recipient == login.sp_entity_id;
    });
}
void recipient_optional(SpBehaviour& b) {
    confirm_by(b, "subject.recipient", [](const LoginContext&, const saml::SubjectConfirmation& one) { return !one.recipient; });
}
void no_end_is_good(SpBehaviour& b) {
    confirm_by(b, "subject.not_on_or_after", [](const LoginContext&, const saml::SubjectConfirmation& one) { return !one.not_on_or_after; });
}
void answers_none(SpBehaviour& b) {
    confirm_by(b, answers_subject, [](const LoginContext&, const saml::SubjectConfirmation& one) { return !one.in_response_to; });
}

const std::vector<std::vector<std::string>>& restrictions(const LoginContext& login) {
    static const std::vector<std::vector<std::string>> none;
    return assertion(login).conditions ? assertion(login).conditions->audience_restrictions : none;
}
void audience_optional(SpBehaviour& b) {
    judge_by(b, "conditions.audience", [](const LoginContext& login) { return restrictions(login).empty(); });
}
void audience_or(SpBehaviour& b) {
    judge_by(b, "conditions.audience", [](const LoginContext& login) {
        return std::ranges::any_of(restrictions(login), [&](const auto& one) { return std::ranges::find(one, *login.sp_entity_id) != one.end(); });
    });
}
void audience_contains(SpBehaviour& b) {
    judge_by(b, "conditions.audience", [](const LoginContext& login) {
        return std::ranges::any_of(restrictions(login), [&](const auto& one) {
            return std::ranges::any_of(one, [&](const std::string& audience) { return audience.find(*login.sp_entity_id) != std::string::npos; });
        });
    });
}
void audience_blank(SpBehaviour& b) {
    judge_by(b, "conditions.audience", [](const LoginContext& login) {
        return !restrictions(login).empty() && restrictions(login).front() == std::vector<std::string>{""};
    });
}
void audience_anywhere(SpBehaviour& b) {
    judge_by(b, "conditions.audience", [](const LoginContext& login) {
        return std::ranges::any_of((*login.document)->find_all("urn:oasis:names:tc:SAML:2.0:assertion", "Audience"),
                                   [&](const xml::Element& one) { const auto text = one.text(); return text && *text == *login.sp_entity_id; });
    });
}

void zero_tolerance(SpBehaviour& b) {
    sp::Rule* found = sp::find_rule(b.rules, "conditions.time");
    found->check = [right = found->check](const LoginContext& login) {
        LoginContext strict;
        strict.now = login.now;
        strict.assertion = login.assertion;
        return right(strict);
    };
}
void inverted_is_good(SpBehaviour& b) {
    judge_by(b, "conditions.time", [](const LoginContext& login) {
        const auto& conditions = assertion(login).conditions;
        return conditions && conditions->not_before && conditions->not_on_or_after && *conditions->not_before >= *conditions->not_on_or_after;
    });
}
void unknown_statement_refused(SpBehaviour& b) {
    sp::Rule* found = sp::find_rule(b.rules, statement);
    found->check = [right = found->check](const LoginContext& login) {
        return assertion(login).other_statements.empty() ? right(login) : RuleOutcome::fail("statements that are known", "another");
    };
}
void one_audience_only(SpBehaviour& b) {
    sp::Rule* found = sp::find_rule(b.rules, "conditions.audience");
    found->check = [right = found->check](const LoginContext& login) {
        const auto& all = restrictions(login);
        return all.size() == 1 && all.front().size() == 1 ? right(login) : RuleOutcome::fail("one Audience", "others");
    };
}

// --- what admins set

bool ends_with_idp(const HttpRequest& request) { return request.method == "PUT" && request.url.ends_with("/idp"); }

/// Takes what it is given and says yes.
void metadata_unread(SpBehaviour& b) {
    b.before = [first = true](HttpRequest& request) mutable -> std::optional<HttpResponse> {
        if (!ends_with_idp(request) || std::exchange(first, false)) return std::nullopt;
        return json_response(200, "{}");
    };
}
void metadata_never_expires(SpBehaviour& b) {
    b.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (const auto at = request.body.find(" validUntil=\""); ends_with_idp(request) && at != std::string::npos)
            request.body.erase(at, request.body.find('"', at + 13) + 1 - at);
        return std::nullopt;
    };
}
template <const char* Setting> void setting_forgotten(SpBehaviour& b) {
    b.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        const bool settings = request.method == "PATCH" && request.url.ends_with("/settings");
        if (settings && request.body.find(Setting) != std::string::npos) return json_response(200, "{}");
        return std::nullopt;
    };
}
constexpr char skew[] = "clock_skew";

constexpr Mutant table[] = {
    {"m-md-unread", "connects any document", metadata_unread, "negative/metadata"},
    {"m-md-expired-ok", "connects metadata that has expired", metadata_never_expires, "negative/metadata"},
    {"m-skew-fixed", "forgets the tolerance that the admin set", setting_forgotten<skew>, "sso/clock-skew"},
    {"m-dest-ignored", "does not look at the Destination", without<destination>, rules_played},
    {"m-dest-prefix", "compares the beginning of the Destination", destination_prefix, rules_played},
    {"m-dest-missing-ok-signed", "lets a signed Response name no Destination", destination_missing, rules_played},
    {"m-dest-loosely", "compares the Destination without case, scheme or user", destination_loosely, rules_played},
    {"m-issuer-response-only", "looks at the Response's Issuer alone", without<assertion_issuer>, rules_played},
    {"m-issuer-assertion-only", "looks at the assertion's Issuer alone", without<response_issuer>, rules_played},
    {"m-issuer-prefix", "compares the beginning of the Issuer", issuer_prefix, "negative/envelope,negative/text"},
    {"m-issuer-normalise", "compares Issuers without case and last slash", issuer_normalised, rules_played},
    {"m-issuer-regex", "takes the dots of the Issuer for any character", issuer_pattern, rules_played},
    {"m-status-any-success", "is content with Success below another status", status_nested, rules_played},
    {"m-status-suffix", "compares the end of the status", status_suffix, rules_played},
    {"m-status-anywhere", "looks for a StatusCode through the whole document", status_anywhere, rules_played},
    {"m-response-version-ignored", "does not look at the Response's version", without<version>, rules_played},
    {"m-irt-response-only", "does not look at the confirmation's InResponseTo", without<answers_subject>, rules_played},
    {"m-irt-scd-optional", "lets the confirmation answer no request", answers_none, rules_played},
    {"m-irt-global", "takes any browser's pending request", request_of_any_browser, rules_played},
    {"m-irt-not-consumed", "lets a request be answered twice", request_answered_twice, rules_played},
    {"m-irt-unsolicited-fallthrough", "takes an answer to an unknown request for an unsolicited one", request_unknown_is_unsolicited, rules_played},
    {"m-sc-none-ok", "needs no subject confirmation", confirmation_not_needed, rules_played},
    {"m-sc-mixed", "takes the parts of a confirmation from several", confirmation_mixed, rules_played},
    {"m-sc-first-only", "looks at the first confirmation alone", confirmation_first_only, rules_played},
    {"m-rcpt-prefix", "compares the beginning of the Recipient", recipient_prefix, rules_played},
    {"m-rcpt-optional", "needs no Recipient", recipient_optional, rules_played},
    {"m-scd-time-optional", "lets a confirmation never end", no_end_is_good, rules_played},
    {"m-scd-notbefore-ignored", "does not look at the confirmation's NotBefore", without<not_before>, rules_played},
    {"m-aud-missing-ok", "takes an assertion without Audience", audience_optional, rules_played},
    {"m-aud-or", "is content with one of several AudienceRestrictions", audience_or, rules_played},
    {"m-aud-contains", "looks for its name inside the Audience", audience_contains, "negative/condition,negative/text"},
    {"m-aud-blank", "takes an empty Audience for everybody", audience_blank, rules_played},
    {"m-aud-anywhere", "looks for an Audience through the whole document", audience_anywhere, rules_played},
    {"m-aud-one-only", "takes no second Audience", one_audience_only, rules_played},
    {"m-cond-unknown-ok", "ignores conditions that it does not know", without<understood>, rules_played},
    {"m-cond-inverted-ok", "lets conditions end before they begin", inverted_is_good, rules_played},
    {"m-time-no-skew", "allows for no difference of clocks", zero_tolerance, rules_played},
    {"m-authnstatement-optional", "logs in without an AuthnStatement", without<statement>, rules_played},
    {"m-statement-unknown-refused", "refuses statements that it does not know", unknown_statement_refused, rules_played},
};

} // namespace

std::span<const Mutant> protocol_mutants() { return table; }

} // namespace idpsim::mutants
