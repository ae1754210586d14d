#include "simulator/scim/collection.hpp"
#include "simulator/scim/narrowing.hpp"
#include "simulator/scim/passwords.hpp"
#include "simulator/scim/representation.hpp"
#include "simulator/scim/unique_values.hpp"
#include "src/scim/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

scim::Refusal name_taken(const UserRecord& record) {
    return {scim::ScimType::uniqueness, 409, "the userName " + scim::in_quotes(record.user_name) + " is taken"};
}

json::object shown(const Call& call, UserRecord record, const std::vector<GroupReference>& groups) {
    settle(record);
    const std::string version = call.behaviour.features.etag ? version_of(record, groups) : "";
    json::object user = represent(std::move(record), groups, call.base);
    if (!version.empty()) user["meta"].as_object()["version"] = version;
    return user;
}

json::object shown(const Call& call, UserRecord record) {
    const std::vector<GroupReference> groups = call.directory.groups_of(call.org, record.id);
    return shown(call, std::move(record), groups);
}

ResourceText shown_text(const Call& call, const StoredUser& user, const std::vector<GroupReference>& groups) {
    return represent_text(user, groups, call.base, call.behaviour.features.etag);
}

ResourceText shown_text(const Call& call, const StoredUser& user) {
    return shown_text(call, user, call.directory.groups_of(call.org, user.id));
}

/// Who was just stored as `text`.
Shown shown_as(const Call& call, Form form, UserRecord record, std::string text,
               const std::vector<GroupReference>& groups) {
    if (form == Form::tree || !call.whole_users) return shown(call, std::move(record), groups);
    return shown_text(call, {std::move(record.id), std::move(text), record.created, record.last_modified}, groups);
}

/// Whether all that `a` says beside what has a column of its own is said by `b`.
bool is_within(const json::object& a, const json::object& b) {
    return std::all_of(a.begin(), a.end(), [&](const json::key_value_pair& member) {
        constexpr std::array columns{"id", "externalId", "userName", "active"};
        if (std::find(columns.begin(), columns.end(), member.key()) != columns.end()) return true;
        const json::value* other = b.if_contains(member.key());
        return other && scim::same_json(member.value(), *other);
    });
}

/// Whether SCIM shows the same of both; the columns win over what the resource says.
bool same_shown(const UserRecord& a, const UserRecord& b) {
    return a.external_id == b.external_id && a.user_name == b.user_name && a.active == b.active &&
           is_within(a.resource, b.resource) && is_within(b.resource, a.resource);
}

/// The record with another resource; the one it has is not copied.
UserRecord with_resource(UserRecord& record, json::object resource) {
    json::object own = std::exchange(record.resource, {});
    UserRecord changed = record;
    record.resource = std::move(own);
    take(changed, std::move(resource));
    return changed;
}

/// A manager may be anybody the client names, but nobody of another organisation. The id decides: a $ref that leads
/// elsewhere is left out, as what is answered has to resolve (RFC 7643 section 2.3.7).
scim::Outcome<void> settle_manager(const Call& call, json::object& user) {
    json::value* enterprise = scim::find_member(user, scim::enterprise_urn);
    json::value* manager =
        enterprise && enterprise->is_object() ? scim::find_member(enterprise->get_object(), "manager") : nullptr;
    if (!manager || !manager->is_object()) return {};
    const std::string id(scim::text_member(manager->get_object(), "value"));
    const std::string_view uri = scim::text_member(manager->get_object(), "$ref");
    if (uri != std::string(call.base) + "/Users/" + id && uri != "../Users/" + id)
        scim::erase_member(manager->get_object(), "$ref");
    const std::string owner = call.directory.org_of(id);
    const auto& org_of = call.behaviour.org_of;
    const std::string org = org_of ? org_of(call.directory, "", call.org, id) : call.org;
    if (owner.empty() || owner == org) return {};
    return scim::invalid_value("no user has the id " + scim::in_quotes(id));
}

/// With a token of their own people change what describes them, not who they are: logins and other systems find
/// accounts by these, and somebody else's could be taken in advance.
scim::Outcome<void> check_self_service(const Call& call, const UserRecord& before, const UserRecord& changed) {
    if (call.grant.scope != TokenScope::self) return {};
    const bool same = before.user_name == changed.user_name && before.external_id == changed.external_id &&
                      before.email == changed.email && before.active == changed.active;
    if (same) return {};
    return scim::Refusal{scim::ScimType::none, 403,
                         "userName, externalId, active and the primary e-mail are the organisation's to change"};
}

class Users final : public Collection {
public:
    const scim::ResourceType& type(const Call& call) const override { return call.behaviour.schemas->user(); }

    std::optional<json::object> find(const Call& call, std::string_view id, bool) const override {
        std::optional<UserRecord> record = call.directory.find_user_by_id(call.org, id);
        return record ? std::optional(shown(call, std::move(*record))) : std::nullopt;
    }

    std::optional<Shown> find_shown(const Call& call, std::string_view id, Form form,
                                    bool with_members) const override {
        if (form == Form::tree || !call.whole_users) return Collection::find_shown(call, id, form, with_members);
        const std::optional<StoredUser> user = call.directory.find_stored_user(call.org, id);
        return user ? std::optional<Shown>(shown_text(call, *user)) : std::nullopt;
    }

