#include "simulator/sp/invitations.hpp"

#include "simulator/sp/organisations.hpp"

namespace idpsim::sp {
namespace {

constexpr char table[] = "CREATE TABLE IF NOT EXISTS product_invitations(digest BLOB PRIMARY KEY, org TEXT NOT NULL, "
                         "account TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID";

std::int64_t milliseconds(Instant at) { return at.time_since_epoch().count(); }

} // namespace

Invitations::Invitations(scim_server::Database& database) : database_(&database) { database_->execute(table); }

std::string Invitations::issue(const Invitation& invitation, Random& random, Instant now) {
    std::string secret = random.token();
    end(invitation.account);
    database_->prepare("DELETE FROM product_invitations WHERE until<=?1").bind(1, milliseconds(now)).run();
    database_->prepare("INSERT INTO product_invitations(digest, org, account, until) VALUES(?1, ?2, ?3, ?4)")
        .bind_octets(1, token_digest(secret))
        .bind(2, invitation.org)
        .bind(3, invitation.account)
        .bind(4, milliseconds(invitation.until))
        .run();
    return secret;
}

std::optional<Invitation> Invitations::find(std::string_view secret, Instant now) const {
    scim_server::Statement row = database_->prepare("SELECT org, account, until FROM product_invitations WHERE digest=?1 AND until>?2");
    row.bind_octets(1, token_digest(secret)).bind(2, milliseconds(now));
    if (!row.step()) return std::nullopt;
    return Invitation{row.text(0), row.text(1), Instant(Millis(row.number(2)))};
}

void Invitations::end(std::string_view account) {
    database_->prepare("DELETE FROM product_invitations WHERE account=?1").bind(1, account).run();
}

} // namespace idpsim::sp
