#include "simulator/idp/protocol_settings.hpp"
#include "src/core/text.hpp"
#include "src/engine/saml_profile_parts.hpp"
#include "src/saml/values.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace {

/// "post" and "redirect" as URIs; "" stays.
std::string read_binding(Fields& fields, std::string_view name) {
    const std::string word = fields.choice(name, {"post", "redirect"}, "");
    return word.empty() ? word : word == "post" ? saml::binding_post : saml::binding_redirect;
}

std::vector<std::string> read_bindings(Fields& fields, std::string_view name) {
    std::vector<std::string> out;
    for (const std::string& word : fields.texts(name)) {
        if (word != "post" && word != "redirect") fields.fail(name, "\"" + word + "\" is neither post nor redirect");
        out.emplace_back(word == "post" ? saml::binding_post : saml::binding_redirect);
    }
    if (out.empty()) fields.fail(name, "expected at least one of post, redirect");
    return out;
}

/// The signature of a message whose ID is the value `id`.
saml::Shape signature_of(Fields& fields, const std::string& signature, const char* id) {
    return read_shape(fields, "signature", replace_all(signature, "{reference_id}", "{" + std::string(id) + "}"));
}

template <class Known>
std::string read_algorithm(Fields& fields, std::string_view name, std::string fallback, Known known) {
    const std::string word = fields.text_or(name, std::move(fallback));
    if (!known(word)) fields.fail(name, "\"" + word + "\" is no algorithm we encrypt with");
    return word;
}

idp::EncryptionRules read_encryption(Fields fields) {
    idp::EncryptionRules out;
    out.assertion = fields.flag("assertion", false);
    out.name_id = fields.flag("name_id", false);
    out.algorithm = read_algorithm(fields, "algorithm", "aes256-cbc", idp::block_cipher_named);
    out.key_transport = read_algorithm(fields, "key_transport", "rsa-oaep-mgf1p", idp::key_transport_named);
    out.assertion_shape = read_shape(fields, "shape");
    if (fields.has("name_id_shape")) out.name_id_shape = read_shape(fields, "name_id_shape");
    out.physical = fields.choice("plaintext", {"printed", "physical"}, "printed") == "physical";
    out.data_id = fields.text_or("data_id", out.data_id);
    out.key_id = fields.text_or("key_id", out.key_id);
    out.cipher = read_base64(fields.optional_table("cipher_base64"));
    out.certificate = read_base64(fields.optional_table("certificate_base64"));
    fields.finish();
    return out;
}

idp::LogoutRules read_logout(Fields fields, const std::string& signature) {
    idp::LogoutRules out;
    out.enabled = fields.flag("enabled", true);
    out.bindings = read_bindings(fields, "bindings");
    out.sp_signature = read_sp_signature(fields, "signed", "required");
    const std::string session = fields.choice("session", {"named", "browser"}, "named");
    out.session = session == "named" ? idp::LogoutSession::named : idp::LogoutSession::browser;
    if (auto unknown = fields.optional_table("unknown_session")) {
        out.unknown_session = idp::StatusCodes{unknown->text("code"), unknown->text_or("nested", "")};
        unknown->finish();
    }
    out.response_binding = read_binding(fields, "response_binding");
    out.request_binding = read_binding(fields, "request_binding");
    out.participates = fields.flag("participates", true);
    out.sign_request = fields.flag("sign_request", true);
    out.sign_response = fields.flag("sign_response", true);
    out.name_id_format = fields.flag("name_id_format", true);
    out.lower_case_escapes = fields.flag("lower_case_escapes", false);
    out.id = fields.text("id");
    out.response_issuer = fields.text_or("response_issuer", "");
    out.request = read_shape(fields, "request");
    out.response = read_shape(fields, "response");
    out.signature = signature_of(fields, signature, "logout_id");
    out.title = fields.text("title");
    out.done = fields.text("done");
    out.partial = fields.text("partial");
    fields.finish();
    return out;
}

idp::ArtifactRules read_artifact(Fields fields, const std::string& signature) {
    idp::ArtifactRules out;
    out.response = read_shape(fields, "shape");
    out.signature = signature_of(fields, signature, "artifact_response_id");
    out.id = fields.text("id");
    out.lifetime = std::chrono::seconds(fields.integer("lifetime", 60, 1, 3600));
    out.sign = fields.flag("sign", true);
    out.sign_message = fields.flag("sign_message", false);
    fields.finish();
    return out;
}

} // namespace

idp::SpSignature read_sp_signature(Fields& fields, std::string_view name, std::string fallback) {
    const std::string word = fields.choice(name, {"ignored", "verified", "required"}, std::move(fallback));
    if (word == "ignored") return idp::SpSignature::ignored;
    return word == "verified" ? idp::SpSignature::verified : idp::SpSignature::required;
}

void read_protocol(Fields& fields, idp::SamlProfile& out) {
    // The text of the signature is the one that assertions are signed with.
    const std::string signature = fields.table("sign").text("shape");
    if (auto encryption = fields.optional_table("encryption")) out.encryption = read_encryption(std::move(*encryption));
    if (auto logout = fields.optional_table("logout")) out.logout = read_logout(std::move(*logout), signature);
    if (auto artifact = fields.optional_table("artifact"))
        out.artifact = read_artifact(std::move(*artifact), signature);
    for (const char* needed : {"slo", "logout"})
        if (out.logout && !out.urls.contains(needed)) fields.fail("urls", std::string("needs an entry ") + needed);
    if (out.artifact && !out.urls.contains("artifact")) fields.fail("urls", "needs an entry artifact");
}

} // namespace idpsim::engine
