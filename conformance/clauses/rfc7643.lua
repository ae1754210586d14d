-- SCIM: Core Schema (RFC 7643), in our own words.
return {
  document = "RFC 7643 (SCIM schema)",
  clauses = {
    { id = "rfc7643-3.1-id", section = "3.1", level = "MUST",
      sentence = "Every resource has an id that the server gives, unique, not empty and never changed." },
    { id = "rfc7643-4.1.1-username-case", section = "4.1.1", level = "MUST",
      sentence = "userName is unique without regard to case, and is compared so." },
    { id = "rfc7643-4.1.1-active", section = "4.1.1", level = "MUST",
      sentence = "active is the person's administrative status: what was set is what is read." },
    { id = "rfc7643-4.1.1-password", section = "4.1.1", level = "MUST",
      sentence = "A password is write-only and never returned." },
  },
}
