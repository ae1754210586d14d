#include "src/engine/saml_profile_reader.hpp"

#include "simulator/idp/settings.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

using idp::SamlProfile;

constexpr std::int64_t ten_years_of_seconds = 10LL * 366 * 24 * 3600;
const std::vector<std::string> hashes{"sha1", "sha256", "sha384", "sha512"};

saml::Shape shape(Fields& fields, std::string_view name, const std::string& text) {
    auto parsed = saml::Shape::parse(text, fields.file() + ": " + fields.path() + "." + std::string(name));
    if (!parsed) fields.fail(name, describe(parsed.error()));
    return *parsed;
}

saml::Shape shape(Fields& fields, std::string_view name) { return shape(fields, name, fields.text(name)); }

Millis seconds(Fields& fields, std::string_view name, std::int64_t fallback = 0) {
    return std::chrono::seconds(fields.integer(name, fallback, -ten_years_of_seconds, ten_years_of_seconds));
}

Millis millis(Fields& fields, std::string_view name) {
    return Millis(fields.integer(name, 0, -ten_years_of_seconds, ten_years_of_seconds));
}

saml::PrintStyle read_print(std::optional<Fields> fields) {
    saml::PrintStyle out;
    if (!fields) return out;
    out.declaration = fields->text_or("declaration", "");
    out.space_before_slash = fields->flag("space_before_slash", false);
    out.ascii_only = fields->flag("ascii_only", false);
    out.indent = static_cast<int>(fields->integer("indent", -1, -1, 8));
    out.byte_order_mark = fields->flag("byte_order_mark", false);
    fields->finish();
    return out;
}

xml::Base64Style read_base64(std::optional<Fields> fields) {
    xml::Base64Style out;
    if (!fields) return out;
    out.columns = static_cast<std::size_t>(fields->integer("columns", 0, 0, 1000));
    out.line_end = fields->text_or("line_end", "\n");
    out.framed = fields->flag("framed", false);
    fields->finish();
    return out;
}

/// A text for both, or {signed = ..., unsigned = ...}.
idp::IdPattern read_id(Fields& fields, std::string_view name) {
    if (const lua::Value value = fields.raw(name); value.text()) return {*value.text(), *value.text()};
    Fields table = fields.table(name);
    idp::IdPattern out{table.text("signed"), table.text("unsigned")};
    table.finish();
    return out;
}

idp::Times read_times(Fields fields) {
    idp::Times out;
    out.response_issue = millis(fields, "response_issue_ms");
    out.assertion_issue = millis(fields, "assertion_issue_ms");
    out.conditions = millis(fields, "conditions_ms");
    out.not_before = seconds(fields, "not_before");
    out.not_on_or_after = seconds(fields, "not_on_or_after");
    out.confirmation = seconds(fields, "confirmation");
    if (fields.has("session")) out.session = seconds(fields, "session");
    out.authn_is_issue = fields.choice("authn_instant", {"login", "issue"}, "login") == "issue";
    out.authn_offset = seconds(fields, "authn_offset");
    out.authn_whole_seconds = fields.flag("authn_whole_seconds", false);
    out.digits = fields.integer("second_digits", 3, 0, 3) == 0 ? SecondDigits::none : SecondDigits::milli;
    fields.finish();
    return out;
}

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
    fields.finish();
    return out;
}

idp::RequestRules read_requests(std::optional<Fields> fields) {
    idp::RequestRules out;
    if (!fields) return out;
    const std::string acs = fields->choice("acs", {"listed", "equal", "validator"}, "listed");
    if (acs == "equal") out.acs = idp::AcsRule::equal;
    if (acs == "validator") out.acs = idp::AcsRule::validator;
    out.acs_index = fields->flag("acs_index", false);
    out.force_authn = fields->flag("force_authn", true);
    out.exact_authn_context = fields->flag("exact_authn_context", false);
    out.require_signature = fields->flag("require_signature", false);
    out.relay_state_always = fields->flag("relay_state_always", false);
    fields->finish();
    return out;
}

