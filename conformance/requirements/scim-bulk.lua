-- Bulk: RFC 7644 section 3.7.
local function row(name, section, sentence, more)
  local out = { name = name, of = "rfc7644", section = section, level = "MUST", sentence = sentence, feature = "bulk" }
  for key, value in pairs(more or {}) do out[key] = value end
  return out
end
return {
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    row("bulk-message", "3.7", "A BulkRequest is answered with 200 and a BulkResponse."),
    row("bulk-goes-on", "3.7", "An operation that fails does not keep the others from being done."),
    row("bulk-fail-on-errors", "3.7", "failOnErrors ends the work after so many errors."),
    row("bulk-id-returned", "3.7", "The result of a POST has its bulkId."),
    row("bulk-id-demanded", "3.7", "A POST without bulkId fails."),
    row("bulk-path-demanded", "3.7", "An operation without path, or with one of the wrong kind, fails."),
    row("bulk-data-demanded", "3.7", "A POST, PUT or PATCH without data fails."),
    row("bulk-location", "3.7", "Each result has a location, but for a POST that failed."),
    row("bulk-error-response", "3.7", "The result of what failed has its status as a text, and an Error message in response."),
    row("bulk-circle", "3.7.1", "References in a circle are resolved, or answered with 409.",
        { reading = "an attempt has to be made; giving it up with 409 is allowed" }),
    row("bulk-reference", "3.7.2", "bulkId:x stands for the id of the resource that x creates."),
    row("bulk-reference-extension", "3.7.2", "bulkId:x is resolved within extensions as well."),
    row("bulk-all-answered", "3.7.3", "Each operation that was done has its result."),
    row("bulk-limits-told", "3.7.4", "maxOperations and maxPayloadSize are told, and more than 0."),
    row("bulk-operations-limit", "3.7.4", "More operations than maxOperations are refused with 413, and the answer names the limit.",
        { faults = { "limit-untrue" }, reading = "not judged where the limit is more than 2,000" }),
    row("bulk-size-limit", "3.7.4", "A body larger than maxPayloadSize is refused with 413, and the answer names the limit.",
        { faults = { "limit-untrue" }, reading = "not judged where the limit is more than 4 MiB" }),
    { name = "bulk-disclaimed", of = "rfc7644", section = "3.7", level = "SHOULD",
      sentence = "A server without bulk answers /Bulk with 501 or 404 and an Error message.", faults = { "config-untrue" } },
  },
}
