-- Pages by cursor: RFC 9865.
local function row(name, level, sentence)
  return { name = name, of = "rfc9865", section = "2", level = level, sentence = sentence, feature = "cursor" }
end
return {
  documents = { rfc9865 = "RFC 9865 (SCIM cursor-based pagination)" },
  requirements = {
    row("cursor-walk", "MUST", "A walk by nextCursor meets each resource once, and the last page has no nextCursor."),
    row("cursor-junk", "MUST", "A cursor that the server did not give out is refused with invalidCursor or expiredCursor."),
    row("cursor-count", "MUST", "A count that is no number is refused, with invalidCount or invalidValue."),
  },
}
