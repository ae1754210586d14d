/// What the vendor's own team does: take in customers, and give them the SSO/SCIM option.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/people.hpp"
#include "simulator/sp/text_fields.hpp"

namespace idpsim::sp {
namespace {

/// {"admin":{"email"}}: the address of the first Account Admin, or "".
Or<std::string> read_first_admin(const boost::json::object& body) {
    const boost::json::value* admin = body.if_contains("admin");
    if (!admin) return std::string();
    if (!admin->is_object()) return bad_field("admin", "an object with email");
    if (auto refusal = refuse_unknown_fields(admin->get_object(), {"email"})) return *refusal;
    Or<std::string> email = read_name(admin->get_object(), "email");
    if (email && !is_email(*email)) return bad_field("admin.email", "a mail address");
    return email;
}

/// Everything an integrator needs to know about a new organisation, in one answer.
boost::json::object describe_new(const Product& product, const Organisation& org, const std::string& admin_token) {
    return {{"id", org.id},
            {"entity_id", org.entity_id},
            {"metadata", org.metadata_url},
            {"acs", org.acs_url},
            {"slo", org.slo_url},
            {"login", org.login_url},
            {"logout", org.logout_url},
            {"whoami", product.config.base_url + "/whoami"},
            {"scim", org.scim_url},
            {"admin_token", admin_token}};
}

} // namespace

HttpResponse create_organisation(Product& product, const Call& call) {
    if (auto refusal = refuse_unless_staff(product, call.request)) return *refusal;
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    if (auto refusal = refuse_unknown_fields(*body, {"name", "id", "admin"})) return *refusal;
    const Or<std::string> name = read_name(*body, "name");
    if (!name) return name.error();
    const Or<std::string> admin = read_first_admin(*body);
    if (!admin) return admin.error();
    std::string id;
    if (body->contains("id")) {
        const Or<std::string> chosen = read_name(*body, "id");
        if (!chosen || !is_organisation_id(*chosen)) return bad_field("id", "1 to 40 of a-z, 0-9 and -");
        if (product.organisations.find(*chosen))
            return error_json(409, "taken", "An organisation of that id is there already.");
        id = *chosen;
    }
    const Organisations::Created created =
        product.organisations.create(std::move(id), *name, product.config.names.default_team, product.random);
    const Organisation& org = *created.organisation;
    product.directory.create_org(org.id);
    const Actor staff{ActorKind::staff, ""};
    audit(product, org.id, staff, "organisation_made", *name);
    boost::json::object answer = describe_new(product, org, created.admin_token);
    if (admin->empty()) return json_answer(201, answer);
    const Or<Invited> invited = invite(product, org, staff, *admin, product.config.names.admin_role);
    if (!invited) return invited.error();
    answer["invitation"] = invited->url;
    return json_answer(201, answer);
}

void switch_sso(Product& product, Organisation& org, const Actor& by, bool enabled) {
    org.enabled = enabled;
    product.organisations.save(org);
    audit(product, org.id, by, enabled ? "sso_enabled" : "sso_switched_off");
}

HttpResponse renew_admin_token(Product& product, const Call& call) {
    if (auto refusal = refuse_unless_staff(product, call.request)) return *refusal;
    Organisation* org = product.organisations.find(call.path.at(0));
    if (!org) return error_json(404, "not_found", "There is no such organisation.");
    const std::string token = product.organisations.renew_admin_token(*org, product.random);
    return json_answer(201, describe_new(product, *org, token));
}

HttpResponse set_enabled(Product& product, const Call& call) {
    if (auto refusal = refuse_unless_staff(product, call.request)) return *refusal;
    Organisation* org = product.organisations.find(call.path.at(0));
    if (!org) return error_json(404, "not_found", "There is no such organisation.");
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    if (auto refusal = refuse_unknown_fields(*body, {"enabled"})) return *refusal;
    const boost::json::value* enabled = body->if_contains("enabled");
    if (!enabled || !enabled->is_bool()) return bad_field("enabled", "true or false");
    switch_sso(product, *org, {ActorKind::staff, ""}, enabled->get_bool());
    return json_answer(200, {{"id", org->id}, {"enabled", org->enabled}});
}

} // namespace idpsim::sp
