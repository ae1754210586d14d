/// Settings > People, and Settings > Teams.
#include "simulator/sp/page_access.hpp"
#include "simulator/sp/pages/layout.hpp"
#include "simulator/sp/pages/pages.hpp"
#include "simulator/sp/people.hpp"
#include "simulator/sp/text_fields.hpp"
#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

constexpr std::int64_t people_on_a_page = 50;
constexpr std::string_view people_place = "/app/settings/people", teams_place = "/app/settings/teams";

Actor actor(const Visitor& visitor) {
    return {ActorKind::person, address_of(visitor.account)};
}

std::string person_entry(Product& product, const scim_server::UserRecord& record, const Visitor& visitor, const std::string& token) {
    const AccountView account = view_account(product, record);
    const bool own = record.id == visitor.account.id;
    std::string out = "<li><p><strong>" + escape_html(account.display_name) + "</strong> ";
    if (account.display_name != account.email) out += escape_html(account.email) + " ";
    if (!account.active) out += "<span class=\"tag\">disabled</span> ";
    if (own) out += "<span class=\"tag\">you</span>";
    out += "</p><p class=\"soft\">Teams: " + escape_html(join(account.teams, ", ")) + "</p>";
    if (own) return out + "<p class=\"soft\">Role: " + escape_html(account.role) + "</p></li>";
    const std::string action = std::string(people_place) + "/" + record.id;
    out += "<div class=\"row\">" + form(action, token, "<div class=\"row\">" + choice("Role", "role", all_roles(product.config.names), account.role) +
                                                             button("Change role", "plain") + "</div>");
    out += form(action, token, account.active ? button("Disable", "danger", "active", "no") : button("Enable", "", "active", "yes"));
    return out + "</div></li>";
}

/// Some of them, or those of an address.
scim_server::Page<scim_server::UserRecord> some_people(Product& product, const Organisation& org, const std::string& email, std::int64_t skip) {
    scim_server::Page<scim_server::UserRecord> out;
    if (!email.empty()) {
        out.records = accounts_of_address(product, org.id, email);
        out.total = static_cast<std::int64_t>(out.records.size());
        return out;
    }
    scim_server::Selection<scim_server::UserRecord> selection;
    selection.skip = skip;
    selection.take = people_on_a_page;
    return product.directory.select_users(org.id, selection);
}

std::int64_t skip_of(const Url& url) {
    const std::string text = query_param(url, "from");
    const bool is_number = !text.empty() && text.size() < 8 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? std::stoll(text) : 0;
}

std::string invite_form(Product& product, const std::string& token) {
    return card("Invite somebody", form(people_place, token,
                                        "<div class=\"row\">" + input({"Work e-mail", "email", "email", "", "", "required"}) +
                                            choice("Role", "role", all_roles(product.config.names), product.config.names.default_role) + button("Invite") + "</div>"));
}

HttpResponse people_page(Product& product, const Call& call, const AdminPage& page, const std::string& above, int status = 200) {
    const std::string token = form_token(page.visitor.session_id), email = call.request.method == "GET" ? query_param(call.url, "email") : "";
    const std::int64_t skip = skip_of(call.url);
    const auto people = some_people(product, *page.org, email, skip);
    std::string list;
    for (const auto& each : people.records) list += person_entry(product, each, page.visitor, token);
    std::string more;
    if (skip > 0) more += link(std::string(people_place) + "?from=" + std::to_string(std::max<std::int64_t>(0, skip - people_on_a_page)), "Earlier", "button plain");
    if (email.empty() && skip + people_on_a_page < people.total) more += link(std::string(people_place) + "?from=" + std::to_string(skip + people_on_a_page), "More", "button plain");
    const std::string search = "<form method=\"get\" action=\"" + std::string(people_place) + "\"><div class=\"row\">" +
                               input({"Find by address", "email", "search", email, "", ""}) + button("Find", "plain") + "</div></form>";
    return show_page(product, {"People", &page.visitor, {{"Settings", "/app/settings"}}, {}},
                     above + invite_form(product, token) +
                         card(std::to_string(people.total) + (people.total == 1 ? " person" : " people"),
                              search + "<h3>Accounts</h3>" + (list.empty() ? paragraph("Nobody.") : "<ul class=\"list\">" + list + "</ul>") + "<p class=\"actions\">" + more + "</p>"),
                     status);
}

std::string detail_of(const HttpResponse& refused) {
    const boost::json::value told = scim::json_or_null(refused.body);
    return told.is_object() ? std::string(scim::text_member(told.get_object(), "detail")) : "This is not possible.";
}

std::string team_entry(Product& product, const std::string& team, const std::vector<scim_server::UserRecord>& people, const std::string& token) {
    std::string members;
    std::size_t count = 0;
    constexpr std::size_t most = 200;
    for (const auto& each : people) {
        const std::vector<std::string> teams = given_teams(each, product.config.names);
        if (std::ranges::find(teams, team) == teams.end() || ++count > most) continue;
        members += "<li>" + escape_html(address_of(each)) + "</li>";
    }
    const std::string change = form(std::string(teams_place) + "/members", token,
                                    hidden("team", team) + "<div class=\"row\">" + input({"Work e-mail", "email", "email", "", "", "required"}) +
                                        button("Add", "", "do", "add") + button("Remove", "danger", "do", "remove") + "</div>");
    return "<li><details><summary><strong>" + escape_html(team) + "</strong> <span class=\"tag\">" + std::to_string(count) + "</span></summary>" +
           (members.empty() ? paragraph("Nobody yet.") : "<ul>" + members + "</ul>") + change + "</details></li>";
}

