/// Checks of what both sides agreed on besides: encryption, the class of authentication, what refusals give away.
#include "conformance/checks/saml/probes.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::conformance::checks {
namespace {

constexpr char at_encrypted[] = "/samlp:Response/saml:EncryptedAssertion";
constexpr char at_class[] = "/samlp:Response/saml:Assertion/saml:AuthnStatement/saml:AuthnContext/saml:AuthnContextClassRef";

std::string algorithms(const EncryptionSeen& seen) { return seen.block_cipher + " by " + seen.key_transport; }

/// Whoever publishes a key for encryption opens what is encrypted to it.
Finding encryption_used(const LoginRecord& login) {
    if (auto blind = without_calibration(login.before)) return *blind;
    if (!login.encryption) return Finding::unverified("the Response carries no EncryptedAssertion");
    const std::string by = algorithms(*login.encryption);
    if (login.assertion) {
        Finding found = Finding::fail("an assertion encrypted and nowhere in clear");
        return found.saw(at_encrypted, by + ", and an Assertion beside it", login.acs_exchange);
    }
    if (login.after.signed_in && equal_nocase(login.after.names, login.email)) return Finding::pass(at_encrypted, by, login.acs_exchange);
    Finding found = Finding::fail("a session of " + login.email + " by an assertion encrypted with " + by);
    return found.saw("probe", login.after.signed_in ? "a session of " + login.after.names : "no session", login.after.exchange);
}

/// The very URIs: Comparison is exact unless the request says otherwise (saml-core-2.0 section 3.3.2.2.1).
Finding authn_context(const LoginRecord& login) {
    if (auto blind = without_calibration(login.before)) return *blind;
    if (!login.request || login.request->requested_class_refs.empty())
        return Finding::unverified("no RequestedAuthnContext was sent");
    if (login.request->requested_comparison.value_or("exact") != "exact")
        return Finding::unverified("the classes are not asked for by exact comparison");
    if (!login.assertion) return Finding::unverified("no assertion came in clear, so its class of authentication cannot be told");
    const std::vector<std::string>& asked = login.request->requested_class_refs;
    std::string other;
    for (const saml::AuthnStatement& one : login.assertion->authn_statements)
        if (!one.class_ref || std::ranges::find(asked, *one.class_ref) == asked.end()) other = one.class_ref.value_or("(none)");
    if (login.after.signed_in == other.empty())
        return Finding::pass(at_class, other.empty() ? asked.front() : other + ", refused", login.acs_exchange);
    Finding found = Finding::fail(other.empty() ? "a session: the login is of a class that was asked for"
                                                : "no session: asked for was " + join(asked, " or "));
    return found.saw(at_class, other.empty() ? asked.front() + ", and no session" : other + ", and a session", login.acs_exchange);
}

/// What differs from message to message on any page: times, identifiers, tokens.
std::string without_variables(std::string_view body) {
    std::string out, word;
    const auto end_word = [&] {
        const bool number = std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
        out += number || word.size() > 24 ? "#" : word;
        word.clear();
    };
    for (const char c : body) {
        const bool inside = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '+' || c == '=';
        if (inside) {
            word += c;
            continue;
        }
        end_word();
        out += c;
    }
    end_word();
    return out;
}

/// Whoever can try often reads a ciphertext by answers that differ.
Finding refused_alike(const LoginRecord& login) {
    if (!login.alike) return Finding::unverified("no other answer is there to compare with");
    if (login.acs_status == 0) return Finding::unverified("the message never reached the ACS");
    Finding found = Finding::fail("the same answer as to the other message");
    if (login.alike->status != login.acs_status)
        return found.saw("HTTP status of the ACS", std::to_string(login.acs_status) + " instead of " + std::to_string(login.alike->status), login.acs_exchange);
    const std::string here = without_variables(login.landed_body), there = without_variables(login.alike->body);
    if (here == there) return Finding::pass("HTTP status of the ACS", std::to_string(login.acs_status), login.acs_exchange);
    const auto differ = std::ranges::mismatch(here, there);
    const auto at = static_cast<std::size_t>(differ.in1 - here.begin());
    return found.saw("page", "differs from \"" + std::string(cut_utf8(std::string_view(here).substr(at), 60)) + "\" on", login.acs_exchange);
}

constexpr LoginCheck table[] = {
    {"saml.encryption.used", "saml-metadata-2.4.1.1-encryption", "what is encrypted to the metadata's key lets the person in", encryption_used},
    {"sp.authn_context", "saml-core-3.3.2.2.1-context", "a class of authentication that was asked for is insisted on", authn_context},
    {"sp.refusal.alike", "product-decryption-oracle", "refusals tell nobody at which step a message could not be opened", refused_alike},
};

} // namespace

std::span<const LoginCheck> option_checks() { return table; }

} // namespace idpsim::conformance::checks
