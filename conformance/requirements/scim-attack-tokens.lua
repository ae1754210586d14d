-- Tokens of less than full scope, and tokens that have ended.
return {
  family = "attack",
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)", practice = "What is seen of attacks on SCIM servers" },
  requirements = {
    { name = "auth-expired-revoked", of = "rfc7644", section = "7.5", level = "MUST", must = "refuse",
      sentence = "A token that has been replaced is refused at once." },
    { name = "auth-user-jwt", of = "practice", section = "user-tokens", level = "MUST", must = "refuse",
      sentence = "A person's own token, or one of another API of the product, is none of the SCIM client's." },
    { name = "auth-readonly-scope", of = "practice", section = "scopes", level = "MUST", must = "refuse",
      sentence = "A token that may only read writes nothing, by whatever method, within a Bulk as well." },
    { name = "bulk-auth-per-op", of = "rfc7644", section = "3.7", level = "MUST", must = "behave", feature = "bulk",
      sentence = "Each operation of a Bulk needs the right to do it." },
  },
}
