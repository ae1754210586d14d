#pragma once
/// From elements to values. A missing mandatory part or an unreadable value is an Error naming the clause.
#include "src/core/result.hpp"
#include "src/saml/values.hpp"
#include "src/xml/document.hpp"

namespace idpsim::saml {

Result<Response> read_response(const xml::Element& root);
Result<Assertion> read_assertion(const xml::Element& element);
Result<AuthnRequest> read_authn_request(const xml::Element& root);
Result<LogoutRequest> read_logout_request(const xml::Element& root);
Result<LogoutResponse> read_logout_response(const xml::Element& root);
Result<ArtifactResolve> read_artifact_resolve(const xml::Element& root);
Result<ArtifactResponse> read_artifact_response(const xml::Element& root);
/// One EntityDescriptor, or the first with a fitting role inside EntitiesDescriptor. BOM, UTF-16 and white space in
/// certificates are borne; so are, with a warning, an unusable certificate beside a usable one, a broken role beside a
/// good one, and a role of unknown bindings alone. Whether it has expired is the caller's question.
Result<EntityDescriptor> read_metadata(std::string_view document);

} // namespace idpsim::saml
