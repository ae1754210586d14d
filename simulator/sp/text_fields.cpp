#include "simulator/sp/text_fields.hpp"

#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

std::string_view view_of(const boost::json::string& text) { return {text.data(), text.size()}; }

boost::json::string_view key_of(std::string_view text) { return {text.data(), text.size()}; }

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 200 && trim(text).size() == text.size() &&
           std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
           });
}

constexpr std::string_view a_name = "a text of 1 to 200 octets without control characters";

} // namespace

HttpResponse bad_field(std::string_view field, std::string_view wanted) {
    return error_json(400, "invalid_field", "`" + std::string(field) + "` has to be " + std::string(wanted) + ".");
}

std::optional<HttpResponse> refuse_unknown_fields(const boost::json::object& body,
                                                  const std::vector<std::string_view>& known) {
    for (const auto& member : body) {
        const std::string_view name(member.key().data(), member.key().size());
        if (std::find(known.begin(), known.end(), name) == known.end())
            return error_json(400, "unknown_field",
                              "Known members: " + join(std::vector<std::string>(known.begin(), known.end()), ", ") +
                                  ".");
    }
    return std::nullopt;
}

Or<std::string> read_name(const boost::json::object& body, std::string_view field) {
    const boost::json::value* value = body.if_contains(key_of(field));
    if (!value || !value->is_string() || !is_name(view_of(value->get_string()))) return bad_field(field, a_name);
    return std::string(view_of(value->get_string()));
}

Or<std::vector<std::string>> read_names(const boost::json::value& value, std::string_view field,
                                         std::size_t most) {
    if (!value.is_array() || value.get_array().size() > most)
        return bad_field(field, "a list of at most " + std::to_string(most) + " texts");
    std::vector<std::string> out;
    for (const boost::json::value& each : value.get_array()) {
        if (!each.is_string() || !is_name(view_of(each.get_string()))) return bad_field(field, "a list of texts");
        out.emplace_back(view_of(each.get_string()));
    }
    return out;
}

Or<std::int64_t> read_number(const boost::json::value& value, std::string_view field, std::int64_t least,
                             std::int64_t most) {
    const bool fits = value.is_int64() && value.get_int64() >= least && value.get_int64() <= most;
    if (fits) return Or<std::int64_t>(boost::system::in_place_value, value.get_int64());
    return bad_field(field, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

Or<std::optional<bool>> read_flag(const boost::json::object& body, std::string_view field) {
    const boost::json::value* value = body.if_contains(key_of(field));
    if (!value) return std::optional<bool>{};
    if (!value->is_bool()) return bad_field(field, "true or false");
    return std::optional<bool>(value->get_bool());
}

boost::json::array to_json(const std::vector<std::string>& texts) {
    boost::json::array out;
    for (const std::string& text : texts) out.emplace_back(text);
    return out;
}

} // namespace idpsim::sp
