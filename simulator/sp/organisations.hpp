#pragma once
/// The product's customers and the tokens of their admins, kept in the directory's database.
#include "simulator/scim/database.hpp"
#include "simulator/sp/organisation.hpp"
#include "src/core/random.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace idpsim::sp {

class Organisations {
public:
    /// Reads those that `database` knows; it must outlive this. `base_url` is the origin of every organisation's URLs:
    /// it may differ from one start to the next.
    Organisations(std::string base_url, scim_server::Database& database);

    struct Created {
        Organisation* organisation;
        std::string admin_token;      ///< told this once; only its digest is kept
    };
    /// `id` "" draws one, which nobody can guess: it is what makes the organisation's URLs its own, as SSO brokers hand them
    /// out. Otherwise it is free and passes is_organisation_id().
    Created create(std::string id, std::string name, std::string default_team, Random& random);
    /// A new token for the organisation's admin; the one before is worth nothing from then on.
    std::string renew_admin_token(Organisation& organisation, Random& random);
    /// Keeps what was changed in one of them.
    void save(const Organisation& organisation);

    /// Null when there is none.
    Organisation* find(std::string_view id);
    /// The organisation whose admin has this token, or null.
    const Organisation* find_by_admin_token(std::string_view token) const;
    const std::map<std::string, Organisation, std::less<>>& all() const { return organisations_; }

private:
    Organisation& insert(Organisation organisation);
    void load();

    std::string base_url_;
    scim_server::Database* database_;
    std::map<std::string, Organisation, std::less<>> organisations_;
    std::unordered_map<std::string, std::string> by_admin_digest_;
};

/// 1 to 40 of a-z, 0-9 and "-", not beginning with "-": it stands in URLs.
bool is_organisation_id(std::string_view text);
/// The SHA-256 of a bearer secret, raw octets: what is kept of it.
std::string token_digest(std::string_view token);

} // namespace idpsim::sp
