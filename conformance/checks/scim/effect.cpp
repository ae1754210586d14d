/// Checks that a step did what it was answered to have done: read back afterwards.
#include "conformance/checks/scim/wire.hpp"
#include "conformance/checks/tables.hpp"

#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <algorithm>
#include <iterator>

namespace idpsim::conformance::checks {
namespace json = boost::json;
namespace {

/// For a resource that was not read back, or whose reading gave something else.
std::optional<Finding> without_read_back(const ScimRecord& step) {
    if (step.read_back_status == 0) return Finding::unverified("nothing was read back after the step");
    return std::nullopt;
}

Finding& saw_no_resource(Finding& found, const ScimRecord& step) {
    return found.saw("read back",
                     "HTTP " + std::to_string(step.read_back_status) +
                         (step.read_back_status == 200 ? " without a resource" : ""),
                     step.read_back_exchange);
}

/// null, [] and {} are the state of an attribute that is not there (rfc7643 section 2.5). Who is shown without active
/// is not marked as inactive: what that means is the server's (section 4.1.1).
bool is_as_wanted(std::string_view path, const json::value* got, const json::value& wanted) {
    if (path == "active" && !got && wanted == json::value(true)) return true;
    if (!got || scim::is_unassigned(*got)) return scim::is_unassigned(wanted);
    return scim::same_json(*got, wanted);
}

/// Every wanted path whose value, read back, is another one.
Finding wanted_is_there(const ScimRecord& step, std::string_view only_path, std::string expected) {
    const bool names_one =
        std::ranges::any_of(step.wanted, [&](const auto& one) { return only_path.empty() || one.first == only_path; });
    if (!names_one) return Finding::unverified("the step names nothing that it should have changed");
    if (auto blind = without_read_back(step)) return *blind;
    Finding found = Finding::fail(std::move(expected));
    if (!step.read_back) return saw_no_resource(found, step);
    for (const auto& [path, value] : step.wanted) {
        if (!only_path.empty() && path != only_path) continue;
        const json::value* got = at_path(*step.read_back, path);
        if (!is_as_wanted(path, got, value))
            found.saw(path, shown(got) + " instead of " + shown(&value), step.read_back_exchange);
    }
    return found.evidence.empty() ? Finding::pass("read back", "as wanted", step.read_back_exchange) : found;
}

Finding update_effect(const ScimRecord& step) { return wanted_is_there(step, "", "the changed attributes, read back"); }

Finding active_effect(const ScimRecord& step) {
    std::string expected = "active read back as wanted";
    for (const auto& [path, value] : step.wanted)
        if (path == "active") expected = "active " + shown(&value) + ", read back";
    return wanted_is_there(step, "active", expected);
}

Finding gone(const ScimRecord& step) {
    if (auto blind = without_read_back(step)) return *blind;
    if (step.read_back_status == 404) return Finding::pass("read back", "404", step.read_back_exchange);
    Finding found = Finding::fail("404 for a deleted resource");
    return found.saw("read back", std::to_string(step.read_back_status), step.read_back_exchange);
}

std::vector<std::string> sorted_without(const std::vector<std::string>& from, const std::vector<std::string>& what) {
    std::vector<std::string> out;
    std::ranges::set_difference(from, what, std::back_inserter(out));
    return out;
}

std::string people(std::size_t count) {
    return count == 0 ? "nobody" : count == 1 ? "1 person" : std::to_string(count) + " people";
}

/// The ids of a group's members, sorted; nothing when `members` is no list. A group of nobody may leave it out.
std::optional<std::vector<std::string>> member_ids(const json::value& group) {
    std::vector<std::string> out;
    const json::value* members = at_path(group, "members");
    if (!members || members->is_null()) return out;
    if (!members->is_array()) return std::nullopt;
    for (const json::value& one : members->get_array()) out.push_back(shown(member(one, "value")));
    std::ranges::sort(out);
    return out;
}

/// "3 people; missing: a; too many: b, b": both lists are sorted, and one who stands there twice is one too many.
std::string difference(const std::vector<std::string>& got, const std::vector<std::string>& wanted) {
    std::string out = people(got.size());
    if (const auto missing = sorted_without(wanted, got); !missing.empty()) out += "; missing: " + join(missing, ", ");
    if (const auto surplus = sorted_without(got, wanted); !surplus.empty()) out += "; too many: " + join(surplus, ", ");
    constexpr std::size_t longest = 400;
    return out.size() > longest ? std::string(cut_utf8(out, longest)) + "..." : out;
}

/// The wanted members, as a list of ids at path "members".
Finding members_effect(const ScimRecord& step) {
    const auto entry = std::ranges::find_if(
        step.wanted, [](const auto& one) { return one.first == "members" && one.second.is_array(); });
    if (entry == step.wanted.end()) return Finding::unverified("the step names no members");
    if (auto blind = without_read_back(step)) return *blind;
    std::vector<std::string> wanted;
    for (const json::value& id : entry->second.get_array()) wanted.push_back(shown(&id));
    std::ranges::sort(wanted);
    Finding found = Finding::fail("members: " + people(wanted.size()) + ", each once");
    if (!step.read_back) return saw_no_resource(found, step);
    const auto got = member_ids(*step.read_back);
    if (!got)
        return found.saw("members", "no list: " + shown(at_path(*step.read_back, "members")), step.read_back_exchange);
    if (*got == wanted) return Finding::pass("members", people(wanted.size()), step.read_back_exchange);
    return found.saw("members", difference(*got, wanted), step.read_back_exchange);
}

constexpr ScimCheck table[] = {
    {"scim.update.effect", "rfc7644-3.5-effect", "an update that is answered with success has happened", update_effect},
    {"scim.active.effect", "rfc7643-4.1.1-active", "deactivation and reactivation take effect", active_effect},
    {"scim.delete.gone", "rfc7644-3.6-gone", "a deleted resource is not found", gone},
    {"scim.group.members", "rfc7644-3.5.2-members", "a group has the members that were pushed", members_effect},
};

} // namespace

std::span<const ScimCheck> scim_effect_checks() { return table; }

} // namespace idpsim::conformance::checks
