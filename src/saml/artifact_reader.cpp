#include "src/saml/message_parts.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/stand_alone.hpp"

namespace idpsim::saml {
namespace {

/// The element that is none of the response's own, if there is one (saml-core-2.0 section 3.5.2: xs:any at the end).
std::optional<xml::Element> message_inside(Reading& reading, const xml::Element& root) {
    std::optional<xml::Element> found;
    for (const xml::Element& child : root.children()) {
        if (child.is(ns::saml, "Issuer") || child.is(ns::ds, "Signature") || child.is(ns::samlp, "Extensions") ||
            child.is(ns::samlp, "Status"))
            continue;
        if (found) reading.fail(Fault::invalid, child.xpath(), "a second message inside the ArtifactResponse");
        found = child;
    }
    return found;
}

} // namespace

Result<ArtifactResolve> read_artifact_resolve(const xml::Element& root) {
    Reading reading;
    reading.under("saml-core-2.0 section 3.5.1");
    reading.expect(root, ns::samlp, "ArtifactResolve");
    if (reading.failed()) return reading.error();
    ArtifactResolve out;
    read_request(reading, root, out);
    reading.under("saml-core-2.0 section 3.5.1");
    if (const auto artifact = reading.required_child(root, ns::samlp, "Artifact"))
        out.artifact = reading.token(*artifact);
    if (reading.failed()) return reading.error();
    return out;
}

Result<ArtifactResponse> read_artifact_response(const xml::Element& root) {
    Reading reading;
    reading.under("saml-core-2.0 section 3.5.2");
    reading.expect(root, ns::samlp, "ArtifactResponse");
    if (reading.failed()) return reading.error();
    ArtifactResponse out;
    read_status_response(reading, root, out);
    reading.under("saml-core-2.0 section 3.5.2");
    const auto message = message_inside(reading, root);
    if (reading.failed()) return reading.error();
    if (message) out.message = xml::stand_alone(*message);
    return out;
}

} // namespace idpsim::saml
