#include "simulator/scim/directory.hpp"
#include "simulator/scim/directory_emails.hpp"
#include "simulator/scim/representation.hpp"
#include "src/core/result.hpp"
#include "src/scim/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

constexpr std::string_view insert_user =
    "INSERT INTO users(id, org, user_name, external_id, email, active, resource, created, modified, origin, role, "
    "teams, name_id, logins, user_name_key, email_key, idp) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) "
    "ON CONFLICT(org, user_name_key) DO NOTHING";
constexpr std::string_view store_user =
    "UPDATE users SET (user_name, external_id, email, active, resource, created, modified, origin, role, teams, "
    "name_id, logins, user_name_key, email_key, idp) = "
    "(?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) "
    "WHERE id=?1 AND org=?2";
/// Of a user whose name, externalId, e-mail and time of creation stay: their indexes are left alone. The parameters are
/// the same, and those that nothing is made of are bound all the same.
constexpr std::string_view store_user_only =
    "UPDATE users SET (user_name, active, resource, modified, origin, role, teams, name_id, logins, idp) = "
    "(?3, ?6, ?7, ?9, ?10, ?11, ?12, ?13, ?14, ?17) WHERE id=?1 AND org=?2";

/// What read_user takes.
constexpr std::string_view columns =
    "id, org, user_name, external_id, email, active, resource, created, modified, origin, role, teams, "
    "name_id, logins, idp";
constexpr int column_count = 15;

/// The users of the organisation ?1 for which `rest` holds.
std::string select(std::string_view rest) {
    return "SELECT " + std::string(columns) + " FROM users WHERE org=?1" + std::string(rest);
}

std::string teams_to_text(const std::vector<std::string>& teams) {
    if (teams.empty()) return "[]";
    json::array list;
    for (const std::string& team : teams) list.emplace_back(team);
    return json::serialize(list);
}

std::vector<std::string> teams_from_text(std::string_view text) {
    std::vector<std::string> teams;
    if (text == "[]") return teams;
    const json::value list = json::parse({text.data(), text.size()});
    for (const json::value& team : list.as_array()) teams.emplace_back(team.as_string());
    return teams;
}

Instant instant(std::int64_t milliseconds) { return Instant{Millis{milliseconds}}; }

UserRecord read_user(const Statement& row) {
    UserRecord record;
    record.id = row.text(0);
    record.org = row.text(1);
    record.user_name = row.text(2);
    if (!row.is_null(3)) record.external_id = row.text(3);
    record.email = row.text(4);
    record.active = row.number(5) != 0;
    const std::string_view resource = row.view(6);
    record.resource = json::parse({resource.data(), resource.size()}).as_object();
    record.created = instant(row.number(7));
    record.last_modified = instant(row.number(8));
    record.origin = row.text(9);
    record.role = row.text(10);
    record.teams = teams_from_text(row.view(11));
    record.name_id = row.text(12);
    record.logins = row.number(13);
    record.idp = row.text(14);
    return record;
}

StoredUser read_stored(const Statement& row) {
    return {row.text(0), row.text(1), instant(row.number(2)), instant(row.number(3))};
}

} // namespace

void Directory::write_user(Statement statement, const UserRecord& record, const std::string& text) {
    statement.bind(1, record.id)
        .bind(2, record.org)
        .bind(3, record.user_name)
        .bind_optional(4, record.external_id)
        .bind(5, record.email)
        .bind(6, std::int64_t{record.active})
        .bind(7, text)
        .bind(8, record.created.time_since_epoch().count())
        .bind(9, record.last_modified.time_since_epoch().count())
        .bind(10, record.origin)
        .bind(11, record.role)
        .bind(12, teams_to_text(record.teams))
        .bind(13, record.name_id)
        .bind(14, record.logins)
        .bind(15, user_name_key_(record.user_name))
        .bind(16, scim::fold(record.email))
        .bind(17, record.idp)
        .run();
}

bool Directory::user_name_taken(std::string_view org, std::string_view user_name, std::string_view except_id) {
    return database_.prepare("SELECT 1 FROM users WHERE org=?1 AND user_name_key=?2 AND id<>?3")
        .bind(1, org)
        .bind(2, user_name_key_(user_name))
        .bind(3, except_id)
        .step();
}

UserRecord Directory::create_user(UserRecord record) {
    if (record.id.empty()) record.id = random_->uuid();
    settle(record);
    if (!create_user(record, stored_text(record)))
        throw Failure(Error{Fault::refused, "directory", "the user name is taken"});
    return record;
}

