#include "src/scim/messages.hpp"

#include "src/core/text.hpp"
#include "src/scim/text.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace idpsim::scim {

namespace {

json::string text(std::string_view view) { return json::string(view.data(), view.size()); }

bool names_schema(const json::object& body, std::string_view urn) {
    const json::value* schemas = find_member(body, "schemas");
    if (!schemas || !schemas->is_array()) return false;
    return std::any_of(schemas->get_array().begin(), schemas->get_array().end(), [&](const json::value& one) {
        return one.is_string() && equal_nocase(text_of(one.get_string()), urn);
    });
}

Result<std::int64_t> read_number(const json::object& body, std::string_view name, std::int64_t otherwise) {
    const json::value* value = find_member(body, name);
    if (!value || value->is_null()) return otherwise;
    if (value->is_int64()) return value->get_int64();
    return Error{Fault::invalid, "ListResponse", std::string(name) + " is no integer"};
}

std::optional<std::string> find_nocase(const Params& params, std::string_view name) {
    for (const auto& [key, value] : params) {
        if (equal_nocase(key, name)) return value;
    }
    return std::nullopt;
}

/// Decimal digits with an optional minus, clamped to 64 bits.
std::optional<std::int64_t> read_integer(std::string_view digits) {
    const bool negative = digits.starts_with('-');
    if (negative) digits.remove_prefix(1);
    if (digits.empty()) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
        value = value > (largest - 9) / 10 ? largest : value * 10 + (c - '0');
    }
    return negative ? -value : value;
}

ScimType read_scim_type(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(ScimType::sensitive); ++i) {
        if (equal_nocase(scim_type_name(static_cast<ScimType>(i)), name)) return static_cast<ScimType>(i);
    }
    return ScimType::none;
}

} // namespace

bool is_json_media_type(std::string_view content_type) {
    const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
    return equal_nocase(type, media_type) || equal_nocase(type, "application/json");
}

json::object write_list_response(ListResponse list) {
    json::array resources;
    resources.reserve(list.resources.size());
    for (json::object& resource : list.resources) resources.emplace_back(std::move(resource));
    json::object body;
    body["schemas"] = json::array{text(list_response_urn)};
    body["totalResults"] = list.total_results;
    body["startIndex"] = list.start_index;
    body["itemsPerPage"] = list.items_per_page;
    body["Resources"] = std::move(resources);
    return body;
}

Result<ListResponse> read_list_response(const json::object& body) {
    if (!names_schema(body, list_response_urn)) {
        return Error{Fault::malformed, "ListResponse", "schemas does not name " + std::string(list_response_urn)};
    }
    ListResponse list;
    if (const json::value* resources = find_member(body, "Resources"); resources && !resources->is_null()) {
        if (!resources->is_array()) return Error{Fault::malformed, "ListResponse", "Resources is no list"};
        for (const json::value& one : resources->get_array()) {
            if (!one.is_object()) return Error{Fault::malformed, "ListResponse", "a resource is no object"};
            list.resources.push_back(one.get_object());
        }
    }
    const auto present = static_cast<std::int64_t>(list.resources.size());
    for (const auto& [name, number, otherwise] : {std::tuple{"totalResults", &list.total_results, present},
                                                  std::tuple{"startIndex", &list.start_index, std::int64_t{1}},
                                                  std::tuple{"itemsPerPage", &list.items_per_page, present}}) {
        const Result<std::int64_t> read = read_number(body, name, otherwise);
        if (!read) return read.error();
        *number = *read;
    }
    return list;
}

json::object write_error(const Refusal& refusal) {
    json::object body;
    body["schemas"] = json::array{text(error_urn)};
    body["status"] = std::to_string(refusal.status);
    if (refusal.type != ScimType::none) body["scimType"] = text(scim_type_name(refusal.type));
    if (!refusal.detail.empty()) body["detail"] = refusal.detail;
    return body;
}

Result<Refusal> read_error(const json::object& body) {
    if (!names_schema(body, error_urn)) {
        return Error{Fault::malformed, "Error", "schemas does not name " + std::string(error_urn)};
    }
    Refusal refusal;
    const json::value* status = find_member(body, "status");
    const std::optional<std::int64_t> number =
        status && status->is_int64() ? std::optional(status->get_int64()) : read_integer(text_member(body, "status"));
    if (!number || *number < 100 || *number > 599) return Error{Fault::malformed, "Error", "status is no HTTP status"};
    refusal.status = static_cast<int>(*number);
    refusal.type = read_scim_type(text_member(body, "scimType"));
    refusal.detail = text_member(body, "detail");
    return refusal;
}

Outcome<Query> read_query(const Params& params) {
    Query query;
    query.filter = find_nocase(params, "filter");
    if (const auto start = find_nocase(params, "startIndex")) {
        const std::optional<std::int64_t> number = read_integer(*start);
        if (!number) return invalid_value("startIndex has to be a number, not " + in_quotes(*start));
        query.start_index = std::max<std::int64_t>(*number, 1);
    }
    if (const auto count = find_nocase(params, "count")) {
        const std::optional<std::int64_t> number = read_integer(*count);
        if (!number) return invalid_value("count has to be a number, not " + in_quotes(*count));
        query.count = std::max<std::int64_t>(*number, 0);
    }
    Outcome<Projection> projection = read_projection(find_nocase(params, "attributes").value_or(""),
                                                     find_nocase(params, "excludedAttributes").value_or(""));
    if (!projection) return projection.error();
    query.projection = std::move(*projection);
    return query;
}

} // namespace idpsim::scim
