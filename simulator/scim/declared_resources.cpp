#include "simulator/scim/collection.hpp"
#include "simulator/scim/narrowing.hpp"
#include "simulator/scim/representation.hpp"
#include "simulator/scim/unique_values.hpp"

#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;

/// Resources of one declared type: nothing but what their schema says.
class Declared final : public Collection {
public:
    explicit Declared(const scim::ResourceType& type) : type_(type) {}

    const scim::ResourceType& type(const Call&) const override { return type_; }

    bool exists(const Call& call, std::string_view id) const override {
        return call.directory.find_resource(call.org, type_.name, id).has_value();
    }

    std::optional<json::object> find(const Call& call, std::string_view id, bool) const override {
        std::optional<ResourceRecord> record = call.directory.find_resource(call.org, type_.name, id);
        return record ? std::optional(shown(call, std::move(*record))) : std::nullopt;
    }

    Listed list(const Call& call, const Listing& listing) const override {
        Selection<ResourceRecord> selection{listing, {}, true};
        const Narrowing narrowing = narrow(listing.filter, type_, call.behaviour.user_name_key);
        selection.where = narrowing.where;
        selection.where.values.emplace_back(type_.name);
        selection.where.sql += (selection.where.sql.empty() ? "type=?" : " AND type=?") +
                               std::to_string(selection.where.values.size() + 1); // ?1 is the organisation
        if (!narrowing.exact) {
            const bool as_shown = mentions(*listing.filter, "meta"); // its version is of all that is shown
            selection.keep = [&call, &listing, as_shown, this](const ResourceRecord& record) {
                return scim::matches(*listing.filter,
                                     as_shown ? shown(call, record) : represent(record, type_, call.base), type_);
            };
        }
        Page<ResourceRecord> page = call.directory.select_resources(call.org, selection);
        Listed listed{page.total, {}, page.next};
        for (ResourceRecord& record : page.records) listed.resources.push_back(shown(call, std::move(record)));
        return listed;
    }

    scim::Outcome<Shown> create(const Call& call, json::object resource, Form) const override {
        ResourceRecord record;
        record.id = call.behaviour.create.id(resource, call.random);
        record.org = call.org;
        record.type = type_.name;
        record.created = record.last_modified = call.now;
        take(record, std::move(resource));
        if (auto claimed = claim_unique_values(call, type_, record.id, record.resource); !claimed)
            return claimed.error();
        call.directory.create_resource(record);
        return shown(call, std::move(record));
    }

    scim::Outcome<Shown> change(const Call& call, std::string_view id, const Edit& edit, Form) const override {
        const ResourceRecord before = call.directory.find_resource(call.org, type_.name, id).value();
        scim::Outcome<json::object> edited = edit(shown(call, before));
        if (!edited) return edited.error();
        ResourceRecord changed = before;
        take(changed, std::move(*edited));
        if (auto claimed = claim_unique_values(call, type_, id, changed.resource); !claimed) return claimed.error();
        if (scim::same_json(changed.resource, before.resource)) return shown(call, before);
        changed.last_modified = after(before.last_modified, call.now);
        call.directory.update_resource(changed);
        return shown(call, std::move(changed));
    }

    bool erase(const Call& call, std::string_view id) const override {
        release_unique_values(call, id);
        return call.directory.delete_resource(call.org, type_.name, id);
    }

private:
    json::object shown(const Call& call, ResourceRecord record) const {
        json::object resource = represent(std::move(record), type_, call.base);
        if (call.behaviour.features.etag) add_version(resource);
        return resource;
    }

    const scim::ResourceType& type_;
};

} // namespace

std::unique_ptr<Collection> declared_resources(const scim::ResourceType& type) {
    return std::make_unique<Declared>(type);
}

} // namespace idpsim::scim_server
