/// People out of a connected Salesforce org: an account for each active user whose address has none. It is how people
/// come before there is SSO; once an identity provider is connected, that one decides who comes.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/salesforce.hpp"
#include "simulator/sp/text_fields.hpp"
#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/array.hpp>

namespace idpsim::sp {
namespace {

namespace json = boost::json;

constexpr std::size_t largest_page = 4u << 20;
constexpr std::size_t most_pages = 50, most_told = 100;
constexpr char users[] = "SELECT Id, Username, Email, FirstName, LastName FROM User WHERE IsActive = true";

/// One pull on its way, page after page.
struct Pull {
    std::string org;
    SalesforceConnection connection;
    std::string access_token; ///< a secret
    std::size_t pages = 0, added = 0, known = 0;
    json::array left_out; ///< who, and why
};
using Kept = std::shared_ptr<Pull>;

HttpResponse stopped() {
    return error_json(409, "sso_connected",
                      "People are no longer pulled in from Salesforce: the organisation has connected its SSO, which "
                      "decides who comes.");
}

HttpResponse failed(std::string_view why) {
    return error_json(502, "salesforce_failed", "Salesforce: " + printable(why));
}

HttpResponse finish(const Pull& pull) {
    return json_answer(200, {{"added", pull.added}, {"known", pull.known}, {"left_out", pull.left_out}});
}

std::string text_in(const json::object& record, std::string_view name) {
    const std::string_view text = scim::text_member(record, name);
    return text.size() <= 200 ? std::string(text) : std::string();
}

void leave_out(Pull& pull, std::string_view who, std::string why) {
    if (pull.left_out.size() < most_told)
        pull.left_out.push_back(json::object{{"user", printable(who)}, {"why", std::move(why)}});
}

/// The account of somebody new: default role, default team, as a first login gives.
scim_server::UserRecord account_of(const Product& product, const Organisation& org, const json::object& record,
                                   const std::string& email) {
    Identity identity;
    identity.email = email;
    identity.given_name = valid_utf8(text_in(record, "FirstName"));
    identity.family_name = valid_utf8(text_in(record, "LastName"));
    const std::string name(trim(identity.given_name + " " + identity.family_name));
    identity.display_name = name.empty() ? email : name;
    const saml::Assertion nobodys;
    scim_server::UserRecord out =
        account_of_first_login({org, product.config.names, identity, nobodys, product.clock.now()});
    out.origin = "salesforce";
    out.logins = 0;
    out.name_id.clear();
    return out;
}

void take_user(Product& product, const Organisation& org, Pull& pull, const json::object& record) {
    const std::string id = text_in(record, "Id"), email = text_in(record, "Email");
    if (!is_salesforce_id(id, "005")) return leave_out(pull, text_in(record, "Username"), "its id is none");
    if (!is_email(email)) return leave_out(pull, text_in(record, "Username"), "it has no address");
    Identity identity;
    identity.email = email;
    if (product.behaviour.jit.is_operators(product.config.names, identity))
        return leave_out(pull, email, "the address is the vendor's own");
    const SalesforceUser user{pull.connection.environment, pull.connection.organization_id, long_salesforce_id(id)};
    const std::string key = product.behaviour.salesforce.link_key(user);
    const auto linked = product.salesforce.account_of(org.id, key);
    const bool is_known = (linked && product.directory.find_user_by_id(org.id, *linked)) ||
                          find_account(product.directory, org, identity) ||
                          product.directory.user_name_taken(org.id, email);
    if (is_known) {
        ++pull.known;
        return;
    }
    const scim_server::UserRecord account = product.directory.create_user(account_of(product, org, record, email));
    product.salesforce.link(org.id, user, key, account.id);
    ++pull.added;
}

Errand ask_page(const Kept& pull, const std::string& url);

Reply take_page(Product& product, const Kept& pull, const Result<HttpResponse>& answer) {
    const Organisation* org = product.organisations.find(pull->org);
    if (!org) return error_json(404, "not_found", "There is no such organisation.");
    // Whoever connects SSO meanwhile has ended it.
    if (!product.behaviour.salesforce.may_pull(*org)) return stopped();
    const Result<json::object> body = read_salesforce_json(answer, largest_page);
    if (!body) return failed(body.error().detail);
    const json::value* records = body->if_contains("records");
    const json::value* done = body->if_contains("done");
    if (!records || !records->is_array() || !done || !done->is_bool())
        return failed("its list of users cannot be read");
    scim_server::Transaction transaction(product.directory.database());
    for (const json::value& record : records->get_array())
        if (record.is_object()) take_user(product, *org, *pull, record.get_object());
    transaction.commit();
    if (done->get_bool()) return finish(*pull);
    const std::string next = text_in(*body, "nextRecordsUrl");
    if (!next.starts_with(product.config.salesforce.query + "/")) return failed("its next page is elsewhere");
    if (++pull->pages >= most_pages) return failed("it has more users than are pulled in");
    Errand errand = ask_page(pull, pull->connection.my_domain + next);
    errand.then = [&product, pull](const Result<HttpResponse>& further) { return take_page(product, pull, further); };
    return errand;
}

Errand ask_page(const Kept& pull, const std::string& url) {
    Errand errand;
    errand.request.url = url;
    errand.request.headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + pull->access_token}};
    errand.reach = Reach::public_only;
    return errand;
}

