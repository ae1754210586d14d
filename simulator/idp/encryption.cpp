#include "simulator/idp/encryption.hpp"

#include "simulator/idp/key_info.hpp"
#include "src/xml/canonical.hpp"
#include "src/xml/encrypt.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>
#include <vector>

namespace idpsim::idp {
namespace {

std::optional<crypto::Certificate> encryption_key_of(const Tenant& tenant) {
    if (!tenant.sp || !tenant.sp->sp) return std::nullopt;
    for (const saml::KeyDescriptor& key : tenant.sp->sp->keys) {
        if (key.use && *key.use != "encryption") continue;
        for (const std::string& text : key.certificates)
            if (const auto certificate = crypto::Certificate::from_base64(text)) return *certificate;
    }
    return std::nullopt;
}

void write_escaped(std::string& out, std::string_view text, bool in_attribute) {
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '\r')
            out += "&#xD;";
        else if (c == '>' && !in_attribute)
            out += "&gt;";
        else if (c == '"' && in_attribute)
            out += "&quot;";
        else if (c == '\t' && in_attribute)
            out += "&#x9;";
        else if (c == '\n' && in_attribute)
            out += "&#xA;";
        else
            out += c;
    }
}

bool declares_namespace(std::string_view name) { return name == "xmlns" || name.starts_with("xmlns:"); }

/// Namespace declarations first, each kind by name. Attributes with a prefix come after those without one; by their
/// prefixes, since shapes use one prefix for one namespace.
bool stands_before(const pugi::xml_attribute& a, const pugi::xml_attribute& b) {
    const auto rank = [](std::string_view name) {
        return declares_namespace(name) ? 0 : name.find(':') == std::string_view::npos ? 1 : 2;
    };
    const std::string_view left = a.name(), right = b.name();
    return std::pair(rank(left), left) < std::pair(rank(right), right);
}

void write_physical(std::string& out, pugi::xml_node element) {
    out.append("<").append(element.name());
    std::vector<pugi::xml_attribute> attributes(element.attributes_begin(), element.attributes_end());
    std::ranges::stable_sort(attributes, stands_before);
    for (const pugi::xml_attribute attribute : attributes) {
        out.append(" ").append(attribute.name()).append("=\"");
        write_escaped(out, attribute.value(), true);
        out += '"';
    }
    out += '>';
    for (const pugi::xml_node child : element.children()) {
        if (child.type() == pugi::node_element)
            write_physical(out, child);
        else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            write_escaped(out, child.value(), false);
    }
    out.append("</").append(element.name()).append(">");
}

/// As the message is printed, without what stands before a document.
std::string printed_form(pugi::xml_node element, saml::PrintStyle style) {
    style.declaration.clear();
    style.byte_order_mark = false;
    style.indent = -1;
    style.final_line_feed = false;
    return saml::print(element, style);
}

} // namespace

std::string physical_form(pugi::xml_node element) {
    std::string out;
    write_physical(out, element);
    return out;
}

Encryptor::Encryptor(const SamlProfile& profile, const EncryptionSettings& settings, crypto::Certificate recipient)
    : profile_(profile), settings_(settings), recipient_(std::move(recipient)) {}

Result<std::optional<Encryptor>> Encryptor::make(const SamlProfile& profile, const Configuration& configuration,
                                                 const Tenant& tenant) {
    const EncryptionSettings& settings = configuration.encryption;
    if (!settings.assertion && !settings.name_id) return std::optional<Encryptor>();
    auto recipient = settings.certificate ? settings.certificate : encryption_key_of(tenant);
    if (!recipient)
        return Error{
            Fault::refused, reason::no_recipient_key,
            "encryption is on, but neither the settings nor the SP's metadata have a certificate to encrypt to"};
    if (!recipient->public_key().is_rsa())
        return Error{Fault::refused, reason::no_recipient_key, "the certificate to encrypt to has no RSA key"};
    return std::optional<Encryptor>(Encryptor(profile, settings, std::move(*recipient)));
}

saml::Scope Encryptor::scope(const PatternContext& context) const {
    const EncryptionRules& rules = *profile_.encryption;
    saml::Scope out;
    out.values["block_cipher"] = settings_.block_cipher;
    out.values["key_transport"] = settings_.key_transport;
    if (settings_.key_transport != alg::rsa_1_5) out.values["oaep"] = "";
    if (settings_.key_transport == alg::rsa_oaep) out.values["mgf"] = "";
    out.values["data_id"] = context.expand(rules.data_id);
    out.values["key_id"] = context.expand(rules.key_id);
    out.values["recipient_certificate"] = in_lines(recipient_.base64(), rules.certificate);
    out.values["recipient_issuer"] = recipient_.issuer();
    out.values["recipient_serial"] = recipient_.serial_decimal();
    return out;
}

void Encryptor::replace(pugi::xml_node clear, const saml::Shape& shape, const std::string& plaintext,
                        const PatternContext& context) const {
    pugi::xml_node parent = clear.parent();
    const pugi::xml_node made = shape.render(parent, scope(context));
    const pugi::xml_node container = parent.insert_move_before(made, clear);
    parent.remove_child(clear);
    xml::encrypt_in_place(container, plaintext, recipient_.public_key(), profile_.encryption->cipher);
}

void Encryptor::hide_name_id(pugi::xml_node assertion, const PatternContext& context) const {
    const pugi::xml_node clear = child_named(child_named(assertion, "Subject"), "NameID");
    if (!settings_.name_id || !clear) return;
    // It leans on namespaces of what stands around it; its canonical form brings them along.
    replace(clear, *profile_.encryption->name_id_shape, xml::canonicalize(clear, {}, {}), context);
}

void Encryptor::hide_assertion(pugi::xml_node response, pugi::xml_node assertion, const PatternContext& context) const {
    if (!settings_.assertion || assertion.parent() != response) return;
    const std::string plaintext =
        profile_.encryption->physical ? physical_form(assertion) : printed_form(assertion, profile_.print);
    replace(assertion, profile_.encryption->assertion_shape, plaintext, context);
}

} // namespace idpsim::idp
