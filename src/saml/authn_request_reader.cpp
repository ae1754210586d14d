#include "src/saml/message_parts.hpp"
#include "src/saml/reader.hpp"

namespace idpsim::saml {
namespace {

NameIdPolicy read_policy(Reading& reading, const xml::Element& element) {
    reading.under("saml-core-2.0 section 3.4.1.1");
    return {element.attribute("Format"), element.attribute("SPNameQualifier"), reading.boolean(element, "AllowCreate")};
}

} // namespace

Result<AuthnRequest> read_authn_request(const xml::Element& root) {
    Reading reading;
    reading.under("saml-core-2.0 section 3.4.1");
    reading.expect(root, ns::samlp, "AuthnRequest");
    if (reading.failed()) return reading.error();
    AuthnRequest out;
    read_request(reading, root, out);
    reading.under("saml-core-2.0 section 3.4.1");
    out.acs_url = root.attribute("AssertionConsumerServiceURL");
    out.acs_index = reading.index(root, "AssertionConsumerServiceIndex");
    out.protocol_binding = root.attribute("ProtocolBinding");
    out.force_authn = reading.boolean(root, "ForceAuthn").value_or(false);
    out.is_passive = reading.boolean(root, "IsPassive").value_or(false);
    const auto policy = reading.only(root, ns::samlp, "NameIDPolicy");
    const auto context = reading.only(root, ns::samlp, "RequestedAuthnContext");
    if (policy) out.name_id_policy = read_policy(reading, *policy);
    if (context) {
        reading.under("saml-core-2.0 section 3.3.2.2.1");
        out.requested_class_refs = reading.tokens(*context, ns::saml, "AuthnContextClassRef");
        out.requested_comparison = context->attribute("Comparison");
    }
    if (reading.failed()) return reading.error();
    return out;
}

} // namespace idpsim::saml