    Listed list(const Call& call, const Listing& listing) const override {
        Selection<UserRecord> selection{listing, {}, true};
        const Narrowing narrowing = narrow(listing.filter, type(call), call.behaviour.user_name_key);
        selection.where = narrowing.where;
        if (narrowing.exact && listing.form == Form::text && call.whole_users) return list_texts(call, selection);
        if (!narrowing.exact) {
            const bool with_groups = mentions(*listing.filter, "groups");
            const bool as_shown = mentions(*listing.filter, "meta"); // its version is of all that is shown
            selection.keep = [&call, &listing, with_groups, as_shown, this](const UserRecord& record) {
                if (as_shown) return scim::matches(*listing.filter, shown(call, record), type(call));
                const std::vector<GroupReference> groups =
                    with_groups ? call.directory.groups_of(call.org, record.id) : std::vector<GroupReference>();
                return scim::matches(*listing.filter, represent(record, groups, call.base), type(call));
            };
        }
        Page<UserRecord> page = call.directory.select_users(call.org, selection);
        Listed listed{page.total, {}, page.next};
        for (UserRecord& record : page.records) listed.resources.push_back(shown(call, std::move(record)));
        return listed;
    }

    scim::Outcome<Shown> create(const Call& call, json::object resource, Form form) const override {
        UserRecord record;
        record.id = call.behaviour.create.id(resource, call.random);
        record.org = call.org;
        record.created = record.last_modified = call.now;
        const scim::Outcome<PasswordChange> password = take_password(resource, call.behaviour);
        if (!password) return password.error();
        if (scim::Outcome<void> checked = settle_manager(call, resource); !checked) return checked.error();
        take(record, std::move(resource));
        if (call.behaviour.before_create) call.behaviour.before_create(record);
        settle(record);
        std::string text = stored_text(record);
        if (!call.directory.create_user(record, text)) {
            if (call.behaviour.create.refuses_duplicate) return name_taken(record);
            return shown(call, *call.directory.find_user_by_user_name(call.org, record.user_name));
        }
        if (auto claimed = claim_unique_values(call, type(call), record.id, record.resource); !claimed)
            return claimed.error();
        change_password(call.directory, record.id, *password, call.behaviour.password);
        if (call.behaviour.created) call.behaviour.created(record);
        return shown_as(call, form, std::move(record), std::move(text), {}); // nobody's member yet
    }

    scim::Outcome<Shown> change(const Call& call, std::string_view id, const Edit& edit, Form form) const override {
        UserRecord before = call.directory.find_user_by_id(call.org, id).value();
        const std::vector<GroupReference> groups = call.directory.groups_of(call.org, id);
        scim::Outcome<json::object> edited = edit(represent(before, groups, call.base));
        if (!edited) return edited.error();
        json::object& resource = *edited;
        const scim::Outcome<PasswordChange> password = take_password(resource, call.behaviour);
        if (!password) return password.error();
        if (scim::Outcome<void> checked = settle_manager(call, resource); !checked) return checked.error();
        UserRecord changed = with_resource(before, std::move(resource));
        if (scim::Outcome<void> checked = check_self_service(call, before, changed); !checked) return checked.error();
        const bool same_name = changed.user_name == before.user_name;
        if (!same_name && call.directory.user_name_taken(call.org, changed.user_name, id)) return name_taken(changed);
        if (auto claimed = claim_unique_values(call, type(call), id, changed.resource); !claimed)
            return claimed.error();
        const bool has_new_password = change_password(call.directory, id, *password, call.behaviour.password);
        if (!has_new_password && same_shown(before, changed)) {
            std::string text = stored_text(before);
            return shown_as(call, form, std::move(before), std::move(text), groups);
        }
        changed.last_modified = after(before.last_modified, call.now);
        if (call.behaviour.before_update) call.behaviour.before_update(before, changed);
        settle(changed);
        std::string text = stored_text(changed);
        call.directory.update_user(before, changed, text);
        if (call.behaviour.updated) call.behaviour.updated(before, changed);
        return shown_as(call, form, std::move(changed), std::move(text), groups);
    }

    /// Hashing a password may fail after the user is stored.
    bool refuses_first(const Call& call, const json::object* resource) const override {
        return !has_unique_values(type(call)) && !(resource && scim::find_member(*resource, password_attribute));
    }

    bool erase(const Call& call, std::string_view id) const override {
        if (!call.directory.delete_user(call.org, id)) return false;
        forget_password(call.directory, id);
        release_unique_values(call, id);
        return true;
    }

private:
    static Listed list_texts(const Call& call, const Picking& picking) {
        Page<StoredUser> page = call.directory.select_stored_users(call.org, picking);
        Listed listed{page.total, {}, page.next};
        for (const StoredUser& user : page.records) listed.resources.emplace_back(shown_text(call, user));
        return listed;
    }
};

} // namespace

const Collection& users() {
    static const Users collection;
    return collection;
}

} // namespace idpsim::scim_server
