-- What identity providers need of a server: how messages look on the wire. See scim-interop.lua.
local function row(name, sentence, faults, more)
  local out = { name = name, of = "interop", level = "MUST", sentence = sentence, faults = faults }
  for key, value in pairs(more or {}) do out[key] = value end
  return out
end
local should = { level = "SHOULD" }
return {
  documents = { interop = "What identity providers need" },
  requirements = {
    row("idp-retry-after", "A 429 has Retry-After in whole seconds.", { "retry-after-date" }, should),
    row("idp-stray-separators", "A query that ends in & or is empty after ? is understood.", { "stray-separators" }),
    row("idp-accept", "A request without Accept, or that takes anything, is answered.", { "accept-demanded" }),
    row("idp-user-agent", "A request with an empty User-Agent is answered.", { "user-agent-demanded" }),
    row("idp-scim-json", "A body of type application/scim+json is read, with a charset as well.", { "scim-json-refused" }),
    row("idp-plain-json", "A body of type application/json is read.", { "plain-json-refused" }),
    row("idp-answer-type", "Answers are of type application/scim+json or application/json.", { "answer-type-wrong" }),
    row("idp-answer-scim-json", "Answers are of type application/scim+json.", { "answer-plain-json" }, should),
    row("idp-answer-in-time", "Each ordinary request is answered within 60 seconds: Okta and PingFederate wait no longer.", { "slow-answers" }),
    row("idp-rate", "25 look-ups at once are answered, none put off: Entra sends as many in a second.", { "slow-answers" },
        { level = "SHOULD", feature = "filter", reading = "five seconds are let pass, as a test's machine may be busy with other things" }),
    row("idp-base-path", "meta.location and Location lie below the base URL's path, and are absolute.", { "base-path", "location-wrong" }),
  },
}
