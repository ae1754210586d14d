-- Where recorded messages of JumpCloud's differ from what this profile makes, and why (scripts/fidelity).
return {
  fidelity = {
    { at = "end()", recorded = "line feed", made = "(none)",
      because = "[capture] the last line feed was put there by whoever kept the record" },
    { at = "declaration()/end()", recorded = "line feed",
      because = "[capture] the record was laid out anew by whoever kept it: a line feed behind the declaration" },
    { at = "*/layout()", recorded = "indented", made = "(none)",
      because = "[capture] the record was laid out anew by whoever kept it: elements on lines of their own" },
    { at = "*/tag()", recorded = "white space", made = "(none)",
      because = "[capture] the record was laid out anew by whoever kept it: white space inside tags" },
    { at = "*/X509Certificate/text()", recorded = "base64, framed", made = "base64",
      because = "[capture] the record was laid out anew by whoever kept it: the certificate on a line of its" ..
        " own" },
    { at = "*/X509Certificate/text()", recorded = "base64, line end behind", made = "base64",
      because = "[capture] the record's certificate is a placeholder" },
    { at = "*/certificate()", recorded = "unreadable",
      because = "[capture] the record's certificate is a placeholder" },
    { at = "/EntityDescriptor/@entityID", recorded = "uri", made = "text",
      because = "[doc] the admin chooses the IdP Entity ID" },
  },
}
