#include "tests/fidelity/inputs.hpp"

#include "src/core/text.hpp"
#include "src/crypto/certificate_facts.hpp"
#include "src/saml/values.hpp"
#include "src/xml/algorithms.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>

namespace idpsim::fidelity {
namespace {

std::string text_of(const std::optional<xml::Element>& element) {
    if (!element) return {};
    const auto text = element->trimmed_text();
    return text ? *text : std::string();
}

std::optional<xml::Element> first(const xml::Element& below, std::string_view ns_uri, std::string_view name) {
    if (below.is(ns_uri, name)) return below;
    for (const xml::Element& child : below.children())
        if (const auto found = first(child, ns_uri, name)) return found;
    return std::nullopt;
}

/// Braces are placeholders in patterns.
std::string literal(std::string text) { return replace_all(replace_all(std::move(text), "{", "{{"), "}", "}}"); }

class Options {
public:
    Options(const idp::SamlProfile& saml, Inputs& out) : saml_(saml), out_(out) {}

    bool has(std::string_view key) const { return find(key) != nullptr; }
    const idp::ConsoleField* find(std::string_view key) const {
        const auto found = std::ranges::find(saml_.console, key, &idp::ConsoleField::key);
        return found == saml_.console.end() ? nullptr : &*found;
    }

    /// By the console's own word for it; what it has no word for is noted.
    void set(std::string_view key, const std::string& value) {
        const idp::ConsoleField* found = find(key);
        if (!found) return note(key, value);
        if (found->choices.empty()) {
            out_.tenant.settings[found->label] = value;
            return;
        }
        for (const auto& [word, meaning] : found->choices) {
            if (meaning != value) continue;
            out_.tenant.settings[found->label] = word;
            return;
        }
        note(key, value);
    }

    /// A time in the field's own unit, when it differs from what the profile does anyway.
    void set_time(std::string_view key, Millis wanted, Millis usual) {
        const idp::ConsoleField* found = find(key);
        const auto whole = std::chrono::round<std::chrono::seconds>(wanted);
        if (std::chrono::abs(whole - usual) < std::chrono::seconds(2)) return;
        if (!found || whole.count() % found->scale != 0) return note(key, std::to_string(whole.count()) + "s");
        out_.tenant.settings[found->label] = std::to_string(whole.count() / found->scale);
    }

