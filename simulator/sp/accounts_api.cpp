/// What an organisation's account admin does with people: see them, invite them, disable them, give roles, make teams.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/people.hpp"
#include "simulator/sp/text_fields.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

Or<std::vector<std::string>> read_teams(const boost::json::value& value, const Organisation& org) {
    Or<std::vector<std::string>> teams = read_names(value, "teams");
    if (!teams) return teams;
    for (const std::string& team : *teams)
        if (!has_team(org, team)) return bad_field("teams", "a list of teams that the organisation has");
    return teams;
}

Or<PersonChange> read_change(const boost::json::object& body, const Organisation& org, const ProductNames& names) {
    if (auto refusal = refuse_unknown_fields(body, {"active", "role", "teams"})) return *refusal;
    PersonChange change;
    const Or<std::optional<bool>> active = read_flag(body, "active");
    if (!active) return active.error();
    change.active = *active;
    if (body.contains("role")) {
        Or<std::string> role = read_name(body, "role");
        if (!role) return role.error();
        if (!has_role(names, *role)) return bad_field("role", "one of the product's roles");
        change.role = std::move(*role);
    }
    if (const boost::json::value* value = body.if_contains("teams")) {
        Or<std::vector<std::string>> teams = read_teams(*value, org);
        if (!teams) return teams.error();
        change.teams = std::move(*teams);
    }
    return change;
}

boost::json::array describe_accounts(const std::vector<scim_server::UserRecord>& accounts, Product& product) {
    boost::json::array out;
    for (const scim_server::UserRecord& account : accounts)
        out.push_back(describe_account(view_account(product, account)));
    return out;
}

/// The admins' teams, then the groups that SCIM provisions.
boost::json::object describe_teams(const Organisation& org, scim_server::Directory& directory) {
    boost::json::array teams;
    for (const std::string& team : org.teams) teams.push_back(boost::json::object{{"name", team}});
    scim_server::Selection<scim_server::GroupRecord> all_groups;
    all_groups.with_members = false;
    for (const scim_server::GroupRecord& group : directory.select_groups(org.id, all_groups).records)
        if (!has_team(org, group.display_name)) teams.push_back(boost::json::object{{"name", group.display_name}});
    return {{"teams", std::move(teams)}};
}

} // namespace

HttpResponse list_accounts(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    const Result<Params> query = parse_form(call.url.query);
    if (!query) return error_json(400, "bad_request", "The query cannot be read.");
    const std::optional<std::string> email = find_param(*query, "email");
    const std::vector<scim_server::UserRecord> accounts =
        email ? accounts_of_address(product, (*org)->id, *email) : product.directory.list_users((*org)->id);
    return json_answer(200, {{"accounts", describe_accounts(accounts, product)}});
}

HttpResponse change_account(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    std::optional<scim_server::UserRecord> account = product.directory.find_user_by_id((*org)->id, call.path.at(1));
    if (!account) return error_json(404, "not_found", "There is no such account.");
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    const Or<PersonChange> change = read_change(*body, **org, product.config.names);
    if (!change) return change.error();
    const scim_server::UserRecord changed = change_person(product, actor_of(product, call.request), std::move(*account), *change);
    return json_answer(200, describe_account(view_account(product, changed)));
}

HttpResponse list_teams(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    return json_answer(200, describe_teams(**org, product.directory));
}

HttpResponse create_team(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    if (auto refusal = refuse_unknown_fields(*body, {"name"})) return *refusal;
    const Or<std::string> name = read_name(*body, "name");
    if (!name) return name.error();
    if (auto refusal = add_team(product, **org, actor_of(product, call.request), *name)) return *refusal;
    return json_answer(201, {{"name", *name}});
}

HttpResponse invite_person(Product& product, const Call& call) {
    Or<Organisation*> org = product.organisations.find(call.path.at(0));
    if (refuse_unless_staff(product, call.request)) org = organisation_of_admin(product, call);
    if (!org) return org.error();
    if (!*org) return error_json(404, "not_found", "There is no such organisation.");
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    if (auto refusal = refuse_unknown_fields(*body, {"email", "role"})) return *refusal;
    const Or<std::string> email = read_name(*body, "email");
    if (!email) return email.error();
    const Or<std::string> role = body->contains("role") ? read_name(*body, "role") : Or<std::string>(product.config.names.default_role);
    if (!role) return role.error();
    const Or<Invited> invited = invite(product, **org, actor_of(product, call.request), *email, *role);
    if (!invited) return invited.error();
    return json_answer(201, {{"id", invited->account.id}, {"email", *email}, {"role", *role}, {"invitation", invited->url}});
}

} // namespace idpsim::sp
