#include "simulator/sp/salesforce_store.hpp"

namespace idpsim::sp {
namespace {

constexpr char tables[] =
    "CREATE TABLE IF NOT EXISTS product_salesforce(org TEXT NOT NULL, environment TEXT NOT NULL, organization_id TEXT "
    "NOT NULL, "
    "my_domain TEXT NOT NULL, client_id TEXT NOT NULL, client_secret TEXT NOT NULL, PRIMARY KEY(org, environment)) "
    "WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS product_salesforce_links(org TEXT NOT NULL, key TEXT NOT NULL, environment TEXT NOT "
    "NULL, "
    "organization_id TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY(org, key)) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS product_salesforce_accounts ON product_salesforce_links(org, account)";

constexpr char columns[] =
    "SELECT environment, organization_id, my_domain, client_id, client_secret FROM product_salesforce ";

SalesforceConnection read_row(const scim_server::Statement& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}

} // namespace

std::string link_key_of(const SalesforceUser& user) {
    return user.environment + "/" + user.organization_id + "/" + user.user_id;
}

SalesforceStore::SalesforceStore(scim_server::Database& database) : database_(&database) { database_->execute(tables); }

std::vector<SalesforceConnection> SalesforceStore::connections(std::string_view org) const {
    std::vector<SalesforceConnection> out;
    scim_server::Statement row = database_->prepare(std::string(columns) + "WHERE org=?1 ORDER BY environment");
    row.bind(1, org);
    while (row.step()) out.push_back(read_row(row));
    return out;
}

std::optional<SalesforceConnection> SalesforceStore::find(std::string_view org, std::string_view environment) const {
    scim_server::Statement row = database_->prepare(std::string(columns) + "WHERE org=?1 AND environment=?2");
    row.bind(1, org).bind(2, environment);
    return row.step() ? std::optional(read_row(row)) : std::nullopt;
}

void SalesforceStore::connect(std::string_view org, const SalesforceConnection& connection) {
    scim_server::Transaction transaction(*database_);
    database_->prepare("DELETE FROM product_salesforce_links WHERE org=?1 AND environment=?2 AND organization_id<>?3")
        .bind(1, org)
        .bind(2, connection.environment)
        .bind(3, connection.organization_id)
        .run();
    database_
        ->prepare("INSERT OR REPLACE INTO product_salesforce(org, environment, organization_id, my_domain, client_id, "
                  "client_secret) "
                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(1, org)
        .bind(2, connection.environment)
        .bind(3, connection.organization_id)
        .bind(4, connection.my_domain)
        .bind(5, connection.client_id)
        .bind(6, connection.client_secret)
        .run();
    transaction.commit();
}

bool SalesforceStore::disconnect(std::string_view org, std::string_view environment) {
    scim_server::Transaction transaction(*database_);
    database_->prepare("DELETE FROM product_salesforce_links WHERE org=?1 AND environment=?2")
        .bind(1, org)
        .bind(2, environment)
        .run();
    database_->prepare("DELETE FROM product_salesforce WHERE org=?1 AND environment=?2")
        .bind(1, org)
        .bind(2, environment)
        .run();
    const bool was_there = database_->changes() > 0;
    transaction.commit();
    return was_there;
}

std::optional<std::string> SalesforceStore::account_of(std::string_view org, std::string_view key) const {
    scim_server::Statement row =
        database_->prepare("SELECT account FROM product_salesforce_links WHERE org=?1 AND key=?2");
    row.bind(1, org).bind(2, key);
    return row.step() ? std::optional(row.text(0)) : std::nullopt;
}

bool SalesforceStore::is_linked(std::string_view org, std::string_view account) const {
    return database_->prepare("SELECT 1 FROM product_salesforce_links WHERE org=?1 AND account=?2")
        .bind(1, org)
        .bind(2, account)
        .step();
}

void SalesforceStore::link(std::string_view org, const SalesforceUser& user, std::string_view key,
                           std::string_view account) {
    database_
        ->prepare("INSERT OR REPLACE INTO product_salesforce_links(org, key, environment, organization_id, account) "
                  "VALUES(?1, ?2, ?3, ?4, ?5)")
        .bind(1, org)
        .bind(2, key)
        .bind(3, user.environment)
        .bind(4, user.organization_id)
        .bind(5, account)
        .run();
}

void SalesforceStore::unlink(std::string_view org, std::string_view key) {
    database_->prepare("DELETE FROM product_salesforce_links WHERE org=?1 AND key=?2").bind(1, org).bind(2, key).run();
}

} // namespace idpsim::sp