/// The token is the app's own, and held against the same rules as that of a login.
Reply take_token(Product& product, const Kept& pull, const Result<HttpResponse>& answer) {
    SalesforceLogin login;
    login.config = &product.config.salesforce;
    login.connection = pull->connection;
    login.token = read_salesforce_token(answer, product.config.salesforce, pull->connection);
    if (const auto unkept = first_unkept(product.behaviour.salesforce.token_rules, login))
        return failed(std::string(unkept->rule->sentence) + " Got: " + unkept->outcome.actual);
    if (!*login.token) return failed("it gave no token");
    pull->access_token = (*login.token)->access_token;
    Errand errand =
        ask_page(pull, pull->connection.my_domain + product.config.salesforce.query + "?" + write_form({{"q", users}}));
    errand.then = [&product, pull](const Result<HttpResponse>& told) { return take_page(product, pull, told); };
    return errand;
}

Errand ask_token(const Product& product, const SalesforceConnection& connection) {
    Errand errand;
    errand.request.method = "POST";
    errand.request.url = connection.my_domain + product.config.salesforce.token;
    errand.request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    errand.request.body = write_form({{"grant_type", "client_credentials"},
                                      {"client_id", connection.client_id},
                                      {"client_secret", connection.client_secret}});
    errand.reach = Reach::public_only;
    return errand;
}

/// Which of the connected orgs: {"environment"}, production without a body.
Or<std::string> read_environment(const HttpRequest& request) {
    if (request.body.empty()) return std::string("production");
    const Or<json::object> body = read_json(request);
    if (!body) return body.error();
    if (auto refusal = refuse_unknown_fields(*body, {"environment"})) return *refusal;
    return body->contains("environment") ? read_name(*body, "environment") : Or<std::string>(std::string("production"));
}

} // namespace

bool may_pull_people(const Organisation& org) { return org.idps.empty(); }

Reply pull_salesforce_people(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    const Or<std::string> environment = read_environment(call.request);
    if (!environment) return environment.error();
    const std::optional<SalesforceConnection> connection = product.salesforce.find((*org)->id, *environment);
    if (!connection) return error_json(404, "no_salesforce", "No such Salesforce org is connected.");
    if (!product.behaviour.salesforce.may_pull(**org)) return stopped();
    const auto pull = std::make_shared<Pull>();
    pull->org = (*org)->id;
    pull->connection = *connection;
    Errand errand = ask_token(product, *connection);
    errand.then = [&product, pull](const Result<HttpResponse>& answer) { return take_token(product, pull, answer); };
    return errand;
}

} // namespace idpsim::sp
