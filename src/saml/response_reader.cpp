#include "src/saml/reader.hpp"
#include "src/saml/reading.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::saml {
namespace {

/// The codes below the top-level one, outermost first.
void read_nested_codes(Reading& reading, const xml::Element& code, std::vector<std::string>& out) {
    auto inner = reading.only(code, ns::samlp, "StatusCode");
    while (inner && !reading.failed()) {
        out.push_back(reading.required(*inner, "Value"));
        inner = reading.only(*inner, ns::samlp, "StatusCode");
    }
}

Status read_status(Reading& reading, const xml::Element& element) {
    Status out;
    reading.under("saml-core-2.0 section 3.2.2.1");
    const auto code = reading.required_child(element, ns::samlp, "StatusCode");
    if (!code) return out;
    reading.under("saml-core-2.0 section 3.2.2.2");
    out.code = reading.required(*code, "Value");
    read_nested_codes(reading, *code, out.nested);
    reading.under("saml-core-2.0 section 3.2.2.3");
    if (const auto message = reading.only(element, ns::samlp, "StatusMessage")) out.message = reading.text(*message);
    return out;
}

} // namespace

Result<Response> read_response(const xml::Element& root) {
    Reading reading;
    reading.under("saml-core-2.0 section 3.3.3");
    reading.expect(root, ns::samlp, "Response");
    if (reading.failed()) return reading.error();
    reading.under("saml-core-2.0 section 3.2.2");
    Response out;
    out.id = reading.required(root, "ID");
    out.version = reading.required(root, "Version");
    out.issue_instant = reading.required_instant(root, "IssueInstant");
    out.destination = root.attribute("Destination");
    out.in_response_to = root.attribute("InResponseTo");
    out.consent = root.attribute("Consent");
    if (const auto issuer = reading.only(root, ns::saml, "Issuer")) out.issuer = reading.text(*issuer);
    out.is_signed = root.child(ns::ds, "Signature").has_value();
    out.assertion_count = root.children(ns::saml, "Assertion").size();
    out.encrypted_assertion_count = root.children(ns::saml, "EncryptedAssertion").size();
    const auto status = reading.required_child(root, ns::samlp, "Status");
    if (status) out.status = read_status(reading, *status);
    if (reading.failed()) return reading.error();
    return out;
}

} // namespace idpsim::saml
