#pragma once
/// The Chrome extension's sign-in, the product's side. The extension opens a page of the product with a challenge; who
/// is signed in there, or signs in now, is handed over by a code that is good once, for a minute and for the holder of
/// the challenge's verifier alone (as in RFC 7636). For it the extension gets a token that outlives web and SAML
/// sessions, and ends with the account.
#include "simulator/scim/database.hpp"
#include "simulator/scim/directory.hpp"
#include "src/core/instant.hpp"
#include "src/core/random.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

struct ExtensionSession {
    std::string id, org, account;
    Instant created{}, last_used{};
};

/// What the extension asks for: kept while the person logs in.
struct HandOver {
    std::string challenge, state;
    std::string org = {}, account = {}; ///< who is handed over, once it is known
    Instant ends{};
};

/// Hand-overs under way, by a random name: tickets (before the login) and codes (after it).
class HandOvers {
public:
    std::string add(HandOver one, Random& random, Instant now);
    /// Null when there is none or it is over.
    const HandOver* find(std::string_view name, Instant now) const;
    void forget(std::string_view name);

private:
    std::map<std::string, HandOver, std::less<>> all_;
};

/// The sessions of extensions, in the directory's database; of their tokens the digest alone.
class ExtensionSessions {
public:
    /// `database` must outlive it.
    explicit ExtensionSessions(scim_server::Database& database);

    struct Started {
        ExtensionSession session;
        std::string token;
    };
    Started start(std::string org, std::string account, Random& random, Instant now);
    std::optional<ExtensionSession> find_by_token(std::string_view token);
    /// Of the organisation, oldest first.
    std::vector<ExtensionSession> list(std::string_view org);
    void use(const ExtensionSession& session, Instant now);
    /// False when the organisation has none of that id.
    bool end(std::string_view org, std::string_view id);
    /// Ends those whose account is gone or inactive, so that an account that is opened again begins without.
    void end_of_inactive(std::string_view org);

private:
    scim_server::Database* database_;
};

/// BASE64URL(SHA256(verifier)) is the challenge (RFC 7636 section 4.6).
bool verifies_challenge(std::string_view verifier, std::string_view challenge);
/// While the account exists and is active, and the extension was used within `idle`.
bool extension_is_alive(const ExtensionSession& session, const scim_server::UserRecord* account, Instant now,
                        Millis idle);

/// The steps, each replaceable.
struct ExtensionPolicy {
    std::function<bool(std::string_view verifier, std::string_view challenge)> verifies = verifies_challenge;
    std::function<bool(const ExtensionSession&, const scim_server::UserRecord*, Instant now, Millis idle)> is_alive =
        extension_is_alive;
    bool codes_once = true;        ///< a code is good for one session
    bool takes_sessions = true;    ///< who is signed in is handed over without another login
    bool starts_logins = true;     ///< who is not goes to the organisation's IdP
    bool ends_with_account = true; ///< sessions of disabled accounts are gone for good
};

} // namespace idpsim::sp
