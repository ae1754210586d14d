#include "src/saml/message_parts.hpp"

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

} // namespace

NameId read_name_id(Reading& reading, const xml::Element& element) {
    reading.under("saml-core-2.0 section 2.2.3");
    return {reading.text(element), element.attribute("Format"), element.attribute("NameQualifier"),
            element.attribute("SPNameQualifier")};
}

Identifier read_identifier(Reading& reading, const xml::Element& parent) {
    Identifier out;
    const auto encrypted = reading.only(parent, ns::saml, "EncryptedID");
    const auto name_id = reading.only(parent, ns::saml, "NameID");
    out.encrypted = encrypted.has_value();
    if (name_id && encrypted)
        reading.fail(Fault::invalid, encrypted->xpath(), "a NameID and an EncryptedID of one subject");
    if (name_id) out.name_id = read_name_id(reading, *name_id);
    return out;
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

} // namespace idpsim::saml
