#include "src/saml/message_parts.hpp"
#include "src/saml/reader.hpp"

namespace idpsim::saml {
Result<Response> read_response(const xml::Element& root) {
    Reading reading;
    reading.under("saml-core-2.0 section 3.3.3");
    reading.expect(root, ns::samlp, "Response");
    if (reading.failed()) return reading.error();
    Response out;
    read_status_response(reading, root, out);
    out.consent = root.attribute("Consent");
    out.assertion_count = root.children(ns::saml, "Assertion").size();
    out.encrypted_assertion_count = root.children(ns::saml, "EncryptedAssertion").size();
    if (reading.failed()) return reading.error();
    return out;
}

} // namespace idpsim::saml
