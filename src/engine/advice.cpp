#include "src/engine/advice.hpp"

#include "simulator/idp/settings.hpp"
#include "simulator/sp/identity.hpp"
#include "src/core/text.hpp"
#include "src/engine/load_tenant.hpp"

#include <algorithm>
#include <array>

namespace idpsim::engine {
namespace {

using conformance::LoginRecord;

bool came_to_sp(const LoginRecord& login) { return login.acs_status != 0; }

bool is_audience_other(const LoginRecord& login) {
    if (!login.assertion) return false;
    const auto names_it = [&](const std::vector<std::string>& one) {
        return std::ranges::find(one, login.sp.entity_id) != one.end();
    };
    if (!login.assertion->conditions) return true;
    return std::ranges::none_of(login.assertion->conditions->audience_restrictions, names_it);
}

bool is_recipient_other(const LoginRecord& login) {
    if (!login.assertion) return false;
    const auto fits = [&](const saml::SubjectConfirmation& one) {
        return one.recipient && std::ranges::find(login.sp.acs_urls, *one.recipient) != login.sp.acs_urls.end();
    };
    return std::ranges::none_of(login.assertion->confirmations, fits);
}

bool lacks_attributes(const AdviceQuestion& question) {
    if (!question.login.assertion) return false;
    return std::ranges::any_of(question.product.attributes, [&](const WantedAttribute& wanted) {
        return question.login.assertion->values_of(wanted.name).empty();
    });
}

struct Seen {
    const char* word;
    bool (*holds)(const AdviceQuestion&);
};

constexpr std::array seen{
    Seen{"idp_refused", [](const AdviceQuestion& q) { return q.refused_by == "idp"; }},
    Seen{"sp_refused",
         [](const AdviceQuestion& q) {
             return came_to_sp(q.login) && !q.login.after.signed_in && q.refused_by != "idp";
         }},
    Seen{"astray",
         [](const AdviceQuestion& q) {
             return !q.login.sp_initiated && !q.login.request && !came_to_sp(q.login) && !q.login.after.signed_in &&
                    q.refused_by == "sp";
         }},
    Seen{"unsolicited",
         [](const AdviceQuestion& q) {
             return came_to_sp(q.login) && q.login.response && !q.login.response->in_response_to;
         }},
    Seen{"elsewhere",
         [](const AdviceQuestion& q) {
             return came_to_sp(q.login) &&
                    std::ranges::find(q.login.sp.acs_urls, q.login.acs_url) == q.login.sp.acs_urls.end();
         }},
    Seen{"audience", [](const AdviceQuestion& q) { return is_audience_other(q.login); }},
    Seen{"recipient", [](const AdviceQuestion& q) { return is_recipient_other(q.login); }},
    Seen{"assertion_unsigned", [](const AdviceQuestion& q) { return q.login.assertion && !q.login.assertion_signed; }},
    Seen{"attributes_missing", [](const AdviceQuestion& q) { return lacks_attributes(q); }},
    Seen{"name_id_no_address",
         [](const AdviceQuestion& q) {
             return q.login.assertion && q.login.assertion->name_id && !sp::is_email(q.login.assertion->name_id->value);
         }},
};

bool was_seen(const AdviceQuestion& question, const std::string& word) {
    return std::ranges::find(seen, word, [](const Seen& one) { return std::string(one.word); })->holds(question);
}

/// The fields of the guide that the console does not show.
std::vector<std::string> hidden_labels(const AdviceQuestion& question) {
    std::vector<std::string> out;
    const idp::SamlProfile& saml = question.profile.saml;
    for (const GuideStep& step : question.guide.saml)
        for (const GuideEntry& entry : step.fields)
            if (!idp::is_shown(
                    saml, question.tenant.settings,
                    idp::field_named(saml, entry.page.empty() ? entry.label : entry.page + " / " + entry.label)))
                out.push_back(entry.label);
    return out;
}

/// One field as it stands.
struct Standing {
    const idp::ConsoleField& field;
    std::string entered; ///< what is there, the console's default included
    std::string guided;  ///< what the guide says; "" : nothing
    bool shown = true, in_guide = false;
};

Standing standing_of(const AdviceQuestion& question, const std::string& label) {
    const idp::ConsoleField& field = idp::field_named(question.profile.saml, label);
    Standing out{field, field.fallback, "", idp::is_shown(question.profile.saml, question.tenant.settings, field),
                 false};
    for (const auto& [name, value] : question.tenant.settings)
        if (&idp::field_named(question.profile.saml, name) == &field) out.entered = value;
    if (const GuideEntry* entry = find_entry(question.guide, label)) {
        out.in_guide = true;
        out.guided = entry->value;
    }
    return out;
}

/// Of a field that takes several values one is enough.
bool as_guided(const Standing& one) {
    if (!one.in_guide) return false;
    const auto lines = split(one.entered, '\n');
    return std::ranges::find(lines, one.guided) != lines.end();
}

bool field_fits(const AdviceQuestion& question, const idp::AdviceRule& rule, const Standing& one) {
    if (rule.state == "hidden") return one.in_guide && !one.shown;
    if (!one.shown || (question.tenant.sp && says_where_sp_is(one.field.key))) return false;
    if (rule.state == "blank") return one.entered.empty();
    if (rule.state == "is") return one.entered == rule.word;
    return !one.entered.empty() && (one.in_guide ? !as_guided(one) : one.entered != one.field.fallback);
}

std::string fill_in(std::string text, const AdviceQuestion& question, const Standing* one, const std::string& word) {
    const auto put = [&](const char* place, const std::string& value) {
        text = replace_all(std::move(text), place, value);
    };
    put("{missing}", join(hidden_labels(question), "\", \""));
    put("{word}", word);
    put("{company}", question.guide.company);
    put("{entity_id}", question.login.sp.entity_id);
    if (!question.login.sp.acs_urls.empty()) put("{acs}", question.login.sp.acs_urls.front());
    if (!one) return text;
    put("{entered}", one->entered);
    put("{guided}", one->guided);
    return text;
}

} // namespace

const std::vector<std::string>& seen_words() {
    static const std::vector<std::string> words = names_of(seen, [](const Seen& one) { return one.word; });
    return words;
}

std::vector<Advice> advise(const AdviceQuestion& question) {
    std::vector<Advice> out;
    for (const idp::AdviceRule& rule : question.profile.advice) {
        if (!std::ranges::all_of(rule.seen, [&](const std::string& word) { return was_seen(question, word); }))
            continue;
        std::optional<Standing> standing;
        if (!rule.field.empty()) standing.emplace(standing_of(question, rule.field));
        if (standing && !field_fits(question, rule, *standing)) continue;
        out.push_back({rule.id, fill_in(rule.says, question, standing ? &*standing : nullptr, rule.word), rule.source});
    }
    return out;
}

} // namespace idpsim::engine
