-- Reading one resource: RFC 7644 section 3.4.1.
return {
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    { name = "read-status", of = "rfc7644", section = "3.4.1", level = "MUST", faults = { "value-dropped" },
      sentence = "A resource is read by its id: 200 with the resource." },
    { name = "read-unknown", of = "rfc7644", section = "3.4.1", level = "MUST", faults = { "unknown-id-status", "error-without-body" },
      sentence = "An id that no resource has is answered 404 with a SCIM error." },
    { name = "read-location", of = "rfc7644", section = "3.4.1", level = "MUST", faults = { "location-wrong" },
      sentence = "Location with a resource is its meta.location." },
    { name = "read-filter", of = "rfc7644", section = "3.4.2.1", level = "MAY", faults = { "server-error-for-mistake" },
      sentence = "A filter on a single resource shows it if it matches, or is ignored or refused." },
  },
}