idp::Refusal read_refusal(Fields fields) {
    idp::Refusal out;
    out.status = static_cast<int>(fields.integer("status", 400, 200, 599));
    out.title = fields.text("title");
    out.body = fields.text("body");
    if (auto response = fields.optional_table("response")) {
        out.as_response = true;
        out.status_code = response->text("code");
        out.status_nested = response->text_or("nested", "");
        out.message = response->text_or("message", "");
        response->finish();
    }
    fields.finish();
    return out;
}

std::map<std::string, idp::Refusal> read_refusals(Fields& fields) {
    std::map<std::string, idp::Refusal> out;
    const std::vector<std::string> reasons = idp::all_reasons();
    for (auto& [name, table] : fields.named_tables("refusals")) {
        if (std::ranges::find(reasons, name) == reasons.end())
            table.fail("", "\"" + name + "\" is no reason to refuse" + did_you_mean(name, reasons));
        out.emplace(name, read_refusal(std::move(table)));
    }
    if (!out.contains(idp::reason::bad_request)) fields.fail("refusals", "needs an entry bad_request");
    return out;
}

idp::MetadataRules read_metadata_rules(Fields fields) {
    idp::MetadataRules out;
    out.shape = shape(fields, "shape");
    if (auto text = fields.optional_text("signature"))
        out.signature = shape(fields, "signature", replace_all(*text, "{reference_id}", "{metadata_id}"));
    out.print = read_print(fields.optional_table("print"));
    out.certificate = read_base64(fields.optional_table("certificate"));
    out.id = fields.text_or("id", "");
    out.tail = fields.text_or("tail", "");
    out.content_type = fields.text_or("content_type", out.content_type);
    fields.finish();
    return out;
}

/// {{"C", "US"}, {"O", "Example"}}
std::vector<std::pair<std::string, std::string>> read_pairs(Fields& fields, std::string_view name) {
    std::vector<std::pair<std::string, std::string>> out;
    const lua::Value value = fields.raw(name);
    if (value.is_nil()) return out;
    if (!value.table()) fields.fail(name, "expected a list of pairs");
    for (const lua::Value& item : value.table()->items) {
        const lua::Table* pair = item.table();
        const bool fits = pair && pair->items.size() == 2 && pair->items[0].text() && pair->items[1].text();
        if (!fits) fields.fail(name, "expected pairs of texts");
        out.emplace_back(*pair->items[0].text(), *pair->items[1].text());
    }
    return out;
}

idp::CertificateRules read_certificate(Fields fields) {
    idp::CertificateRules out;
    out.subject = read_pairs(fields, "subject");
    if (out.subject.empty()) fields.fail("subject", "expected at least one pair");
    out.bits = static_cast<int>(fields.integer("bits", 2048, 1024, 8192));
    out.days = static_cast<int>(fields.integer("days", 3650, 1, 36500));
    out.backdate_seconds = static_cast<int>(fields.integer("backdate_seconds", 0, 0, 31'536'000));
    out.serial_octets = static_cast<int>(fields.integer("serial_octets", 0, 0, 20));
    out.hash = idp::hash_named(fields.choice("hash", hashes, "sha256")).value();
    out.extensions = fields.flag("extensions", false);
    fields.finish();
    return out;
}

idp::LoginPage read_login(Fields fields) {
    idp::LoginPage out;
    out.cookie = fields.text("cookie");
    out.title = fields.text("title");
    out.heading = fields.text("heading");
    out.username_label = fields.text_or("username", "Username");
    out.password_label = fields.text_or("password", "Password");
    out.button = fields.text_or("button", "Sign in");
    out.wrong_password = fields.text("wrong_password");
    out.dashboard_title = fields.text("dashboard");
    fields.finish();
    return out;
}

