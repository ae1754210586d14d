#include "simulator/idp/settings.hpp"
#include "src/engine/saml_profile_parts.hpp"

namespace idpsim::engine {
namespace {

idp::AttributeMapping read_mapping(Fields fields) {
    idp::AttributeMapping out;
    out.name = fields.text("name");
    std::vector<std::string> values = fields.texts("value");
    if (values.empty()) fields.fail("value", "expected a pattern or a list of patterns");
    out.value = values.front();
    out.more_values.assign(values.begin() + 1, values.end());
    out.name_format = fields.optional_text("name_format");
    out.friendly_name = fields.optional_text("friendly_name");
    out.join = fields.optional_text("join");
    out.only_if = fields.text_or("only_if", "");
    out.required = fields.flag("required", false);
    out.table = fields.text_or("table", "");
    fields.finish();
    return out;
}

idp::AttributeRules read_attributes(std::optional<Fields> fields) {
    idp::AttributeRules out;
    if (!fields) return out;
    for (Fields& mapping : fields->tables("defaults")) out.defaults.push_back(read_mapping(std::move(mapping)));
    out.name_format = fields->optional_text("name_format");
    const std::string empty = fields->choice("empty", {"left_out", "without_value", "empty_value"}, "left_out");
    out.empty = idp::empty_attribute_named(empty).value();
    out.join = fields->optional_text("join");
    out.group_limit = static_cast<std::size_t>(fields->integer("group_limit", 0, 0, 1'000'000));
    if (auto overage = fields->optional_table("group_overage")) out.group_overage = read_mapping(std::move(*overage));
    fields->finish();
    return out;
}

idp::NameIdRules read_name_id(Fields fields) {
    idp::NameIdRules out;
    out.format = fields.text_or("format", "");
    out.value = fields.text("value");
    const std::string policy = fields.choice("policy", {"ignore", "echo", "honour"}, "ignore");
    if (policy == "echo") out.policy = idp::NameIdPolicyRule::echo;
    if (policy == "honour") out.policy = idp::NameIdPolicyRule::honour;
    for (const auto& [format, pattern] : fields.text_map("formats")) out.formats.emplace(format, pattern);
    out.echo_sp_name_qualifier = fields.flag("echo_sp_name_qualifier", false);
    out.obey_allow_create = fields.flag("obey_allow_create", false);
    fields.finish();
    return out;
}

} // namespace

void read_subject(Fields& fields, idp::SamlProfile& out) {
    out.name_id = read_name_id(fields.table("name_id"));
    out.attributes = read_attributes(fields.optional_table("attributes"));
    for (const auto& [name, pattern] : fields.text_map("person")) out.person.emplace(name, pattern);
}

} // namespace idpsim::engine
