-- Who may do what: RFC 7644 sections 2, 7.4, and RFC 7643 section 3.1. For targets whose set-up makes organisations.
return {
  documents = { rfc7643 = "RFC 7643 (SCIM core schema)", rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    { name = "token-of-its-organisation", of = "rfc7644", section = "2", level = "MUST",
      sentence = "A client's credentials stand for what it may see: another organisation's token opens nothing of this one." },
    { name = "external-id-of-its-organisation", of = "rfc7643", section = "3.1", level = "MUST",
      sentence = "externalId is unique to one provisioning domain at most: two organisations may use the same one." },
    { name = "token-revocable", of = "rfc7644", section = "7.4", level = "MUST",
      sentence = "A token that was replaced opens nothing any more." },
  },
}
