#include "simulator/scim/collection.hpp"
#include "simulator/scim/narrowing.hpp"
#include "simulator/scim/representation.hpp"
#include "src/scim/text.hpp"

#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

scim::Refusal name_taken(const UserRecord& record) {
    return {scim::ScimType::uniqueness, 409, "the userName " + scim::in_quotes(record.user_name) + " is taken"};
}

json::object shown(const Call& call, const UserRecord& record) {
    json::object user = represent(record, call.directory.groups_of(call.org, record.id), call.base);
    add_version(user);
    return user;
}

class Users final : public Collection {
public:
    const scim::ResourceType& type() const override { return scim::user_type(); }

    std::optional<json::object> find(const Call& call, std::string_view id, bool) const override {
        const std::optional<UserRecord> record = call.directory.find_user_by_id(call.org, id);
        return record ? std::optional(shown(call, *record)) : std::nullopt;
    }

    Listed list(const Call& call, const Listing& listing) const override {
        Selection<UserRecord> selection{listing, {}, true};
        const Narrowing narrowing = narrow(listing.filter, type(), call.behaviour.user_name_key);
        selection.where = narrowing.where;
        if (!narrowing.exact) {
            const bool with_groups = mentions(*listing.filter, "groups");
            selection.keep = [&call, &listing, with_groups, this](const UserRecord& record) {
                const std::vector<GroupReference> groups =
                    with_groups ? call.directory.groups_of(call.org, record.id) : std::vector<GroupReference>();
                return scim::matches(*listing.filter, represent(record, groups, call.base), type());
            };
        }
        const Page<UserRecord> page = call.directory.select_users(call.org, selection);
        Listed listed{page.total, {}, page.next};
        for (const UserRecord& record : page.records) listed.resources.push_back(shown(call, record));
        return listed;
    }

    scim::Outcome<json::object> create(const Call& call, json::object resource) const override {
        UserRecord record;
        record.id = call.behaviour.create.id(resource, call.random);
        record.org = call.org;
        record.created = record.last_modified = call.now;
        take(record, std::move(resource));
        if (call.directory.user_name_taken(call.org, record.user_name)) {
            if (call.behaviour.create.refuses_duplicate) return name_taken(record);
            return shown(call, *call.directory.find_user_by_user_name(call.org, record.user_name));
        }
        return shown(call, call.directory.create_user(std::move(record)));
    }

    scim::Outcome<json::object> update(const Call& call, std::string_view id, json::object resource) const override {
        const UserRecord before = call.directory.find_user_by_id(call.org, id).value();
        UserRecord changed = before;
        take(changed, std::move(resource));
        if (call.directory.user_name_taken(call.org, changed.user_name, id)) return name_taken(changed);
        if (scim::same_json(represent(before, {}, ""), represent(changed, {}, ""))) return shown(call, before);
        changed.last_modified = after(before.last_modified, call.now);
        if (call.behaviour.before_update) call.behaviour.before_update(before, changed);
        return shown(call, call.directory.update_user(std::move(changed)));
    }

    bool erase(const Call& call, std::string_view id) const override {
        return call.directory.delete_user(call.org, id);
    }
};

} // namespace

const Collection& users() {
    static const Users collection;
    return collection;
}

} // namespace idpsim::scim_server
