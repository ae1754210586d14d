/// Whose word is good for whom: organisations that leak into each other, identity providers that speak for anybody.
#include "simulator/mutants/delivery.hpp"
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "simulator/sp/login_context.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"

#include <algorithm>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace {

using scim_server::Directory;
using scim_server::UserRecord;
using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view tenancy = "negative/tenancy,sso/two-idps", domains = "sso/mail-domains,negative/tenancy",
                           accounts = "jit/*,negative/tenancy", sessions = "negative/session";

// --- sessions in another organisation

/// What a product without walls between its organisations has at hand.
struct Memory {
    Directory* directory = nullptr;
    std::set<Text> organisations;   ///< those that somebody logged in to
    Text relay_state;
};

std::shared_ptr<Memory> remember(SpBehaviour& b) {
    const auto memory = std::make_shared<Memory>();
    rewrite_request(b, [memory](HttpRequest& request) { memory->relay_state = field_of(request, "RelayState"); });
    b.choose_idp = [memory](const sp::Organisation& org, const Text& issuer) {
        memory->organisations.insert(org.id);
        return sp::idp_of_issuer(org, issuer);
    };
    b.jit.find = [memory](Directory& directory, const sp::Organisation& org, const sp::Identity& identity) {
        memory->directory = &directory;
        return sp::find_account(directory, org, identity);
    };
    return memory;
}

/// The person's account in another organisation, if one is chosen that has one.
template <auto Choose> void session_elsewhere(SpBehaviour& b) {
    const auto memory = remember(b);
    b.session.begins = [memory](const sp::Login& login, const UserRecord& account) {
        sp::Session out = sp::session_of_login(login, account);
        for (const Text& org : memory->organisations) {
            if (org == login.org.id || !Choose(*memory, login, org)) continue;
            const auto there = memory->directory->find_user_by_user_name(org, login.identity.email);
            if (!there) continue;
            out.org = org;
            out.account = there->id;
        }
        return out;
    };
}
bool anyone(const Memory&, const sp::Login&, const Text&) { return true; }
bool named_beside(const Memory& memory, const sp::Login&, const Text& org) {
    return memory.relay_state.find("/" + org + "/") != Text::npos;
}
bool named_inside(const Memory&, const sp::Login& login, const Text& org) {
    return std::ranges::any_of(login.assertion.attributes, [&](const saml::Attribute& each) {
        return std::ranges::find(each.values, org) != each.values.end();
    });
}

/// A first login takes the role along that the address has in another organisation.
void role_elsewhere(SpBehaviour& b) {
    const auto memory = remember(b);
    b.jit.first_login = [memory](const sp::Login& login) {
        UserRecord out = sp::account_of_first_login(login);
        for (const Text& org : memory->organisations)
            if (const auto there = memory->directory->find_user_by_user_name(org, login.identity.email)) out.role = there->role;
        return out;
    };
}

Text issuer_of(const HttpRequest& request) {
    const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
    const auto end = xml ? xml->find("</", xml->find("Issuer")) : Text::npos;
    return end == Text::npos ? "" : xml->substr(xml->rfind('>', end) + 1, end - xml->rfind('>', end) - 1);
}

/// The ACS that the issuer's messages came to first is theirs for ever.
void organisation_by_issuer(SpBehaviour& b) {
    rewrite_request(b, [known = std::make_shared<std::map<Text, Text>>()](HttpRequest& request) {
        if (const Text issuer = issuer_of(request); !issuer.empty()) request.url = known->emplace(issuer, request.url).first->second;
    });
}

// --- identity providers of all organisations in one place

