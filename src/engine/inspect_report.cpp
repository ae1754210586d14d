#include "src/engine/inspect_report.hpp"

#include "simulator/sp/rule.hpp"
#include "src/core/text.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace idpsim::engine {
namespace {

namespace json = boost::json;

json::string text(std::string_view value) { return json::string(valid_utf8(value)); }

json::object rule_json(const RuleResult& rule) {
    json::object out{{"id", text(rule.id)},
                     {"ref", text(rule.ref)},
                     {"holds", nullptr},
                     {"expected", text(rule.expected)},
                     {"actual", text(rule.actual)},
                     {"sentence", text(rule.sentence)}};
    if (rule.holds) out["holds"] = *rule.holds;
    if (!rule.hint.empty()) out["hint"] = text(rule.hint);
    return out;
}

json::object attributes_json(const Inspected& inspected) {
    json::object out;
    for (const auto& [name, values] : inspected.attributes) {
        json::value& slot = out[valid_utf8(name)];
        if (!slot.is_array()) slot = json::array();
        for (const std::string& value : values) slot.get_array().push_back(text(value));
    }
    return out;
}

const Inspected& principal(const std::vector<Inspected>& all) {
    const auto first = [&](auto wanted) { return std::find_if(all.begin(), all.end(), wanted); };
    const auto is_response = [](const Inspected& one) { return one.kind == "Response"; };
    if (const auto found = first([&](const Inspected& one) { return !one.valid && is_response(one); });
        found != all.end())
        return *found;
    if (const auto found = first([](const Inspected& one) { return !one.valid; }); found != all.end()) return *found;
    if (const auto found = first(is_response); found != all.end()) return *found;
    return all.front();
}

std::string mark(const RuleResult& rule) { return !rule.holds ? "  ?  " : *rule.holds ? " yes " : " NO  "; }

void append_rule(std::string& out, const RuleResult& rule) {
    out += fmt::format("{} {:<26} {}\n", mark(rule), rule.id, rule.sentence);
    const auto more = [&out](std::string_view label, std::string_view value) {
        out += fmt::format("        {:<10} {}\n", label, value);
    };
    if (!rule.holds) {
        more("needs", rule.expected);
        if (!rule.actual.empty()) more("found", rule.actual);
    } else if (!*rule.holds) {
        more("expected", rule.expected);
        more("found", rule.actual);
        more("clause", rule.ref);
        if (!rule.hint.empty()) more("what to do", rule.hint);
    }
}

std::string vendor_line(const Recognition& vendor) {
    std::string out =
        vendor.title ? "looks like  " + *vendor.title + "\n" : "looks like  cannot be told: " + vendor.why_not + "\n";
    for (const std::string& sentence : vendor.evidence) out += "            - " + sentence + "\n";
    return out;
}

std::string verdict(const Inspected& inspected) {
    const auto count = [&](std::optional<bool> wanted) {
        return std::count_if(inspected.rules.begin(), inspected.rules.end(),
                             [&](const RuleResult& rule) { return rule.holds == wanted; });
    };
    const auto failed = count(false);
    const std::string word = inspected.valid ? "valid" : failed > 0 ? "NOT valid" : "not shown to be valid";
    return fmt::format("{}: {} rules hold, {} do not, {} could not be judged\n", word, count(true), failed,
                       count(std::nullopt));
}

} // namespace

json::object to_json(const Inspected& inspected) {
    json::object out{{"kind", text(inspected.kind)}, {"vendor", nullptr},  {"vendor_evidence", json::array()},
                     {"valid", inspected.valid},     {"name_id", nullptr}, {"attributes", attributes_json(inspected)},
                     {"rules", json::array()}};
    if (inspected.vendor.id) out["vendor"] = text(*inspected.vendor.id);
    for (const std::string& sentence : inspected.vendor.evidence)
        out["vendor_evidence"].get_array().push_back(text(sentence));
    if (inspected.name_id) out["name_id"] = text(*inspected.name_id);
    for (const RuleResult& rule : inspected.rules) out["rules"].get_array().push_back(rule_json(rule));
    if (!inspected.vendor.why_not.empty()) out["vendor_unknown_because"] = text(inspected.vendor.why_not);
    out["where"] = text(inspected.where);
    out["encoding"] = text(inspected.encoding);
    json::object facts;
    for (const auto& [label, value] : inspected.facts) {
        json::value& slot = facts[label];
        slot = slot.is_string() ? text(std::string(slot.get_string()) + ", " + value) : text(value);
    }
    out["as_sent"] = std::move(facts);
    json::array notes;
    for (const std::string& note : inspected.notes) notes.push_back(text(note));
    out["notes"] = std::move(notes);
    return out;
}

json::object to_json(const std::vector<Inspected>& all) {
    json::object out = to_json(principal(all));
    if (all.size() < 2) return out;
    json::array messages;
    for (const Inspected& one : all) messages.push_back(to_json(one));
    out["messages"] = std::move(messages);
    return out;
}

std::string to_text(const Inspected& inspected) {
    std::string out = fmt::format("{}{}\n", inspected.kind, inspected.where.empty() ? "" : ", in " + inspected.where);
    out += fmt::format("came as     {}\n", inspected.encoding);
    out += vendor_line(inspected.vendor);
    for (const auto& [label, value] : inspected.facts) out += fmt::format("{:<11} {}\n", label, value);
    if (inspected.name_id) out += fmt::format("\nverified\n  NameID    {}\n", sp::printable(*inspected.name_id));
    for (const auto& [name, values] : inspected.attributes)
        out += fmt::format("  {} = {}\n", sp::printable(name), sp::printable(join(values, " | ")));
    out += "\n";
    for (const RuleResult& rule : inspected.rules) append_rule(out, rule);
    out += inspected.notes.empty() ? "" : "\n";
    for (const std::string& note : inspected.notes) out += "note: " + note + "\n";
    return valid_utf8(out + "\n" + verdict(inspected));
}

std::string to_text(const std::vector<saml::ShapeDifference>& differences) {
    if (differences.empty()) return "Both have one shape.\n";
    std::string out;
    for (const saml::ShapeDifference& one : differences)
        out += fmt::format("{}\n  < {}\n  > {}\n", one.path, one.left.value_or("(none)"), one.right.value_or("(none)"));
    out += fmt::format("{} difference{}\n", differences.size(), differences.size() == 1 ? "" : "s");
    return valid_utf8(out);
}

json::array to_json(const std::vector<saml::ShapeDifference>& differences) {
    json::array out;
    for (const saml::ShapeDifference& one : differences) {
        json::object line{{"path", text(one.path)}, {"left", nullptr}, {"right", nullptr}};
        if (one.left) line["left"] = text(*one.left);
        if (one.right) line["right"] = text(*one.right);
        out.push_back(std::move(line));
    }
    return out;
}

} // namespace idpsim::engine
