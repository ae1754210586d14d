#include "simulator/scim/directory.hpp"
#include "src/core/result.hpp"
#include "src/scim/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

constexpr std::string_view insert_group =
    "INSERT INTO groups(id, org, display_name, external_id, resource, created, modified, name_key) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view store_group =
    "UPDATE groups SET (display_name, external_id, resource, created, modified, name_key) = (?3, ?4, ?5, ?6, ?7, ?8) "
    "WHERE id=?1 AND org=?2";

/// What read_group takes.
constexpr std::string_view columns = "id, org, display_name, external_id, resource, created, modified";
constexpr int column_count = 7;

/// The groups of the organisation ?1 for which `rest` holds.
std::string select(std::string_view rest) {
    return "SELECT " + std::string(columns) + " FROM groups WHERE org=?1" + std::string(rest);
}

GroupRecord read_group(const Statement& row) {
    GroupRecord record;
    record.id = row.text(0);
    record.org = row.text(1);
    record.display_name = row.text(2);
    if (!row.is_null(3)) record.external_id = row.text(3);
    const std::string_view resource = row.view(4);
    record.resource = json::parse({resource.data(), resource.size()}).as_object();
    record.created = Instant{Millis{row.number(5)}};
    record.last_modified = Instant{Millis{row.number(6)}};
    return record;
}

void write_group(Statement statement, const GroupRecord& record) {
    statement.bind(1, record.id)
        .bind(2, record.org)
        .bind(3, record.display_name)
        .bind_optional(4, record.external_id)
        .bind(5, json::serialize(record.resource))
        .bind(6, record.created.time_since_epoch().count())
        .bind(7, record.last_modified.time_since_epoch().count())
        .bind(8, scim::fold(record.display_name))
        .run();
}

bool has_duplicates(const std::vector<GroupMember>& members) {
    std::unordered_set<std::string_view> seen;
    for (const GroupMember& member : members) {
        if (!seen.insert(member.value).second) return true;
    }
    return false;
}

} // namespace

bool Directory::group_name_taken(std::string_view org, std::string_view display_name, std::string_view except_id) {
    return database_.prepare("SELECT 1 FROM groups WHERE org=?1 AND name_key=?2 AND id<>?3")
        .bind(1, org)
        .bind(2, scim::fold(display_name))
        .bind(3, except_id)
        .step();
}

GroupRecord Directory::create_group(GroupRecord record) {
    if (record.id.empty()) record.id = random_->uuid();
    Transaction transaction(database_, Transaction::Nested::joined);
    write_group(database_.prepare(insert_group), record);
    write_members(record.id, record.members);
    tally(record.org, "groups", 1);
    transaction.commit();
    return record;
}

GroupRecord Directory::update_group(GroupRecord record) {
    Transaction transaction(database_, Transaction::Nested::joined);
    write_group(database_.prepare(store_group), record);
    if (database_.changes() == 0) throw Failure(Error{Fault::not_found, "directory", "no group has the id"});
    write_members(record.id, record.members);
    transaction.commit();
    return record;
}

bool Directory::delete_group(std::string_view org, std::string_view id) {
    Transaction transaction(database_, Transaction::Nested::joined);
    database_.prepare("DELETE FROM groups WHERE id=?1 AND org=?2").bind(1, id).bind(2, org).run();
    if (database_.changes() == 0) return false;
    database_.prepare("DELETE FROM members WHERE group_id=?1 OR member_id=?1").bind(1, id).run();
    tally(org, "groups", -1);
    transaction.commit();
    return true;
}

std::optional<GroupRecord> Directory::find_group_by_id(std::string_view org, std::string_view id, bool with_members) {
    Statement query = database_.prepare(select(" AND id=?2"));
    query.bind(1, org).bind(2, id);
    if (!query.step()) return std::nullopt;
    GroupRecord record = read_group(query);
    if (with_members) record.members = members_of(record.id);
    return record;
}

Page<GroupRecord> Directory::select_groups(std::string_view org, const Selection<GroupRecord>& selection) {
    const auto read = [&](const Statement& row) {
        GroupRecord record = read_group(row);
        if (selection.with_members) record.members = members_of(record.id);
        return record;
    };
    return select_page(PageQuery(database_, "groups", columns, column_count, org, selection), selection, read);
}

