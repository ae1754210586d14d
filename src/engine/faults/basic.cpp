/// The faults that every vendor's message is tried with.
#include "src/engine/faults/edit.hpp"

namespace idpsim::engine::faults {
namespace {

void flip_octet(Node root, const Attack&) {
    for (const Node node : all_named(root, "NameID")) {
        std::string text = node.text().get();
        if (text.empty()) continue;
        text.front() = text.front() == 'x' ? 'y' : 'x';
        node.text().set(text.c_str());
    }
}

void answer_other_request(Node root, const Attack&) {
    set_attribute(root, "Response", "InResponseTo", "_0123456789abcdef0123456789abcdef");
    set_attribute(root, "SubjectConfirmationData", "InResponseTo", "_0123456789abcdef0123456789abcdef");
}

Edit move_conditions(std::chrono::hours by) {
    return [by](Node root, const Attack&) {
        move_time(root, "Conditions", "NotBefore", by);
        move_time(root, "Conditions", "NotOnOrAfter", by);
    };
}

Change delivered_twice() {
    Change out;
    out.twice = true;
    return out;
}

constexpr std::string_view theme = "basic";
constexpr std::chrono::hours day{24};

} // namespace

std::vector<SamlFault> basic_faults() {
    return {
        {"byte-flipped", theme, "one octet of the signed NameID is another one", Must::refuse, after(flip_octet)},
        {"signature-removed", theme, "nothing is signed", Must::refuse,
         after([](Node root, const Attack&) { remove_all(root, "Signature"); })},
        {"key-other", theme, "signed with a key that is not the IdP's", Must::refuse,
         after([](Node root, const Attack& attack) { resign(root, attack.stranger); })},
        {"replayed", theme, "a Response that was accepted comes a second time", Must::refuse, delivered_twice()},
        {"audience-other", theme, "addressed to another service provider", Must::refuse,
         before([](Node root, const Attack&) { set_text(root, "Audience", "https://other-sp.example/saml"); })},
        {"recipient-other", theme, "meant for another assertion consumer service", Must::refuse,
         before([](Node root, const Attack&) {
             set_attribute(root, "SubjectConfirmationData", "Recipient", "https://other-sp.example/acs");
         })},
        {"issuer-other", theme, "issued by another IdP, by its own word", Must::refuse,
         before([](Node root, const Attack&) { set_text(root, "Issuer", "https://other-idp.example/saml"); })},
        {"in-response-to-other", theme, "answers a request that was never made", Must::refuse,
         before(answer_other_request)},
        {"confirmation-expired", theme, "the bearer confirmation ended a day ago", Must::refuse,
         before([](Node root, const Attack&) { move_time(root, "SubjectConfirmationData", "NotOnOrAfter", -day); })},
        {"conditions-expired", theme, "the conditions ended a day ago", Must::refuse, before(move_conditions(-day))},
        {"not-yet-valid", theme, "the conditions begin tomorrow", Must::refuse, before(move_conditions(day))},
        {"status-failed", theme, "the status says failure though an assertion is inside", Must::refuse,
         before([](Node root, const Attack&) {
             set_attribute(root, "StatusCode", "Value", "urn:oasis:names:tc:SAML:2.0:status:Responder");
         })},
        {"version-other", theme, "the assertion's version is 1.1", Must::refuse,
         before([](Node root, const Attack&) { set_attribute(root, "Assertion", "Version", "1.1"); })},
        {"method-other", theme, "the confirmation is sender-vouches, not bearer", Must::refuse,
         before([](Node root, const Attack&) {
             set_attribute(root, "SubjectConfirmation", "Method", "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches");
         })},
    };
}

} // namespace idpsim::engine::faults
