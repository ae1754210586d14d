#include "simulator/scim/directory.hpp"
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
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
constexpr std::string_view store_user =
    "UPDATE users SET (user_name, external_id, email, active, resource, created, modified, origin, role, teams, "
    "name_id, logins, user_name_key, email_key, idp) = "
    "(?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) "
    "WHERE id=?1 AND org=?2";

/// The users of the organisation ?1 for which `rest` holds, as read_user takes them.
std::string select(std::string_view rest) {
    return "SELECT id, org, user_name, external_id, email, active, resource, created, modified, origin, role, teams, "
           "name_id, logins, idp FROM users WHERE org=?1" +
           std::string(rest);
}

std::string teams_to_text(const std::vector<std::string>& teams) {
    json::array list;
    for (const std::string& team : teams) list.emplace_back(team);
    return json::serialize(list);
}

std::vector<std::string> teams_from_text(std::string_view text) {
    std::vector<std::string> teams;
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

/// The condition of a narrowing, for the parameter ?2 after ?1, the organisation.
std::string_view condition(Key key) {
    switch (key) {
    case Key::id: return " AND id=?2";
    case Key::user_name: return " AND user_name_key=?2";
    case Key::external_id: return " AND external_id=?2";
    default: return "";
    }
}

} // namespace

void Directory::write_user(Statement statement, const UserRecord& record) {
    statement.bind(1, record.id)
        .bind(2, record.org)
        .bind(3, record.user_name)
        .bind_optional(4, record.external_id)
        .bind(5, record.email)
        .bind(6, std::int64_t{record.active})
        .bind(7, json::serialize(record.resource))
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
    if (user_name_taken(record.org, record.user_name)) {
        throw Failure(Error{Fault::refused, "directory", "the user name is taken"});
    }
    write_user(database_.prepare(insert_user), record);
    return record;
}

UserRecord Directory::update_user(UserRecord record) {
    if (user_name_taken(record.org, record.user_name, record.id)) {
        throw Failure(Error{Fault::refused, "directory", "the user name is taken"});
    }
    write_user(database_.prepare(store_user), record);
    if (database_.changes() == 0) throw Failure(Error{Fault::not_found, "directory", "no user has the id"});
    return record;
}

bool Directory::delete_user(std::string_view org, std::string_view id) {
    Transaction transaction(database_);
    database_.prepare("DELETE FROM users WHERE id=?1 AND org=?2").bind(1, id).bind(2, org).run();
    const bool deleted = database_.changes() > 0;
    if (deleted) database_.prepare("DELETE FROM members WHERE member_id=?1").bind(1, id).run();
    transaction.commit();
    return deleted;
}

std::optional<UserRecord> Directory::find_user_by_id(std::string_view org, std::string_view id) {
    Statement query = database_.prepare(select(" AND id=?2"));
    query.bind(1, org).bind(2, id);
    return query.step() ? std::optional(read_user(query)) : std::nullopt;
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

Page<UserRecord> Directory::select_users(std::string_view org, const Selection<UserRecord>& selection) {
    const Narrowing& narrowing = selection.narrowing;
    const std::string narrow(condition(narrowing.key));
    if (narrow.empty() && !selection.keep) return page_of_users(org, selection.skip, selection.take);
    Statement query = database_.prepare(select(narrow + " ORDER BY seq"));
    query.bind(1, org);
    if (!narrow.empty()) {
        query.bind(2, narrowing.key == Key::user_name ? user_name_key_(narrowing.value) : narrowing.value);
    }
    Page<UserRecord> page;
    while (query.step()) {
        UserRecord record = read_user(query);
        if (selection.keep && !selection.keep(record)) continue;
        const bool on_page = page.total >= selection.skip && page.total - selection.skip < selection.take;
        if (on_page) page.records.push_back(std::move(record));
        ++page.total;
    }
    return page;
}

/// Where every user counts, the database counts and cuts by itself.
Page<UserRecord> Directory::page_of_users(std::string_view org, std::int64_t skip, std::int64_t take) {
    Page<UserRecord> page;
    Statement total = database_.prepare("SELECT COUNT(*) FROM users WHERE org=?1");
    if (total.bind(1, org).step()) page.total = total.number(0);
    Statement query = database_.prepare(select(" ORDER BY seq LIMIT ?2 OFFSET ?3"));
    query.bind(1, org).bind(2, take).bind(3, skip);
    while (query.step()) page.records.push_back(read_user(query));
    return page;
}

} // namespace idpsim::scim_server
