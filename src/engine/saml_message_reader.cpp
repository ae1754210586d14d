#include "simulator/idp/settings.hpp"
#include "src/core/text.hpp"
#include "src/engine/saml_profile_parts.hpp"

namespace idpsim::engine {
namespace {

using idp::SamlProfile;

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
    out.response_issue = read_millis(fields, "response_issue_ms");
    out.assertion_issue = read_millis(fields, "assertion_issue_ms");
    out.conditions = read_millis(fields, "conditions_ms");
    out.not_before = read_seconds(fields, "not_before");
    out.not_on_or_after = read_seconds(fields, "not_on_or_after");
    out.confirmation = read_seconds(fields, "confirmation");
    if (fields.has("session")) out.session = read_seconds(fields, "session");
    out.authn_is_issue = fields.choice("authn_instant", {"login", "issue"}, "login") == "issue";
    out.authn_offset = read_seconds(fields, "authn_offset");
    out.authn_whole_seconds = fields.flag("authn_whole_seconds", false);
    out.digits = fields.integer("second_digits", 3, 0, 3) == 0 ? SecondDigits::none : SecondDigits::milli;
    fields.finish();
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
    out.hash = idp::hash_named(fields.choice("hash", hash_names(), "sha256")).value();
    out.extensions = fields.flag("extensions", false);
    out.key_id = fields.flag("key_id", false);
    out.most = static_cast<std::size_t>(fields.integer("most", 0, 0, 100));
    const std::string expired = fields.choice("expired", {"signs", "replaced", "refused"}, "signs");
    if (expired == "replaced") out.expired = idp::ExpiredCertificate::replaced;
    if (expired == "refused") out.expired = idp::ExpiredCertificate::refused;
    fields.finish();
    return out;
}

idp::MetadataRules read_metadata_rules(Fields fields) {
    idp::MetadataRules out;
    out.shape = read_shape(fields, "shape");
    if (auto text = fields.optional_text("signature"))
        out.signature = read_shape(fields, "signature", replace_all(*text, "{reference_id}", "{metadata_id}"));
    out.print = read_print(fields.optional_table("print"));
    out.certificate = read_base64(fields.optional_table("certificate"));
    out.id = fields.text_or("id", "");
    out.tail = fields.text_or("tail", "");
    out.content_type = fields.text_or("content_type", out.content_type);
    out.identifies = fields.texts("identifies");
    if (auto federation = fields.optional_table("federation")) {
        idp::FederationRules& rules = out.federation.emplace();
        rules.certificate = read_certificate(federation->table("certificate"));
        rules.count = static_cast<int>(federation->integer("count", 1, 1, 8));
        federation->finish();
    }
    fields.finish();
    return out;
}

void read_signing(Fields& fields, SamlProfile& out) {
    Fields sign = fields.table("sign");
    out.sign_response = sign.flag("response", false);
    out.sign_assertion = sign.flag("assertion", false);
    out.algorithm = idp::hash_named(sign.choice("algorithm", hash_names(), "sha256")).value();
    out.digest = idp::hash_named(sign.choice("digest", hash_names(), "sha256")).value();
    out.key_info.certificate = sign.flag("certificate", true);
    out.key_info.key_value = sign.flag("key_value", false);
    out.certificate = read_base64(sign.optional_table("certificate_base64"));
    out.signature = read_base64(sign.optional_table("signature_base64"));
    const std::string text = sign.text("shape");
    const auto signature_of = [&](const std::string& element) {
        return replace_all(replace_all(text, "{reference_id}", "{" + element + "_id}"), "signed_xs", element + "_xs");
    };
    out.response_signature = read_shape(sign, "shape", signature_of("response"));
    out.assertion_signature = read_shape(sign, "shape", signature_of("assertion"));
    sign.finish();
}

} // namespace

void read_messages(Fields& fields, SamlProfile& out) {
    for (const auto& [name, pattern] : fields.text_map("message")) out.message.emplace(name, pattern);
    out.response_id = read_id(fields, "response_id");
    out.assertion_id = read_id(fields, "assertion_id");
    out.session_index = fields.text("session_index");
    out.session_index_unsolicited = fields.text_or("session_index_unsolicited", "");
    out.class_ref = fields.text("class_ref");
    out.audience_prefix_unless_uri = fields.text_or("audience_prefix_unless_uri", "");
    out.times = read_times(fields.table("times"));
    out.response = read_shape(fields, "response");
    out.assertion = read_shape(fields, "assertion");
    out.print = read_print(fields.optional_table("print"));
    out.destination_only_when_signed = fields.flag("destination_only_when_signed", false);
    out.metadata = read_metadata_rules(fields.table("metadata"));
    read_signing(fields, out);
    out.certificate_rules = read_certificate(fields.table("certificate"));
}

} // namespace idpsim::engine
