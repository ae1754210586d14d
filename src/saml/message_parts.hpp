#pragma once
/// Parts that several messages share. Seen by the readers of this folder only.
#include "src/saml/reading.hpp"
#include "src/saml/values.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::saml {

NameId read_name_id(Reading& reading, const xml::Element& element);
Status read_status(Reading& reading, const xml::Element& element);

/// The NameID or EncryptedID of a Subject or a LogoutRequest: one of them, not both.
struct Identifier {
    std::optional<NameId> name_id;
    bool encrypted = false;
};
Identifier read_identifier(Reading& reading, const xml::Element& parent);

/// What every request and every response begins with (saml-core-2.0 sections 3.2.1, 3.2.2).
template <class Message>
void read_envelope(Reading& reading, const xml::Element& root, Message& out, std::string_view clause) {
    reading.under(clause);
    out.id = reading.required(root, "ID");
    out.version = reading.required(root, "Version");
    out.issue_instant = reading.required_instant(root, "IssueInstant");
    out.destination = root.attribute("Destination");
    if (const auto issuer = reading.only(root, ns::saml, "Issuer")) out.issuer = reading.text(*issuer);
    out.is_signed = root.child(ns::ds, "Signature").has_value();
}

template <class Request> void read_request(Reading& reading, const xml::Element& root, Request& out) {
    read_envelope(reading, root, out, "saml-core-2.0 section 3.2.1");
}

template <class StatusResponse>
void read_status_response(Reading& reading, const xml::Element& root, StatusResponse& out) {
    read_envelope(reading, root, out, "saml-core-2.0 section 3.2.2");
    out.in_response_to = root.attribute("InResponseTo");
    if (const auto status = reading.required_child(root, ns::samlp, "Status"))
        out.status = read_status(reading, *status);
}

} // namespace idpsim::saml
