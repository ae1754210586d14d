-- What identity providers need of a server: look-ups and lists. See scim-interop.lua.
local function row(name, sentence, faults, more)
  local out = { name = name, of = "interop", level = "MUST", sentence = sentence, faults = faults }
  for key, value in pairs(more or {}) do out[key] = value end
  return out
end
local filter = { feature = "filter" }
return {
  documents = { interop = "What identity providers need" },
  requirements = {
    row("idp-no-hit", "A look-up of nobody by userName is answered with 200 and an empty list.", { "no-hit-status" }, filter),
    row("idp-user-name", "A person is found by userName, also with another e-mail address, and by the new one after a change.", { "lookup-by-address" }, filter),
    row("idp-external-id", "externalId can be looked up.", { "external-id-filter" }, filter),
    row("idp-email", "An e-mail address can be looked up: emails[type eq \"work\"].value eq \"...\".", { "email-filter" }, filter),
    row("idp-user-name-case", "A look-up by userName finds it whatever the letter case.", { "user-name-case" }, filter),
    row("idp-operator-case", "Operators and keywords of a filter are understood in any letter case.", { "operator-case" }, filter),
    row("idp-filter-escapes", "A plus sign, a quote or a backslash in a filter's value is understood.", { "filter-escapes" }, filter),
    row("idp-list-numbers", "totalResults, startIndex and itemsPerPage are numbers.", { "list-numbers-as-text" }),
    row("idp-empty-list", "An empty list has Resources.", { "empty-list-resources-missing" }, filter),
    row("idp-empty-list-array", "Resources of an empty list is not null.", { "empty-list-resources-null" }, filter),
    row("idp-list-once", "A walk over the pages of groups meets each group once.", { "resource-listed-twice" }),
    row("idp-list-total", "totalResults is the same on each page, and what a walk over the pages meets.", { "total-is-page" }),
    row("idp-list-pages", "count and startIndex choose the page.", { "paging-ignored", "start-index-from-zero" }),
  },
}
