-- What identity providers need of a server: groups. See scim-interop.lua.
local function row(name, sentence, faults, more)
  local out = { name = name, of = "interop", level = "MUST", sentence = sentence, faults = faults }
  for key, value in pairs(more or {}) do out[key] = value end
  return out
end
local patch = { feature = "patch" }
local should = { level = "SHOULD" }
return {
  documents = { interop = "What identity providers need" },
  requirements = {
    row("idp-groups", "/Groups is there and answers the probe.", { "groups-missing" }),
    row("idp-remove-listed-taken", "A remove of members that lists some is taken.", { "remove-listed-refused" }, patch),
    row("idp-remove-listed", "A remove of members that lists some removes these and nobody else.", { "remove-listed" }, patch),
    row("idp-remove-empty-list", "A remove of an empty list of members removes nobody.", { "remove-empty-list" }, patch),
    row("idp-rename-keeps-members", "A group keeps its members when it is renamed.", { "rename-drops-members" }, patch),
    row("idp-rename-op-case", "A group is renamed by Replace as by replace.", { "op-case" }, patch),
    row("idp-rename-with-id", "The group's own id inside the value of a rename is let pass.", { "rename-id-refused" }, patch),
    row("idp-members-replace-taken", "A replace of the members is taken.", { "members-replace-refused" }, patch),
    row("idp-members-empty", "A replace of the members with an empty list empties the group.", { "members-replace-empty" }, patch),
    row("idp-member-plain-taken", "A member that is only a value is taken.", { "member-without-display" }, patch),
    row("idp-member-plain-kept", "A member that is only a value is a member afterwards.", { "member-without-type" }, patch),
    row("idp-member-null-fields", "A member whose display or $ref is null is taken.", { "member-null-fields" }, patch),
    row("idp-parallel-members", "Members that several PATCHes add at the same time are all members afterwards.", { "parallel-members" }, patch),
    row("idp-members-list", "A single member is answered as a list of one.", { "one-member-object" }),
    row("idp-members-written", "Members in a creation or a PUT of a group are heeded.", { "members-in-write-ignored" }),
    row("idp-unknown-member-told", "An unknown member is no server error.", { "unknown-member-fails-all" },
        { reading = "to leave the unknown one out is best: a refusal loses the whole push; both pass" }),
    row("idp-unknown-member-silent", "A PUT with an unknown member does not answer with success and drop the member.",
        { "put-drops-unknown-members" }, { level = "MAY", reading = "a client that believes the answer never sends the member again" }),
    row("idp-unknown-member-no-user", "Nobody becomes a user by being named as a member.", { "members-created" }),
    row("idp-excluded-members", "excludedAttributes=members leaves the members out.", { "excluded-members-ignored" }),
    row("idp-group-foreign-schema", "A group whose schemas hold Entra's own URI besides is created.", { "group-foreign-schema" }),
    row("idp-duplicate-group", "A second group of the same name is refused with 409.", { "duplicate-group" }, should),
    row("idp-group-put-echo", "A PUT of a group as the server shows it is taken.", { "group-put-echo-refused" }),
  },
}
