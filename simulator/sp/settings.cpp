#include "simulator/sp/settings.hpp"

#include "simulator/sp/text_fields.hpp"

#include <boost/json/array.hpp>

namespace idpsim::sp {
namespace {

/// Takes a flag when the body tells it.
std::optional<HttpResponse> change_flag(const boost::json::object& body, std::string_view field, bool& flag) {
    const Or<std::optional<bool>> told = read_flag(body, field);
    if (!told) return told.error();
    flag = told->value_or(flag);
    return std::nullopt;
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
    if (auto refusal = refuse_unknown_fields(
            attributes, {"email", "given_name", "family_name", "display_name", "email_attribute_first"}))
        return refusal;
    if (attributes.contains("email")) mapping.email_attribute_first = true;
    if (auto refusal = change_flag(attributes, "email_attribute_first", mapping.email_attribute_first)) return refusal;
    if (auto refusal = change_names(attributes, "email", mapping.email)) return refusal;
    if (auto refusal = change_names(attributes, "given_name", mapping.given_name)) return refusal;
    if (auto refusal = change_names(attributes, "family_name", mapping.family_name)) return refusal;
    return change_names(attributes, "display_name", mapping.display_name);
}

/// Paths into a SCIM User, "" for the usual places.
struct ScimField {
    const char* name;
    std::string ScimMapping::*member;
};
constexpr ScimField scim_fields[] = {{"email", &ScimMapping::email},
                                     {"given_name", &ScimMapping::given_name},
                                     {"family_name", &ScimMapping::family_name},
                                     {"display_name", &ScimMapping::display_name}};

std::optional<HttpResponse> change_scim_mapping(const boost::json::object& body, ScimMapping& mapping) {
    const boost::json::value* value = body.if_contains("scim_attributes");
    if (!value) return std::nullopt;
    if (!value->is_object()) return bad_field("scim_attributes", "an object");
    if (auto refusal = refuse_unknown_fields(value->get_object(), {"email", "given_name", "family_name", "display_name"})) return refusal;
    for (const ScimField& field : scim_fields) {
        const boost::json::value* path = value->get_object().if_contains(field.name);
        if (!path) continue;
        const std::string text = path->is_string() ? std::string(path->get_string().c_str(), path->get_string().size()) : "?";
        if (!text.empty() && refuse_scim_path(text)) return bad_field(field.name, "empty, or the path of a SCIM attribute that holds a text");
        mapping.*field.member = text;
    }
    return std::nullopt;
}

/// The flags of an organisation, by the names that the API and the database have for them.
struct Flag {
    const char* name;
    bool OrganisationSettings::*member;
};
constexpr Flag flags[] = {
    {"allow_unsolicited", &OrganisationSettings::allow_unsolicited},
    {"allow_sha1", &OrganisationSettings::allow_sha1},
    {"want_assertions_signed", &OrganisationSettings::want_assertions_signed},
    {"require_encryption", &OrganisationSettings::require_encryption},
    {"allow_rsa_1_5", &OrganisationSettings::allow_rsa_1_5},
    {"allow_cbc", &OrganisationSettings::allow_cbc},
    {"sign_requests", &OrganisationSettings::sign_requests},
    {"force_authn", &OrganisationSettings::force_authn},
    {"is_passive", &OrganisationSettings::is_passive},
};

/// Seconds, or null for the product's own.
std::optional<HttpResponse> change_clock_skew(const boost::json::object& body, std::optional<int>& skew) {
    const boost::json::value* value = body.if_contains("clock_skew_seconds");
    if (!value) return std::nullopt;
    if (value->is_null()) {
        skew.reset();
        return std::nullopt;
    }
    const Or<std::int64_t> read = read_number(*value, "clock_skew_seconds", 0, max_clock_skew);
    if (!read) return read.error();
    skew = static_cast<int>(*read);
    return std::nullopt;
}

std::optional<HttpResponse> change_response_binding(const boost::json::object& body, ResponseBinding& binding) {
    const boost::json::value* value = body.if_contains("response_binding");
    if (!value) return std::nullopt;
    if (*value != "post" && *value != "artifact") return bad_field("response_binding", "\"post\" or \"artifact\"");
    binding = *value == "post" ? ResponseBinding::post : ResponseBinding::artifact;
    return std::nullopt;
}

/// A NameID format to ask for, or null to ask for none.
std::optional<HttpResponse> change_name_id_format(const boost::json::object& body, std::optional<std::string>& format) {
    const boost::json::value* value = body.if_contains("name_id_format");
    if (!value) return std::nullopt;
    if (value->is_null()) {
        format.reset();
        return std::nullopt;
    }
    Or<std::string> read = read_name(body, "name_id_format");
    if (!read) return read.error();
    format = std::move(*read);
    return std::nullopt;
}

/// What AuthnRequests ask for.
std::optional<HttpResponse> change_requests(const boost::json::object& body, OrganisationSettings& settings) {
    if (auto refusal = change_response_binding(body, settings.response_binding)) return refusal;
    if (auto refusal = change_name_id_format(body, settings.name_id_format)) return refusal;
    return change_names(body, "authn_contexts", settings.authn_contexts);
}

} // namespace

boost::json::object describe_settings(const OrganisationSettings& settings) {
    const AttributeMapping& mapping = settings.mapping;
    boost::json::object out;
    for (const Flag& flag : flags) out[flag.name] = settings.*flag.member;
    out["clock_skew_seconds"] = settings.clock_skew ? boost::json::value(*settings.clock_skew) : nullptr;
    out["response_binding"] = settings.response_binding == ResponseBinding::post ? "post" : "artifact";
    out["name_id_format"] = settings.name_id_format ? boost::json::value(*settings.name_id_format) : nullptr;
    out["authn_contexts"] = to_json(settings.authn_contexts);
    out["attributes"] = boost::json::object{{"email", to_json(mapping.email)},
                                            {"given_name", to_json(mapping.given_name)},
                                            {"family_name", to_json(mapping.family_name)},
                                            {"display_name", to_json(mapping.display_name)},
                                            {"email_attribute_first", mapping.email_attribute_first}};
    boost::json::object scim;
    for (const ScimField& field : scim_fields) scim[field.name] = settings.scim_mapping.*field.member;
    out["scim_attributes"] = std::move(scim);
    return out;
}

Or<OrganisationSettings> changed_settings(OrganisationSettings settings, const boost::json::object& body) {
    std::vector<std::string_view> known{"clock_skew_seconds", "response_binding", "name_id_format", "authn_contexts",
                                        "attributes", "scim_attributes"};
    for (const Flag& flag : flags) known.emplace_back(flag.name);
    if (auto refusal = refuse_unknown_fields(body, known)) return *refusal;
    for (const Flag& flag : flags)
        if (auto refusal = change_flag(body, flag.name, settings.*flag.member)) return *refusal;
    if (auto refusal = change_clock_skew(body, settings.clock_skew)) return *refusal;
    if (auto refusal = change_requests(body, settings)) return *refusal;
    if (auto refusal = change_mapping(body, settings.mapping)) return *refusal;
    if (auto refusal = change_scim_mapping(body, settings.scim_mapping)) return *refusal;
    return settings;
}

} // namespace idpsim::sp