bool Directory::create_user(const UserRecord& record, const std::string& text) {
    Transaction transaction(database_, Transaction::Nested::joined);
    write_user(database_.prepare(insert_user), record, text);
    const bool is_new = database_.changes() > 0;
    if (is_new) {
        write_emails(database_, database_.last_inserted(), record.org, record.resource);
        tally(record.org, "users", 1);
    }
    transaction.commit();
    return is_new;
}

UserRecord Directory::update_user(UserRecord record) {
    Transaction transaction(database_, Transaction::Nested::joined);
    const std::optional<UserRecord> before = find_user_by_id(record.org, record.id);
    if (!before) throw Failure(Error{Fault::not_found, "directory", "no user has the id"});
    settle(record);
    update_user(*before, record, stored_text(record));
    transaction.commit();
    return record;
}

void Directory::update_user(const UserRecord& before, const UserRecord& record, const std::string& text) {
    Transaction transaction(database_, Transaction::Nested::joined);
    const bool same_name = before.user_name == record.user_name;
    if (!same_name && user_name_taken(record.org, record.user_name, record.id)) {
        throw Failure(Error{Fault::refused, "directory", "the user name is taken"});
    }
    const bool same_keys = same_name && before.external_id == record.external_id && before.email == record.email &&
                           before.created == record.created;
    write_user(database_.prepare(same_keys ? store_user_only : store_user), record, text);
    if (!same_emails(before.resource, record.resource)) {
        replace_emails(database_, seq_of(record.org, record.id).value(), record.org, record.resource);
    }
    transaction.commit();
}

std::optional<std::int64_t> Directory::seq_of(std::string_view org, std::string_view id) {
    Statement find = database_.prepare("SELECT seq FROM users WHERE id=?1 AND org=?2");
    return find.bind(1, id).bind(2, org).step() ? std::optional(find.number(0)) : std::nullopt;
}

bool Directory::delete_user(std::string_view org, std::string_view id) {
    Transaction transaction(database_, Transaction::Nested::joined);
    const std::optional<std::int64_t> seq = seq_of(org, id);
    if (!seq) return false;
    database_.prepare("DELETE FROM user_emails WHERE user=?1").bind(1, *seq).run();
    database_.prepare("DELETE FROM users WHERE seq=?1").bind(1, *seq).run();
    database_.prepare("DELETE FROM members WHERE member_id=?1").bind(1, id).run();
    tally(org, "users", -1);
    transaction.commit();
    return true;
}

std::optional<UserRecord> Directory::find_user_by_id(std::string_view org, std::string_view id) {
    static const std::string by_id = select(" AND id=?2");
    Statement query = database_.prepare(by_id);
    query.bind(1, org).bind(2, id);
    return query.step() ? std::optional(read_user(query)) : std::nullopt;
}

std::optional<StoredUser> Directory::find_stored_user(std::string_view org, std::string_view id) {
    Statement query = database_.prepare("SELECT id, resource, created, modified FROM users WHERE org=?1 AND id=?2");
    query.bind(1, org).bind(2, id);
    return query.step() ? std::optional(read_stored(query)) : std::nullopt;
}

std::optional<UserRecord> Directory::find_user_by_user_name(std::string_view org, std::string_view user_name) {
    Statement query = database_.prepare(select(" AND user_name_key=?2"));
    query.bind(1, org).bind(2, user_name_key_(user_name));
    return query.step() ? std::optional(read_user(query)) : std::nullopt;
}

std::vector<UserRecord> Directory::users_by_email(std::string_view org, std::string_view email) {
    std::vector<UserRecord> users;
    if (email.empty()) return users;
    Statement query = database_.prepare(select(" AND email_key=?2 ORDER BY seq"));
    query.bind(1, org).bind(2, scim::fold(email));
    while (query.step()) users.push_back(read_user(query));
    return users;
}

std::optional<UserRecord> Directory::find_user_by_email(std::string_view org, std::string_view email) {
    std::vector<UserRecord> users = users_by_email(org, email);
    return users.empty() ? std::nullopt : std::optional(std::move(users.front()));
}

std::vector<UserRecord> Directory::list_users(std::string_view org) { return select_users(org, {}).records; }

Page<StoredUser> Directory::select_stored_users(std::string_view org, const Picking& picking) {
    return page_of_all<StoredUser>(PageQuery(database_, "users", "id, resource, created, modified", 4, org, picking),
                                   picking, read_stored);
}

Page<UserRecord> Directory::select_users(std::string_view org, const Selection<UserRecord>& selection) {
    return select_page(PageQuery(database_, "users", columns, column_count, org, selection), selection, read_user);
}

} // namespace idpsim::scim_server
