/// Products that go wrong with the browser extension's sign-in.
#include "simulator/mutants/mutant.hpp"

namespace idpsim::mutants {
namespace {

using scim_server::UserRecord;
using sp::ExtensionSession;
using sp::SpBehaviour;

constexpr std::string_view stories = "product/extension-*,salesforce/extension-way-in,negative/extension-codes";

void takes_no_session(SpBehaviour& behaviour) { behaviour.extension.takes_sessions = false; }
void starts_no_login(SpBehaviour& behaviour) { behaviour.extension.starts_logins = false; }
void ends_with_the_web(SpBehaviour& behaviour) {
    behaviour.extension.is_alive = [](const ExtensionSession& session, const UserRecord* account, Instant now, Millis) {
        return sp::extension_is_alive(session, account, now, std::chrono::hours{12});
    };
}
void outlives_the_account(SpBehaviour& behaviour) {
    behaviour.extension.is_alive = [](const ExtensionSession&, const UserRecord*, Instant, Millis) { return true; };
    behaviour.extension.ends_with_account = false;
}
void revives_with_the_account(SpBehaviour& behaviour) { behaviour.extension.ends_with_account = false; }
void codes_again(SpBehaviour& behaviour) { behaviour.extension.codes_once = false; }
void any_verifier(SpBehaviour& behaviour) {
    behaviour.extension.verifies = [](std::string_view, std::string_view) { return true; };
}

constexpr Mutant table[] = {
    {"m-ext-takes-no-session", "does not hand the web app's session over to the extension", takes_no_session, stories},
    {"m-ext-starts-no-login", "sends nobody from the extension to the IdP", starts_no_login, stories},
    {"m-ext-ends-with-web", "has the extension sign in again when the web session is over", ends_with_the_web, stories},
    {"m-ext-outlives-account", "lets the extension in after the account was disabled", outlives_the_account, stories},
    {"m-ext-revives", "lets an old extension session in again when the account is opened again",
     revives_with_the_account, stories},
    {"m-ext-code-again", "gives another token for a code that was used", codes_again, stories},
    {"m-ext-any-verifier", "gives a token to whoever has the code", any_verifier, stories},
};

} // namespace

std::span<const Mutant> extension_mutants() { return table; }

} // namespace idpsim::mutants