std::vector<GroupReference> Directory::groups_of(std::string_view org, std::string_view member_id) {
    std::vector<GroupReference> groups;
    if (!database_.prepare("SELECT 1 FROM members WHERE member_id=?1").bind(1, member_id).step()) return groups;   // a shorter look than the next
    Statement query = database_.prepare("SELECT g.id, g.display_name FROM members m JOIN groups g ON g.id=m.group_id "
                                        "WHERE m.member_id=?1 AND g.org=?2 ORDER BY g.seq");
    query.bind(1, member_id).bind(2, org);
    while (query.step()) groups.push_back({query.text(0), query.text(1)});
    return groups;
}

std::vector<GroupMember> Directory::members_of(std::string_view group_id) {
    std::vector<GroupMember> members;
    Statement query = database_.prepare("SELECT member_id, type, display FROM members WHERE group_id=?1 ORDER BY seq");
    query.bind(1, group_id);
    while (query.step()) members.push_back({query.text(0), query.text(1), query.text(2)});
    return members;
}

void Directory::write_members(const std::string& group_id, const std::vector<GroupMember>& members) {
    const std::vector<GroupMember> before = members_of(group_id);
    if (before == members) return;
    std::unordered_map<std::string_view, const GroupMember*> kept;
    if (has_duplicates(members) || has_duplicates(before)) {
        database_.prepare("DELETE FROM members WHERE group_id=?1").bind(1, group_id).run();
    } else {
        std::unordered_map<std::string_view, const GroupMember*> wanted;
        for (const GroupMember& member : members) wanted.emplace(member.value, &member);
        for (const GroupMember& member : before) {
            const auto found = wanted.find(member.value);
            if (found != wanted.end()) {
                if (*found->second != member) store_member(group_id, *found->second);
                kept.emplace(member.value, &member);
                continue;
            }
            remove_member(group_id, member.value);
        }
    }
    for (const GroupMember& member : members) {
        if (!kept.contains(member.value)) add_member(group_id, member);
    }
}

bool Directory::has_more_members(std::string_view group_id, std::int64_t than) {
    Statement query = database_.prepare("SELECT 1 FROM members WHERE group_id=?1 LIMIT 1 OFFSET ?2");
    return query.bind(1, group_id).bind(2, than).step();
}

std::optional<GroupMember> Directory::find_member(std::string_view group_id, std::string_view member_id) {
    Statement query = database_.prepare("SELECT member_id, type, display FROM members WHERE group_id=?1 AND member_id=?2");
    if (!query.bind(1, group_id).bind(2, member_id).step()) return std::nullopt;
    return GroupMember{query.text(0), query.text(1), query.text(2)};
}

void Directory::add_member(std::string_view group_id, const GroupMember& member) {
    database_
        .prepare("INSERT INTO members(group_id, seq, member_id, type, display) VALUES(?1, "
                 "1 + coalesce((SELECT max(seq) FROM members WHERE group_id=?1), 0), ?2, ?3, ?4)")
        .bind(1, group_id)
        .bind(2, member.value)
        .bind(3, member.type)
        .bind(4, member.display)
        .run();
}

void Directory::store_member(std::string_view group_id, const GroupMember& member) {
    database_.prepare("UPDATE members SET type=?3, display=?4 WHERE group_id=?1 AND member_id=?2")
        .bind(1, group_id)
        .bind(2, member.value)
        .bind(3, member.type)
        .bind(4, member.display)
        .run();
}

bool Directory::remove_member(std::string_view group_id, std::string_view member_id) {
    database_.prepare("DELETE FROM members WHERE group_id=?1 AND member_id=?2").bind(1, group_id).bind(2, member_id).run();
    return database_.changes() > 0;
}

void Directory::touch_group(std::string_view org, std::string_view id, Instant last_modified) {
    database_.prepare("UPDATE groups SET modified=?3 WHERE id=?1 AND org=?2")
        .bind(1, id)
        .bind(2, org)
        .bind(3, last_modified.time_since_epoch().count())
        .run();
}

} // namespace idpsim::scim_server
