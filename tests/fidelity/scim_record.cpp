#include "tests/fidelity/scim_record.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/scim/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <regex>

namespace idpsim::fidelity {
namespace {

namespace json = boost::json;
using Lines = std::vector<std::pair<std::string, std::string>>;

std::string text_at(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

/// The part below the base URL.
std::string below_base(const std::string& target) {
    for (const std::string_view root : {"/Users", "/Groups", "/Schemas", "/ResourceTypes"}) {
        const auto at = target.find(root);
        if (at != std::string::npos) return target.substr(at);
    }
    return target;
}

ScimRecord read_request(const json::object& from) {
    ScimRecord out;
    out.method = text_at(from, "method");
    out.target = below_base(text_at(from, "path"));
    if (const json::value* body = from.if_contains("body")) out.body = *body;
    if (from.contains("body_prefix")) out.cut = true;
    const json::value* headers = from.if_contains("headers");
    if (!headers || !headers->is_object()) return out;
    out.headers.emplace();
    for (const auto& member : headers->get_object())
        if (member.value().is_string()) out.headers->emplace_back(member.key(), std::string(member.value().get_string()));
    return out;
}

/// A body alone: a PATCH, or one of its operations.
std::optional<ScimRecord> read_bare(const json::object& from) {
    ScimRecord out;
    out.method = "PATCH";
    if (from.contains("Operations")) {
        out.body = from;
    } else if (from.contains("op")) {
        out.body = json::object{{"Operations", json::array{from}}};
        out.cut = true;
    } else {
        return std::nullopt;
    }
    return out;
}

/// An admin's template, with or without the headers that go with it: a creation with macros for values.
std::optional<ScimRecord> read_template(const json::object& from) {
    const json::value* inner = from.if_contains("template");
    const json::value body = inner ? *inner : json::value(from);
    const std::string text = json::serialize(body);
    if (text.find("{$") == std::string::npos) return std::nullopt;
    ScimRecord out;
    out.method = "POST";
    out.target = "/Users?";
    out.body = body;
    out.options["template"] = text;
    if (const json::value* headers = from.if_contains("custom_headers"); headers && headers->is_array()) {
        std::string lines;
        out.headers.emplace();
        for (const json::value& header : headers->get_array()) {
            const std::string line(header.as_string());
            lines += line + "\n";
            out.headers->emplace_back(line.substr(0, line.find(':')), std::string(trim(line.substr(line.find(':') + 1))));
        }
        out.options["custom_headers"] = lines;
    }
    return out;
}

std::string without_guids(const std::string& text) {
    static const std::regex guid("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    static const std::regex member("members\\[value eq \"[^\"]*\"\\]");
    return std::regex_replace(std::regex_replace(text, member, "members[value eq \"{id}\"]"), guid, "{guid}");
}

/// What an operation's path is about: values below it are ids when it is people.
bool names_people(const json::object& operation) {
    const std::string path = text_at(operation, "path");
    return path.starts_with("members") || path.ends_with("manager");
}

std::string scalar(const json::value& value, const std::string& path, std::string_view key, bool people) {
    if (!value.is_string()) return "(" + json::serialize(value) + ")"; // a text that says the same is something else
    std::string text(value.get_string());
    if (key == "password") return "{password}";
    if (text.find("{$") != std::string::npos) return "{macro}";
    if (key == "$ref") return "{reference}";
    if (key == "id" || (key == "value" && (people || path.find("/members/") != std::string::npos))) return "{id}";
    return without_guids(text);
}

void add_lines(const json::value& value, const std::string& path, std::string_view key, Lines& out, bool people = false) {
    if (value.is_object()) {
        people = people || names_people(value.get_object());
        std::string keys;
        for (const auto& member : value.get_object()) keys += (keys.empty() ? "" : ",") + std::string(member.key());
        out.emplace_back("keys " + path, keys);
        for (const auto& member : value.get_object())
            add_lines(member.value(), path + "/" + std::string(member.key()), member.key(), out, people);
    } else if (value.is_array()) {
        if (value.get_array().empty()) out.emplace_back("body " + path, "[]");
        for (std::size_t i = 0; i < value.get_array().size(); ++i)
            add_lines(value.get_array()[i], path + "/" + std::to_string(i), key, out, people);
    } else {
        out.emplace_back("body " + path, scalar(value, path, key, people));
    }
}

/// A resource's id put aside; a GUID in a filter too.
std::string plain_target(const std::string& target) {
    static const std::regex id("^(/Users|/Groups)/[^?]*");
    return without_guids(std::regex_replace(target, id, "$1/{id}"));
}

/// Samples in prose have their queries unencoded.
bool is_prose(const std::string& target) { return target.find_first_of(" \"") != std::string::npos; }

std::string decoded(const std::string& target) { return percent_decode(target, true).value(); }

bool is_masked(const std::string& name, const std::string& value) {
    return equal_nocase(name, "Host") || equal_nocase(name, "Content-Length") || value.starts_with('<');
}

std::string header_value(const std::string& name, const std::string& value) {
    return equal_nocase(name, "Authorization") ? value.substr(0, value.find(' ')) : value;
}

void add_headers(const ScimRecord& record, const HttpRequest& made, Lines& left, Lines& right) {
    const auto names = [](const Headers& headers) {
        std::string out;
        for (const auto& [name, value] : headers) out += (out.empty() ? "" : ", ") + name;
        return out;
    };
    // A few headers picked out of a request tell nothing of the others or of their order.
    if (find_header(*record.headers, "Host")) {
        left.emplace_back("headers", names(*record.headers));
        right.emplace_back("headers", names(made.headers));
    }
    for (const auto& [name, value] : *record.headers) {
        if (is_masked(name, value)) continue;
        left.emplace_back("header " + name, header_value(name, value));
        if (const auto sent = find_header(made.headers, name)) right.emplace_back("header " + name, header_value(name, *sent));
    }
}

std::optional<std::string> value_of(const Lines& lines, const std::string& path) {
    const auto found = std::ranges::find(lines, path, &Lines::value_type::first);
    return found == lines.end() ? std::nullopt : std::optional(found->second);
}

std::vector<saml::ShapeDifference> differences(const Lines& left, const Lines& right, bool cut) {
    std::vector<saml::ShapeDifference> out;
    for (const auto& [path, value] : left) {
        const auto other = value_of(right, path);
        const bool lists_keys = path.starts_with("keys "), fits = other == value || (value == "{macro}" && other);
        if (!fits && !(cut && lists_keys)) out.push_back({path, value, other});
    }
    for (const auto& [path, value] : right)
        if (!cut && !value_of(left, path)) out.push_back({path, std::nullopt, value});
    return out;
}

} // namespace

bool ScimRecord::about_groups() const {
    if (!target.empty()) return target.starts_with("/Groups");
    return body && json::serialize(*body).find("members") != std::string::npos;
}

ScimRecords read_scim_records(const std::string& name, const std::string& text) {
    ScimRecords out;
    const json::value file = scim::json_or_null(text);
    const auto take = [&](std::optional<ScimRecord> record) {
        if (!record) return;
        record->name = name + (out.requests.empty() ? "" : "#" + std::to_string(out.requests.size() + 1));
        out.requests.push_back(*std::move(record));
    };
    const auto take_step = [&](const json::value& step) {
        const json::value* request = step.is_object() ? step.get_object().if_contains("request") : nullptr;
        if (request && request->is_object())
            take(read_request(request->get_object()));
        else if (step.is_object() && step.get_object().contains("path") && step.get_object().contains("method"))
            take(read_request(step.get_object()));
    };
    if (file.is_array()) {
        for (const json::value& step : file.get_array()) take_step(step);
    } else if (file.is_object()) {
        const json::object& object = file.get_object();
        take_step(file);
        if (const json::value* steps = object.if_contains("steps"); steps && steps->is_array())
            for (const json::value& step : steps->get_array()) take_step(step);
        if (out.requests.empty()) take(read_bare(object));
        if (out.requests.empty()) take(read_template(object));
    }
    if (out.requests.empty()) out.why_none = "there is no client's request in it";
    return out;
}

std::vector<saml::ShapeDifference> compare_scim(const ScimRecord& record, const HttpRequest& made) {
    Lines left, right;
    const std::string sent = below_base(made.url);
    if (!record.target.empty()) {
        const bool prose = is_prose(record.target);
        left.emplace_back("target", plain_target(record.target));
        right.emplace_back("target", plain_target(prose ? decoded(sent) : sent));
    }
    if (record.headers) add_headers(record, made, left, right);
    if (record.body) add_lines(*record.body, "", "", left);
    // Where a body is due and none recorded, the record was cut.
    const bool bodyless = record.method == "GET" || record.method == "DELETE";
    if (!made.body.empty() && (record.body || bodyless)) add_lines(scim::json_or_null(made.body), "", "", right);
    return differences(left, right, record.cut);
}

} // namespace idpsim::fidelity
