#include "src/engine/faults/edit.hpp"

#include <algorithm>
#include <iterator>

namespace idpsim::engine {
namespace {

/// What changes a signature from inside needs a message with one.
void narrow(SamlFault& fault) {
    constexpr std::string_view about_signatures[] = {"signature", "reference", "wrapping", "algorithm", "key", "control"};
    const bool one = std::ranges::find(about_signatures, fault.theme) != std::end(about_signatures);
    if (one && fault.applies == Applies::always) fault.applies = Applies::once_signed;
}

std::vector<SamlFault> all_faults() {
    std::vector<SamlFault> out;
    for (auto* theme : {faults::basic_faults, faults::signature_faults, faults::reference_faults, faults::wrapping_faults,
                        faults::algorithm_faults, faults::key_faults, faults::text_faults, faults::document_faults,
                        faults::encoding_faults, faults::envelope_faults, faults::subject_faults,
                        faults::condition_faults, faults::identity_faults, faults::good_messages, faults::relay_faults,
                        faults::encryption_faults, faults::logout_request_faults, faults::logout_response_faults,
                        faults::redirect_faults, faults::artifact_faults})
        for (SamlFault& fault : theme()) {
            narrow(fault);
            out.push_back(std::move(fault));
        }
    return out;
}

} // namespace

std::string_view must_name(Must must) {
    switch (must) {
        case Must::refuse: return "refuse";
        case Must::exact: return "exact";
        case Must::policy: return "policy";
        case Must::accept: return "accept";
        case Must::survive: break;
    }
    return "survive";
}

namespace {

/// In a logout that the SP began its session is over before the IdP's answer comes, so a good answer shows by the SP's page.
std::string_view logout_check_for(Must must, Bends bends) {
    switch (must) {
        case Must::refuse: case Must::exact: return "sp.logout.refused";
        case Must::accept: return bends == Bends::logout_request ? "sp.logout.ended" : "sp.logout.survived";
        case Must::survive: return "sp.logout.survived";
        case Must::policy: break;
    }
    return "sp.logout.others_stay";
}

template <class Hooks> Hooks written_hooks(const Change& change, Attack attack) {
    Hooks out;
    const auto shared = std::make_shared<const Attack>(std::move(attack));
    if (change.before_signing) out.before_signing = [&change, shared](pugi::xml_node root) { change.before_signing(root, *shared); };
    if (change.after_signing) out.after_signing = [&change, shared](pugi::xml_node root) { change.after_signing(root, *shared); };
    if constexpr (requires { out.printed; })
        if (change.printed) out.printed = [&change, shared](std::string& xml) { change.printed(xml, *shared); };
    return out;
}

} // namespace

std::string_view check_for(Must must, Bends bends) {
    if (bends == Bends::logout_request || bends == Bends::logout_response) return logout_check_for(must, bends);
    switch (must) {
        case Must::refuse: return "sp.login.refused";
        case Must::accept: return "sp.login.person";
        case Must::survive: return "sp.login.survived";
        default: return "sp.login.exact";
    }
}

const std::vector<SamlFault>& saml_faults() {
    static const std::vector<SamlFault> faults = all_faults();
    return faults;
}

const SamlFault* find_saml_fault(std::string_view id) {
    for (const SamlFault& fault : saml_faults())
        if (fault.id == id) return &fault;
    return nullptr;
}

bool applies_to(const SamlFault& fault, const idp::SamlProfile& profile) {
    if (fault.bends == Bends::artifact_response) return profile.artifact.has_value();
    if (fault.bends != Bends::response) return profile.logout.has_value();
    switch (fault.applies) {
        case Applies::once_signed: return profile.sign_response != profile.sign_assertion;
        case Applies::response_signed: return profile.sign_response && !profile.sign_assertion;
        case Applies::assertion_signed: return profile.sign_assertion && !profile.sign_response;
        case Applies::both_signed: return profile.sign_response && profile.sign_assertion;
        case Applies::always: break;
    }
    return true;
}

idp::ResponseHooks hooks_of(const SamlFault& fault, Attack attack) {
    attack.plaintext = std::make_shared<std::string>();
    const std::shared_ptr<const Attack> shared = std::make_shared<const Attack>(std::move(attack));
    const Change& change = fault.change;
    idp::ResponseHooks out = written_hooks<idp::ResponseHooks>(change, *shared);
    out.before_encrypting = [&change, shared](pugi::xml_node root) {
        if (change.before_encrypting) change.before_encrypting(root, *shared);
        if (const auto assertion = faults::assertion_of(root)) *shared->plaintext = idp::physical_form(assertion);
    };
    return out;
}

idp::ArtifactHooks artifact_hooks_of(const SamlFault& fault, Attack attack) {
    idp::ArtifactHooks out = written_hooks<idp::ArtifactHooks>(fault.change, attack);
    const Change& change = fault.change;
    if (change.answered) out.answered = [&change, attack](HttpResponse& answer) { change.answered(answer, attack); };
    out.gives_twice = change.gives_twice;
    return out;
}

idp::LogoutHooks logout_hooks_of(const SamlFault& fault, Attack attack) {
    return written_hooks<idp::LogoutHooks>(fault.change, std::move(attack));
}

} // namespace idpsim::engine
