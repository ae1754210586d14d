/// What AuthnRequests ask for and who signs them; and whether the answer is what was asked for.
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "simulator/sp/login_context.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <memory>

namespace idpsim::mutants {
namespace {

using sp::SpBehaviour;

// --- the answer

void context_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"authn.context"}); }

void context_ignored_unasked(SpBehaviour& behaviour) {
    sp::Rule* rule = sp::find_rule(behaviour.rules, "authn.context");
    if (!rule) throw std::logic_error("no rule is named authn.context");
    rule->check = [right = rule->check](const sp::LoginContext& login) {
        const bool asked = login.response && *login.response && (*login.response)->in_response_to;
        return asked ? right(login) : sp::RuleOutcome::hold();
    };
}

void want_assertions_ignored(SpBehaviour& behaviour) { leave_out(behaviour, {"signature.assertion"}); }

template <class Change> void with_policy(SpBehaviour& behaviour, Change change) {
    behaviour.verify = [change](const xml::Document& document, const xml::Element& element, const xml::VerifyPolicy& policy) {
        xml::VerifyPolicy changed = policy;
        change(changed);
        return xml::verify_enveloped(document, element, changed);
    };
}
void sha1_on(SpBehaviour& behaviour) {
    with_policy(behaviour, [](xml::VerifyPolicy& policy) { policy.allow_sha1 = true; });
}
void sha1_off(SpBehaviour& behaviour) {
    with_policy(behaviour, [](xml::VerifyPolicy& policy) { policy.allow_sha1 = false; });
}

// --- the request

template <class Change> void change_request(SpBehaviour& behaviour, Change change) {
    behaviour.authn_request = [change](const sp::Organisation& org, const std::string& destination, Random& random, Instant now) {
        saml::AuthnRequest request = sp::make_authn_request(org, destination, random, now);
        change(request);
        return request;
    };
}

void force_authn_forgotten(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request) { request.force_authn = false; });
}
void passive_forgotten(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request) { request.is_passive = false; });
}
void format_forgotten(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request) { request.name_id_policy = {}; });
}
void contexts_forgotten(SpBehaviour& behaviour) {
    change_request(behaviour, [](saml::AuthnRequest& request) { request.requested_class_refs.clear(); });
}

void never_signs(SpBehaviour& behaviour) {
    behaviour.signs_request = [](const sp::Organisation&, const sp::IdpConnection&) { return false; };
}

/// With a key that its metadata does not list.
void signs_with_another_key(SpBehaviour& behaviour) {
    behaviour.send = [](const sp::Outgoing& message, const sp::KeyPair* signer) {
        static const crypto::PrivateKey other = crypto::PrivateKey::generate_rsa(2048);
        if (!signer) return sp::send_message(message, nullptr);
        const sp::KeyPair pair{other, signer->certificate};
        return sp::send_message(message, &pair);
    };
}

/// RelayState is put beside what was signed without it.
void relay_state_unsigned(SpBehaviour& behaviour) {
    behaviour.send = [](const sp::Outgoing& message, const sp::KeyPair* signer) {
        sp::Outgoing without = message;
        if (message.by_post || !signer || !message.relay_state) return sp::send_message(message, signer);
        without.relay_state.reset();
        HttpResponse out = sp::send_message(without, signer);
        for (auto& [name, value] : out.headers)
            if (equal_nocase(name, "Location")) value = with_param(value, "RelayState", *message.relay_state);
        return out;
    };
}

/// A request that the IdP never answers keeps everybody waiting.
void one_request_at_a_time(SpBehaviour& behaviour) {
    const auto waiting = std::make_shared<bool>(false);
    behaviour.before = [waiting](HttpRequest& request) -> std::optional<HttpResponse> {
        const auto url = parse_url(request.url);
        const bool starts = url && url->path.ends_with("/login"), ends = url && url->path.ends_with("/acs");
        if (starts && *waiting) return text_response(409, "A login is under way.");
        *waiting = starts || (*waiting && !ends);
        return std::nullopt;
    };
}

constexpr std::string_view signed_played = "sso/signed-requests,negative/signed-requests";

constexpr Mutant table[] = {
    {"m-ctx-ignored", "does not compare the class of authentication with what it asked for", context_ignored, "sso/authn-context"},
    {"m-ctx-unasked", "lets a login that it did not ask for be of any class of authentication", context_ignored_unasked, "sso/authn-context"},
    {"m-ctx-not-asked", "asks for no class of authentication", contexts_forgotten, "sso/authn-context"},
    {"m-want-assertions-ignored", "takes a signed Response where it wants Assertions signed", want_assertions_ignored, "sso/signed-parts"},
    {"m-alg-sha1-on", "takes SHA-1 without asking", sha1_on, "sso/signature-algorithm"},
    {"m-alg-sha1-never", "takes no SHA-1, whatever the admin says", sha1_off, "sso/signature-algorithm"},
    {"m-request-force-authn", "does not ask for a fresh login", force_authn_forgotten, "sso/force-authn"},
    {"m-request-passive", "does not ask that nobody be asked", passive_forgotten, "sso/passive"},
    {"m-request-format", "asks for no NameID format", format_forgotten, "sso/name-id-policy"},
    {"m-request-waits", "begins no login while it waits for the answer to another", one_request_at_a_time,
     "negative/idp-refuses,negative/app-switched-off"},
    {"m-request-unsigned", "does not sign its requests, though its metadata says so", never_signs, signed_played},
    {"m-request-other-key", "signs its requests with a key that its metadata does not list", signs_with_another_key, signed_played},
    {"m-request-relaystate-unsigned", "leaves RelayState out of what it signs", relay_state_unsigned, signed_played},
};

} // namespace

std::span<const Mutant> request_mutants() { return table; }

} // namespace idpsim::mutants
