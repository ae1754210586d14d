-- Where recorded messages of Google Workspace's differ from what this profile makes, and why (scripts/fidelity).
return {
  fidelity = {
    { at = "end()", root = "EntityDescriptor", recorded = "(none)", made = "line feed",
      because = "[capture] the last line feed was cut off by whoever kept the record" },
    { at = "declaration()", root = "EntityDescriptor", years = "..2021",
      recorded = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>', made = '<?xml version="1.0" encoding="UTF-8"?>',
      because = "[capture] 2016 and 2021: metadata said standalone=\"no\"; in 2022 and 2023 it does not" },
    { at = "declaration()", root = "Response", years = "2021", edited = true,
      recorded = '<?xml version="1.0" encoding="UTF-8"?>', made = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
      because = "[capture] 2021-12: the record was laid out anew by whoever kept it, declaration included" },
    { at = "/Response/Assertion/Subject/NameID/@Format", years = "2016", recorded = "(none)",
      made = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", because = "[capture] 2016: the NameID had no Format" },
  },

  -- Recorded exchanges that no SCIM client of this vendor's made.
  other_records = {
    { record = "scim-directory-api-pull", because = "[doc] services read the directory's own API: no SCIM" },
  },
}
