/// What an organisation's account admin sets up besides IdPs: the SCIM token, what logins are admitted.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/product.hpp"
#include "simulator/sp/settings.hpp"

namespace idpsim::sp {
HttpResponse renew_scim_token(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    const std::string token = product.random.token();
    product.directory.set_token((*org)->id, token);
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
