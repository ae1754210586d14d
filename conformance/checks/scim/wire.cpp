#include "conformance/checks/scim/wire.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/scim/path.hpp"
#include "src/scim/json.hpp"
#include "src/scim/schema.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::conformance::checks {
namespace json = boost::json;
namespace {

std::string_view without_slash(std::string_view text) {
    return text.ends_with('/') ? text.substr(0, text.size() - 1) : text;
}

std::string_view without_query(std::string_view url) { return url.substr(0, url.find_first_of("?#")); }

std::string subject(const Exchange& exchange) { return exchange.request.method + " " + exchange.request.url; }

} // namespace

bool is_request(const Exchange& exchange, const ScimRecord& step, std::string_view method, std::string_view resource) {
    const std::string_view base = without_slash(step.base_url);
    const std::string_view url = exchange.request.url;
    if (exchange.request.method != method || !url.starts_with(base)) return false;
    const std::string_view path = without_slash(without_query(url.substr(base.size())));
    if (!resource.ends_with("/*")) return path == resource;
    const std::string_view collection = resource.substr(0, resource.size() - 1);
    return path.starts_with(collection) && path.size() > collection.size() &&
           path.find('/', collection.size()) == path.npos;
}

std::vector<const Exchange*> find_exchanges(const ScimRecord& step, std::string_view method,
                                            std::string_view resource) {
    std::vector<const Exchange*> out;
    for (const Exchange& exchange : step.exchanges)
        if (is_request(exchange, step, method, resource)) out.push_back(&exchange);
    return out;
}

std::string last_segment(std::string_view url) {
    const std::string_view path = without_slash(without_query(url));
    const std::string_view segment = path.substr(path.rfind('/') + 1);
    const auto decoded = percent_decode(segment);
    return decoded ? *decoded : std::string(segment);
}

json::value body_of(const HttpResponse& response) { return scim::json_or_null(response.body); }
json::value body_of(const HttpRequest& request) { return scim::json_or_null(request.body); }

const json::value* member(const json::value& value, std::string_view name) {
    return value.is_object() ? scim::find_member(value.get_object(), name) : nullptr;
}

namespace {

/// The first element whose attribute is as a mapping's filter says ("type eq "work""); null for any other filter.
const json::value* element_of(const json::value& list, const scim::Filter& filter) {
    if (!list.is_array() || filter.kind != scim::Filter::Kind::compare || filter.op != scim::Operator::eq) return nullptr;
    const auto found = std::ranges::find_if(list.get_array(), [&](const json::value& one) {
        const json::value* has = member(one, filter.path.name);
        return has && scim::same_json(*has, filter.value);
    });
    return found == list.get_array().end() ? nullptr : &*found;
}

} // namespace

const json::value* at_path(const json::value& value, std::string_view path) {
    const auto parsed = scim::parse_patch_path(path);
    if (!parsed) return nullptr;
    const scim::AttributePath& attribute = parsed->attribute;
    const json::value* here = &value;
    // The core schemas' attributes stand in the resource itself, an extension's in an object of its URN.
    const bool core = attribute.urn.empty() || equal_nocase(attribute.urn, scim::user_urn) ||
                      equal_nocase(attribute.urn, scim::group_urn);
    if (!core) here = member(*here, attribute.urn);
    if (here) here = member(*here, attribute.name);
    if (here && parsed->elements) here = element_of(*here, *parsed->elements);
    const std::string& sub = parsed->elements ? parsed->sub : attribute.sub;
    if (here && !sub.empty()) here = member(*here, sub);
    return here;
}

std::string shown(const json::value* value) {
    constexpr std::size_t longest = 120;
    if (!value) return "(absent)";
    const std::string text =
        value->is_string() ? std::string(scim::text_of(value->get_string())) : json::serialize(*value);
    return text.size() > longest ? std::string(cut_utf8(text, longest - 3)) + "..." : text;
}

std::string shown_status(const Exchange& exchange) {
    if (exchange.failure) return "no answer: " + describe(*exchange.failure);
    return std::to_string(exchange.response.status);
}

Finding judge_each(const std::vector<const Exchange*>& exchanges, std::string expected, std::string if_none,
                   const Judge& judge) {
    Finding found = Finding::fail(std::move(expected));
    const Exchange* good = nullptr;
    for (const Exchange* exchange : exchanges) {
        Opinion opinion = judge(*exchange);
        if (!opinion) continue;
        if (opinion->empty())
            good = exchange;
        else
            found.saw(subject(*exchange), std::move(*opinion), exchange->number);
    }
    if (!found.evidence.empty()) return found;
    if (!good) return Finding::unverified(std::move(if_none));
    return Finding::pass(subject(*good), shown_status(*good), good->number);
}

} // namespace idpsim::conformance::checks
