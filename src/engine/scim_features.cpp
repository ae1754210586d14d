#include "src/engine/scim_features.hpp"

#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/engine/story_step.hpp"
#include "src/scim/json.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace json = boost::json;
namespace {

bool is_true(const json::value* value) { return value && value->is_bool() && value->get_bool(); }

bool read_feature(const json::object& config, std::string_view feature) {
    const bool cursor = feature == "cursor";
    const json::value* part = scim::find_member(config, cursor ? "pagination" : feature);
    return part && part->is_object() && is_true(scim::find_member(part->get_object(), cursor ? "cursor" : "supported"));
}

/// The resource's own URL, under the base that the case uses: a server may name itself by another host.
std::string own_url(const std::string& base_url, const std::string& collection, const json::object& resource) {
    const std::string_view id = scim::text_member(resource, "id");
    return id.empty() ? std::string() : base_url + collection + "/" + percent_encode(id);
}

void add_created(const Exchange& exchange, const std::string& base_url, std::vector<std::string>& out) {
    const json::value body = scim::json_or_null(exchange.response.body);
    if (!body.is_object() || !exchange.request.url.starts_with(base_url)) return;
    const std::string_view url = exchange.request.url;
    std::string path(url.substr(base_url.size(), url.find('?') == std::string_view::npos ? url.npos : url.find('?') - base_url.size()));
    while (path.ends_with('/')) path.pop_back();
    if (path != "/Bulk") {
        if (std::string own = own_url(base_url, path, body.get_object()); !own.empty()) out.push_back(std::move(own));
        return;
    }
    const json::value* operations = scim::find_member(body.get_object(), "Operations");
    if (!operations || !operations->is_array()) return;
    for (const json::value& one : operations->get_array())
        if (one.is_object() && equal_nocase(scim::text_member(one.get_object(), "method"), "POST"))
            if (const std::string_view location = scim::text_member(one.get_object(), "location"); !location.empty())
                out.emplace_back(location.starts_with('/') ? base_url + std::string(location) : std::string(location));
}

} // namespace

asio::awaitable<Result<bool>> announces(Universe& universe, std::string feature) {
    const TargetSession& target = universe.target();
    HttpRequest request = plain_request(target, "GET", "/ServiceProviderConfig", target.scim_token());
    const Asked answer = co_await ask_scim(universe, std::move(request));
    if (!answer.response) co_return answer.response.error();
    const json::value config = scim::json_or_null(answer.response->body);
    if (answer.response->status != 200 || !config.is_object()) co_return feature == "patch" || feature == "filter";
    co_return read_feature(config.get_object(), feature);
}

std::vector<std::string> created_resources(const std::vector<Exchange>& exchanges, const std::string& base_url) {
    std::vector<std::string> out;
    for (const Exchange& one : exchanges)
        if (one.request.method == "POST" && one.response.status >= 200 && one.response.status < 300 && !one.request.url.ends_with("/.search"))
            add_created(one, base_url, out);
    std::ranges::reverse(out);
    return out;
}

asio::awaitable<void> delete_resources(Universe& universe, std::vector<std::string> urls) {
    const TargetSession& target = universe.target();
    for (std::string& url : urls) {
        HttpRequest request = plain_request(target, "DELETE", "", target.scim_token());
        request.url = std::move(url);
        co_await ask_scim(universe, std::move(request));
    }
}

} // namespace idpsim::engine
