#include "src/scim/json.hpp"

#include "src/core/text.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace idpsim::scim {

namespace {

using boost::system::error_code;

/// Builds the value and looks at every object's keys: Boost.JSON itself keeps the last of two silently.
struct StrictHandler {
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    json::value_stack stack;
    std::vector<std::string> keys;   ///< of all open objects, lower case
    std::vector<std::size_t> open;   ///< where each open object's keys begin
    std::string key;
    const char* refused = nullptr;

    bool refuse(const char* why, error_code& ec) {
        refused = why;
        ec = json::error::syntax;
        return false;
    }
    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t n, error_code&) { return stack.push_array(n), true; }
    bool on_object_begin(error_code&) { return open.push_back(keys.size()), true; }
    bool on_object_end(std::size_t n, error_code& ec) {
        const auto first = keys.begin() + static_cast<std::ptrdiff_t>(open.back());
        std::sort(first, keys.end());
        if (std::adjacent_find(first, keys.end()) != keys.end()) return refuse("a key appears twice", ec);
        keys.erase(first, keys.end());
        open.pop_back();
        stack.push_object(n);
        return true;
    }
    bool on_key_part(json::string_view s, std::size_t, error_code&) { return key.append(s.data(), s.size()), true; }
    bool on_key(json::string_view s, std::size_t, error_code&) {
        key.append(s.data(), s.size());
        stack.push_key(key);
        keys.push_back(to_lower(key));
        key.clear();
        return true;
    }
    bool on_string_part(json::string_view s, std::size_t, error_code&) { return stack.push_chars(s), true; }
    bool on_string(json::string_view s, std::size_t, error_code&) { return stack.push_string(s), true; }
    bool on_number_part(json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t i, json::string_view, error_code&) { return stack.push_int64(i), true; }
    bool on_uint64(std::uint64_t u, json::string_view, error_code&) { return stack.push_uint64(u), true; }
    bool on_double(double d, json::string_view, error_code& ec) {
        if (!std::isfinite(d)) return refuse("a number is too large", ec);
        return stack.push_double(d), true;
    }
    bool on_bool(bool b, error_code&) { return stack.push_bool(b), true; }
    bool on_null(error_code&) { return stack.push_null(), true; }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }
};

std::string why(const StrictHandler& handler, const error_code& ec) {
    if (handler.refused) return handler.refused;
    if (ec == json::error::too_deep) return "it is nested too deeply";
    return ec ? ec.message() : "it ends too early";
}

template <class Object>
auto find_in(Object& object, std::string_view name) -> decltype(object.if_contains(name)) {
    if (auto* exact = object.if_contains(json::string_view(name.data(), name.size()))) return exact;
    for (auto& member : object) {
        if (equal_nocase({member.key().data(), member.key().size()}, name)) return &member.value();
    }
    return nullptr;
}

bool same_object(const json::object& a, const json::object& b) {
    if (a.size() != b.size()) return false;
    return std::all_of(a.begin(), a.end(), [&](const json::key_value_pair& member) {
        const json::value* other = b.if_contains(member.key());
        return other && same_json(member.value(), *other);
    });
}

} // namespace

Outcome<json::value> parse_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.octets) return Refusal{ScimType::none, 413, "the body is larger than this server takes"};
    json::parse_options options;
    options.max_depth = limits.depth;
    json::basic_parser<StrictHandler> parser(options);
    parser.handler().stack.reset();
    error_code ec;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), ec);
    if (ec || !parser.done()) return invalid_syntax("the body is not JSON: " + why(parser.handler(), ec));
    if (!trim(text.substr(read)).empty()) return invalid_syntax("the body is not JSON: something follows the value");
    return parser.handler().stack.release();
}

Outcome<json::object> parse_json_object(std::string_view text, const JsonLimits& limits) {
    Outcome<json::value> parsed = parse_json(text, limits);
    if (!parsed) return parsed.error();
    if (!parsed->is_object()) return invalid_syntax("the body has to be a JSON object");
    return std::move(parsed->get_object());
}

json::value json_or_null(std::string_view text) {
    error_code failed;
    json::value value = json::parse(json::string_view(text.data(), text.size()), failed);
    return failed ? json::value() : value;
}

const json::value* find_member(const json::object& object, std::string_view name) { return find_in(object, name); }
json::value* find_member(json::object& object, std::string_view name) { return find_in(object, name); }

void set_member(json::object& object, std::string_view name, json::value value) {
    if (json::value* present = find_member(object, name)) {
        *present = std::move(value);
    } else {
        object.emplace(json::string_view(name.data(), name.size()), std::move(value));
    }
}

bool erase_member(json::object& object, std::string_view name) {
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!equal_nocase({it->key().data(), it->key().size()}, name)) continue;
        object.stable_erase(it);
        return true;
    }
    return false;
}

std::string_view text_member(const json::object& object, std::string_view name) {
    const json::value* value = find_member(object, name);
    return value && value->is_string() ? text_of(value->get_string()) : std::string_view();
}

bool is_unassigned(const json::value& value) {
    switch (value.kind()) {
    case json::kind::null: return true;
    case json::kind::string: return value.get_string().empty();
    case json::kind::array: return std::all_of(value.get_array().begin(), value.get_array().end(), is_unassigned);
    case json::kind::object:
        return std::all_of(value.get_object().begin(), value.get_object().end(),
                           [](const json::key_value_pair& member) { return is_unassigned(member.value()); });
    default: return false;
    }
}

bool same_json(const json::value& a, const json::value& b) {
    if (a.is_object() && b.is_object()) return same_object(a.get_object(), b.get_object());
    if (a.is_array() && b.is_array()) {
        const json::array& left = a.get_array();
        const json::array& right = b.get_array();
        return std::equal(left.begin(), left.end(), right.begin(), right.end(), same_json);
    }
    return a == b;
}

} // namespace idpsim::scim
