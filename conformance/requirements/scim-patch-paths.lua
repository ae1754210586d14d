-- PATCH paths: names, URNs and value filters. RFC 7644 section 3.5.2 and figure 7.
local function row(name, section, sentence, more)
  local out = { name = name, of = "rfc7644", section = section, level = "MUST", sentence = sentence, feature = "patch" }
  for key, value in pairs(more or {}) do out[key] = value end
  return out
end
return {
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    row("path-sub-attribute", "3.5.2", "A path leads to a sub-attribute by a dot: name.familyName."),
    row("path-names-case", "3.5.2", "Names in a path are understood without case."),
    row("path-urn", "3.10", "A path that begins with an extension's URN leads to the extension's attribute.", { faults = { "urn-split" } }),
    row("path-urn-sub", "3.10", "A path with an extension's URN leads to a sub-attribute, too: manager.value."),
    row("path-core-urn", "3.10", "A path that begins with the core schema's URN leads to the core attribute.", { faults = { "core-urn-path" } }),
    row("path-malformed", "3.5.2", "A path that cannot be read is refused with invalidPath."),
    row("path-unknown", "3.5.2", "A path that names no attribute is refused with invalidPath.",
        { faults = { "invalid-path-accepted" }, reading = "table 9 has invalidPath for it; some servers let it pass as they let unknown attributes of a body pass" }),
    row("path-filter-malformed", "3.5.2", "A filter in a path that cannot be read is refused; a scimType says invalidFilter, invalidPath or noTarget."),
    -- remove
    row("path-remove-match", "3.5.2.2", "A remove with a value filter removes what matches.", { faults = { "member-filter-ignored" } }),
    row("path-remove-others", "3.5.2.2", "A remove with a value filter leaves what does not match.", { faults = { "member-filter-clears" } }),
    row("path-remove-compound", "3.5.2.2", "A remove heeds all terms of a filter with and."),
    row("path-remove-several", "3.5.2.2", "Several removes in one request remove those whom each names.", { faults = { "removes-shift" } }),
    row("path-remove-last", "3.5.2.2", "When the last value is removed the attribute has none any more, for look-ups as well."),
    row("path-remove-sub", "3.5.2.2", "A remove of a sub-attribute through a value filter leaves the rest of the value."),
    row("path-remove-nobody", "3.5.2.2", "A remove whose filter hits nothing changes nothing.",
        { reading = "it is answered with success; noTarget is seen as well and let pass" }),
    -- replace
    row("path-replace-element", "3.5.2.3", "A replace with a value filter changes what matches and nothing else.",
        { reading = "the new value may take the old one's place or join it: both are read into the section" }),
    row("path-replace-sub", "3.5.2.3", "A replace of a sub-attribute through a value filter sets it there.",
        { faults = { "value-path-unknown" } }),
    row("path-replace-all-hits", "3.5.2.3", "A replace of a sub-attribute through a value filter sets it in all values that match.",
        { faults = { "value-path-one-hit" } }),
    row("path-replace-no-hit", "3.5.2.3", "A replace whose filter hits nothing is refused with noTarget.",
        { reading = "for any filter but one that names a slot, as type eq \"work\", which Entra expects to be filled" }),
  },
}
