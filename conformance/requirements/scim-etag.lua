-- Versions: RFC 7644 section 3.14.
local function row(name, level, sentence, more)
  local out = { name = name, of = "rfc7644", section = "3.14", level = level, sentence = sentence, feature = "etag" }
  for key, value in pairs(more or {}) do out[key] = value end
  return out
end
return {
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    row("etag-header", "MUST", "An answer with a resource has its version in ETag."),
    row("etag-is-version", "SHOULD", "meta.version and ETag are the same."),
    row("etag-changes", "MUST", "A change gives the resource another version."),
    row("etag-stays", "MUST", "What changes nothing leaves the version as it is."),
    row("etag-not-modified", "MUST", "A GET with If-None-Match and the present version is answered with 304 and no body."),
    row("etag-stale-put", "MUST", "A PUT with If-Match and an older version is refused with 412, and nothing changes.",
        { reading = "409 is let pass, as table 8 has it for conflicts of versions" }),
    row("etag-stale-patch", "MUST", "A PATCH with If-Match and an older version is refused with 412, and nothing changes.",
        { reading = "409 is let pass, as table 8 has it for conflicts of versions" }),
    row("etag-stale-delete", "MUST", "A DELETE with If-Match and an older version is refused with 412, and nothing changes.",
        { reading = "409 is let pass, as table 8 has it for conflicts of versions" }),
    row("etag-current", "MUST", "A PUT with If-Match and the present version is done."),
    row("etag-any", "MUST", "A PUT with If-Match: * is done where there is a resource."),
    { name = "etag-ignored", of = "rfc7644", section = "3.14", level = "MUST",
      sentence = "A server without versions ignores If-Match." },
  },
}
