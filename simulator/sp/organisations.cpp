#include "simulator/sp/organisations.hpp"

#include "simulator/sp/settings.hpp"
#include "simulator/sp/text_fields.hpp"
#include "src/crypto/digest.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr char table[] =
    "CREATE TABLE IF NOT EXISTS product_orgs(id TEXT PRIMARY KEY, name TEXT NOT NULL, enabled INTEGER NOT NULL, "
    "admin_digest BLOB NOT NULL, idp_metadata TEXT NOT NULL, settings TEXT NOT NULL, teams TEXT NOT NULL) "
    "WITHOUT ROWID";

[[noreturn]] void fail(const std::string& id, std::string why) {
    throw Failure(Error{Fault::invalid, "database, organisation " + id, std::move(why)});
}

OrganisationSettings settings_from(const std::string& id, const std::string& text) {
    Or<OrganisationSettings> settings = changed_settings({}, boost::json::parse(text).as_object());
    if (!settings) fail(id, "its settings cannot be read");
    return std::move(*settings);
}

/// Expired metadata is still what the admin connected: the login rules will say that it is over.
std::shared_ptr<const IdpConnection> idp_from(const std::string& id, const std::string& metadata) {
    if (metadata.empty()) return nullptr;
    Result<IdpConnection> idp = read_idp_connection(metadata, Instant::min());
    if (!idp) fail(id, idp.error().detail);
    return std::make_shared<const IdpConnection>(std::move(*idp));
}

Organisation read_row(const scim_server::Statement& row) {
    Organisation out;
    out.id = row.text(0);
    out.name = row.text(1);
    out.enabled = row.number(2) != 0;
    out.admin_token_digest = row.text(3);
    out.idp_metadata = row.text(4);
    out.idp = idp_from(out.id, out.idp_metadata);
    out.settings = settings_from(out.id, row.text(5));
    const auto teams = read_names(boost::json::parse(row.text(6)), "teams", max_teams);
    if (!teams) fail(out.id, "its teams cannot be read");
    out.teams = *teams;
    return out;
}

} // namespace

Organisations::Organisations(std::string base_url, scim_server::Database& database)
    : base_url_(std::move(base_url)), database_(&database) {
    database_->execute(table);
    load();
}

void Organisations::load() {
    scim_server::Statement row = database_->prepare(
        "SELECT id, name, enabled, admin_digest, idp_metadata, settings, teams FROM product_orgs");
    while (row.step()) insert(read_row(row));
}

void Organisations::save(const Organisation& organisation) {
    database_
        ->prepare("INSERT OR REPLACE INTO product_orgs(id, name, enabled, admin_digest, idp_metadata, settings, teams) "
                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(1, organisation.id)
        .bind(2, organisation.name)
        .bind(3, std::int64_t{organisation.enabled})
        .bind_octets(4, organisation.admin_token_digest)
        .bind(5, organisation.idp_metadata)
        .bind(6, boost::json::serialize(describe_settings(organisation.settings)))
        .bind(7, boost::json::serialize(to_json(organisation.teams)))
        .run();
}

Organisations::Created Organisations::create(std::string id, std::string name, std::string default_team,
                                             Random& random) {
    std::string token = random.token();
    Organisation organisation;
    organisation.id = std::move(id);
    while (organisation.id.empty() || organisations_.contains(organisation.id))
        organisation.id = "org-" + random.hex(16);
    organisation.name = std::move(name);
    organisation.teams = {std::move(default_team)};
    organisation.admin_token_digest = token_digest(token);
    Organisation& inserted = insert(std::move(organisation));
    save(inserted);
    return {&inserted, std::move(token)};
}

std::string Organisations::renew_admin_token(Organisation& organisation, Random& random) {
    std::string token = random.token();
    by_admin_digest_.erase(organisation.admin_token_digest);
    organisation.admin_token_digest = token_digest(token);
    by_admin_digest_[organisation.admin_token_digest] = organisation.id;
    save(organisation);
    return token;
}

Organisation& Organisations::insert(Organisation organisation) {
    const std::string sso = base_url_ + "/sso/" + organisation.id;
    organisation.metadata_url = sso + "/metadata";
    organisation.entity_id = organisation.metadata_url;
    organisation.acs_url = sso + "/acs";
    organisation.login_url = sso + "/login";
    organisation.scim_url = base_url_ + "/scim/v2/" + organisation.id;
    by_admin_digest_[organisation.admin_token_digest] = organisation.id;
    const std::string id = organisation.id;
    return organisations_.insert_or_assign(id, std::move(organisation)).first->second;
}

Organisation* Organisations::find(std::string_view id) {
    const auto found = organisations_.find(id);
    return found == organisations_.end() ? nullptr : &found->second;
}

const Organisation* Organisations::find_by_admin_token(std::string_view token) const {
    // Found by digest, so the time taken tells nothing about how much of a token was right.
    const std::string digest = token_digest(token);
    const auto found = by_admin_digest_.find(digest);
    if (found == by_admin_digest_.end()) return nullptr;
    const Organisation& organisation = organisations_.at(found->second);
    return crypto::same_secret(organisation.admin_token_digest, digest) ? &organisation : nullptr;
}

bool is_organisation_id(std::string_view text) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= 40 && text.front() != '-' && std::ranges::all_of(text, fits);
}

std::string token_digest(std::string_view token) { return crypto::digest(crypto::Hash::sha256, token); }

} // namespace idpsim::sp