void idps_by_name(SpBehaviour& b) {
    b.choose_idp = [known = std::make_shared<std::map<Text, sp::ConnectedIdp>>()](const sp::Organisation& org, const Text& issuer) {
        for (const sp::ConnectedIdp& each : org.idps) known->emplace(each.connection->entity_id, each);
        const auto found = known->find(issuer);
        return found == known->end() || !sp::idp_of_issuer(org, issuer) ? nullptr : &found->second;
    };
}
void last_upload_counts(SpBehaviour& b) {
    const auto known = std::make_shared<std::map<Text, sp::ConnectedIdp>>();
    b.idp_metadata.take = [known](sp::ConnectedIdp& idp, Text metadata, Instant now) {
        const Result<void> taken = sp::take_metadata(idp, std::move(metadata), now);
        if (taken) (*known)[idp.connection->entity_id] = idp;
        return taken;
    };
    b.choose_idp = [known](const sp::Organisation& org, const Text& issuer) {
        const auto found = known->find(issuer);
        return found == known->end() || !sp::idp_of_issuer(org, issuer) ? nullptr : &found->second;
    };
}
void keys_of_all(SpBehaviour& b) {
    b.verify = [all = std::make_shared<std::vector<crypto::PublicKey>>()](const xml::Document& document, const xml::Element& element,
                                                                          const xml::VerifyPolicy& policy) {
        xml::VerifyPolicy wide = policy;
        for (const crypto::PublicKey& key : *all) wide.keys.push_back(key);
        const auto out = xml::verify_enveloped(document, element, wide);
        if (out) all->insert(all->end(), policy.keys.begin(), policy.keys.end());
        return out;
    };
}
void choice_forgotten(SpBehaviour& b) {
    b.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.url.find("/login?") != Text::npos) request.url = request.url.substr(0, request.url.find('?'));
        return std::nullopt;
    };
}
void request_of_any_idp(SpBehaviour& b) {
    for (sp::Rule& rule : b.rules) {
        if (rule.id != "response.in_response_to") continue;
        rule.check = [right = rule.check](const sp::LoginContext& login) {
            const sp::RuleOutcome outcome = right(login);
            if (outcome.holds() || !login.request_state || !login.response || !*login.response) return outcome;
            const auto state = login.request_state((*login.response)->in_response_to.value_or(""));
            return state == sp::RequestState::other_idp ? sp::RuleOutcome::hold() : outcome;
        };
    }
}
/// IDs are remembered without their issuer.
void replay_without_issuer(SpBehaviour& b) {
    const auto used = std::make_shared<std::set<Text>>();
    const auto id_of = [](const HttpRequest& request) {
        const auto xml = crypto::base64_decode(field_of(request, "SAMLResponse"));
        const auto at = xml ? xml->find(" ID=\"", xml->find("Assertion")) : Text::npos;
        return at == Text::npos ? Text() : xml->substr(at + 5, xml->find('"', at + 5) - at - 5);
    };
    b.before = [used, id_of](HttpRequest& request) -> std::optional<HttpResponse> {
        if (is_delivery(request) && used->contains(id_of(request))) return text_response(403, "Used before.");
        return std::nullopt;
    };
    b.after = [used, id_of](const HttpRequest& request, HttpResponse& response) {
        if (is_delivery(request) && response.status == 303) used->insert(id_of(request));
    };
}

// --- who speaks for whom

void speaks_for_anybody(SpBehaviour& b) {
    b.jit.may_speak = [](const sp::Organisation&, const sp::ConnectedIdp&, const sp::Identity&, const UserRecord*) { return true; };
}
void domains_forgotten(SpBehaviour& b) {
    b.jit.may_speak = [](const sp::Organisation& org, sp::ConnectedIdp idp, const sp::Identity& identity, const UserRecord* account) {
        sp::Organisation bare = org;
        for (sp::ConnectedIdp& each : bare.idps) each.domains.clear();
        idp.domains.clear();
        return sp::may_speak_for(bare, idp, identity, account);
    };
}
void domains_below(SpBehaviour& b) {
    b.jit.may_speak = [](const sp::Organisation& org, const sp::ConnectedIdp& idp, const sp::Identity& identity, const UserRecord* account) {
        const bool below = std::ranges::any_of(idp.domains, [&](const Text& each) { return identity.email.ends_with("." + each); });
        return below || sp::may_speak_for(org, idp, identity, account);
    };
}
void operators_spoken_for(SpBehaviour& b) {
    b.jit.is_operators = [](const sp::ProductNames&, const sp::Identity&) { return false; };
}

