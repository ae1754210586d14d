#include "simulator/idp/scim_answer.hpp"

#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace idpsim::idp {

namespace json = boost::json;
using scim::find_member;

namespace {

constexpr std::size_t longest_body = 4u << 20;
constexpr std::size_t longest_quote = 160;

bool contains(const std::vector<int>& statuses, int status) {
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

/// Foreign text for a sentence: printable ASCII and UTF-8, one line, short.
std::string quoted(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, longest_quote))
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return "'" + out + (text.size() > longest_quote ? "...'" : "'");
}

std::string describe_statuses(const std::vector<int>& statuses) {
    std::vector<std::string> words;
    words.reserve(statuses.size());
    for (const int status : statuses) words.push_back(std::to_string(status));
    return join(words, " or ");
}

/// What the server said in its Error body (RFC 7644 section 3.12), for people.
std::string error_detail(const std::optional<json::object>& body) {
    if (!body) return {};
    std::string out;
    for (const std::string_view name : {"scimType", "detail"}) {
        const json::value* found = find_member(*body, name);
        if (!found || !found->is_string() || found->get_string().empty()) continue;
        out += (out.empty() ? ": " : ", ") + quoted(std::string_view(found->get_string()));
    }
    return out;
}

std::string status_problem(const ScimRequest& rule, const HttpResponse& response,
                           const std::optional<json::object>& body) {
    std::string out = "HTTP " + std::to_string(response.status) + error_detail(body);
    if (response.status == 429) {
        const auto wait = find_header(response.headers, "Retry-After");
        return out + (wait ? ", Retry-After " + quoted(*wait) : ", without Retry-After");
    }
    if (const auto location = find_header(response.headers, "Location"); location && response.status / 100 == 3) {
        out += ", a redirect to " + quoted(*location) + ", which this client does not follow";
    }
    return out + "; wanted " + describe_statuses(rule.accept);
}

/// Why there is no JSON object in an answer that had to have one.
std::string body_problem(const HttpResponse& response) {
    if (trim(response.body).empty()) return "the answer has no body";
    if (response.body.size() > longest_body) return "the answer is longer than 4 MiB";
    const std::string type = to_lower(find_header(response.headers, "Content-Type").value_or(""));
    if (type.find("html") != std::string::npos || trim(response.body).starts_with('<'))
        return "the answer is a web page, not JSON";
    json::error_code failed;
    const json::value value = json::parse(response.body, failed);
    return failed ? "the answer is not JSON (" + failed.message() + ")"
                  : "the answer is a JSON " + std::string(json_type(value)) + ", not an object";
}

std::optional<json::object> read_object(const std::string& body) {
    if (body.size() > longest_body || trim(body).empty()) return std::nullopt;
    json::value value = scim::json_or_null(body);
    if (!value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

std::string demand_problem(const ScimDemand& demand, const json::object& body) {
    const json::value* found = value_at(body, demand.path);
    if (!found && demand.may_lack) return {};
    if (!found) return "the answer lacks '" + demand.path + "'";
    const std::string_view type = json_type(*found);
    if (demand.type.empty() || demand.type == type) return {};
    return "'" + demand.path + "' in the answer is a " + std::string(type) + ", not a " + demand.type;
}

void judge_plain(const ScimRequest& rule, const HttpResponse& response, ScimAnswer& answer) {
    answer.body = read_object(response.body);
    answer.nobody = contains(rule.not_found, response.status);
    if (answer.nobody) return;
    if (!contains(rule.accept, response.status)) {
        answer.problem = status_problem(rule, response, answer.body);
        return;
    }
    if (rule.needs_body && !answer.body) answer.problem = body_problem(response);
    // Two readers of such a body could disagree about it, so nothing is linked by it.
    if (const auto sound = scim::parse_json_object(response.body); answer.body && !sound) {
        answer.problem = "the answer is no sound JSON object: " + sound.error().detail;
    }
    for (const ScimDemand& demand : rule.demands) {
        if (answer.body && answer.problem.empty()) answer.problem = demand_problem(demand, *answer.body);
    }
}

} // namespace

ScimAnswer judge_answer(const ScimRequest& rule, const Result<HttpResponse>& response) {
    ScimAnswer answer;
    if (!response) {
        answer.problem = "no answer: " + response.error().detail;
        return answer;
    }
    answer.status = response->status;
    answer.retry_after = find_header(response->headers, "Retry-After");
    judge_plain(rule, *response, answer);
    answer.ok = answer.problem.empty();
    answer.forget = answer.ok && rule.forget;
    return answer;
}

std::optional<std::string> resource_id(const json::object& resource) {
    const json::value* id = find_member(resource, "id");
    if (!id) return std::nullopt;
    if (id->is_string() && !id->get_string().empty()) return std::string(id->get_string());
    if (id->is_int64()) return std::to_string(id->get_int64());
    if (id->is_uint64()) return std::to_string(id->get_uint64());
    return std::nullopt;
}

const json::array* listed_resources(const json::object& list) {
    const json::value* found = find_member(list, "Resources");
    return found && found->is_array() ? &found->get_array() : nullptr;
}

} // namespace idpsim::idp
