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

} // namespace

boost::json::object describe_settings(const OrganisationSettings& settings) {
    const AttributeMapping& mapping = settings.mapping;
    return {{"allow_unsolicited", settings.allow_unsolicited},
            {"allow_sha1", settings.allow_sha1},
            {"attributes", boost::json::object{{"email", to_json(mapping.email)},
                                               {"given_name", to_json(mapping.given_name)},
                                               {"family_name", to_json(mapping.family_name)},
                                               {"display_name", to_json(mapping.display_name)},
                                               {"email_attribute_first", mapping.email_attribute_first}}}};
}

Or<OrganisationSettings> changed_settings(OrganisationSettings settings, const boost::json::object& body) {
    if (auto refusal = refuse_unknown_fields(body, {"allow_unsolicited", "allow_sha1", "attributes"})) return *refusal;
    if (auto refusal = change_flag(body, "allow_unsolicited", settings.allow_unsolicited)) return *refusal;
    if (auto refusal = change_flag(body, "allow_sha1", settings.allow_sha1)) return *refusal;
    if (auto refusal = change_mapping(body, settings.mapping)) return *refusal;
    return settings;
}

} // namespace idpsim::sp