// --- what a login may change

const Text* role_in(const sp::Login& login) {
    for (const saml::Attribute& each : login.assertion.attributes)
        if (to_lower(each.name).find("role") != Text::npos && !each.values.empty()) return &each.values.front();
    return nullptr;
}
void role_at_first(SpBehaviour& b) {
    b.jit.first_login = [](const sp::Login& login) {
        UserRecord out = sp::account_of_first_login(login);
        if (const Text* role = role_in(login)) out.role = *role;
        return out;
    };
}
void role_later(SpBehaviour& b) {
    b.jit.further_login = [](UserRecord& account, const sp::Login& login) {
        if (const Text* role = role_in(login)) account.role = *role;
        sp::count_login(account, login);
    };
}
/// The account is the NameID's, and takes whatever address comes with it.
void address_overwritten(SpBehaviour& b) {
    b.jit.find = [](Directory& directory, const sp::Organisation& org, const sp::Identity& identity) {
        for (UserRecord& each : directory.list_users(org.id))
            if (each.name_id == identity.name_id.value) return std::optional(std::move(each));
        return sp::find_account(directory, org, identity);
    };
    b.jit.further_login = [](UserRecord& account, const sp::Login& login) {
        account.email = login.identity.email;
        sp::count_login(account, login);
    };
}
/// Who comes to a browser that somebody logged in with gets that session.
void session_kept(SpBehaviour& b) {
    b.after = [known = std::make_shared<std::set<Text>>()](const HttpRequest& request, HttpResponse& response) {
        const Text cookies = find_header(request.headers, "Cookie").value_or("");
        if (!is_delivery(request) || response.status != 303 || cookies.empty() || known->insert(cookies).second) return;
        std::erase_if(response.headers, [](const auto& header) { return header.first == "Set-Cookie"; });
    };
}

constexpr Mutant table[] = {
    {"m-tenant-from-email", "lets a person into whatever organisation has the address", session_elsewhere<anyone>, tenancy},
    {"m-tenant-from-relaystate", "lets a person into the organisation that RelayState names", session_elsewhere<named_beside>, tenancy},
    {"m-tenant-from-attribute", "lets a person into the organisation that an attribute names", session_elsewhere<named_inside>, tenancy},
    {"m-tenant-role-shared", "gives an address the role that it has in another organisation", role_elsewhere, tenancy},
    {"m-tenant-issuer-only", "finds the organisation by the message's Issuer", organisation_by_issuer, tenancy},
    {"m-tenant-key-by-name", "keeps one identity provider for each entityID, the first", idps_by_name, tenancy},
    {"m-md-global-map", "keeps one identity provider for each entityID, the one uploaded last", last_upload_counts, tenancy},
    {"m-key-any-idp", "tries the keys of all identity providers", keys_of_all, tenancy},
    {"m-idp-choice-forgotten", "forgets which identity provider was chosen", choice_forgotten, tenancy},
    {"m-irt-any-idp", "takes an answer from another identity provider than it asked", request_of_any_idp, tenancy},
    {"m-replay-no-issuer", "remembers assertions without their issuer", replay_without_issuer, tenancy},
    {"m-link-by-email", "lets any identity provider speak for any account", speaks_for_anybody, tenancy},
    {"m-domains-forgotten", "forgets the mail domains of identity providers", domains_forgotten, domains},
    {"m-domains-below", "takes the domains below for the domain", domains_below, domains},
    {"m-operators-spoken-for", "lets customers' identity providers speak for the product's own people", operators_spoken_for, tenancy},
    {"m-role-from-assertion", "takes the role from the assertion at the first login", role_at_first, accounts},
    {"m-role-on-update", "takes the role from the assertion at later logins", role_later, accounts},
    {"m-jit-overwrites-email", "lets a known NameID take any address", address_overwritten, accounts},
    {"m-session-first-kept", "keeps the session that a browser has when somebody else logs in", session_kept, sessions},
};

} // namespace

std::span<const Mutant> tenancy_mutants() { return table; }

} // namespace idpsim::mutants