    void note(std::string_view key, const std::string& value) {
        out_.without_option.push_back(std::string(key) + "=" + value);
    }

private:
    const idp::SamlProfile& saml_;
    Inputs& out_;
};

std::string hash_word(const std::string& uri) {
    for (const char* word : {"sha1", "sha256", "sha384", "sha512"})
        if (uri.ends_with(word)) return word;
    return uri;
}

std::string word_of(crypto::Hash hash) {
    switch (hash) {
    case crypto::Hash::sha1:
        return "sha1";
    case crypto::Hash::sha256:
        return "sha256";
    case crypto::Hash::sha384:
        return "sha384";
    case crypto::Hash::sha512:
        return "sha512";
    }
    return {};
}

void read_signing(const std::optional<xml::Element>& response, const std::optional<xml::Element>& assertion,
                  Options& options, const idp::SamlProfile& saml, bool inner_known) {
    const bool outer = response && response->child(ns::ds, "Signature");
    const bool inner =
        inner_known ? assertion && assertion->child(ns::ds, "Signature").has_value() : saml.sign_assertion;
    if (outer != saml.sign_response || inner != saml.sign_assertion) {
        if (options.has("sign")) options.set("sign", outer && inner ? "both" : outer ? "response" : "assertion");
        if (options.has("sign.response") || !options.has("sign")) {
            if (outer != saml.sign_response) options.set("sign.response", outer ? "true" : "false");
            if (inner != saml.sign_assertion) options.set("sign.assertion", inner ? "true" : "false");
        }
    }
    const auto signature = response ? first(*response, ns::ds, "Signature") : assertion->child(ns::ds, "Signature");
    if (!signature) return;
    const auto method = first(*signature, ns::ds, "SignatureMethod");
    const std::string hash = hash_word(method ? method->attribute("Algorithm").value_or("") : "");
    if (hash != word_of(saml.algorithm)) options.set("algorithm", hash);
    const auto digest = first(*signature, ns::ds, "DigestMethod");
    const std::string digest_hash = hash_word(digest ? digest->attribute("Algorithm").value_or("") : "");
    if (digest_hash != hash) options.set("digest", digest_hash);
    if (!options.has("key_info")) return;
    const bool certificate = first(*signature, ns::ds, "X509Certificate").has_value();
    const bool key = first(*signature, ns::ds, "KeyValue").has_value();
    options.set("key_info", certificate && key ? "both" : certificate ? "certificate" : key ? "key" : "none");
}

std::vector<std::string> values_of(const xml::Element& attribute, idp::EmptyAttribute& empty) {
    std::vector<std::string> out;
    const auto values = attribute.children(ns::saml, "AttributeValue");
    if (values.empty()) empty = idp::EmptyAttribute::without_value;
    for (const xml::Element& value : values) {
        const auto text = value.text();
        out.push_back(text ? literal(*text) : "x");
        if (text && text->empty()) empty = idp::EmptyAttribute::empty_value;
    }
    if (out.empty()) out.emplace_back();
    return out;
}

void give_values(idp::AttributeMapping& mapping, const std::vector<std::string>& values) {
    mapping.value = values.front().empty() ? "{person.nothing}" : values.front();
    mapping.more_values.assign(values.begin() + 1, values.end());
    mapping.join.reset();
    mapping.only_if.clear();
}

/// The vendor's own attributes stay as far as the record has them; the others count as mapped by the admin.
void read_attributes(const xml::Element& assertion, Inputs& out) {
    idp::AttributeRules& rules = out.profile.saml.attributes;
    std::vector<idp::AttributeMapping> defaults;
    const std::vector<idp::AttributeMapping> own = rules.defaults;
    idp::EmptyAttribute empty = rules.empty;
    std::vector<std::string> sent;
    for (const xml::Element& statement : assertion.children(ns::saml, "AttributeStatement"))
        for (const xml::Element& attribute : statement.children(ns::saml, "Attribute")) {
            const std::string name = attribute.attribute("Name").value_or("");
            const auto values = values_of(attribute, empty);
            const auto known = std::ranges::find(own, name, &idp::AttributeMapping::name);
            idp::AttributeMapping mapping = known != own.end() ? *known : idp::AttributeMapping{};
            mapping.name = name;
            if (known == own.end()) {
                const auto format = attribute.attribute("NameFormat");
                if (format && format != rules.name_format) mapping.name_format = format;
                mapping.friendly_name = attribute.attribute("FriendlyName");
            }
            give_values(mapping, values);
            (known != own.end() ? defaults : out.tenant.attributes).push_back(std::move(mapping));
        }
    // In the vendor's order, not the record's, so that an order of its own shows.
    std::ranges::stable_sort(defaults, {}, [&](const idp::AttributeMapping& one) {
        return std::ranges::find(own, one.name, &idp::AttributeMapping::name) - own.begin();
    });
    rules.defaults = std::move(defaults);
    rules.empty = empty;
}

void read_times(const xml::Element& assertion, Inputs& out, Options& options) {
    const idp::Times& usual = out.profile.saml.times;
    const auto at = [](const std::optional<xml::Element>& element, const char* name) -> std::optional<Instant> {
        const auto text = element ? element->attribute(name) : std::nullopt;
        const auto instant = text ? parse_instant(*text) : Result<Instant>(Error{Fault::not_found, "", ""});
        return instant ? std::optional(*instant) : std::nullopt;
    };
    const auto conditions = assertion.child(ns::saml, "Conditions");
    const auto statement = assertion.child(ns::saml, "AuthnStatement");
    const Instant base = out.issued + usual.conditions;
    if (const auto start = at(conditions, "NotBefore"))
        options.set_time("times.not_before", base - *start, -usual.not_before);
    if (const auto end = at(conditions, "NotOnOrAfter"))
        options.set_time("times.not_on_or_after", *end - base, usual.not_on_or_after);
    if (const auto end = at(statement, "SessionNotOnOrAfter"))
        options.set_time("times.session", *end - base, usual.session.value_or(Millis(0)));
    if (const auto login = at(statement, "AuthnInstant"); login && !usual.authn_is_issue)
        out.login = std::clamp(*login, out.issued - std::chrono::minutes(10), out.issued);
}

std::string without_prefix(const std::string& audience, const std::string& prefix) {
    return !prefix.empty() && audience.starts_with(prefix) ? audience.substr(prefix.size()) : audience;
}

void read_subject(const xml::Element& assertion, Inputs& out, Options& options) {
    const auto name_id = first(assertion, ns::saml, "NameID");
    if (const std::string value = text_of(name_id); !value.empty()) out.person = value;
    const std::string format = name_id ? name_id->attribute("Format").value_or("") : "";
    if (format != out.profile.saml.name_id.format) options.set("name_id.format", format);
    const auto class_ref = text_of(first(assertion, ns::saml, "AuthnContextClassRef"));
    if (!class_ref.empty() && class_ref != out.profile.saml.class_ref) options.set("class_ref", class_ref);
    const std::string audience = text_of(first(assertion, ns::saml, "Audience"));
    if (!audience.empty()) out.sp_entity_id = without_prefix(audience, out.profile.saml.audience_prefix_unless_uri);
}

void read_encryption(const xml::Element& encrypted, Inputs& out, Options& options) {
    out.encrypted = true;
    options.set("encrypt", "true");
    const auto data = first(encrypted, ns::xenc, "EncryptedData");
    const auto key = first(encrypted, ns::xenc, "EncryptedKey");
    for (const auto& [element, name] : {std::pair{data, "encryption.algorithm"}, {key, "encryption.key_transport"}}) {
        const auto method = element ? element->child(ns::xenc, "EncryptionMethod") : std::nullopt;
        const std::string uri = method ? method->attribute("Algorithm").value_or("") : "";
        std::string word = uri.substr(uri.rfind('#') + 1);
        if (word == "tripledes-cbc") word = "3des-cbc";
        if (options.has(name)) options.set(name, word);
    }
}

/// As many as the role lists, the first one active; whose they are tells whose document it is.
void read_certificates(const xml::Element& role, Inputs& out) {
    const idp::SamlProfile& saml = out.profile.saml;
    const auto keys = role.children(ns::md, "KeyDescriptor");
    const auto text = keys.empty() ? std::nullopt : first(keys[0], ns::ds, "X509Certificate");
    const auto read = text ? crypto::Certificate::from_base64(text_of(text)) : Result<crypto::Certificate>(Error{});
    const auto is_apps = [&](const auto& name) {
        return std::ranges::find(saml.certificate_rules.subject, name) != saml.certificate_rules.subject.end();
    };
    out.tenant_wide = saml.metadata.federation && read && !std::ranges::all_of(crypto::facts_of(*read).subject, is_apps);
    if (out.tenant_wide) return;
    out.tenant.certificates.resize(keys.size());
    for (std::size_t i = 1; i < out.tenant.certificates.size(); ++i) out.tenant.certificates[i].active = false;
}

} // namespace

Inputs inputs_of(const xml::Element& root, const idp::Profile& profile) {
    Inputs out{
        profile, {},    {}, "https://sp.example.test/acs", "https://sp.example.test", "ada.byron@example.test", {},
        {},      false, false, {}};
    Options options(profile.saml, out);
    const bool is_response = root.name() != "Assertion";
    const auto issue = parse_instant(root.attribute("IssueInstant").value_or(""));
    out.issued = (issue ? *issue : Instant{}) -
                 (is_response ? profile.saml.times.response_issue : profile.saml.times.assertion_issue);
    out.login = out.issued;
    const auto confirmation = first(root, ns::saml, "SubjectConfirmationData");
    out.request_id = root.attribute("InResponseTo");
    if (!out.request_id && confirmation) out.request_id = confirmation->attribute("InResponseTo");
    const auto to = root.attribute("Destination");
    if (to)
        out.acs_url = *to;
    else if (confirmation)
        out.acs_url = confirmation->attribute("Recipient").value_or(out.acs_url);

    if (root.name().starts_with("Logout")) return out;
    const auto assertion = first(root, ns::saml, "Assertion");
    const auto encrypted = first(root, ns::saml, "EncryptedAssertion");
    if (encrypted) read_encryption(*encrypted, out, options);
    read_signing(is_response ? std::optional(root) : std::nullopt, assertion, options, profile.saml,
                 assertion.has_value());
    if (assertion) {
        read_subject(*assertion, out, options);
        read_times(*assertion, out, options);
        read_attributes(*assertion, out);
    }
    return out;
}

Inputs logout_inputs_of(const xml::Element& root, const idp::Profile& profile) {
    Inputs out = inputs_of(root, profile);
    Options options(profile.saml, out);
    if (const std::string name = text_of(first(root, ns::saml, "NameID")); !name.empty()) out.person = name;
    for (const auto& [key, value] :
         {std::pair<std::string, std::string>{"slo", "true"}, {"slo_url", out.acs_url}, {"slo.participate", "true"}})
        if (options.has(key)) options.set(key, value);
    return out;
}

Inputs metadata_inputs_of(const xml::Element& root, const idp::Profile& profile) {
    Inputs out{
        profile, {},    {}, "https://sp.example.test/acs", "https://sp.example.test", "ada.byron@example.test", {},
        {},      false, false, {}};
    Options options(profile.saml, out);
    const auto role = first(root, ns::md, "IDPSSODescriptor");
    if (role && role->attribute("WantAuthnRequestsSigned") == "true") options.set("require_signature", "true");
    if (role) {
        const auto formats = role->children(ns::md, "NameIDFormat");
        if (formats.size() == 1 && options.has("name_id.format") && text_of(formats[0]) != profile.saml.name_id.format)
            options.set("name_id.format", text_of(formats[0]));
        if (options.has("slo") && !role->children(ns::md, "SingleLogoutService").empty()) options.set("slo", "true");
    }
    if (role) read_certificates(*role, out);
    if (const idp::ConsoleField* field = options.find("entity_id"); field && field->required)
        out.tenant.settings[field->label] = root.attribute("entityID").value_or("");
    const auto method = first(root, ns::ds, "SignatureMethod");
    if (method) {
        const std::string hash = hash_word(method->attribute("Algorithm").value_or(""));
        if (hash != word_of(profile.saml.algorithm)) options.set("algorithm", hash);
    }
    out.issued = out.login = std::chrono::sys_days{std::chrono::year{2024} / 1 / 2};
    return out;
}

} // namespace idpsim::fidelity
