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

std::vector<int> numbers_from(const boost::json::value& list) {
    std::vector<int> out;
    for (const boost::json::value& each : list.as_array()) out.push_back(each.to_number<int>());
    if (out.empty() || out.size() > 2) throw std::out_of_range("one or two keys");
    return out;
}

boost::json::array numbers_to_json(const std::vector<int>& numbers) {
    return boost::json::array(numbers.begin(), numbers.end());
}

/// The settings and, beside them, the numbers of the keys that the organisation uses once they are not the first ones, and
/// whether the mapping workbook came back.
void read_settings(Organisation& out, const std::string& text) {
    boost::json::object kept = boost::json::parse(text).as_object();
    if (const boost::json::value* keys = kept.if_contains("keys")) {
        out.keys.numbers = {numbers_from(keys->at("signing")), numbers_from(keys->at("encryption"))};
        kept.erase("keys");
    }
    if (const boost::json::value* uploaded = kept.if_contains("mapping_uploaded")) {
        out.mapping_uploaded = uploaded->as_bool();
        kept.erase("mapping_uploaded");
    }
    Or<OrganisationSettings> settings = changed_settings({}, kept);
    if (!settings) fail(out.id, "its settings cannot be read");
    out.settings = std::move(*settings);
}

std::string settings_to_text(const Organisation& organisation) {
    boost::json::object out = describe_settings(organisation.settings);
    const KeyNumbers& numbers = organisation.keys.numbers;
    out["keys"] = boost::json::object{{"signing", numbers_to_json(numbers.signing)},
                                      {"encryption", numbers_to_json(numbers.encryption)}};
    out["mapping_uploaded"] = organisation.mapping_uploaded;
    return boost::json::serialize(out);
}

/// A JSON list of IdPs; before there could be several, the one's metadata stood here by itself.
std::vector<ConnectedIdp> idps_from(const std::string& id, const std::string& text) {
    std::vector<ConnectedIdp> out;
    if (text.empty()) return out;
    try {
        if (!text.starts_with('[')) {
            take_metadata(out.emplace_back(), text, Instant::min()).value();
            return out;
        }
        const boost::json::value kept = boost::json::parse(text);
        for (const boost::json::value& each : kept.as_array())
            out.push_back(restore_idp(each.as_object()));
    } catch (const std::exception& problem) {
        fail(id, std::string("its identity providers cannot be read: ") + problem.what());
    }
    return out;
}

std::string idps_to_text(const std::vector<ConnectedIdp>& idps) {
    boost::json::array out;
    for (const ConnectedIdp& idp : idps) out.push_back(keep_idp(idp));
    return out.empty() ? "" : boost::json::serialize(out);
}

Organisation read_row(const scim_server::Statement& row) {
    Organisation out;
    out.id = row.text(0);
    out.name = row.text(1);
    out.enabled = row.number(2) != 0;
    out.admin_token_digest = row.text(3);
    out.idps = idps_from(out.id, row.text(4));
    read_settings(out, row.text(5));
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
        .bind(5, idps_to_text(organisation.idps))
        .bind(6, settings_to_text(organisation))
        .bind(7, boost::json::serialize(to_json(organisation.teams)))
        .run();
}

Organisations::Created Organisations::create(std::string id, std::string name, std::string default_team,
                                             Random& random) {
    std::string token = random.token();
    Organisation organisation;
    organisation.id = std::move(id);
    while (organisation.id.empty() || organisations_.contains(organisation.id))
        organisation.id = random.pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 16);
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
    organisation.slo_url = sso + "/slo";
    organisation.login_url = sso + "/login";
    organisation.logout_url = sso + "/logout";
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

const ConnectedIdp* find_idp(const Organisation& org, std::string_view id) {
    const auto found = std::ranges::find(org.idps, id, &ConnectedIdp::id);
    return found == org.idps.end() ? nullptr : &*found;
}

ConnectedIdp* find_idp(Organisation& org, std::string_view id) {
    return const_cast<ConnectedIdp*>(find_idp(std::as_const(org), id));
}

const ConnectedIdp* idp_of_issuer(const Organisation& org, std::string_view entity_id) {
    const auto found =
        std::ranges::find_if(org.idps, [&](const ConnectedIdp& idp) { return idp.connection->entity_id == entity_id; });
    return found == org.idps.end() ? nullptr : &*found;
}

bool is_organisation_id(std::string_view text) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= 40 && text.front() != '-' && std::ranges::all_of(text, fits);
}

std::string token_digest(std::string_view token) { return crypto::digest(crypto::Hash::sha256, token); }

} // namespace idpsim::sp
