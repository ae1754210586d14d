#include "src/saml/message_parts.hpp"
#include "src/saml/reader.hpp"
#include "src/xml/canonical.hpp"

#include <algorithm>

namespace idpsim::saml {
namespace {

bool is_one_of(const xml::Element& element, std::initializer_list<std::string_view> names) {
    return element.ns() == ns::saml && std::ranges::find(names, element.name()) != names.end();
}

SubjectConfirmation read_confirmation(Reading& reading, const xml::Element& element) {
    reading.under("saml-core-2.0 section 2.4.1.1");
    SubjectConfirmation out;
    out.method = reading.required(element, "Method");
    out.xpath = element.xpath();
    const auto data = reading.only(element, ns::saml, "SubjectConfirmationData");
    if (!data) return out;
    reading.under("saml-core-2.0 section 2.4.1.2");
    out.has_data = true;
    out.recipient = data->attribute("Recipient");
    out.in_response_to = data->attribute("InResponseTo");
    out.address = data->attribute("Address");
    out.not_before = reading.instant(*data, "NotBefore");
    out.not_on_or_after = reading.instant(*data, "NotOnOrAfter");
    return out;
}

void read_subject(Reading& reading, const xml::Element& subject, Assertion& out) {
    reading.under("saml-core-2.0 section 2.4.1");
    Identifier identifier = read_identifier(reading, subject);
    out.name_id = std::move(identifier.name_id);
    out.encrypted_id = identifier.encrypted;
    for (const xml::Element& confirmation : subject.children(ns::saml, "SubjectConfirmation"))
        out.confirmations.push_back(read_confirmation(reading, confirmation));
}

std::vector<std::string> read_audiences(Reading& reading, const xml::Element& restriction) {
    reading.under("saml-core-2.0 section 2.5.1.4");
    auto audiences = reading.tokens(restriction, ns::saml, "Audience");
    if (audiences.empty())
        reading.fail(Fault::invalid, restriction.xpath() + "/Audience", "the mandatory element Audience is missing");
    return audiences;
}

/// ProxyRestriction binds only those who issue assertions of their own upon this one: understood, nothing to keep.
Conditions read_conditions(Reading& reading, const xml::Element& element) {
    reading.under("saml-core-2.0 section 2.5.1");
    Conditions out;
    out.not_before = reading.instant(element, "NotBefore");
    out.not_on_or_after = reading.instant(element, "NotOnOrAfter");
    out.xpath = element.xpath();
    for (const xml::Element& condition : element.children()) {
        if (condition.is(ns::saml, "AudienceRestriction"))
            out.audience_restrictions.push_back(read_audiences(reading, condition));
        else if (condition.is(ns::saml, "OneTimeUse"))
            out.one_time_use = true;
        else if (!condition.is(ns::saml, "ProxyRestriction"))
            out.unknown.push_back(qualified_name(condition));
    }
    return out;
}

AuthnStatement read_authn_statement(Reading& reading, const xml::Element& element) {
    reading.under("saml-core-2.0 section 2.7.2");
    AuthnStatement out;
    out.authn_instant = reading.required_instant(element, "AuthnInstant");
    out.session_index = element.attribute("SessionIndex");
    out.session_not_on_or_after = reading.instant(element, "SessionNotOnOrAfter");
    const auto context = reading.required_child(element, ns::saml, "AuthnContext");
    if (!context) return out;
    reading.under("saml-core-2.0 section 2.7.2.2");
    if (const auto ref = reading.only(*context, ns::saml, "AuthnContextClassRef")) out.class_ref = reading.token(*ref);
    out.authenticating_authorities = reading.tokens(*context, ns::saml, "AuthenticatingAuthority");
    return out;
}

/// Simple text as it stands. Structured content (xs:anyType admits it, e.g. a NameID) is kept as its canonical XML,
/// so that nobody takes a part of it for a simple value.
std::string read_value(Reading& reading, const xml::Element& element) {
    const auto inside = element.children();
    if (inside.empty()) return reading.text(element);
    if (element.has_comments_or_pis()) {
        reading.fail(Fault::malformed, element.xpath(), "a comment or processing instruction stands inside the value");
        return {};
    }
    std::string out;
    for (const xml::Element& child : inside) out += reading.take(xml::canonicalize(child));
    return out;
}

Attribute read_attribute(Reading& reading, const xml::Element& element) {
    reading.under("saml-core-2.0 section 2.7.3.1");
    Attribute out;
    out.name = reading.required(element, "Name");
    out.name_format = element.attribute("NameFormat");
    out.friendly_name = element.attribute("FriendlyName");
    reading.under("saml-core-2.0 section 2.7.3.1.1");
    for (const xml::Element& value : element.children(ns::saml, "AttributeValue"))
        out.values.push_back(read_value(reading, value));
    return out;
}

void read_statements(Reading& reading, const xml::Element& assertion, Assertion& out) {
    for (const xml::Element& child : assertion.children()) {
        if (child.is(ns::saml, "AuthnStatement")) {
            out.authn_statements.push_back(read_authn_statement(reading, child));
        } else if (child.is(ns::saml, "AttributeStatement")) {
            for (const xml::Element& attribute : child.children(ns::saml, "Attribute"))
                out.attributes.push_back(read_attribute(reading, attribute));
            out.encrypted_attributes += child.children(ns::saml, "EncryptedAttribute").size();
        } else if (!is_one_of(child, {"Issuer", "Subject", "Conditions", "Advice"}) && !child.is(ns::ds, "Signature")) {
            out.other_statements.push_back(qualified_name(child));
        }
    }
}

void read_issuer(Reading& reading, const xml::Element& assertion, Assertion& out) {
    const auto issuer = reading.required_child(assertion, ns::saml, "Issuer");
    if (!issuer) return;
    out.issuer = reading.text(*issuer);
    out.issuer_format = issuer->attribute("Format");
}

} // namespace

Result<Assertion> read_assertion(const xml::Element& element) {
    Reading reading;
    reading.under("saml-core-2.0 section 2.3.3");
    reading.expect(element, ns::saml, "Assertion");
    if (reading.failed()) return reading.error();
    Assertion out;
    out.id = reading.required(element, "ID");
    out.version = reading.required(element, "Version");
    out.issue_instant = reading.required_instant(element, "IssueInstant");
    out.xpath = element.xpath();
    read_issuer(reading, element, out);
    const auto subject = reading.only(element, ns::saml, "Subject");
    const auto conditions = reading.only(element, ns::saml, "Conditions");
    if (subject) read_subject(reading, *subject, out);
    if (conditions) out.conditions = read_conditions(reading, *conditions);
    read_statements(reading, element, out);
    if (reading.failed()) return reading.error();
    return out;
}

} // namespace idpsim::saml
