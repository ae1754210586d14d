-- Errors: RFC 7644 section 3.12.
local function row(name, level, sentence, faults)
  return { name = name, of = "rfc7644", section = "3.12", level = level, sentence = sentence, faults = faults }
end
return {
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    row("error-json", "MUST", "The body of an error is JSON.", { "error-plain-text" }),
    row("error-message", "MUST", "An error's body is an Error message itself, not one inside something else.", { "error-nested" }),
    row("error-body", "MUST", "401, 404, 405 and 501 have a body as well.", { "error-without-body" }),
    row("error-status-text", "MUST", "status of an error is a text, the same as the HTTP status.", { "error-status-number" }),
    row("error-scim-type", "MUST", "scimType is one of the RFC's words, and stands with 400 or 409 alone.", { "wrong-scim-type" }),
    row("error-scim-type-fits", "MUST", "scimType says what was wrong: an unknown path is invalidPath, a bad filter invalidFilter.", { "wrong-scim-type" }),
    row("error-detail", "MAY", "detail, where there is one, is a text."),
    row("error-unauthenticated", "SHOULD", "A request without a good token is answered with 401."),
    row("error-of-mistakes", "MUST", "A client's mistake is no server error.", { "server-error-for-mistake" }),
    row("error-of-bad-filter", "MUST", "A filter that cannot be read is no server error.", { "bad-filter-status" }),
    row("error-of-ignored-filter", "MUST", "A filter that cannot be read does not list everybody.", { "bad-filter-lists-all" }),
    row("error-no-insides", "SHOULD", "An error shows nothing of the server's inside: no stack, no SQL, no token."),
  },
}
