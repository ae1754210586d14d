-- Where recorded messages of JumpCloud's differ from what this profile makes, and why (scripts/fidelity).
return {
  fidelity = {
    { at = "end()", root = "EntityDescriptor", recorded = "line feed", made = "(none)",
      because = "[capture] the last line feed was put there by whoever kept the record" },
    { at = "*/KeyDescriptor/*/X509Certificate/text()", recorded = "base64, framed", made = "base64", edited = true,
      because = "[capture] the record was laid out anew by whoever kept it: the certificate on a line of its own" },
    { at = "*/KeyDescriptor/*/X509Certificate/text()", recorded = "base64, line end behind", made = "base64", edited = true,
      because = "[capture] the record's certificate is a placeholder" },
  },

  -- Recorded SCIM exchanges.
  scim_fidelity = {
    { at = "scim-put-user-minimal: body /name/familyName", recorded = "lastname", made = "Connection",
      because = "[inferred] the test user has a name of its own here" },
    { at = "scim-put-user-minimal: body /name/givenName", recorded = "firstname", made = "Test",
      because = "[inferred] the test user has a name of its own here" },
    { at = "scim-put-user-minimal: body /userName", recorded = "testuser@*", made = "scim.test@*",
      because = "[doc] the admin names the test user's address" },
  },
}
