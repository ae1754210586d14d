/// What an organisation's account admin sets up: the IdP, the SCIM token, what logins are admitted.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/product.hpp"
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

boost::json::object describe_settings(const OrganisationSettings& settings) {
    const AttributeMapping& mapping = settings.mapping;
    return {{"allow_unsolicited", settings.allow_unsolicited},
            {"allow_sha1", settings.allow_sha1},
            {"attributes", boost::json::object{{"email", to_json(mapping.email)},
                                               {"given_name", to_json(mapping.given_name)},
                                               {"family_name", to_json(mapping.family_name)},
                                               {"display_name", to_json(mapping.display_name)}}}};
}

/// Takes the names of one mapped attribute when the body tells them.
std::optional<HttpResponse> change_names(const boost::json::object& body, std::string_view field,
                                         std::vector<std::string>& names) {
    const boost::json::value* value = body.if_contains(boost::json::string_view(field.data(), field.size()));
    if (!value) return std::nullopt;
    Or<std::vector<std::string>> read = read_names(*value, field);
    if (!read) return read.error();
    names = std::move(*read);
    return std::nullopt;
}

std::optional<HttpResponse> change_mapping(const boost::json::object& body, AttributeMapping& mapping) {
    const boost::json::value* value = body.if_contains("attributes");
    if (!value) return std::nullopt;
    if (!value->is_object()) return bad_field("attributes", "an object");
    const boost::json::object& attributes = value->get_object();
    if (auto refusal = refuse_unknown_fields(attributes, {"email", "given_name", "family_name", "display_name"}))
        return refusal;
    if (attributes.contains("email")) mapping.email_attribute_first = true;
    if (auto refusal = change_names(attributes, "email", mapping.email)) return refusal;
    if (auto refusal = change_names(attributes, "given_name", mapping.given_name)) return refusal;
    if (auto refusal = change_names(attributes, "family_name", mapping.family_name)) return refusal;
    return change_names(attributes, "display_name", mapping.display_name);
}

} // namespace

HttpResponse connect_idp(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    if (!is_xml_type(call.request))
        return error_json(415, "unsupported_media_type", "The body has to be SAML metadata, as XML.");
    Result<IdpConnection> idp = read_idp_connection(call.request.body, product.clock.now());
    if (!idp) return error_json(idp.error().fault == Fault::too_large ? 413 : 400, "invalid_metadata", idp.error().detail);
    (*org)->idp = std::make_shared<const IdpConnection>(std::move(*idp));
    (*org)->idp_metadata = call.request.body;
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
    if (auto refusal = refuse_unknown_fields(*body, {"allow_unsolicited", "allow_sha1", "attributes"})) return *refusal;
    const Or<std::optional<bool>> unsolicited = read_flag(*body, "allow_unsolicited");
    if (!unsolicited) return unsolicited.error();
    const Or<std::optional<bool>> sha1 = read_flag(*body, "allow_sha1");
    if (!sha1) return sha1.error();
    OrganisationSettings changed = (*org)->settings;   // all or nothing
    if (auto refusal = change_mapping(*body, changed.mapping)) return *refusal;
    if (*unsolicited) changed.allow_unsolicited = **unsolicited;
    if (*sha1) changed.allow_sha1 = **sha1;
    (*org)->settings = std::move(changed);
    return json_answer(200, describe_settings((*org)->settings));
}

} // namespace idpsim::sp
