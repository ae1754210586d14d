#include "src/core/text.hpp"
#include "src/crypto/certificate.hpp"
#include "src/saml/reader.hpp"
#include "src/saml/reading.hpp"
#include "src/xml/namespaces.hpp"

#include <algorithm>
#include <array>

namespace idpsim::saml {
namespace {

constexpr std::string_view saml2_protocol = ns::samlp;

Endpoint read_endpoint(Reading& reading, const xml::Element& element, bool is_indexed) {
    reading.under("saml-metadata-2.0 section 2.2.2");
    Endpoint out;
    out.binding = trim(reading.required(element, "Binding"));
    out.location = trim(reading.required(element, "Location"));
    if (const auto back = element.attribute("ResponseLocation")) out.response_location = trim(*back);
    if (!is_indexed) return out;
    reading.under("saml-metadata-2.0 section 2.2.3");
    reading.required(element, "index");
    out.index = reading.index(element, "index");
    out.is_default = reading.boolean(element, "isDefault");
    return out;
}

std::vector<Endpoint> read_endpoints(Reading& reading, const xml::Element& role, std::string_view name,
                                     bool is_indexed = false) {
    std::vector<Endpoint> out;
    for (const xml::Element& element : role.children(ns::md, name))
        out.push_back(read_endpoint(reading, element, is_indexed));
    return out;
}

/// At least one, or an error that names the element.
std::vector<Endpoint> read_mandatory_endpoints(Reading& reading, const xml::Element& role, std::string_view name,
                                               bool is_indexed, std::string_view clause) {
    auto out = read_endpoints(reading, role, name, is_indexed);
    reading.under(clause);
    if (out.empty())
        reading.fail(Fault::invalid, role.xpath() + "/" + std::string(name),
                     "no " + std::string(name) + " endpoint in the " + std::string(role.name()));
    return out;
}

/// Endpoints of bindings that nobody here knows are kept; a role that has no others is worth a word.
void warn_of_unknown_bindings(const xml::Element& role, std::string_view name, const std::vector<Endpoint>& endpoints,
                              std::vector<Error>& warnings) {
    constexpr std::array<std::string_view, 4> known{binding_post, binding_redirect, binding_artifact, binding_soap};
    const auto is_known = [&](const Endpoint& endpoint) {
        return std::ranges::find(known, endpoint.binding) != known.end();
    };
    if (endpoints.empty() || std::ranges::any_of(endpoints, is_known)) return;
    warnings.push_back({Fault::unsupported, role.xpath() + "/" + std::string(name),
                        "no endpoint of a known binding; there is " + endpoints.front().binding});
}

/// Line breaks, indentation, PEM armour: whatever a console's copy and paste leaves around the base64.
Result<std::string> read_certificate(const xml::Element& element) {
    const auto text = element.text();
    if (!text) return text.error();
    const auto certificate = crypto::Certificate::from_base64(*text);
    if (certificate) return certificate->base64();
    return Error{certificate.error().fault, element.xpath(), "not a certificate: " + certificate.error().detail};
}

KeyDescriptor read_key(Reading& reading, const xml::Element& element, std::vector<Error>& unreadable) {
    reading.under("saml-metadata-2.0 section 2.4.1.1");
    KeyDescriptor key;
    key.use = element.attribute("use");
    for (const xml::Element& method : element.children(ns::md, "EncryptionMethod"))
        key.encryption_methods.push_back(reading.required(method, "Algorithm"));
    const auto info = reading.required_child(element, ns::ds, "KeyInfo");
    if (!info) return key;
    for (const xml::Element& data : info->children(ns::ds, "X509Data"))
        for (const xml::Element& certificate : data.children(ns::ds, "X509Certificate")) {
            auto read = read_certificate(certificate);
            if (read)
                key.certificates.push_back(std::move(*read));
            else
                unreadable.push_back(read.error());
        }
    return key;
}

/// An unusable certificate is borne where a usable one stands beside it: rollovers leave such behind.
std::vector<KeyDescriptor> read_keys(Reading& reading, const xml::Element& role, std::vector<Error>& warnings) {
    std::vector<KeyDescriptor> out;
    std::vector<Error> unreadable;
    for (const xml::Element& element : role.children(ns::md, "KeyDescriptor"))
        out.push_back(read_key(reading, element, unreadable));
    const bool one_is_readable =
        std::ranges::any_of(out, [](const KeyDescriptor& key) { return !key.certificates.empty(); });
    for (Error& error : unreadable) {
        if (!one_is_readable) reading.fail(error.fault, error.where, error.detail);
        warnings.push_back(std::move(error));
    }
    return out;
}

IdpRole read_idp(Reading& reading, const xml::Element& role, std::vector<Error>& warnings) {
    IdpRole out;
    reading.under("saml-metadata-2.0 section 2.4.1");
    reading.required(role, "protocolSupportEnumeration");
    out.valid_until = reading.instant(role, "validUntil");
    reading.under("saml-metadata-2.0 section 2.4.3");
    out.want_authn_requests_signed = reading.boolean(role, "WantAuthnRequestsSigned");
    out.keys = read_keys(reading, role, warnings);
    out.name_id_formats = reading.tokens(role, ns::md, "NameIDFormat");
    out.slo = read_endpoints(reading, role, "SingleLogoutService");
    out.artifact_resolution = read_endpoints(reading, role, "ArtifactResolutionService", true);
    out.sso = read_mandatory_endpoints(reading, role, "SingleSignOnService", false, "saml-metadata-2.0 section 2.4.3");
    warn_of_unknown_bindings(role, "SingleSignOnService", out.sso, warnings);
    return out;
}

SpRole read_sp(Reading& reading, const xml::Element& role, std::vector<Error>& warnings) {
    SpRole out;
    reading.under("saml-metadata-2.0 section 2.4.1");
    reading.required(role, "protocolSupportEnumeration");
    out.valid_until = reading.instant(role, "validUntil");
    reading.under("saml-metadata-2.0 section 2.4.4");
    out.authn_requests_signed = reading.boolean(role, "AuthnRequestsSigned");
    out.want_assertions_signed = reading.boolean(role, "WantAssertionsSigned");
    out.keys = read_keys(reading, role, warnings);
    out.name_id_formats = reading.tokens(role, ns::md, "NameIDFormat");
    out.slo = read_endpoints(reading, role, "SingleLogoutService");
    out.acs =
        read_mandatory_endpoints(reading, role, "AssertionConsumerService", true, "saml-metadata-2.0 section 2.4.4");
    warn_of_unknown_bindings(role, "AssertionConsumerService", out.acs, warnings);
    return out;
}

/// Whether a role descriptor lists the SAML 2.0 protocol; one that lists nothing counts, so that the lack is named.
bool lists_saml2(const xml::Element& role) {
    const auto protocols = role.attribute("protocolSupportEnumeration");
    if (!protocols) return true;
    const auto words = split(*protocols, ' ');
    return std::ranges::any_of(words, [](std::string_view word) { return trim(word) == saml2_protocol; });
}

/// An entity may have a role several times, once per protocol family; this is the one for SAML 2.0.
std::optional<xml::Element> find_role(const xml::Element& entity, std::string_view name) {
    for (const xml::Element& role : entity.children(ns::md, name))
        if (lists_saml2(role)) return role;
    return std::nullopt;
}

/// The first EntityDescriptor with an IdP or SP role for SAML 2.0, aggregates inside aggregates included.
std::optional<xml::Element> find_entity(const xml::Element& element) {
    if (element.is(ns::md, "EntityDescriptor")) {
        const bool fits = find_role(element, "IDPSSODescriptor") || find_role(element, "SPSSODescriptor");
        return fits ? std::optional(element) : std::nullopt;
    }
    if (!element.is(ns::md, "EntitiesDescriptor")) return std::nullopt;
    for (const xml::Element& child : element.children())
        if (const auto found = find_entity(child)) return found;
    return std::nullopt;
}

/// What encloses an entity limits it too (saml-metadata-2.0 section 2.3.1): the earliest validUntil counts.
std::optional<Instant> read_valid_until(Reading& reading, xml::Element element) {
    std::optional<Instant> earliest;
    for (std::optional<xml::Element> at = element; at; at = at->parent())
        if (const auto until = reading.instant(*at, "validUntil"); until && (!earliest || *until < *earliest))
            earliest = until;
    return earliest;
}

/// One role by `read`, or nothing and its error in `broken`.
template <class Role>
std::optional<Role> read_role(const std::optional<xml::Element>& element,
                              Role (*read)(Reading&, const xml::Element&, std::vector<Error>&),
                              std::vector<Error>& warnings, std::vector<Error>& broken) {
    if (!element) return std::nullopt;
    Reading reading;
    std::vector<Error> heard;
    std::optional<Role> role = read(reading, *element, heard);
    if (reading.failed()) {
        broken.push_back(reading.error());
        return std::nullopt;
    }
    warnings.insert(warnings.end(), heard.begin(), heard.end());
    return role;
}

/// Each role on its own: a broken one is borne, with a warning, where another can be read.
Result<EntityDescriptor> read_roles(const xml::Element& entity, EntityDescriptor out) {
    std::vector<Error> broken;
    out.idp = read_role(find_role(entity, "IDPSSODescriptor"), read_idp, out.warnings, broken);
    out.sp = read_role(find_role(entity, "SPSSODescriptor"), read_sp, out.warnings, broken);
    if (!out.idp && !out.sp) return broken.front();
    out.warnings.insert(out.warnings.end(), broken.begin(), broken.end());
    return out;
}

Result<EntityDescriptor> read_entity(const xml::Element& entity) {
    Reading reading;
    reading.under("saml-metadata-2.0 section 2.3.2");
    EntityDescriptor out;
    out.entity_id = trim(reading.required(entity, "entityID"));
    out.id = entity.attribute("ID");
    out.valid_until = read_valid_until(reading, entity);
    out.cache_duration = entity.attribute("cacheDuration");
    if (reading.failed()) return reading.error();
    return read_roles(entity, std::move(out));
}

bool is_utf16(std::string_view octets) {
    if (octets.starts_with("\xFF\xFE") || octets.starts_with("\xFE\xFF")) return true;
    return octets.size() > 1 && (octets[0] == '\0' || octets[1] == '\0');
}

/// Without the mark of UTF-8 and what white space a paste leaves around; in front of a declaration XML forbids both.
std::string_view without_wrapping(std::string_view octets) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (octets.starts_with(byte_order_mark)) octets.remove_prefix(byte_order_mark.size());
    return is_utf16(octets) ? octets : trim(octets);
}

} // namespace

Result<EntityDescriptor> read_metadata(std::string_view document) {
    const auto parsed = xml::Document::parse(without_wrapping(document));
    if (!parsed) return parsed.error();
    const xml::Element root = parsed->root();
    if (!root.is(ns::md, "EntityDescriptor") && !root.is(ns::md, "EntitiesDescriptor"))
        return Error{Fault::invalid, root.xpath(),
                     "the root is neither EntityDescriptor nor EntitiesDescriptor (saml-metadata-2.0 section 2.3)"};
    const auto entity = find_entity(root);
    if (!entity)
        return Error{Fault::not_found, root.xpath(),
                     "no EntityDescriptor with an IDPSSODescriptor or SPSSODescriptor for SAML 2.0"};
    return read_entity(*entity);
}

} // namespace idpsim::saml
