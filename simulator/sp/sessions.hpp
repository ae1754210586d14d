#pragma once
/// Who is logged in where.
#include "src/core/instant.hpp"
#include "src/core/random.hpp"
#include "src/saml/values.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

/// How somebody came in.
enum class SignIn { saml, password };

struct Session {
    std::string org;
    std::string account;        ///< the account's id
    SignIn by = SignIn::saml;
    std::string idp;            ///< entityID of the IdP that vouched; "" when none did
    saml::NameId subject;       ///< the NameID as the assertion said, with its qualifiers; without a value otherwise
    std::vector<std::string> session_indexes;   ///< of the assertion's AuthnStatements
    Instant created{};
    Instant ends{};             ///< exclusive
};

class Sessions {
public:
    /// A fresh, unguessable id for every login, so no id from before it is worth anything.
    std::string start(Session session, Random& random) { return start_as(random.token(), std::move(session)); }
    std::string start_as(std::string id, Session session);
    /// Null when there is none or it is over.
    const Session* find(std::string_view id, Instant now) const;
    void end(std::string_view id);
    /// Ends those that `chosen` is true for; how many they were.
    std::size_t end_if(const std::function<bool(const Session&)>& chosen);
    std::size_t size() const { return sessions_.size(); }

private:
    void forget_old(Instant now);

    std::map<std::string, Session, std::less<>> sessions_;
    std::size_t sweep_at_ = 256;
};

} // namespace idpsim::sp
