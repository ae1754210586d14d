/// What an organisation's account admin sets up: the IdP, the SCIM token, what logins are admitted.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/product.hpp"
#include "simulator/sp/settings.hpp"
#include "simulator/sp/text_fields.hpp"
#include "src/core/text.hpp"

#include <algorithm>
#include <array>

namespace idpsim::sp {
namespace {

bool is_xml_type(const HttpRequest& request) {
    const std::optional<std::string> type = find_header(request.headers, "Content-Type");
    if (!type) return true;   // what the octets are is seen when they are read
    const std::string_view media = trim(std::string_view(*type).substr(0, type->find(';')));
    constexpr std::array<std::string_view, 4> admitted{"application/samlmetadata+xml", "application/xml", "text/xml",
                                                       "application/octet-stream"};
    return std::any_of(admitted.begin(), admitted.end(), [&](auto each) { return equal_nocase(each, media); });
}

boost::json::object describe_idp(const IdpConnection& idp) {
    boost::json::array certificates;
    for (const crypto::Certificate& certificate : idp.certificates)
        certificates.push_back(boost::json::object{{"sha256", certificate.fingerprint()},
                                                   {"subject", certificate.subject()},
                                                   {"not_after", format_instant(certificate.not_after())}});
    boost::json::object out{{"entity_id", idp.entity_id},
                            {"certificates", std::move(certificates)},
                            {"warnings", to_json(idp.warnings)}};
    if (idp.sso_redirect) out["sso_redirect"] = *idp.sso_redirect;
    if (idp.sso_post) out["sso_post"] = *idp.sso_post;
    if (idp.valid_until) out["valid_until"] = format_instant(*idp.valid_until);
    return out;
}

} // namespace

HttpResponse connect_idp(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    if (!is_xml_type(call.request))
        return error_json(415, "unsupported_media_type", "The body has to be SAML metadata, as XML.");
    Result<IdpConnection> idp = read_idp_connection(call.request.body, product.clock.now());
    if (!idp)
        return error_json(idp.error().fault == Fault::too_large ? 413 : 400, "invalid_metadata", idp.error().detail);
    (*org)->idp = std::make_shared<const IdpConnection>(std::move(*idp));
    (*org)->idp_metadata = call.request.body;
    product.organisations.save(**org);
    return json_answer(200, describe_idp(*(*org)->idp));
}

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
