/// What an organisation's account admin sets up besides IdPs: the SCIM token, what logins are admitted.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/product.hpp"
#include "simulator/sp/settings.hpp"

#include "simulator/sp/text_fields.hpp"
#include "src/scim/json.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

using scim_server::TokenGrant;
using scim_server::TokenScope;

/// {"scope","user"?} of a token that may do less than everything.
Or<TokenGrant> read_grant(Product& product, const Organisation& org, const boost::json::object& body) {
    if (std::optional<HttpResponse> refused = refuse_unknown_fields(body, {"scope", "user"})) return *refused;
    const std::string_view scope = scim::text_member(body, "scope");
    const std::string_view user = scim::text_member(body, "user");
    const bool has_user = body.contains("user");
    if (scope == "self") {
        if (!product.directory.find_user_by_id(org.id, user)) return bad_field("user", "the id of an account");
        return TokenGrant{TokenScope::self, std::string(user)};
    }
    if (has_user) return bad_field("user", "left out unless the scope is self");
    if (scope == "read") return TokenGrant{TokenScope::read};
    if (scope == "full" || !body.contains("scope")) return TokenGrant{};
    return bad_field("scope", "full, read or self");
}

} // namespace

HttpResponse renew_scim_token(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    TokenGrant grant;
    if (!call.request.body.empty()) {
        const Or<boost::json::object> body = read_json(call.request);
        if (!body) return body.error();
        Or<TokenGrant> read = read_grant(product, **org, *body);
        if (!read) return read.error();
        grant = std::move(*read);
    }
    const std::string token = product.random.token();
    if (grant.scope == TokenScope::full) {
        product.directory.set_token((*org)->id, token);
    } else {
        product.directory.add_token((*org)->id, token, grant);
    }
    return json_answer(201, {{"token", token}});
}

HttpResponse show_settings(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    boost::json::object settings = describe_settings((*org)->settings);
    settings["scim_tokens"] = product.directory.count_tokens((*org)->id);
    return json_answer(200, settings);
}

HttpResponse change_settings(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    Or<OrganisationSettings> changed = changed_settings((*org)->settings, *body);
    if (!changed) return changed.error();
    (*org)->settings = std::move(*changed);
    product.organisations.save(**org);
    return show_settings(product, call);
}

} // namespace idpsim::sp
