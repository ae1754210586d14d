/// Who is logged in with a browser, and which usernames it has saved.
#include "simulator/salesforce/world.hpp"
#include "simulator/sp/http_support.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::salesforce {
namespace {

constexpr std::size_t most_saved = 5;
constexpr std::string_view year = "31536000";

std::string session_cookie_of(const World& world, const Org& org) {
    return world.vendor.session_cookie + "_" + std::string(short_id(org.id));
}

/// For all hosts of Salesforce: whoever logged in at My Domain is known at the login host. An identity provider's page
/// posts here, too, and the names that were saved before are to stay.
std::string cookie(const World& world, const std::string& name, std::string_view value, std::string_view more = {}) {
    std::string out = name + "=" + std::string(value) + "; Domain=" + world.vendor.cookie_domain +
                      "; Path=/; Secure; HttpOnly; SameSite=None";
    if (!more.empty()) out += "; Max-Age=" + std::string(more);
    return out;
}

bool is_here(const Visit& visit, const Org& org) {
    return org.environment == visit.environment && (!visit.org || visit.org == &org);
}

/// What the cookie holds: usernames, the latest first. Whatever else a browser sends is nobody's name.
std::vector<std::string> saved_names(const World& world, const HttpRequest& request) {
    std::vector<std::string> out;
    const std::string value = sp::find_cookie(request, world.vendor.saved_cookie).value_or("");
    for (const std::string_view part : split(value, '|')) {
        const Result<std::string> name = percent_decode(part);
        if (name && !name->empty() && out.size() < most_saved) out.push_back(*name);
    }
    return out;
}

std::string save_name(const World& world, const HttpRequest& request, const std::string& username) {
    std::vector<std::string> names = saved_names(world, request);
    std::erase(names, username);
    names.insert(names.begin(), username);
    if (names.size() > most_saved) names.resize(most_saved);
    std::string value;
    for (const std::string& name : names) value += (value.empty() ? "" : "|") + percent_encode(name);
    return cookie(world, world.vendor.saved_cookie, value, year);
}

} // namespace

std::vector<Person> people_of(World& world, const Visit& visit) {
    std::vector<Person> out;
    for (Org& org : world.orgs) {
        if (!is_here(visit, org)) continue;
        const auto id = sp::find_cookie(visit.request, session_cookie_of(world, org));
        const auto found = id ? world.sessions.find(*id) : world.sessions.end();
        if (found == world.sessions.end() || found->second.org != org.id || world.clock.now() >= found->second.ends)
            continue;
        User* user = org.find_user(found->second.user);
        if (user && user->active) out.push_back({&found->second, &org, user});
    }
    return out;
}

std::vector<Person> saved_of(World& world, const Visit& visit) {
    const std::vector<Person> live = people_of(world, visit);
    std::vector<Person> out;
    for (const std::string& name : saved_names(world, visit.request)) {
        Person person = find_username(world, visit.environment, name);
        if (!person.user || !is_here(visit, *person.org)) continue;
        const auto same = std::ranges::find(live, person.user, &Person::user);
        if (same != live.end()) person.session = same->session;
        out.push_back(person);
    }
    return out;
}

Session& begin_session(World& world, const Visit& visit, Org& org, User& user, HttpResponse& response) {
    const std::string id = world.random.token();
    Session& session = world.sessions[id];
    session = {org.id, user.id, world.random.token(), world.clock.now() + world.vendor.session_lifetime};
    response.headers.emplace_back("Set-Cookie", cookie(world, session_cookie_of(world, org), id));
    response.headers.emplace_back("Set-Cookie", save_name(world, visit.request, user.username));
    return session;
}

HttpResponse log_out(World& world, const Visit& visit) {
    for (const Person& person : people_of(world, visit))
        std::erase_if(world.sessions, [&](const auto& entry) { return &entry.second == person.session; });
    const Vendor& vendor = world.vendor;
    return page(200, "<p>" + escape_html(vendor.word("logged_out")) + "</p>", vendor.word("log_out"));
}

} // namespace idpsim::salesforce
