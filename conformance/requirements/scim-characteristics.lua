-- Characteristics of attributes: RFC 7643 sections 2.2 and 7.
return {
  documents = { rfc7643 = "RFC 7643 (SCIM core schema)" },
  requirements = {
    { name = "defaults-of-characteristics", of = "rfc7643", section = "2.2", level = "MUST", faults = { "value-dropped", "schemas-untrue" },
      sentence = "An attribute of which /Schemas says no other can be written, and is shown without being asked for." },
    { name = "read-only-not-modified", of = "rfc7643", section = "7", level = "MUST",
      sentence = "What /Schemas calls readOnly is not changed by a PUT." },
    { name = "always-returned", of = "rfc7643", section = "7", level = "MUST",
      sentence = "What is returned always is there even when it is excluded." },
    { name = "never-returned", of = "rfc7643", section = "7", level = "MUST",
      sentence = "What is returned never is not there even when it is asked for." },
    { name = "request-returned", of = "rfc7643", section = "7", level = "MUST",
      sentence = "What is returned on request is there when it is asked for, and else not." },
    { name = "immutable-set-once", of = "rfc7643", section = "7", level = "MUST",
      sentence = "What is immutable can be set once: the same value again is right, another one is 400 mutability." },
    { name = "case-may-change", of = "rfc7643", section = "7", level = "MAY",
      sentence = "A value that is compared without case comes back as it was given, at most in another case." },
    { name = "canonical-values", of = "rfc7643", section = "7", level = "MAY", faults = { "server-error-for-mistake" },
      sentence = "canonicalValues are suggestions: another value is kept, ignored or refused with 400." },
  },
}
