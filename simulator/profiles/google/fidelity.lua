-- Where recorded messages of Google Workspace's differ from what this profile makes, and why (scripts/fidelity).
return {
  fidelity = {
    { at = "end()", recorded = "line feed", made = "(none)",
      because = "[capture] the last line feed was put there by whoever kept the record" },
    { at = "end()", recorded = "(none)", made = "line feed",
      because = "[capture] the last line feed was cut off by whoever kept the record" },
    { at = "declaration()/end()", recorded = "line feed",
      because = "[capture] the record was laid out anew by whoever kept it: a line feed behind the declaration" },
    { at = "*/layout()", recorded = "indented", made = "(none)",
      because = "[capture] the record was laid out anew by whoever kept it: elements on lines of their own" },
    { at = "*/form()", recorded = "<a />", made = "<a/>",
      because = "[capture] the record was laid out anew by whoever kept it: a blank in empty tags" },
    { at = "declaration()", recorded = "*standalone=\"no\"?>", made = "*encoding=\"UTF-8\"?>",
      because = "[capture] 2016 and 2021: metadata said standalone=\"no\"; in 2022 and 2023 it does not" },
    { at = "declaration()", recorded = "*encoding=\"UTF-8\"?>", made = "*standalone=\"no\"?>",
      because = "[capture] 2021-12: the record was laid out anew by whoever kept it, declaration included" },
    { at = "/EntityDescriptor/IDPSSODescriptor/KeyDescriptor[2]", recorded = "md:KeyDescriptor", made = "(none)",
      because = "[capture] 2022: an account with two certificates; with a second certificate ours has two" },
    { at = "/Response/Assertion/Subject/NameID/@Format", recorded = "(none)",
      because = "[capture] 2016: the NameID had no Format" },
  },
}
