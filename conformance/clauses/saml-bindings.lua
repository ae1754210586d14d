-- Bindings for SAML 2.0 (OASIS, saml-bindings-2.0-os), in our own words.
return {
  document = "SAML 2.0 Bindings",
  clauses = {
    { id = "saml-bindings-3.4.4.1-signature", section = "3.4.4.1", level = "MUST",
      sentence = "A message by Redirect is signed in its query: message, RelayState and SigAlg, in that order, each in the octets that are sent." },
    { id = "saml-bindings-3.5.3-relay-state", section = "3.5.3", level = "MUST",
      sentence = "RelayState comes back exactly as it was sent, and its maker acts on it." },
    { id = "saml-bindings-3.5.4-encoding", section = "3.5.4", level = "MUST",
      sentence = "A message by POST is one form field, SAMLResponse or SAMLRequest, in base64 of the XML as it is." },
    { id = "saml-bindings-3.5.4-answer", section = "3.5.4", level = "MUST",
      sentence = "The endpoint of the POST binding answers the browser as it would any form, with no server error." },
  },
}
