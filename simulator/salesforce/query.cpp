/// Users by query, a page at a time, with an access token of the scope api.
#include "simulator/salesforce/soql.hpp"
#include "simulator/salesforce/world.hpp"
#include "src/core/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace idpsim::salesforce {
namespace {

namespace json = boost::json;

/// As the REST API says it: a list of one.
HttpResponse rest_error(const Refusal& refusal) {
    const json::array body{json::object{{"message", refusal.description}, {"errorCode", refusal.error}}};
    return json_response(refusal.status, json::serialize(body), "application/json;charset=UTF-8");
}

/// The org that the token may read, when this is its host.
Org* readable_org(World& world, const Visit& visit) {
    const Grant* grant = visit.org ? granted(world, visit) : nullptr;
    if (!grant || grant->org != visit.org->id) return nullptr;
    const std::vector<std::string>& scopes = grant->scopes;
    const bool may =
        std::ranges::find(scopes, "api") != scopes.end() || std::ranges::find(scopes, "full") != scopes.end();
    return may ? visit.org : nullptr;
}

json::value text_or_null(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

/// Nothing when users have no such field.
std::optional<std::pair<std::string, json::value>> field_of(const User& user, std::string_view name) {
    const json::object all{{"Id", user.id},
                           {"Username", user.username},
                           {"Email", user.email},
                           {"FirstName", text_or_null(user.given_name)},
                           {"LastName", user.family_name},
                           {"Name", user.given_name + " " + user.family_name},
                           {"IsActive", user.active},
                           {"FederationIdentifier", text_or_null(user.federation_id)},
                           {"UserType", "Standard"}};
    for (const auto& each : all)
        if (equal_nocase(each.key(), name)) return std::pair(std::string(each.key()), each.value());
    return std::nullopt;
}

json::object record_of(const Vendor& vendor, const User& user, const std::vector<std::string>& fields) {
    json::object out{
        {"attributes", json::object{{"type", "User"}, {"url", vendor.path("sobjects") + "/User/" + user.id}}}};
    for (const std::string& name : fields)
        if (auto found = field_of(user, name)) out[found->first] = std::move(found->second);
    return out;
}

HttpResponse show_page(World& world, Org& org, const Cursor& cursor, const std::string& locator, std::size_t from) {
    const std::size_t end = std::min(cursor.users.size(), from + static_cast<std::size_t>(world.vendor.batch_size));
    json::array records;
    for (std::size_t i = from; i < end; ++i)
        if (const User* user = org.find_user(cursor.users[i]))
            records.push_back(record_of(world.vendor, *user, cursor.fields));
    json::object body{{"totalSize", cursor.users.size()}, {"done", end == cursor.users.size()}};
    if (end < cursor.users.size())
        body["nextRecordsUrl"] = world.vendor.path("query") + "/" + locator + "-" + std::to_string(end);
    body["records"] = std::move(records);
    return json_response(200, json::serialize(body), "application/json;charset=UTF-8");
}

HttpResponse first_page(World& world, Org& org, const std::string& text) {
    const Result<UserQuery> query = read_user_query(text);
    if (!query) return rest_error(world.vendor.refusal("malformed_query"));
    const bool known =
        std::ranges::all_of(query->fields, [](const std::string& name) { return field_of(User{}, name).has_value(); });
    if (!known) return rest_error(world.vendor.refusal("invalid_field"));
    Cursor cursor{org.id, query->fields, {}};
    for (const User& user : org.users)
        if (!query->is_active || *query->is_active == user.active) cursor.users.push_back(user.id);
    const std::string locator = draw_id("01g", world.random);
    if (cursor.users.size() > static_cast<std::size_t>(world.vendor.batch_size)) world.cursors[locator] = cursor;
    return show_page(world, org, cursor, locator, 0);
}

/// "01g...-2000"
HttpResponse further_page(World& world, Org& org, std::string_view rest) {
    const std::size_t dash = rest.rfind('-');
    const auto found = world.cursors.find(rest.substr(0, dash));
    std::size_t from = 0;
    const char* end = rest.data() + rest.size();
    const bool is_number =
        dash != std::string_view::npos && std::from_chars(rest.data() + dash + 1, end, from).ptr == end;
    if (!is_number || found == world.cursors.end() || found->second.org != org.id || from >= found->second.users.size())
        return rest_error(world.vendor.refusal("bad_cursor"));
    return show_page(world, org, found->second, found->first, from);
}

} // namespace

HttpResponse run_query(World& world, const Visit& visit) {
    Org* org = readable_org(world, visit);
    if (!org) return rest_error(world.vendor.refusal("invalid_session"));
    const std::string& path = world.vendor.path("query");
    if (visit.url.path == path) return first_page(world, *org, find_param(visit.query, "q").value_or(""));
    return further_page(world, *org, std::string_view(visit.url.path).substr(path.size() + 1));
}

} // namespace idpsim::salesforce
