-- Where recorded messages of PingFederate's differ from what this profile makes, and why (scripts/fidelity).
return {
  fidelity = {
    { at = "end()", recorded = "line feed", made = "(none)",
      because = "[capture] the last line feed was put there by whoever kept the record" },
    { at = "*/AuthnContextClassRef/text()", recorded = "*classes:Password", made = "*unspecified",
      because = "[capture] the recorded server's adapter tells its own class; [doc] by SAML_AUTHN_CTX in the" ..
        " attribute contract" },
    { at = "*/certificate()", recorded = "v3, C, ST, O, CN*",
      because = "[capture] the recorded server's certificate was imported: the admin makes or imports one" },
    { at = "/Assertion*/@*",
      because = "[capture] what was encrypted was in canonical form: declarations first, attributes by name" },
    { at = "/Assertion*/form()", recorded = "<a></a>", made = "<a/>",
      because = "[capture] what was encrypted was in canonical form: empty elements have two tags" },
  },
}
