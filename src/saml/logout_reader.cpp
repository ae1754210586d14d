#include "src/saml/message_parts.hpp"
#include "src/saml/reader.hpp"

namespace idpsim::saml {

Result<LogoutRequest> read_logout_request(const xml::Element& root) {
    Reading reading;
    reading.under("saml-core-2.0 section 3.7.1");
    reading.expect(root, ns::samlp, "LogoutRequest");
    if (reading.failed()) return reading.error();
    LogoutRequest out;
    read_request(reading, root, out);
    reading.under("saml-core-2.0 section 3.7.1");
    out.reason = root.attribute("Reason");
    out.not_on_or_after = reading.instant(root, "NotOnOrAfter");
    out.session_indexes = reading.tokens(root, ns::samlp, "SessionIndex");
    const bool other_identifier = root.child(ns::saml, "BaseID").has_value();
    Identifier identifier = read_identifier(reading, root);
    reading.under("saml-core-2.0 section 3.7.1");
    if (!identifier.name_id && !identifier.encrypted && !other_identifier)
        reading.fail(Fault::invalid, root.xpath() + "/NameID", "there is neither a NameID nor another identifier");
    if (reading.failed()) return reading.error();
    out.name_id = std::move(identifier.name_id);
    out.encrypted_id = identifier.encrypted;
    return out;
}

Result<LogoutResponse> read_logout_response(const xml::Element& root) {
    Reading reading;
    reading.under("saml-core-2.0 section 3.7.2");
    reading.expect(root, ns::samlp, "LogoutResponse");
    if (reading.failed()) return reading.error();
    LogoutResponse out;
    read_status_response(reading, root, out);
    if (reading.failed()) return reading.error();
    return out;
}

} // namespace idpsim::saml