HttpResponse teams_page(Product& product, const AdminPage& page, const std::string& above, int status = 200) {
    const std::string token = form_token(page.visitor.session_id);
    const auto people = product.directory.list_users(page.org->id);
    std::string list;
    for (const std::string& team : page.org->teams) list += team_entry(product, team, people, token);
    return show_page(product, {"Teams", &page.visitor, {{"Settings", "/app/settings"}}, {}},
                     above + card("Make a team", form(teams_place, token, "<div class=\"row\">" + input({"Name", "name", "text", "", "", "required maxlength=\"200\""}) + button("Make") + "</div>")) +
                         card("Teams", "<ul class=\"list\">" + list + "</ul>"),
                     status);
}

} // namespace

HttpResponse show_people_page(Product& product, const Call& call) {
    const Or<AdminPage> page = page_of_admin(product, call);
    if (!page) return page.error();
    return people_page(product, call, *page, call.url.query == "done=changed" ? notice("good", "Done.") : "");
}

HttpResponse invite_by_form(Product& product, const Call& call) {
    const Or<AdminForm> form = form_of_admin(product, call);
    if (!form) return form.error();
    const AdminPage page{form->org, form->visitor};
    const Or<Invited> invited = invite(product, *form->org, actor(form->visitor), std::string(trim(form->body.field("email"))), form->body.field("role"));
    if (!invited) return people_page(product, call, page, notice("bad", detail_of(invited.error())), invited.error().status);
    return people_page(product, call, page,
                       card("Invited", notice("good", "Send this link to " + invited->account.email + ". It is shown this once, and opens once.") + "<code class=\"secret\">" +
                                           escape_html(invited->url) + "</code>"));
}

HttpResponse change_person_by_form(Product& product, const Call& call) {
    const Or<AdminForm> form = form_of_admin(product, call);
    if (!form) return form.error();
    const AdminPage page{form->org, form->visitor};
    std::optional<scim_server::UserRecord> account = product.directory.find_user_by_id(form->org->id, call.path.at(0));
    if (!account) return problem_page(product, call.request, {"Not found", "not_found", "There is no such account."}, 404, &form->visitor);
    // Whoever is left could not undo it: so one Account Admin stays.
    if (account->id == form->visitor.account.id) return people_page(product, call, page, notice("bad", "Your own account is changed by another admin."), 409);
    PersonChange change;
    const std::string role = form->body.field("role"), active = form->body.field("active");
    if (!role.empty() && !has_role(product.config.names, role)) return people_page(product, call, page, notice("bad", "There is no such role."), 400);
    if (!role.empty()) change.role = role;
    if (active == "yes" || active == "no") change.active = active == "yes";
    change_person(product, actor(form->visitor), std::move(*account), change);
    return see_other(std::string(people_place) + "?done=changed");
}

HttpResponse show_teams_page(Product& product, const Call& call) {
    const Or<AdminPage> page = page_of_admin(product, call);
    if (!page) return page.error();
    return teams_page(product, *page, call.url.query == "done=changed" ? notice("good", "Done.") : "");
}

HttpResponse make_team_by_form(Product& product, const Call& call) {
    const Or<AdminForm> form = form_of_admin(product, call);
    if (!form) return form.error();
    const AdminPage page{form->org, form->visitor};
    const Or<std::string> name = read_name({{"name", std::string(trim(form->body.field("name")))}}, "name");
    if (!name) return teams_page(product, page, notice("bad", detail_of(name.error())), 400);
    if (const auto refused = add_team(product, *form->org, actor(form->visitor), *name)) return teams_page(product, page, notice("bad", detail_of(*refused)), refused->status);
    return see_other(std::string(teams_place) + "?done=changed");
}

HttpResponse change_members_by_form(Product& product, const Call& call) {
    const Or<AdminForm> form = form_of_admin(product, call);
    if (!form) return form.error();
    const AdminPage page{form->org, form->visitor};
    const std::string team = form->body.field("team"), email(trim(form->body.field("email"))), what = form->body.field("do");
    auto accounts = accounts_of_address(product, form->org->id, email);
    if (!has_team(*form->org, team)) return teams_page(product, page, notice("bad", "There is no such team."), 404);
    if (accounts.empty()) return teams_page(product, page, notice("bad", "Nobody here has this address."), 404);
    std::vector<std::string> teams = given_teams(accounts.front(), product.config.names);
    std::erase(teams, team);
    if (what != "remove") teams.push_back(team);
    PersonChange change;
    change.teams = std::move(teams);
    change_person(product, actor(form->visitor), std::move(accounts.front()), change);
    return see_other(std::string(teams_place) + "?done=changed");
}

} // namespace idpsim::sp
