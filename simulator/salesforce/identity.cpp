/// The Identity URL and UserInfo: who the person of an access token is.
#include "simulator/salesforce/world.hpp"
#include "src/core/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace idpsim::salesforce {
namespace {

namespace json = boost::json;

HttpResponse say_no(const Refusal& refusal) {
    return text_response(refusal.status, refusal.error, "text/html;charset=UTF-8");
}

bool may_tell_identity(const Grant& grant) {
    return std::ranges::any_of(grant.scopes, [](const std::string& scope) {
        return scope == "id" || scope == "openid" || scope == "profile" || scope == "full";
    });
}

json::object photos_of(const Org& org, const User& user) {
    const std::string base = org.origin + "/profilephoto/" + std::string(short_id(user.id));
    return {{"picture", base + "/F"}, {"thumbnail", base + "/T"}};
}

/// The version stands in them literally, for the client to fill in.
json::object urls_of(const Org& org, const User& user) {
    const std::string data = org.origin + "/services/data/v{version}/";
    const std::string soap = org.origin + "/services/Soap/";
    return {{"enterprise", soap + "c/{version}/" + std::string(short_id(org.id))},
            {"metadata", soap + "m/{version}/" + std::string(short_id(org.id))},
            {"partner", soap + "u/{version}/" + std::string(short_id(org.id))},
            {"rest", data},
            {"sobjects", data + "sobjects/"},
            {"search", data + "search/"},
            {"query", data + "query/"},
            {"recent", data + "recent/"},
            {"profile", org.origin + "/" + user.id},
            {"feeds", data + "chatter/feeds"},
            {"groups", data + "chatter/groups"},
            {"users", data + "chatter/users"},
            {"feed_items", data + "chatter/feed-items"},
            {"custom_domain", org.origin}};
}

/// All that is known, under both endpoints' names; which of it is told, and in which order, the vendor's lists say.
json::object known_of(World& world, const Org& org, const User& user) {
    const Vendor& vendor = world.vendor;
    const std::string id =
        vendor.login_origin(org.environment) + vendor.path("identity") + "/" + org.id + "/" + user.id;
    const std::string name = user.given_name + " " + user.family_name;
    const std::string nick = user.email.substr(0, user.email.find('@'));
    const std::string changed = format_instant(world.clock.now(), SecondDigits::none);
    return {{"id", id},
            {"sub", id},
            {"asserted_user", true},
            {"user_id", user.id},
            {"organization_id", org.id},
            {"username", user.username},
            {"preferred_username", user.username},
            {"nick_name", nick},
            {"nickname", nick},
            {"display_name", name},
            {"name", name},
            {"email", user.email},
            {"email_verified", user.email_verified},
            {"first_name", user.given_name},
            {"given_name", user.given_name},
            {"last_name", user.family_name},
            {"family_name", user.family_name},
            {"timezone", "America/Los_Angeles"},
            {"zoneinfo", "America/Los_Angeles"},
            {"photos", photos_of(org, user)},
            {"picture", photos_of(org, user)["picture"]},
            {"status", json::object{{"created_date", nullptr}, {"body", nullptr}}},
            {"urls", urls_of(org, user)},
            {"is_lightning_login_user", false},
            {"active", user.active},
            {"user_type", "STANDARD"},
            {"language", "en_US"},
            {"locale", "en_US"},
            {"utcOffset", -28800000},
            {"last_modified_date", changed},
            {"updated_at", changed},
            {"is_app_installed", true}};
}

HttpResponse tell(World& world, const Org& org, const User& user, const std::vector<std::string>& fields) {
    const json::object known = known_of(world, org, user);
    json::object out;
    for (const std::string& field : fields) out[field] = known.at(field);
    return json_response(200, json::serialize(out), "application/json;charset=UTF-8");
}

/// The person of the token, when it may be told who that is.
HttpResponse tell_person(World& world, const Visit& visit, const std::vector<std::string>& fields,
                         const std::string& path) {
    const Vendor& vendor = world.vendor;
    if (!find_header(visit.request.headers, "Authorization")) return say_no(vendor.refusal("no_token"));
    const Grant* grant = granted(world, visit);
    if (!grant) return say_no(vendor.refusal("bad_token"));
    if (!may_tell_identity(*grant)) return say_no(vendor.refusal("scope_missing"));
    Org* org = find_org(world, grant->org);
    const User* user = org ? org->find_user(grant->user) : nullptr;
    if (!user || !user->active) return say_no(vendor.refusal("bad_token"));
    if (!path.empty() && path != vendor.path("identity") + "/" + org->id + "/" + user->id)
        return say_no(vendor.refusal("bad_token"));
    return tell(world, *org, *user, fields);
}

} // namespace

HttpResponse show_identity(World& world, const Visit& visit) {
    return tell_person(world, visit, world.vendor.identity, visit.url.path);
}

HttpResponse show_userinfo(World& world, const Visit& visit) {
    return tell_person(world, visit, world.vendor.userinfo, "");
}

} // namespace idpsim::salesforce
