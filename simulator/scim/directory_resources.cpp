#include "simulator/scim/directory.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace idpsim::scim_server {

namespace {

ResourceRecord read_resource(const Statement& row) {
    ResourceRecord record;
    record.id = row.text(0);
    record.org = row.text(1);
    record.type = row.text(2);
    if (!row.is_null(3)) record.external_id = row.text(3);
    const std::string_view resource = row.view(4);
    record.resource = boost::json::parse({resource.data(), resource.size()}).as_object();
    record.created = Instant{Millis{row.number(5)}};
    record.last_modified = Instant{Millis{row.number(6)}};
    return record;
}

constexpr std::string_view columns = "id, org, type, external_id, resource, created, modified";
constexpr int column_count = 7;

void write(Statement statement, const ResourceRecord& record) {
    statement.bind(1, record.id)
        .bind(2, record.org)
        .bind(3, record.type)
        .bind_optional(4, record.external_id)
        .bind(5, boost::json::serialize(record.resource))
        .bind(6, record.created.time_since_epoch().count())
        .bind(7, record.last_modified.time_since_epoch().count())
        .run();
}

} // namespace

void Directory::create_resource(const ResourceRecord& record) {
    write(database_.prepare("INSERT INTO resources(id, org, type, external_id, resource, created, modified) "
                            "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
          record);
}

void Directory::update_resource(const ResourceRecord& record) {
    write(database_.prepare("UPDATE resources SET (external_id, resource, created, modified) = (?4, ?5, ?6, ?7) "
                            "WHERE id=?1 AND org=?2 AND type=?3"),
          record);
}

bool Directory::delete_resource(std::string_view org, std::string_view type, std::string_view id) {
    database_.prepare("DELETE FROM resources WHERE org=?1 AND type=?2 AND id=?3")
        .bind(1, org)
        .bind(2, type)
        .bind(3, id)
        .run();
    return database_.changes() > 0;
}

std::optional<ResourceRecord> Directory::find_resource(std::string_view org, std::string_view type, std::string_view id) {
    Statement query = database_.prepare("SELECT " + std::string(columns) +
                                        " FROM resources WHERE org=?1 AND type=?2 AND id=?3");
    query.bind(1, org).bind(2, type).bind(3, id);
    return query.step() ? std::optional(read_resource(query)) : std::nullopt;
}

Page<ResourceRecord> Directory::select_resources(std::string_view org, const Selection<ResourceRecord>& selection) {
    return select_page(PageQuery(database_, "resources", columns, column_count, org, selection), selection, read_resource);
}

} // namespace idpsim::scim_server
