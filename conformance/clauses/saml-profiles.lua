-- Profiles for SAML 2.0 (OASIS, saml-profiles-2.0-os), in our own words.
return {
  document = "SAML 2.0 Profiles",
  clauses = {
    { id = "saml-profiles-4.1.2-binding", section = "4.1.2", level = "MUST",
      sentence = "The Response of Web Browser SSO comes by HTTP-POST or HTTP-Artifact, never by HTTP-Redirect." },
    { id = "saml-profiles-4.1.4.1-issuer", section = "4.1.4.1", level = "MUST",
      sentence = "The AuthnRequest carries an Issuer with the service provider's unique identifier." },
    { id = "saml-profiles-4.1.4.2-recipient", section = "4.1.4.2", level = "MUST",
      sentence = "A bearer confirmation's Recipient is the assertion consumer service that the assertion was delivered to." },
    { id = "saml-profiles-4.1.4.2-audience", section = "4.1.4.2", level = "MUST",
      sentence = "The bearer assertion has an AudienceRestriction with the service provider's identifier." },
    { id = "saml-profiles-4.1.4.2-in-response-to", section = "4.1.4.2", level = "MUST",
      sentence = "A solicited Response answers the request's ID; an unsolicited one answers none." },
    { id = "saml-profiles-4.1.4.3-session", section = "4.1.4.3", level = "MUST",
      sentence = "The service provider processes a Response that keeps the rules and establishes a security context for its subject." },
    { id = "saml-profiles-4.1.4.3-person", section = "4.1.4.3", level = "MUST",
      sentence = "The security context is that of the assertion's subject and of nobody else." },
    { id = "saml-profiles-4.1.4.5-replay", section = "4.1.4.5", level = "MUST",
      sentence = "A bearer assertion that came by POST is used once; the service provider remembers it for as long as it could be good." },
    { id = "saml-profiles-4.1.4.3-refuse", section = "4.1.4.3", level = "MUST",
      sentence = "A Response with a bad signature, recipient, time, audience, issuer or status, or one used before, establishes nothing." },
  },
}
