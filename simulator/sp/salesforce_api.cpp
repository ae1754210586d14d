/// What an organisation's account admin does about Salesforce: connect an org of it, see and end that.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/salesforce.hpp"
#include "simulator/sp/text_fields.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace idpsim::sp {
namespace {

/// Everything but the secret.
boost::json::object describe(const SalesforceConnection& connection) {
    return {{"environment", connection.environment},
            {"organization_id", connection.organization_id},
            {"my_domain", connection.my_domain},
            {"client_id", connection.client_id}};
}

bool is_environment(std::string_view text) {
    return std::ranges::find(salesforce_environments, text) != salesforce_environments.end();
}

/// Of the connected app: what stands in headers, forms and URLs.
Or<std::string> read_key(const boost::json::object& body, std::string_view field) {
    Or<std::string> text = read_name(body, field);
    if (!text) return text;
    if (!std::ranges::all_of(*text, [](char c) { return c > 0x20 && c < 0x7f; }))
        return bad_field(field, "as Salesforce shows it");
    return text;
}

Or<SalesforceConnection> read_connection(const boost::json::object& body, const SalesforceConfig& config) {
    if (auto refusal =
            refuse_unknown_fields(body, {"environment", "organization_id", "my_domain", "client_id", "client_secret"}))
        return *refusal;
    SalesforceConnection out;
    for (const auto& [name, member] : {std::pair{"environment", &out.environment},
                                       {"organization_id", &out.organization_id},
                                       {"my_domain", &out.my_domain},
                                       {"client_id", &out.client_id},
                                       {"client_secret", &out.client_secret}}) {
        Or<std::string> text = read_key(body, name);
        if (!text) return text.error();
        *member = std::move(*text);
    }
    if (!is_environment(out.environment)) return bad_field("environment", "production or sandbox");
    if (!is_salesforce_id(out.organization_id, "00D"))
        return bad_field("organization_id", "an Organization ID of Salesforce: 00D...");
    out.organization_id = long_salesforce_id(out.organization_id);
    // The product goes there by itself, so it is a host of Salesforce's and nothing else.
    const Result<Url> url = parse_url(out.my_domain);
    if (!url || url->path != "/" || !url->query.empty() || !config.is_my_domain(out.environment, url->origin()))
        return bad_field("my_domain", "the org's My Domain URL, of this environment");
    out.my_domain = url->origin();
    return out;
}

std::optional<HttpResponse> refuse_unless_offered(const Product& product) {
    if (product.config.salesforce.is_there()) return std::nullopt;
    return error_json(404, "not_offered", "This installation knows no Salesforce.");
}

} // namespace

HttpResponse list_salesforce(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    boost::json::array connections;
    for (const SalesforceConnection& each : product.salesforce.connections((*org)->id))
        connections.push_back(describe(each));
    return json_answer(200, {{"callback", salesforce_callback(product, **org)},
                             {"login", salesforce_login_url(product, **org)},
                             {"connections", std::move(connections)}});
}

HttpResponse connect_salesforce(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    if (auto refused = refuse_unless_offered(product)) return *refused;
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    const Or<SalesforceConnection> connection = read_connection(*body, product.config.salesforce);
    if (!connection) return connection.error();
    product.salesforce.connect((*org)->id, *connection);
    boost::json::object out = describe(*connection);
    out["callback"] = salesforce_callback(product, **org);
    return json_answer(200, out);
}

HttpResponse disconnect_salesforce(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    if (!product.salesforce.disconnect((*org)->id, call.path.at(1)))
        return error_json(404, "no_salesforce", "No such Salesforce org is connected.");
    return HttpResponse{204, {}, {}};
}

} // namespace idpsim::sp
