#include "simulator/scim/representation.hpp"

#include "src/core/text.hpp"
#include "src/scim/resource.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

json::object meta(std::string_view type, Instant created, Instant modified, std::string location) {
    return {{"resourceType", json::string(type.data(), type.size())},
            {"created", format_instant(created)},
            {"lastModified", format_instant(modified)},
            {"location", std::move(location)}};
}

bool has_in_front(const json::object& stored, const std::string& id) {
    return stored.size() >= 2 && stored.begin()->key() == "schemas" && std::next(stored.begin())->key() == "id" &&
           std::next(stored.begin())->value() == json::string_view(id);
}

/// schemas and id in front, the stored attributes in their order after them.
json::object with_id(json::object stored, const std::string& id, std::string_view urn) {
    if (has_in_front(stored, id)) return stored;
    json::object resource;
    resource.reserve(stored.size() + 6);
    if (json::value* schemas = stored.if_contains("schemas")) {
        resource.emplace("schemas", std::move(*schemas));
    } else {
        resource.emplace("schemas", json::array{json::string(urn.data(), urn.size())});
    }
    resource.emplace("id", id);
    for (json::key_value_pair& member : stored) resource.emplace(member.key(), std::move(member.value()));
    return resource;
}

/// Eight octets at a time.
std::uint64_t hash_words(std::string_view text, std::uint64_t hash) {
    for (; text.size() >= sizeof hash; text.remove_prefix(sizeof hash)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof word);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }
    return hash_text(text, hash);
}

std::uint64_t hash_member(const json::key_value_pair& member, std::uint64_t hash);

/// Over all of a value, which a control character ends. It has to differ, not to withstand anybody.
std::uint64_t hash_json(const json::value& value, std::uint64_t hash) {
    if (const json::string* text = value.if_string()) return hash_text("\1", hash_words(scim::text_of(*text), hash));
    if (const json::array* list = value.if_array()) {
        for (const json::value& element : *list) hash = hash_json(element, hash);
        return hash_text("\2", hash);
    }
    if (const json::object* object = value.if_object()) {
        for (const json::key_value_pair& member : *object) hash = hash_member(member, hash);
        return hash_text("\3", hash);
    }
    return hash_text("\4", hash_text(json::serialize(value), hash));
}

std::uint64_t hash_member(const json::key_value_pair& member, std::uint64_t hash) {
    return hash_json(member.value(), hash_text("\5", hash_words({member.key().data(), member.key().size()}, hash)));
}

std::string entity_tag(std::uint64_t version) {
    std::string tag = "W/\"";
    for (int shift = 60; shift >= 0; shift -= 4) tag += "0123456789abcdef"[(version >> shift) & 15u];
    return tag + '"';
}

/// Of a user as stored; what the groups are called is part of what is shown.
std::string version(std::string_view stored, Instant last_modified, const std::vector<GroupReference>& groups) {
    std::uint64_t hash = hash_words(stored, hash_text(std::to_string(last_modified.time_since_epoch().count())));
    for (const GroupReference& group : groups) {
        hash = hash_text("\1", hash_words(group.display_name, hash_text("\1", hash_words(group.id, hash))));
    }
    return entity_tag(hash);
}

/// The member `groups`, when there are any.
void add_groups(std::string& out, const std::vector<GroupReference>& groups, std::string_view base) {
    if (groups.empty()) return;
    out += ",\"groups\":[";
    for (const GroupReference& group : groups) {
        if (out.back() != '[') out += ',';
        out += "{\"value\":" + json::serialize(json::string_view(group.id));
        out += ",\"$ref\":" + json::serialize(json::string_view(std::string(base) + "/Groups/" + group.id));
        out += ",\"display\":" + json::serialize(json::string_view(group.display_name)) + R"(,"type":"direct"})";
    }
    out += ']';
}

bool is_hidden(const scim::Attribute& attribute) {
    if (attribute.name == "password" && attribute.is_never_returned()) return false;
    return attribute.is_never_returned() || attribute.returned == scim::Returned::request ||
           std::any_of(attribute.sub_attributes.begin(), attribute.sub_attributes.end(), is_hidden);
}

bool has_hidden(const scim::Schema& schema) {
    return std::any_of(schema.attributes.begin(), schema.attributes.end(), is_hidden);
}

void show_external_id(json::object& resource, const std::optional<std::string>& external_id) {
    if (external_id) {
        resource["externalId"] = *external_id;
    } else {
        scim::erase_member(resource, "externalId");
    }
}

std::optional<std::string> external_id_of(const json::object& resource) {
    const json::value* value = scim::find_member(resource, "externalId");
    if (!value || !value->is_string()) return std::nullopt;
    return std::string(scim::text_of(value->get_string()));
}

} // namespace

void settle(UserRecord& record) {
    json::object user = with_id(std::move(record.resource), record.id, scim::user_urn);
    show_external_id(user, record.external_id);
    user["userName"] = record.user_name;
    user["active"] = record.active;
    record.resource = std::move(user);
}

