#pragma once
/// What a received ds:Signature is made of, held against the one form that is admitted before any of it is computed.
#include "src/xml/document.hpp"

namespace idpsim::xml {

struct SignatureForm {
    Element signature;
    std::string signature_method; ///< URI, admitted
    std::string digest_method;    ///< URI, admitted
};

/// The one ds:Signature child of `signed_element`, if it has exactly: one SignedInfo (exclusive c14n, an admitted RSA
/// method, one Reference to `signed_element` by its ID, transforms enveloped-signature and exclusive c14n, an admitted
/// digest), one SignatureValue, at most one KeyInfo; and no ds:Object (saml-core-2.0 section 5.4, errata E91).
/// Faults as verify_enveloped.
Result<SignatureForm> read_signature_form(const Document& document, const Element& signed_element, bool allow_sha1);

} // namespace idpsim::xml
