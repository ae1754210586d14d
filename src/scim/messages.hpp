#pragma once
/// SCIM messages: ListResponse, Error, queries and bearer credentials, read and written (RFC 7644 section 3).
#include "src/core/result.hpp"
#include "src/core/url.hpp"
#include "src/scim/filter.hpp"
#include "src/scim/json.hpp"
#include "src/scim/resource.hpp"
#include "src/scim/sorting.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim {

inline constexpr std::string_view media_type = "application/scim+json";
inline constexpr std::string_view list_response_urn = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
inline constexpr std::string_view error_urn = "urn:ietf:params:scim:api:messages:2.0:Error";
inline constexpr std::string_view search_request_urn = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

/// Whether `schemas` of a message names the URN.
bool names_schema(const json::object& body, std::string_view urn);
/// The same of any JSON; what is no object names nothing.
bool names_schema(const json::value& body, std::string_view urn);

/// True for application/scim+json and application/json, with or without parameters.
bool is_json_media_type(std::string_view content_type);

/// Section 3.4.2.
struct ListResponse {
    std::int64_t total_results = 0;  ///< all matches, not those of this page
    std::int64_t start_index = 1;    ///< 1-based
    std::int64_t items_per_page = 0; ///< of this page
    std::vector<json::object> resources = {};
    bool by_cursor = false; ///< then startIndex is left out, which counts for nothing there (RFC 9865 section 2)
    std::optional<std::string> next_cursor = {};
};
/// `Resources` is always there, empty as well: clients index it.
json::object write_list_response(ListResponse list);
/// The message as text, with `texts`, each a resource's JSON, after the resources of `list`, in as many octets as that
/// takes.
std::string write_list_text(ListResponse list, std::span<const std::string_view> texts);
/// What a client takes from an answer; names without case, absent counts are those of the list.
/// Malformed without the URN, invalid with numbers that are none.
Result<ListResponse> read_list_response(const json::object& body);

/// Section 3.12; `status` is text.
json::object write_error(const Refusal& refusal);
/// What a client takes from an Error body; `status` may be text or number. scimType that is unknown becomes none.
/// Malformed when the body is no Error message.
Result<Refusal> read_error(const json::object& body);

/// The query parameters of section 3.4.2 and of RFC 9865 section 2.
struct Query {
    std::optional<std::string> filter; ///< as written, not parsed: what to do with a bad one is the server's decision
    std::optional<Sorting> sorting;
    std::optional<std::int64_t> start_index; ///< 1-based
    std::optional<std::int64_t> count;
    std::optional<std::string> cursor; ///< "" asks for the first page
    Projection projection;
};
/// Parameter names without case (clients write startindex), unknown ones ignored, the first of two taken. Below 1 a
/// start is 1 and below 0 a count is 0; too large for 64 bits is the largest number. 400 invalidValue: no number,
/// sortOrder that is none, a cursor together with startIndex; invalidCount: a count that is none beside a cursor;
/// invalidPath: sortBy that is no attribute path.
Outcome<Query> read_query(const Params& params);
/// The same of a SearchRequest (section 3.4.3). 400 invalidSyntax without its URN, invalidValue for members of another
/// type.
Outcome<Query> read_search_request(const json::object& body);

} // namespace idpsim::scim
