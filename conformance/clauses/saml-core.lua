-- Assertions and Protocols for SAML 2.0 (OASIS, saml-core-2.0-os), in our own words.
return {
  document = "SAML 2.0 Core",
  clauses = {
    { id = "saml-core-1.3.4-id", section = "1.3.4", level = "MUST",
      sentence = "An identifier is an xs:ID and its issuer never gives the same one to two messages." },
    { id = "saml-core-3.2.1-destination", section = "3.2.1", level = "MUST",
      sentence = "A Destination, where there is one, names the place that the message was sent to; who receives it elsewhere discards it." },
    { id = "saml-core-3.2.1-issue-instant", section = "3.2.1", level = "MUST",
      sentence = "IssueInstant is the time at which the request was issued, in UTC." },
    { id = "saml-core-3.4.1-acs", section = "3.4.1", level = "MUST",
      sentence = "An AssertionConsumerServiceURL belongs to the requester, by its metadata or another trusted way." },
  },
}
