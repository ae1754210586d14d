#include "simulator/scim/bulk_references.hpp"

#include "src/core/text.hpp"

#include <algorithm>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;
using Names = std::set<std::string, std::less<>>;

/// "x" of "bulkId:x", or "".
std::string_view referred(std::string_view text) {
    return text.starts_with(bulk_id_prefix) ? text.substr(bulk_id_prefix.size()) : std::string_view();
}

class Finder {
public:
    explicit Finder(const Names& declared) : declared_(declared) {}

    void text(std::string_view text, bool refers) {
        const std::string_view name = referred(text);
        if (declared_.contains(name)) {
            found.declared.emplace(name);
        } else if (refers && text.starts_with(bulk_id_prefix)) {
            found.undeclared = text;
        }
    }

    void value(const json::value& value, bool refers) {
        if (value.is_string()) return text(scim::text_of(value.get_string()), refers);
        if (value.is_array()) {
            for (const json::value& element : value.get_array()) this->value(element, refers);
        } else if (value.is_object()) {
            for (const json::key_value_pair& member : value.get_object()) this->member(member);
        }
    }

    BulkReferences found;

private:
    void member(const json::key_value_pair& member) {
        const std::string_view key(member.key().data(), member.key().size());
        if (equal_nocase(key, "path") && member.value().is_string()) {   // of a PATCH: members[value eq "bulkId:x"]
            const std::string_view path = scim::text_of(member.value().get_string());
            for (std::size_t at = path.find("\"bulkId:"); at != path.npos; at = path.find("\"bulkId:", at + 1)) {
                text(path.substr(at + 1, path.find('"', at + 1) - at - 1), true);
            }
        }
        value(member.value(), equal_nocase(key, "value") || equal_nocase(key, "$ref"));
    }

    const Names& declared_;
};

std::string path_with_ids(std::string path, const BulkIds& ids) {
    for (const auto& [name, id] : ids) {
        path = replace_all(std::move(path), "\"bulkId:" + name + "\"", "\"" + id + "\"");
    }
    return path;
}

/// False when the value has to go.
bool keep(json::value& value, const Names& declared, const BulkIds& ids) {
    if (value.is_string()) {
        const std::string_view name = referred(scim::text_of(value.get_string()));
        return !declared.contains(name) || ids.contains(name);
    }
    if (value.is_array()) {
        json::array& list = value.get_array();
        list.erase(std::remove_if(list.begin(), list.end(), [&](json::value& one) { return !keep(one, declared, ids); }),
                   list.end());
    } else if (value.is_object()) {
        json::object& object = value.get_object();
        for (auto it = object.begin(); it != object.end();) {
            if (keep(it->value(), declared, ids)) {
                ++it;
                continue;
            }
            if (equal_nocase({it->key().data(), it->key().size()}, "value")) return false;
            it = object.stable_erase(it);
        }
    }
    return true;
}

} // namespace

BulkReferences find_references(std::string_view path, const json::value& data, const Names& declared) {
    Finder finder(declared);
    for (const std::string_view part : split(path, '/')) finder.text(part, true);
    finder.value(data, false);
    return finder.found;
}

json::value with_ids(json::value data, const BulkIds& ids) {
    if (data.is_string()) {
        const auto found = ids.find(referred(scim::text_of(data.get_string())));
        if (found != ids.end()) data = json::string(found->second);
    } else if (data.is_array()) {
        for (json::value& element : data.get_array()) element = with_ids(std::move(element), ids);
    } else if (data.is_object()) {
        for (json::key_value_pair& member : data.get_object()) {
            const bool is_path = equal_nocase({member.key().data(), member.key().size()}, "path");
            if (is_path && member.value().is_string()) {
                member.value() = json::string(
                    path_with_ids(std::string(scim::text_of(member.value().get_string())), ids));
            } else {
                member.value() = with_ids(std::move(member.value()), ids);
            }
        }
    }
    return data;
}

json::value without_unknown(json::value data, const Names& declared, const BulkIds& ids) {
    if (!keep(data, declared, ids)) return json::object{};
    return data;
}

} // namespace idpsim::scim_server
