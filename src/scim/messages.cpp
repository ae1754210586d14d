#include "src/scim/messages.hpp"

#include "src/core/text.hpp"
#include "src/scim/text.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace idpsim::scim {

namespace {

json::string text(std::string_view view) { return json::string(view.data(), view.size()); }

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
    for (int i = 0; i <= static_cast<int>(ScimType::invalid_count); ++i) {
        if (equal_nocase(scim_type_name(static_cast<ScimType>(i)), name)) return static_cast<ScimType>(i);
    }
    return ScimType::none;
}

/// A query as both its forms give it, with nothing made of the texts yet.
struct RawQuery {
    std::optional<std::string> filter, sort_by, sort_order, cursor;
    std::optional<std::int64_t> start_index, count;
    std::vector<std::string> attributes, excluded;
};

Outcome<std::optional<Sorting>> read_sorting(const RawQuery& raw) {
    bool descending = false;
    if (raw.sort_order) {
        descending = equal_nocase(*raw.sort_order, "descending");
        if (!descending && !equal_nocase(*raw.sort_order, "ascending")) {
            return invalid_value("sortOrder has to be ascending or descending, not " + in_quotes(*raw.sort_order));
        }
    }
    if (!raw.sort_by || raw.sort_by->empty()) return std::optional<Sorting>();
    Outcome<AttributePath> path = parse_attribute_path(*raw.sort_by);
    if (!path) return path.error();
    return std::optional(Sorting{std::move(*path), descending});
}

Outcome<Query> read_raw(RawQuery raw) {
    Outcome<std::optional<Sorting>> sorting = read_sorting(raw);
    if (!sorting) return sorting.error();
    Outcome<Projection> projection = read_projection(raw.attributes, raw.excluded);
    if (!projection) return projection.error();
    if (raw.cursor && raw.start_index) return invalid_value("cursor and startIndex exclude each other");
    Query query;
    query.filter = std::move(raw.filter);
    query.sorting = std::move(*sorting);
    if (raw.start_index) query.start_index = std::max<std::int64_t>(*raw.start_index, 1);
    if (raw.count) query.count = std::max<std::int64_t>(*raw.count, 0);
    query.cursor = std::move(raw.cursor);
    query.projection = std::move(*projection);
    return query;
}

Refusal no_number(std::string_view name, std::string_view given, bool by_cursor) {
    return {by_cursor && name == "count" ? ScimType::invalid_count : ScimType::invalid_value, 400,
            std::string(name) + " has to be a number, not " + in_quotes(given)};
}

/// Members of a SearchRequest; the first of a wrong type is kept as the refusal.
class SearchReader {
public:
    explicit SearchReader(const json::object& body) : body_(body) {}

    std::optional<std::string> text(std::string_view name) {
        const json::value* value = member(name);
        if (!value) return std::nullopt;
        if (value->is_string()) return std::string(text_of(value->get_string()));
        refuse(name, "text");
        return std::nullopt;
    }
    std::optional<std::int64_t> number(std::string_view name) {
        const json::value* value = member(name);
        if (!value) return std::nullopt;
        if (value->is_int64()) return value->get_int64();
        if (value->is_uint64()) return std::numeric_limits<std::int64_t>::max();
        refuse(name, "an integer");
        return std::nullopt;
    }
    std::vector<std::string> texts(std::string_view name) {
        std::vector<std::string> list;
        const json::value* value = member(name);
        if (!value) return list;
        if (!value->is_array()) return refuse(name, "a list of texts"), list;
        for (const json::value& one : value->get_array()) {
            if (!one.is_string()) return refuse(name, "a list of texts"), list;
            list.emplace_back(text_of(one.get_string()));
        }
        return list;
    }
    const std::optional<Refusal>& refusal() const { return refusal_; }

private:
    const json::value* member(std::string_view name) const {
        const json::value* value = find_member(body_, name);
        return value && !value->is_null() ? value : nullptr;
    }
    void refuse(std::string_view name, const char* wanted) {
        if (!refusal_) refusal_ = invalid_value("'" + std::string(name) + "' has to be " + wanted);
    }

    const json::object& body_;
    std::optional<Refusal> refusal_;
};

} // namespace

bool names_schema(const json::object& body, std::string_view urn) {
    const json::value* schemas = find_member(body, "schemas");
    if (!schemas || !schemas->is_array()) return false;
    return std::any_of(schemas->get_array().begin(), schemas->get_array().end(), [&](const json::value& one) {
        return one.is_string() && equal_nocase(text_of(one.get_string()), urn);
    });
}

bool names_schema(const json::value& body, std::string_view urn) {
    return body.is_object() && names_schema(body.get_object(), urn);
}

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
    if (!list.by_cursor) body["startIndex"] = list.start_index;
    body["itemsPerPage"] = list.items_per_page;
    if (list.next_cursor) body["nextCursor"] = *list.next_cursor;
    body["Resources"] = std::move(resources);
    return body;
}

std::string write_list_text(ListResponse list, std::span<const std::string_view> texts) {
    bool is_first = list.resources.empty();
    std::string body = json::serialize(write_list_response(std::move(list)));
    if (texts.empty()) return body;
    body.resize(body.size() - 2); // Resources is the last member: "]}" goes, and comes again
    for (const std::string_view text : texts) {
        if (!std::exchange(is_first, false)) body += ',';
        body += text;
    }
    return body += "]}";
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
    if (const std::string_view next = text_member(body, "nextCursor"); !next.empty()) list.next_cursor = next;
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
    RawQuery raw;
    raw.filter = find_nocase(params, "filter");
    raw.sort_by = find_nocase(params, "sortBy");
    raw.sort_order = find_nocase(params, "sortOrder");
    raw.cursor = find_nocase(params, "cursor");
    for (const auto& [name, number] : {std::pair{std::string_view("startIndex"), &raw.start_index},
                                       std::pair{std::string_view("count"), &raw.count}}) {
        const std::optional<std::string> given = find_nocase(params, name);
        if (!given) continue;
        *number = read_integer(*given);
        if (!*number) return no_number(name, *given, raw.cursor.has_value());
    }
    for (const auto& [name, list] : {std::pair{std::string_view("attributes"), &raw.attributes},
                                     std::pair{std::string_view("excludedAttributes"), &raw.excluded}}) {
        const std::optional<std::string> given = find_nocase(params, name);
        if (!given || given->empty()) continue;
        for (const std::string_view part : split(*given, ',')) list->emplace_back(trim(part));
    }
    return read_raw(std::move(raw));
}

Outcome<Query> read_search_request(const json::object& body) {
    if (!names_schema(body, search_request_urn)) {
        return invalid_syntax("'schemas' has to name " + std::string(search_request_urn));
    }
    SearchReader reader(body);
    RawQuery raw{.filter = reader.text("filter"),
                 .sort_by = reader.text("sortBy"),
                 .sort_order = reader.text("sortOrder"),
                 .cursor = reader.text("cursor"),
                 .start_index = reader.number("startIndex"),
                 .count = reader.number("count"),
                 .attributes = reader.texts("attributes"),
                 .excluded = reader.texts("excludedAttributes")};
    if (reader.refusal()) return *reader.refusal();
    return read_raw(std::move(raw));
}

} // namespace idpsim::scim
