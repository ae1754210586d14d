/// Checks that a step did what it was answered to have done: read back afterwards.
#include "conformance/checks/scim/wire.hpp"
#include "conformance/checks/tables.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::conformance::checks {
namespace json = boost::json;
namespace {

std::optional<Finding> without_read_back(const ScimRecord& step) {
    if (step.read_back_status == 0) return Finding::unverified("nothing was read back after the step");
    return std::nullopt;
}

/// Every wanted path whose value, read back, is another one.
Finding wanted_is_there(const ScimRecord& step, std::string_view only_path, std::string expected) {
    if (auto blind = without_read_back(step)) return *blind;
    Finding found = Finding::fail(std::move(expected));
    if (!step.read_back) return found.saw("read back", "HTTP " + std::to_string(step.read_back_status), step.read_back_exchange);
    std::size_t judged = 0;
    for (const auto& [path, value] : step.wanted) {
        if (!only_path.empty() && path != only_path) continue;
        ++judged;
        const json::value* got = at_path(*step.read_back, path);
        if (!got || *got != value)
            found.saw(path, shown(got) + " instead of " + shown(&value), step.read_back_exchange);
    }
    if (judged == 0) return Finding::unverified("the step names nothing that it should have changed");
    return found.evidence.empty() ? Finding::pass("read back", "as wanted") : found;
}

Finding update_effect(const ScimRecord& step) {
    return wanted_is_there(step, "", "the changed attributes, read back");
}

Finding active_effect(const ScimRecord& step) {
    std::string expected = "active read back as wanted";
    for (const auto& [path, value] : step.wanted)
        if (path == "active") expected = "active " + json::serialize(value) + ", read back";
    return wanted_is_there(step, "active", expected);
}

Finding gone(const ScimRecord& step) {
    if (auto blind = without_read_back(step)) return *blind;
    if (step.read_back_status == 404) return Finding::pass("read back", "404");
    Finding found = Finding::fail("404 for a deleted resource");
    return found.saw("read back", std::to_string(step.read_back_status), step.read_back_exchange);
}

/// The wanted members, as a list of ids at path "members".
Finding members_effect(const ScimRecord& step) {
    if (auto blind = without_read_back(step)) return *blind;
    const json::value* wanted = nullptr;
    for (const auto& [path, value] : step.wanted)
        if (path == "members") wanted = &value;
    if (!wanted || !wanted->is_array()) return Finding::unverified("the step names no members");
    std::vector<std::string> expected, got;
    for (const auto& id : wanted->get_array()) expected.push_back(shown(&id));
    const json::value* members = step.read_back ? at_path(*step.read_back, "members") : nullptr;
    if (members && members->is_array())
        for (const auto& one : members->get_array()) got.push_back(shown(member(one, "value")));
    std::ranges::sort(expected);
    std::ranges::sort(got);
    const auto list = [](const std::vector<std::string>& ids) { return ids.empty() ? std::string("nobody") : std::to_string(ids.size()) + " people"; };
    if (expected == got) return Finding::pass("members", list(got));
    Finding found = Finding::fail("members: " + list(expected) + ", each once");
    return found.saw("members", list(got) + (got.size() == expected.size() ? ", others than pushed" : ""), step.read_back_exchange);
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
