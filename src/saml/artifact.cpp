#include "src/saml/artifact.hpp"

#include "src/core/text.hpp"
#include "src/crypto/digest.hpp"
#include "src/xml/document.hpp"
#include "src/xml/namespaces.hpp"
#include "src/xml/stand_alone.hpp"

namespace idpsim::saml {
namespace {

constexpr std::string_view type_code("\0\4", 2);
constexpr std::size_t id_octets = 20;
constexpr std::size_t artifact_octets = 2 + 2 + 2 * id_octets;
constexpr std::size_t longest_fault = 200; ///< octets of a faultstring that are told
constexpr std::string_view soap12 = "http://www.w3.org/2003/05/soap-envelope";
constexpr char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

Error not_an_artifact(Fault fault, std::string detail) {
    return Error{fault, "SAML artifact", std::move(detail) + " (saml-bindings-2.0 section 3.6.4)"};
}

Error not_soap(const xml::Element& where, std::string detail) {
    return Error{Fault::malformed, where.xpath(), std::move(detail) + " (saml-bindings-2.0 section 3.2.2)"};
}

std::string envelope(std::string_view body) {
    return declaration + ("<soap:Envelope xmlns:soap=\"" + std::string(ns::soap) + "\"><soap:Body>") +
           std::string(body) + "</soap:Body></soap:Envelope>";
}

/// A message may come with the XML declaration of a document; inside of another it would be no XML.
std::string_view without_declaration(std::string_view message) {
    if (!message.starts_with("<?xml ")) return message;
    const std::size_t end = message.find("?>");
    return end == std::string_view::npos ? message : trim(message.substr(end + 2));
}

/// The fault's own words, which are for people.
std::string fault_text(const xml::Element& fault) {
    const auto element = fault.child("", "faultstring");
    const auto text = element ? element->trimmed_text() : Result<std::string>(std::string());
    if (!text || text->empty()) return "a SOAP Fault";
    return "a SOAP Fault: " + std::string(cut_utf8(*text, longest_fault));
}

} // namespace

std::string write_artifact(const Artifact& artifact) {
    if (artifact.endpoint_index < 0 || artifact.endpoint_index > 0xffff || artifact.source_id.size() != id_octets ||
        artifact.message_handle.size() != id_octets)
        throw Failure(
            not_an_artifact(Fault::invalid, "an endpoint index of 16 bits and two values of 20 octets make one"));
    std::string out(type_code);
    out += static_cast<char>(artifact.endpoint_index >> 8);
    out += static_cast<char>(artifact.endpoint_index & 0xff);
    return crypto::base64_encode(out + artifact.source_id + artifact.message_handle);
}

Result<Artifact> read_artifact(std::string_view text) {
    const auto octets = crypto::base64_decode(text);
    if (!octets) return not_an_artifact(Fault::malformed, "not base64: " + octets.error().detail);
    const std::string_view all = *octets;
    if (all.size() < type_code.size()) return not_an_artifact(Fault::malformed, "shorter than its type code");
    if (!all.starts_with(type_code)) return not_an_artifact(Fault::unsupported, "its type code is not 0x0004");
    if (all.size() != artifact_octets)
        return not_an_artifact(Fault::malformed,
                               std::to_string(all.size()) + " octets, not " + std::to_string(artifact_octets));
    Artifact out;
    out.endpoint_index = static_cast<unsigned char>(all[2]) << 8 | static_cast<unsigned char>(all[3]);
    out.source_id = all.substr(4, id_octets);
    out.message_handle = all.substr(4 + id_octets);
    return out;
}

std::string source_id_of(std::string_view entity_id) { return crypto::digest(crypto::Hash::sha1, entity_id); }

std::string write_soap(std::string_view message) { return envelope(without_declaration(message)); }

std::string write_soap_fault(std::string_view code, std::string_view text) {
    return envelope("<soap:Fault><faultcode>soap:" + escape_html(code) + "</faultcode><faultstring>" +
                    escape_html(text) + "</faultstring></soap:Fault>");
}

Result<std::string> read_soap(std::string_view text) {
    const auto document = xml::Document::parse(text);
    if (!document) return document.error();
    const xml::Element root = document->root();
    if (root.is(soap12, "Envelope"))
        return Error{Fault::unsupported, root.xpath(),
                     "SOAP 1.2; SAML's SOAP binding is of SOAP 1.1 (saml-bindings-2.0 section 3.2)"};
    if (!root.is(ns::soap, "Envelope")) return not_soap(root, "not a SOAP 1.1 Envelope");
    const auto bodies = root.children(ns::soap, "Body");
    if (bodies.size() != 1) return not_soap(root, bodies.empty() ? "no Body" : "more than one Body");
    const auto inside = bodies.front().children();
    if (inside.size() != 1) return not_soap(bodies.front(), "its Body does not hold exactly one element");
    if (inside.front().is(ns::soap, "Fault"))
        return Error{Fault::refused, inside.front().xpath(), fault_text(inside.front())};
    return xml::stand_alone(inside.front());
}

} // namespace idpsim::saml
