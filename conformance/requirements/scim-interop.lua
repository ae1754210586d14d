-- What the provisioning clients of identity providers need of a server, beyond or against RFC 7644: how their requests
-- look, and which answers they can read. MUST where a client that is named breaks. Here: PATCH as they write it.
local function row(name, sentence, faults, more)
  local out = { name = name, of = "interop", level = "MUST", sentence = sentence, faults = faults }
  for key, value in pairs(more or {}) do out[key] = value end
  return out
end
local patch = { feature = "patch" }
return {
  documents = { interop = "What identity providers need" },
  requirements = {
    row("idp-patch", "PATCH works: without it clients cannot deactivate.", { "patch-missing" }),
    row("idp-op-case", "Operations are understood in any letter case: Replace, ADD.", { "op-case" }, patch),
    row("idp-text-boolean-taken", "The texts \"False\" and \"True\" are taken for active.", { "text-boolean-refused" }, patch),
    row("idp-text-boolean-meant", "The text \"False\" for active means false.", { "text-boolean" }, patch),
    row("idp-text-boolean-body", "The text \"false\" for active in a creation or PUT means false.", { "text-boolean" },
        { level = "SHOULD" }),
    row("idp-active-boolean", "active is answered as a JSON boolean.", { "active-as-number" }),
    row("idp-active-by-add", "active may be set by add as well.", { "active-by-add" }, patch),
    row("idp-deactivate-no-path", "A replace without path of active alone deactivates and leaves all else.", { "no-path-replace" }, patch),
    row("idp-value-path-replace", "A replace of emails[type eq \"work\"].value creates the address where there is none.",
        { "value-path-replace" }, { feature = "patch", reading = "against RFC 7644 section 3.5.2.3, which has noTarget: Entra means to add" }),
    row("idp-value-path-add", "An add of emails[type eq \"work\"].value creates the address where there is none.", { "value-path-creates" }, patch),
    row("idp-value-path-no-literal", "A value path never becomes an attribute of that very name.", { "value-path-literal" }, patch),
    row("idp-dotted-keys", "A key name.givenName in a value without path sets the sub-attribute.", { "dotted-keys" }, patch),
    row("idp-urn-keys", "A key with the extension's URN in a value without path sets the extension's attribute.", { "dotted-keys" }, patch),
    row("idp-manager-text", "A manager that is given as a bare id is taken.", { "manager-text" }, patch),
    row("idp-manager-object", "A manager is answered as an object, however it was given.", { "manager-answered-as-text" }),
    row("idp-role-json-text", "A role whose value is a JSON text is kept or refused, without a server error.", { "role-json-text" }),
    row("idp-role-primary-text", "A path roles[primary eq \"True\"] is done or refused, without a server error.", { "role-json-text" }, patch),
    row("idp-roles-objects", "Roles and entitlements are taken as objects.", { "objects-as-text" }),
    row("idp-two-primaries", "A body with two primary values is no server error.", { "primary-twice-refused" }),
    row("idp-two-primaries-one", "Of two primary values in a body one at most stays primary.", { "two-primaries" }),
    row("idp-remove-other-value", "A remove with a value that is not there does not set it.", { "remove-sets-value" }, patch),
    row("idp-patch-answer", "An answer to a PATCH that has a body has the resource's id in it.", { "patch-answer-without-id" }, patch),
  },
}
