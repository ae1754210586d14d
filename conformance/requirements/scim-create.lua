-- Creating resources: RFC 7644 section 3.3.
return {
  documents = { rfc7643 = "RFC 7643 (SCIM core schema)", rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    { name = "create-status", of = "rfc7644", section = "3.3", level = "MUST",
      sentence = "A creation is answered with 201." },
    { name = "create-read-only", of = "rfc7644", section = "3.3", level = "MUST",
      sentence = "What is readOnly in a creation's body is ignored; the server gives its own." },
  },
}