idp::ConsoleField read_console_field(Fields fields) {
    idp::ConsoleField out;
    out.page = fields.text_or("page", "");
    out.label = fields.text("label");
    out.key = fields.text("key");
    out.fallback = fields.text_or("default", "");
    out.required = fields.flag("required", false);
    out.choices = read_pairs(fields, "choices");
    out.scale = static_cast<int>(fields.integer("scale", 1, 1, 86400));
    out.help = fields.text_or("help", "");
    fields.finish();
    return out;
}

void read_signing(Fields& fields, SamlProfile& out) {
    Fields sign = fields.table("sign");
    out.sign_response = sign.flag("response", false);
    out.sign_assertion = sign.flag("assertion", false);
    out.algorithm = idp::hash_named(sign.choice("algorithm", hashes, "sha256")).value();
    out.digest = idp::hash_named(sign.choice("digest", hashes, "sha256")).value();
    out.key_info.certificate = sign.flag("certificate", true);
    out.key_info.key_value = sign.flag("key_value", false);
    out.certificate = read_base64(sign.optional_table("certificate_base64"));
    out.signature = read_base64(sign.optional_table("signature_base64"));
    const std::string text = sign.text("shape");
    out.response_signature = shape(sign, "shape", replace_all(text, "{reference_id}", "{response_id}"));
    out.assertion_signature = shape(sign, "shape", replace_all(text, "{reference_id}", "{assertion_id}"));
    sign.finish();
}

void read_messages(Fields& fields, SamlProfile& out) {
    for (const auto& [name, pattern] : fields.text_map("message")) out.message.emplace(name, pattern);
    out.response_id = read_id(fields, "response_id");
    out.assertion_id = read_id(fields, "assertion_id");
    out.session_index = fields.text("session_index");
    out.session_index_unsolicited = fields.text_or("session_index_unsolicited", "");
    out.class_ref = fields.text("class_ref");
    out.audience_prefix_unless_uri = fields.text_or("audience_prefix_unless_uri", "");
    out.times = read_times(fields.table("times"));
    out.response = shape(fields, "response");
    out.assertion = shape(fields, "assertion");
    out.print = read_print(fields.optional_table("print"));
    out.destination_only_when_signed = fields.flag("destination_only_when_signed", false);
    out.metadata = read_metadata_rules(fields.table("metadata"));
}

void read_urls(Fields& fields, SamlProfile& out) {
    out.entity_id = fields.text("entity_id");
    for (const auto& [name, pattern] : fields.text_map("urls")) out.urls.emplace(name, pattern);
    for (const char* needed : {"sso", "login", "metadata", "initiate", "dashboard"})
        if (!out.urls.contains(needed)) fields.fail("urls", std::string("needs an entry ") + needed);
    if (auto initiation = fields.optional_table("initiation")) {
        out.initiation.identifies = initiation->texts("identifies");
        out.initiation.relay_state_parameter = initiation->text_or("relay_state", "");
        initiation->finish();
    }
}

void read_pages(Fields& fields, SamlProfile& out) {
    out.refusals = read_refusals(fields);
    out.login = read_login(fields.table("login"));
    if (auto form = fields.optional_table("auto_post")) {
        out.auto_post.page = form->text("page");
        out.auto_post.field = form->text("field");
        out.auto_post.hex_entities = form->flag("hex_entities", false);
        form->finish();
    }
}

} // namespace

SamlProfile read_saml_profile(Fields fields, Fields* console) {
    SamlProfile out;
    read_urls(fields, out);
    read_messages(fields, out);
    read_signing(fields, out);
    out.name_id = read_name_id(fields.table("name_id"));
    out.attributes = read_attributes(fields.optional_table("attributes"));
    out.requests = read_requests(fields.optional_table("requests"));
    out.certificate_rules = read_certificate(fields.table("certificate"));
    for (const auto& [name, pattern] : fields.text_map("person")) out.person.emplace(name, pattern);
    read_pages(fields, out);
    for (Fields& field : (console ? *console : fields).tables("console"))
        out.console.push_back(read_console_field(std::move(field)));
    fields.finish();
    return out;
}

} // namespace idpsim::engine
