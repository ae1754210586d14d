-- Metadata for SAML 2.0 (OASIS, saml-metadata-2.0-os), in our own words.
return {
  document = "SAML 2.0 Metadata",
  clauses = {
    { id = "saml-metadata-2.3.2-entity-id", section = "2.3.2", level = "MUST",
      sentence = "entityID is the identifier by which the entity is known in its messages." },
    { id = "saml-metadata-2.3.2-valid-until", section = "2.3.2", level = "MUST",
      sentence = "Metadata is not used after its validUntil; a role without keys or endpoints that can be used vouches for nobody." },
    { id = "saml-metadata-2.4.1.1-encryption", section = "2.4.1.1", level = "MUST",
      sentence = "A key listed for encryption is one that the entity opens messages with." },
    { id = "saml-metadata-2.4.4-requests-signed", section = "2.4.4", level = "MUST",
      sentence = "With AuthnRequestsSigned the service provider's AuthnRequests are signed, by a key that it lists for signing." },
    { id = "saml-metadata-2.4.4-want-assertions-signed", section = "2.4.4", level = "SHOULD",
      sentence = "WantAssertionsSigned asks for assertions that are signed themselves, whatever is signed around them." },
    { id = "saml-metadata-2.4.1.1-key-use", section = "2.4.1.1", level = "MUST",
      sentence = "The keys of a role are those that its metadata lists now; one without a use serves for signing and encryption." },
    { id = "saml-metadata-2.4.3-want-signed", section = "2.4.3", level = "MUST",
      sentence = "Where an identity provider wants AuthnRequests signed, they are." },
    { id = "saml-metadata-3-signature", section = "3", level = "MUST",
      sentence = "Metadata that has to be signed is used only as far as the agreed key's signature covers it." },
    { id = "saml-metadata-2.4.4-acs", section = "2.4.4", level = "MUST",
      sentence = "A service provider lists at least one AssertionConsumerService; for Web Browser SSO one that takes HTTP-POST." },
  },
}
