#include "simulator/scim/collection.hpp"
#include "simulator/scim/group_patch.hpp"
#include "simulator/scim/narrowing.hpp"
#include "simulator/scim/representation.hpp"
#include "simulator/scim/unique_values.hpp"
#include "src/scim/text.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

scim::Refusal name_taken(const GroupRecord& record) {
    return {scim::ScimType::uniqueness, 409, "a group has the displayName " + scim::in_quotes(record.display_name)};
}

json::object shown(const Call& call, GroupRecord record) {
    const bool has_version = call.behaviour.features.etag;
    auto members = static_cast<std::int64_t>(record.members.size());
    if (has_version && members == 0) members = call.directory.count_members(record.id); // perhaps they were not read
    json::object group = represent(std::move(record), call.base);
    if (has_version) add_version(group, members);
    return group;
}

/// Reads `members`. What a member is, the directory knows best; a type or $ref that a client sends decides nothing.
class MemberReader {
public:
    MemberReader(const Call& call, const GroupRecord& group) : call_(call), group_(group) {
        for (const GroupMember& member : group.members) known_.emplace(member.value, &member);
    }

    scim::Outcome<std::vector<GroupMember>> read(const json::object& resource) const {
        std::vector<GroupMember> members;
        const json::value* list = scim::find_member(resource, "members");
        if (!list || !list->is_array()) return members;
        for (const json::value& element : list->get_array()) {
            scim::Outcome<std::optional<GroupMember>> member = read_one(element);
            if (!member) return member.error();
            if (*member) members.push_back(std::move(**member));
        }
        return members;
    }

private:
    scim::Outcome<std::optional<GroupMember>> read_one(const json::value& element) const {
        if (!element.is_object()) return scim::invalid_value("a member has to be an object");
        const json::object& object = element.get_object();
        GroupMember member;
        member.value = scim::text_member(object, "value");
        member.display = scim::text_member(object, "display");
        if (member.value == group_.id) return scim::invalid_value("a group cannot be its own member");
        if (const auto found = known_.find(member.value); found != known_.end()) {
            member.type = found->second->type;
            return std::optional(std::move(member));
        }
        const auto& org_of = call_.behaviour.org_of;
        const std::string org = org_of ? org_of(call_.directory, "", call_.org, member.value) : call_.org;
        member.type = call_.directory.kind_of(org, member.value);
        if (!member.type.empty()) return std::optional(std::move(member));
        if (!call_.behaviour.refuses_unknown_members) return std::optional<GroupMember>();
        return scim::invalid_value("no user or group has the id " + scim::in_quotes(member.value));
    }

    const Call& call_;
    const GroupRecord& group_;
    std::unordered_map<std::string_view, const GroupMember*> known_;
};

/// Members in the order in which they came, as they are stored: who stays keeps the place, whatever order a client
/// writes.
void keep_places(std::vector<GroupMember>& members, const std::vector<GroupMember>& before) {
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < before.size(); ++i) places.emplace(before[i].value, i);
    const auto place = [&](const GroupMember& one) {
        const auto found = places.find(one.value);
        return found == places.end() ? before.size() : found->second;
    };
    std::ranges::stable_sort(members, {}, place);
}

class Groups final : public Collection {
public:
    const scim::ResourceType& type(const Call& call) const override { return call.behaviour.schemas->group(); }

    std::optional<json::object> find(const Call& call, std::string_view id, bool with_members) const override {
        std::optional<GroupRecord> record = call.directory.find_group_by_id(call.org, id, with_members);
        return record ? std::optional(shown(call, std::move(*record))) : std::nullopt;
    }

    Listed list(const Call& call, const Listing& listing) const override {
        Selection<GroupRecord> selection{listing, {}, listing.with_members};
        const Narrowing narrowing = narrow(listing.filter, type(call), call.behaviour.user_name_key);
        selection.where = narrowing.where;
        if (!narrowing.exact) {
            selection.with_members = listing.with_members || mentions(*listing.filter, "members");
            const bool as_shown = mentions(*listing.filter, "meta"); // its version is of all that is shown
            selection.keep = [&call, &listing, as_shown, this](const GroupRecord& record) {
                return scim::matches(*listing.filter, as_shown ? shown(call, record) : represent(record, call.base),
                                     type(call));
            };
        }
        Page<GroupRecord> page = call.directory.select_groups(call.org, selection);
        Listed listed{page.total, {}, page.next};
        for (GroupRecord& record : page.records) listed.resources.push_back(shown(call, std::move(record)));
        return listed;
    }

    scim::Outcome<Shown> create(const Call& call, json::object resource, Form) const override {
        GroupRecord record;
        record.id = call.behaviour.create.id(resource, call.random);
        record.org = call.org;
        record.created = record.last_modified = call.now;
        scim::Outcome<std::vector<GroupMember>> members = MemberReader(call, record).read(resource);
        if (!members) return members.error();
        take(record, std::move(resource));
        record.members = std::move(*members);
        if (is_taken(call, record)) return name_taken(record);
        record = call.directory.create_group(std::move(record));
        if (auto claimed = claim_unique_values(call, type(call), record.id, record.resource); !claimed)
            return claimed.error();
        return shown(call, std::move(record));
    }

    scim::Outcome<Shown> change(const Call& call, std::string_view id, const Edit& edit, Form) const override {
        const GroupRecord before = call.directory.find_group_by_id(call.org, id).value();
        scim::Outcome<json::object> edited = edit(shown(call, before));
        if (!edited) return edited.error();
        GroupRecord changed = before;
        scim::Outcome<std::vector<GroupMember>> members = MemberReader(call, before).read(*edited);
        if (!members) return members.error();
        take(changed, std::move(*edited));
        changed.members = std::move(*members);
        keep_places(changed.members, before.members);
        if (is_taken(call, changed)) return name_taken(changed);
        if (auto claimed = claim_unique_values(call, type(call), id, changed.resource); !claimed)
            return claimed.error();
        if (changed.members == before.members && scim::same_json(changed.resource, before.resource)) {
            return shown(call, before);
        }
        changed.last_modified = after(before.last_modified, call.now);
        return shown(call, call.directory.update_group(std::move(changed)));
    }

    bool has_more_members(const Call& call, std::string_view id, std::int64_t than) const override {
        return call.directory.has_more_members(id, than);
    }

    bool patch_directly(const Call& call, std::string_view id,
                        const std::vector<scim::PatchOperation>& operations) const override {
        return patch_members(call, type(call), id, operations);
    }

    bool erase(const Call& call, std::string_view id) const override {
        release_unique_values(call, id);
        return call.directory.delete_group(call.org, id);
    }

private:
    static bool is_taken(const Call& call, const GroupRecord& record) {
        return call.behaviour.unique_group_names &&
               call.directory.group_name_taken(call.org, record.display_name, record.id);
    }
};

} // namespace

const Collection& groups() {
    static const Groups collection;
    return collection;
}

} // namespace idpsim::scim_server