bool is_shown_whole(const scim::ResourceType& type) {
    return !has_hidden(*type.schema) &&
           std::none_of(type.extensions.begin(), type.extensions.end(),
                        [](const scim::Extension& extension) { return has_hidden(*extension.schema); });
}

std::string stored_text(const UserRecord& record) { return json::serialize(record.resource); }

json::object represent(UserRecord record, const std::vector<GroupReference>& groups, std::string_view base) {
    settle(record);
    json::object user = std::move(record.resource);
    if (!groups.empty()) {
        json::array list;
        for (const GroupReference& group : groups) {
            list.emplace_back(json::object{{"value", group.id},
                                           {"$ref", std::string(base) + "/Groups/" + group.id},
                                           {"display", group.display_name},
                                           {"type", "direct"}});
        }
        user["groups"] = std::move(list);
    }
    user["meta"] = meta("User", record.created, record.last_modified, std::string(base) + "/Users/" + record.id);
    return user;
}

json::object represent(GroupRecord record, std::string_view base) {
    json::object group = with_id(std::move(record.resource), record.id, scim::group_urn);
    show_external_id(group, record.external_id);
    group["displayName"] = record.display_name;
    if (!record.members.empty()) {
        json::array list;
        list.reserve(record.members.size());
        for (const GroupMember& member : record.members) {
            json::object shown{{"value", member.value},
                               {"$ref", std::string(base) + "/" + member.type + "s/" + member.value},
                               {"type", member.type}};
            if (!member.display.empty()) shown["display"] = member.display;
            list.emplace_back(std::move(shown));
        }
        group["members"] = std::move(list);
    }
    group["meta"] = meta("Group", record.created, record.last_modified, std::string(base) + "/Groups/" + record.id);
    return group;
}

json::object represent(ResourceRecord record, const scim::ResourceType& type, std::string_view base) {
    json::object resource = with_id(std::move(record.resource), record.id, type.schema->id);
    show_external_id(resource, record.external_id);
    resource["meta"] =
        meta(type.name, record.created, record.last_modified, std::string(base) + type.endpoint + "/" + record.id);
    return resource;
}

ResourceText represent_text(const StoredUser& user, const std::vector<GroupReference>& groups, std::string_view base,
                            bool with_version) {
    ResourceText shown;
    shown.location.append(base).append("/Users/").append(user.id);
    if (with_version) shown.version = version(user.resource, user.last_modified, groups);
    std::string& out = shown.json;
    out.reserve(user.resource.size() + 320 + groups.size() * 200);
    out.append(user.resource, 0, user.resource.size() - 1); // without the closing brace
    add_groups(out, groups, base);
    out += R"(,"meta":{"resourceType":"User","created":")" + format_instant(user.created);
    out += R"(","lastModified":")" + format_instant(user.last_modified) + R"(","location":)";
    out += json::serialize(json::string_view(shown.location));
    if (with_version) out += ",\"version\":" + json::serialize(json::string_view(shown.version));
    out += "}}";
    return shown;
}

std::string version_of(const UserRecord& record, const std::vector<GroupReference>& groups) {
    return version(stored_text(record), record.last_modified, groups);
}

void add_version(json::object& resource, std::int64_t members) {
    std::uint64_t version = hash_text(std::to_string(members));
    json::object& meta = resource["meta"].as_object();
    version = hash_text(scim::text_member(meta, "lastModified"), version);
    for (const json::key_value_pair& member : resource) {
        if (member.key() == "meta" || member.key() == "members") continue;
        version = hash_member(member, version);
    }
    meta["version"] = entity_tag(version);
}

json::object without_server_attributes(json::object resource) {
    for (const std::string_view name : {"id", "meta", "groups", "members"}) scim::erase_member(resource, name);
    return resource;
}

void take(UserRecord& record, json::object resource) {
    for (const std::string_view name : {"meta", "groups"}) scim::erase_member(resource, name);
    // With its id, so that it need not be put in its place each time the user is shown.
    record.resource = with_id(std::move(resource), record.id, scim::user_urn);
    record.user_name = scim::text_member(record.resource, "userName");
    record.external_id = external_id_of(record.resource);
    record.email = scim::primary_email(record.resource);
    const json::value* active = scim::find_member(record.resource, "active");
    record.active = !active || !active->is_bool() || active->get_bool();
}

void take(GroupRecord& record, json::object resource) {
    record.resource = without_server_attributes(std::move(resource));
    record.display_name = scim::text_member(record.resource, "displayName");
    record.external_id = external_id_of(record.resource);
}

void take(ResourceRecord& record, json::object resource) {
    for (const std::string_view name : {"id", "meta"}) scim::erase_member(resource, name);
    record.resource = std::move(resource);
    record.external_id = external_id_of(record.resource);
}

Instant after(Instant last, Instant now) { return std::max(now, last + Millis{1}); }

} // namespace idpsim::scim_server
