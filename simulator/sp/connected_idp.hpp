#pragma once
/// An IdP that an organisation's admin connected: its metadata, where that comes from, and what the admin said besides.
#include "simulator/sp/idp_connection.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

inline constexpr std::size_t max_idps = 20;   ///< of one organisation
inline constexpr std::chrono::seconds shortest_refresh{60}, longest_refresh{7 * 86'400};

struct ConnectedIdp {
    std::string id;                                     ///< stands in URLs; made of the entityID, so it stays the same
    std::string metadata;                               ///< the document that was uploaded or fetched last
    std::vector<std::string> domains;                   ///< mail domains in lower case that no other IdP speaks for
    std::optional<std::string> metadata_url;            ///< fetched anew from there
    std::optional<crypto::Certificate> metadata_signer; ///< only documents that it signed are taken
    std::chrono::seconds refresh_every{86'400};
    std::vector<crypto::Certificate> added;             ///< by the admin, besides those of the metadata
    std::vector<std::string> withdrawn;                 ///< SHA-256 of certificates that the admin trusts no more
    Instant fetched{}, refresh_at{};                    ///< of metadata by URL
    std::string problem;                                ///< why the last refresh failed; "" when it did not
    std::shared_ptr<const IdpConnection> connection;    ///< what all of that comes to; null before take_metadata()
};

/// "idp-" and 16 hexadecimal digits.
std::string idp_id(std::string_view entity_id);

/// Takes a document for `idp`, or changes nothing and says why: not readable, expired at `now`, not signed as it has to
/// be, no certificate left, or another entityID than the one that is connected.
Result<void> take_metadata(ConnectedIdp& idp, std::string metadata, Instant now);
/// Certificates by hand, all or nothing like take_metadata(): invalid when none would be left to trust.
Result<void> add_certificate(ConnectedIdp& idp, crypto::Certificate certificate);
Result<void> withdraw_certificate(ConnectedIdp& idp, const std::string& sha256);

/// When metadata that was fetched at `fetched` is fetched again: after the admin's interval, earlier when the document
/// says so (cacheDuration), and while half of its validity is left.
Instant next_refresh(const ConnectedIdp& idp);

/// As the database keeps it; restore_idp() throws Failure when it cannot be read. Expired metadata is still what the
/// admin connected: the login rules will say that it is over.
boost::json::object keep_idp(const ConnectedIdp& idp);
ConnectedIdp restore_idp(const boost::json::object& kept);
/// As the API shows it.
boost::json::object describe_idp(const ConnectedIdp& idp);

} // namespace idpsim::sp
