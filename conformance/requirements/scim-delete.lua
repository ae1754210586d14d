-- Deleting resources: RFC 7644 section 3.6.
local function row(name, level, sentence, faults)
  return { name = name, of = "rfc7644", section = "3.6", level = level, sentence = sentence, faults = faults }
end
return {
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    row("delete-status", "MUST", "A deletion is answered with 204 and no body.", { "delete-missing" }),
    row("delete-gone", "MUST", "What was deleted is answered with 404, whatever is asked of it."),
    row("delete-unlisted", "MUST", "What was deleted is found by no query."),
    row("delete-name-free", "SHOULD", "A deleted user's userName may be used again.", { "no-way-back" }),
    row("delete-new-id", "SHOULD", "A user who is created again after a deletion has another id."),
    row("delete-unknown", "MUST", "A deletion of an id that is not there is answered with 404.", { "delete-unknown-status" }),
    row("delete-leaves-groups", "MUST", "A deleted user is a member of no group any more."),
  },
}
