/// Subject confirmation and times. All signed so by the IdP.
#include "src/engine/faults/edit.hpp"

#include "src/core/text.hpp"

namespace idpsim::engine::faults {
namespace {

constexpr std::string_view theme = "subject";
using std::chrono::hours;
using std::chrono::seconds;

constexpr char holder_of_key[] = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key";

Node confirmation_of(Node root) { return first_named(assertion_of(root), "SubjectConfirmation"); }
Node data_of(Node root) { return first_named(assertion_of(root), "SubjectConfirmationData"); }

Change method(std::string value) {
    return before([value](Node root, const Attack&) { put_attribute(confirmation_of(root), "Method", value); });
}

Change recipient(std::function<std::string(const Attack&)> write) {
    return before([write](Node root, const Attack& attack) { put_attribute(data_of(root), "Recipient", write(attack)); });
}

/// A text in the attribute of an element, signed so.
Change time_text(std::string_view element, const char* attribute, std::string value) {
    return before([element, attribute, value](Node root, const Attack&) {
        put_attribute(first_named(assertion_of(root), element), attribute, value);
    });
}

Change time_at(std::string_view element, const char* attribute, seconds from_now) {
    return before([element, attribute, from_now](Node root, const Attack& attack) {
        put_attribute(first_named(assertion_of(root), element), attribute, format_instant(attack.now + from_now));
    });
}

/// The right Recipient but expired, and current but for another Recipient: neither is good.
void mixed_fields(Node root, const Attack&) {
    const Node first = confirmation_of(root);
    Node second = first.parent().insert_copy_after(first, first);
    move_time(first, "SubjectConfirmationData", "NotOnOrAfter", -hours{24});
    set_attribute(second, "SubjectConfirmationData", "Recipient", "https://other-sp.example/acs");
}

void first_for_another(Node root, const Attack&) {
    const Node first = confirmation_of(root);
    Node second = first.parent().insert_copy_before(first, first);
    set_attribute(second, "SubjectConfirmationData", "Recipient", "https://other-sp.example/acs");
}

void with_holder_of_key(Node root, bool bearer_good) {
    const Node bearer = confirmation_of(root);
    Node other = bearer.parent().insert_copy_after(bearer, bearer);
    put_attribute(other, "Method", holder_of_key);
    if (!bearer_good) move_time(bearer, "SubjectConfirmationData", "NotOnOrAfter", -hours{24});
}

/// The confirming entity is not the subject.
void name_id_in_confirmation(Node root, const Attack& attack) {
    Node confirmation = confirmation_of(root);
    Node name_id = confirmation.prepend_child(beside(confirmation, "NameID").c_str());
    name_id.text().set(attack.victim.c_str());
}

/// The only confirmation stands outside of the Subject.
void confirmation_outside(Node root, const Attack&) {
    const Node confirmation = confirmation_of(root);
    move_into(add_before(child_named(root, "Status"), "samlp:Extensions", ns::samlp), confirmation);
}

constexpr std::string_view data = "SubjectConfirmationData";
constexpr char until[] = "NotOnOrAfter";

} // namespace

std::vector<SamlFault> subject_faults() {
    return {
        {"sc-none", theme, "no SubjectConfirmation", Must::refuse,
         before([](Node root, const Attack&) { drop(confirmation_of(root)); })},
        {"sc-holder-of-key", theme, "the only confirmation is holder-of-key", Must::refuse, method(holder_of_key)},
        {"sc-method-suffix", theme, "a method that ends in bearer", Must::refuse, method("urn:example:cm:bearer")},
        {"sc-no-data", theme, "a bearer confirmation without data", Must::refuse,
         before([](Node root, const Attack&) { drop(data_of(root)); })},
        {"sc-two-mixed-fields", theme, "two confirmations, each wrong in another part", Must::refuse, before(mixed_fields)},
        {"sc-hok-valid-bearer-invalid", theme, "holder-of-key is good, bearer has expired", Must::refuse,
         before([](Node root, const Attack&) { with_holder_of_key(root, false); })},
        {"sc-data-in-unsigned", theme, "the confirmation stands outside of the Subject", Must::refuse,
         before(confirmation_outside)},
        {"sc-two-one-valid", theme, "a confirmation for another place before the good one", Must::accept,
         before(first_for_another)},
        {"sc-bearer-plus-hok", theme, "holder-of-key beside the good bearer confirmation", Must::accept,
         before([](Node root, const Attack&) { with_holder_of_key(root, true); })},
        {"sc-nameid-in-confirmation", theme, "the confirmation names somebody else", Must::exact,
         before(name_id_in_confirmation)},
        {"rcpt-missing", theme, "no Recipient", Must::refuse,
         before([](Node root, const Attack&) { data_of(root).remove_attribute("Recipient"); })},
        {"rcpt-entityid", theme, "the Recipient is the entityID", Must::refuse,
         recipient([](const Attack& attack) { return attack.sp_entity_id; })},
        {"rcpt-prefix-case", theme, "the Recipient begins with the right one", Must::refuse,
         recipient([](const Attack& attack) { return attack.acs_url + ".evil.example"; })},
        {"time-nooa-missing", theme, "the confirmation never ends", Must::refuse,
         before([](Node root, const Attack&) { data_of(root).remove_attribute(until); })},
        {"time-nooa-past", theme, "the confirmation ended an hour ago", Must::refuse, time_at(data, until, -hours{1})},
        {"time-scd-notbefore", theme, "the bearer confirmation has a NotBefore", Must::policy,
         time_at(data, "NotBefore", -seconds{60})},
        {"time-scd-notbefore-future", theme, "the bearer confirmation begins in an hour", Must::refuse,
         time_at(data, "NotBefore", hours{1})},
        {"time-garbage", theme, "the confirmation ends tomorrow, in words", Must::refuse, time_text(data, until, "tomorrow")},
        {"time-empty", theme, "the confirmation's end is empty", Must::refuse, time_text(data, until, "")},
        {"time-feb-30", theme, "the confirmation ends on a day that is none", Must::refuse,
         time_text(data, until, "2099-02-30T00:00:00Z")},
        {"time-negative-year", theme, "the confirmation ended before Christ", Must::refuse,
         time_text(data, until, "-0001-01-01T00:00:00Z")},
        {"time-no-z", theme, "a time without a zone", Must::policy, time_text(data, until, "2099-01-01T00:00:00")},
        {"time-offset-plus", theme, "an hour ago, written with an offset of two hours", Must::refuse,
         before([](Node root, const Attack& attack) {
             const std::string text = format_instant(attack.now + hours{1}, SecondDigits::none);
             put_attribute(data_of(root), until, text.substr(0, text.size() - 1) + "+02:00");
         })},
        {"time-sql-style", theme, "a time with a blank inside", Must::refuse, time_text(data, until, "2099-01-01 00:00:00Z")},
        {"time-leap-second", theme, "a leap second", Must::policy, time_text(data, until, "2099-12-31T23:59:60Z")},
        {"time-24-00", theme, "midnight as twenty-four o'clock", Must::policy, time_text(data, until, "2099-12-31T24:00:00Z")},
        {"time-2107", theme, "a time beyond 32 bits", Must::policy, time_text(data, until, "2107-01-01T00:00:00Z")},
        {"time-fraction", theme, "a time with nine digits of a second", Must::accept,
         before([](Node root, const Attack& attack) {
             const std::string text = format_instant(attack.now + seconds{120}, SecondDigits::none);
             put_attribute(data_of(root), until, text.substr(0, text.size() - 1) + ".123456789Z");
         })},
        {"time-cond-nb-future", theme, "the conditions begin in an hour", Must::refuse, time_at("Conditions", "NotBefore", hours{1})},
        {"time-cond-nooa-past", theme, "the conditions ended an hour ago", Must::refuse,
         before([](Node root, const Attack&) {
             move_time(root, "Conditions", "NotBefore", -hours{2});
             move_time(root, "Conditions", until, -hours{2});
         })},
        {"time-cond-inverted", theme, "the conditions end before they begin", Must::refuse,
         before([](Node root, const Attack& attack) {
             const Node conditions = first_named(assertion_of(root), "Conditions");
             put_attribute(conditions, "NotBefore", format_instant(attack.now + seconds{10}));
             put_attribute(conditions, until, format_instant(attack.now - seconds{10}));
         })},
        {"time-cond-missing-times", theme, "the conditions name no times", Must::accept,
         before([](Node root, const Attack&) {
             remove_attribute(root, "Conditions", "NotBefore");
             remove_attribute(root, "Conditions", until);
         })},
        {"time-window-huge", theme, "good for ten years", Must::policy,
         before([](Node root, const Attack& attack) {
             put_attribute(data_of(root), until, format_instant(attack.now + hours{24 * 3650}));
             put_attribute(first_named(assertion_of(root), "Conditions"), until, format_instant(attack.now + hours{24 * 3650}));
         })},
        {"time-session-past", theme, "the session ended an hour ago", Must::policy,
         time_at("AuthnStatement", "SessionNotOnOrAfter", -hours{1})},
        {"time-authninstant-future", theme, "the person will log in tomorrow", Must::policy,
         time_at("AuthnStatement", "AuthnInstant", hours{24})},
        {"ok-skew-within", theme, "the conditions begin in half a minute, by a clock ahead of ours", Must::accept,
         time_at("Conditions", "NotBefore", seconds{30})},
    };
}

} // namespace idpsim::engine::faults
