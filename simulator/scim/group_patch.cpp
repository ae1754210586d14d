#include "simulator/scim/group_patch.hpp"

#include "simulator/scim/representation.hpp"
#include "src/core/text.hpp"
#include "src/scim/text.hpp"

#include <set>
#include <string>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;
using scim::Filter;
using scim::PatchOperation;
using scim::PatchVerb;

/// One member that comes or goes.
struct Step {
    bool joins = false;
    std::string id;
    json::object given;   ///< the element, for one who joins
};
using Steps = std::vector<Step>;

/// `members`, and no part of it.
const scim::Attribute* whole_members(const scim::AttributePath& path, const scim::ResourceType& type) {
    const std::optional<scim::Resolved> target = type.resolve(path);
    const bool is_members = target && target->attribute && !target->sub && target->attribute->name == "members";
    return is_members ? target->attribute : nullptr;
}

/// The id in `members[value eq "x"]`.
std::optional<std::string> only_id(const Filter& filter) {
    const bool equality = filter.kind == Filter::Kind::compare && filter.op == scim::Operator::eq && filter.value.is_string();
    const bool of_value = filter.path.urn.empty() && filter.path.sub.empty() && equal_nocase(filter.path.name, "value");
    if (!equality || !of_value) return std::nullopt;
    return std::string(scim::text_of(filter.value.get_string()));
}

class Reader {
public:
    Reader(const scim::ResourceType& type, const scim::PatchDialect& dialect) : type_(type), dialect_(dialect) {}

    /// The steps that all operations come down to; nothing when one of them is of another kind.
    std::optional<Steps> read(const std::vector<PatchOperation>& operations) {
        for (const PatchOperation& operation : operations) {
            if (!(operation.path ? at_path(operation) : without_path(operation))) return std::nullopt;
        }
        return std::move(steps_);
    }

private:
    bool at_path(const PatchOperation& operation) {
        const scim::Attribute* members = whole_members(operation.path->attribute, type_);
        if (!members || !operation.path->sub.empty() || operation.verb == PatchVerb::replace) return false;
        const bool has_value = operation.value && !operation.value->is_null();
        if (operation.path->elements) {
            const std::optional<std::string> id = only_id(*operation.path->elements);
            return operation.verb == PatchVerb::remove && id && take(false, *id, {});
        }
        if (operation.verb == PatchVerb::remove && !dialect_.remove_listed) return false;
        return has_value && take_all(operation.verb == PatchVerb::add, *members, *operation.value);
    }

    bool without_path(const PatchOperation& operation) {
        if (operation.verb != PatchVerb::add || !operation.value || !operation.value->is_object()) return false;
        const json::object& object = operation.value->get_object();
        if (object.size() != 1 || !equal_nocase(std::string_view(object.begin()->key().data(), object.begin()->key().size()), "members")) return false;
        const scim::Attribute* members = whole_members({"", "members", ""}, type_);
        return members && take_all(true, *members, object.begin()->value());
    }

    bool take_all(bool joins, const scim::Attribute& members, const json::value& given) {
        scim::Outcome<json::value> read = scim::read_value(members, given, dialect_.values);
        if (!read || !read->is_array()) return false;
        for (json::value& element : read->get_array()) {
            if (!element.is_object() || !take(joins, std::string(scim::text_member(element.get_object(), "value")), element.get_object())) return false;
        }
        return true;
    }

    /// What follows another step of the same member is more than this can tell. Those who are listed to leave are compared
    /// without case, so a spelling that folding changes is left to that comparison.
    bool take(bool joins, std::string id, json::object given) {
        if (joins && !dialect_.unique_elements) return false;
        if (id.empty() || (!joins && scim::fold(id) != id) || !seen_.insert(id).second) return false;
        steps_.push_back({joins, std::move(id), std::move(given)});
        return true;
    }

    const scim::ResourceType& type_;
    const scim::PatchDialect& dialect_;
    Steps steps_;
    std::set<std::string> seen_;
};

/// Whether what is given of one who is a member already says nothing new.
bool says_nothing_new(const json::object& given, const GroupMember& member) {
    const std::string_view display = scim::text_member(given, "display"), type = scim::text_member(given, "type");
    return (display.empty() || display == member.display) && (type.empty() || type == member.type) && !given.contains("$ref");
}

enum class Done { changed, same, impossible };

Done join(const Call& call, std::string_view group, const Step& step) {
    if (const std::optional<GroupMember> member = call.directory.find_member(group, step.id)) {
        return says_nothing_new(step.given, *member) ? Done::same : Done::impossible;
    }
    const std::string_view kind = call.directory.kind_of(call.org, step.id);
    if (kind.empty() || step.id == group) return Done::impossible;
    call.directory.add_member(group, {step.id, std::string(kind), std::string(scim::text_member(step.given, "display"))});
    return Done::changed;
}

} // namespace

bool patch_members(const Call& call, const scim::ResourceType& type, std::string_view id,
                   const std::vector<PatchOperation>& operations) {
    const std::optional<Steps> steps = Reader(type, call.behaviour.patch.dialect).read(operations);
    const std::optional<GroupRecord> group = steps ? call.directory.find_group_by_id(call.org, id, false) : std::nullopt;
    if (!group) return false;
    Transaction transaction(call.directory.database());
    bool changed = false;
    for (const Step& step : *steps) {
        const Done done = step.joins                                    ? join(call, id, step)
                          : call.directory.remove_member(id, step.id) ? Done::changed
                                                                        : Done::same;
        if (done == Done::impossible) return false;
        changed = changed || done == Done::changed;
    }
    if (changed) call.directory.touch_group(call.org, id, after(group->last_modified, call.now));
    transaction.commit();
    return true;
}

} // namespace idpsim::scim_server
