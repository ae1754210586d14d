/// Logging in at a host of Salesforce's: by password, by a saved username, or by the org's own SSO.
#include "simulator/salesforce/world.hpp"
#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"

#include <algorithm>

namespace idpsim::salesforce {
namespace {

std::string field(const Params& params, std::string_view name) { return find_param(params, name).value_or(""); }

/// A place on this host and no other: "/path?query".
bool is_own_place(std::string_view start_url) {
    return start_url.starts_with('/') && !start_url.starts_with("//") && start_url.find('\\') == std::string_view::npos;
}

/// Where a login by password may take place: at the login hosts, and at the person's own My Domain.
Person by_password(World& world, const Visit& visit) {
    Person person = find_username(world, visit.environment, field(visit.form, "username"));
    const std::string given = field(visit.form, "pw");
    if (!person.user || !person.user->active || (visit.org && visit.org != person.org)) return {};
    if (person.user->password.empty() || !crypto::same_secret(person.user->password, given)) return {};
    return person;
}

/// A saved username: one that has a live session goes on with it, another has to log in.
HttpResponse take_saved(World& world, const Visit& visit, const std::string& username, const std::string& start_url) {
    const std::vector<Person> saved = saved_of(world, visit);
    const auto chosen =
        std::ranges::find_if(saved, [&](const Person& each) { return each.user->username == username; });
    if (chosen != saved.end() && chosen->session) return go_on(world, visit, start_url, *chosen);
    return login_page(world, visit, start_url, username, false);
}

} // namespace

HttpResponse show_login(World& world, const Visit& visit) {
    const std::string start_url = field(visit.query, "startURL");
    if (!people_of(world, visit).empty() && start_url.empty())
        return go_to(visit.url.origin() + world.vendor.path("home"));
    const bool wants_form = find_param(visit.query, "login").has_value();
    if (visit.org && visit.org->idp && !wants_form) return start_sso(world, *visit.org, start_url);
    return login_page(world, visit, start_url, field(visit.query, "un"), false);
}

HttpResponse take_login(World& world, const Visit& visit) {
    if (find_param(visit.form, "SAMLResponse")) return consume_response(world, visit);
    const std::string start_url = field(visit.form, "startURL");
    if (const auto saved = find_param(visit.form, "saved")) return take_saved(world, visit, *saved, start_url);
    Person person = by_password(world, visit);
    if (!person.user) return login_page(world, visit, start_url, field(visit.form, "username"), true);
    HttpResponse cookies;
    person.session = &begin_session(world, visit, *person.org, *person.user, cookies);
    HttpResponse response = go_on(world, visit, start_url, person);
    for (auto& header : cookies.headers) response.headers.push_back(std::move(header));
    return response;
}

HttpResponse go_on(World& world, const Visit& visit, const std::string& start_url, const Person& person) {
    const Vendor& vendor = world.vendor;
    if (!is_own_place(start_url)) return go_to(visit.url.origin() + vendor.path("home"));
    const Result<Url> url = parse_url(visit.url.origin() + start_url);
    if (!url) return go_to(visit.url.origin() + vendor.path("home"));
    if (url->path != vendor.path("authorize")) return go_to(visit.url.origin() + url->target());
    const Result<Params> ask = parse_form(url->query);
    if (!ask) return go_to(visit.url.origin() + vendor.path("home"));
    return authorize_as(world, visit, *ask, person);
}

} // namespace idpsim::salesforce
