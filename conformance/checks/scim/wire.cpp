#include "conformance/checks/scim/wire.hpp"

#include "src/core/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace idpsim::conformance::checks {
namespace json = boost::json;
namespace {

json::value parse_body(const std::string& body) {
    boost::system::error_code failed;
    json::value value = json::parse(body, failed);
    return failed ? json::value() : value;
}

} // namespace

bool is_request(const Exchange& exchange, const ScimRecord& step, std::string_view method, std::string_view resource) {
    if (exchange.request.method != method || !exchange.request.url.starts_with(step.base_url)) return false;
    std::string_view path = std::string_view(exchange.request.url).substr(step.base_url.size());
    path = path.substr(0, path.find('?'));
    if (!resource.ends_with("/*")) return path == resource;
    const std::string_view collection = resource.substr(0, resource.size() - 1);
    return path.starts_with(collection) && path.size() > collection.size();
}

std::vector<const Exchange*> find_exchanges(const ScimRecord& step, std::string_view method, std::string_view resource) {
    std::vector<const Exchange*> out;
    for (const Exchange& exchange : step.exchanges)
        if (is_request(exchange, step, method, resource)) out.push_back(&exchange);
    return out;
}

json::value body_of(const HttpResponse& response) { return parse_body(response.body); }
json::value body_of(const HttpRequest& request) { return parse_body(request.body); }

const json::value* member(const json::value& value, std::string_view name) {
    if (!value.is_object()) return nullptr;
    for (const auto& pair : value.get_object())
        if (equal_nocase(std::string_view(pair.key().data(), pair.key().size()), name)) return &pair.value();
    return nullptr;
}

const json::value* at_path(const json::value& value, std::string_view path) {
    const json::value* here = &value;
    for (const std::string_view part : split(path, '.')) {
        here = member(*here, part);
        if (!here) return nullptr;
    }
    return here;
}

std::string shown(const json::value* value) {
    if (!value) return "(absent)";
    const std::string text = value->is_string() ? std::string(value->get_string().c_str()) : json::serialize(*value);
    return text.size() > 120 ? text.substr(0, 117) + "..." : text;
}

std::string shown_status(const Exchange& exchange) {
    if (exchange.failure) return "no answer: " + describe(*exchange.failure);
    return std::to_string(exchange.response.status);
}

Finding judge_each(const ScimRecord& step, std::string_view method, std::string_view resource, std::string expected,
                   const std::function<std::string(const Exchange&)>& problem) {
    const auto matching = find_exchanges(step, method, resource);
    if (matching.empty())
        return Finding::unverified("the step sent no " + std::string(method) + " " + std::string(resource));
    Finding found = Finding::fail(std::move(expected));
    for (const Exchange* exchange : matching)
        if (std::string why = problem(*exchange); !why.empty())
            found.saw(std::string(method) + " " + exchange->request.url, std::move(why), exchange->number);
    if (!found.evidence.empty()) return found;
    Finding good = Finding::pass(std::string(method) + " " + matching.back()->request.url, shown_status(*matching.back()));
    good.evidence.front().exchange = matching.back()->number;
    return good;
}

} // namespace idpsim::conformance::checks
