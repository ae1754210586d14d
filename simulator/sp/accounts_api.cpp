/// What an organisation's account admin does with people: see them, disable them, give roles, make teams.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/product.hpp"
#include "simulator/sp/text_fields.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

bool has_team(const Organisation& org, std::string_view name) {
    return std::find(org.teams.begin(), org.teams.end(), name) != org.teams.end();
}

bool has_role(const ProductNames& names, std::string_view role) {
    return role == names.default_role || role == names.admin_role ||
           std::find(names.roles.begin(), names.roles.end(), role) != names.roles.end();
}

/// What a PATCH names; absent members change nothing.
struct Change {
    std::optional<bool> active;
    std::optional<std::string> role;
    std::optional<std::vector<std::string>> teams;
};

Or<std::vector<std::string>> read_teams(const boost::json::value& value, const Organisation& org) {
    Or<std::vector<std::string>> teams = read_names(value, "teams");
    if (!teams) return teams;
    for (const std::string& team : *teams)
        if (!has_team(org, team)) return bad_field("teams", "a list of teams that the organisation has");
    return teams;
}

Or<Change> read_change(const boost::json::object& body, const Organisation& org, const ProductNames& names) {
    if (auto refusal = refuse_unknown_fields(body, {"active", "role", "teams"})) return *refusal;
    Change change;
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

/// Once an admin has spoken, role and teams are theirs: what was only a default until now is written down.
void apply(const Change& change, scim_server::UserRecord& account, const ProductNames& names) {
    if (change.active) {
        account.active = *change.active;
        account.resource["active"] = *change.active;
    }
    if (!change.role && !change.teams) return;
    account.teams = change.teams.value_or(given_teams(account, names));
    account.role = change.role.value_or(account.role.empty() ? names.default_role : account.role);
}

/// SCIM clients may send no address: the account's is then its userName.
std::vector<scim_server::UserRecord> accounts_of_address(scim_server::Directory& directory, const Organisation& org, const std::string& email) {
    if (auto mapped = accounts_of_mapped_email(directory, org, email); !mapped.empty()) return mapped;
    std::vector<scim_server::UserRecord> out = directory.users_by_email(org.id, email);
    if (!out.empty()) return out;
    if (auto named = directory.find_user_by_user_name(org.id, email); named && named->email.empty()) out.push_back(std::move(*named));
    return out;
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
        email ? accounts_of_address(product.directory, **org, *email) : product.directory.list_users((*org)->id);
    return json_answer(200, {{"accounts", describe_accounts(accounts, product)}});
}

HttpResponse change_account(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    std::optional<scim_server::UserRecord> account = product.directory.find_user_by_id((*org)->id, call.path.at(1));
    if (!account) return error_json(404, "not_found", "There is no such account.");
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    const Or<Change> change = read_change(*body, **org, product.config.names);
    if (!change) return change.error();
    apply(*change, *account, product.config.names);
    product.directory.update_user(*account);
    if (!account->active && product.behaviour.extension.ends_with_account) product.extensions.end_of_inactive((*org)->id);
    return json_answer(200, describe_account(view_account(product, *account)));
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
    if (has_team(**org, *name)) return error_json(409, "exists", "There is a team of this name.");
    if ((*org)->teams.size() >= max_teams) return error_json(409, "too_many", "The organisation has 1000 teams.");
    (*org)->teams.push_back(*name);
    product.organisations.save(**org);
    return json_answer(201, {{"name", *name}});
}

} // namespace idpsim::sp
