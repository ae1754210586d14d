-- Where recorded messages of PingOne's differ from what this profile makes, and why (scripts/fidelity).
return {
  fidelity = {
    { issuer = "PingConnect", at = "*",
      because = "[capture] 2013, PingConnect: the fore-runner of PingOne for Enterprise, built on PingFederate;" ..
        " another product than today's PingOne platform, which this profile plays" },
    { at = "end()", recorded = "line feed", made = "(none)",
      because = "[capture] the last line feed was put there by whoever kept the record" },
    { at = "end()", recorded = "(none)", made = "line feed",
      because = "[capture] the last line feed was cut off by whoever kept the record" },
    { at = "*/layout()", recorded = "indented", made = "(none)",
      because = "[capture] the record was laid out anew by whoever kept it: elements on lines of their own" },
    { at = "*/tag()", recorded = "white space", made = "(none)",
      because = "[capture] the record was laid out anew by whoever kept it: white space inside tags" },
    { at = "/EntityDescriptor/IDPSSODescriptor/Attribute*/@Name", recorded = "user.*", made = "user.*",
      because = "[capture] 2022: the order of the attributes that metadata lists differs from document to" ..
        " document" },
    { at = "/EntityDescriptor/IDPSSODescriptor/Attribute*", recorded = "(none)", made = "saml:Attribute",
      because = "[capture] 2022: one attribute fewer than in 2023" },
    { at = "*/X509Certificate/text()", recorded = "base64, lines of 64, framed*",
      because = "[capture] 2022: the certificate's lines are indented otherwise, laid out anew by whoever kept" ..
        " the record" },
  },
}
