-- PATCH as such: RFC 7644 section 3.5.2. Paths with filters and URNs have a topic of their own.
local function row(name, section, sentence, more)
  local out = { name = name, of = "rfc7644", section = section, level = "MUST", sentence = sentence, feature = "patch" }
  for key, value in pairs(more or {}) do out[key] = value end
  return out
end
return {
  documents = { rfc7644 = "RFC 7644 (SCIM protocol)" },
  requirements = {
    -- the message
    row("patch-urn-demanded", "3.5.2", "A PATCH whose schemas does not name the PatchOp URN is refused."),
    row("patch-operations-list", "3.5.2", "Operations that are missing, or no list, are refused."),
    row("patch-operations-empty", "3.5.2", "An empty list of Operations is refused.", { faults = { "patch-without-operations" } }),
    row("patch-op-known", "3.5.2", "add, replace and remove are understood as the RFC spells them.", { faults = { "op-capital-only" } }),
    row("patch-op-unknown", "3.5.2", "An op that is none of the three is refused."),
    row("patch-order", "3.5.2", "Operations are done in their order, each on what the one before left."),
    row("patch-atomic", "3.5.2", "When one operation is refused, none is done.", { faults = { "patch-not-atomic" } }),
    row("patch-answer", "3.5.2", "A PATCH is answered with 200 and the whole resource, or with 204 and no body.",
        { faults = { "patch-answer-without-id" } }),
    row("patch-answer-attributes", "3.5.2", "A PATCH that asks for attributes is answered with 200 and these."),
    row("patch-unknown-id", "3.5.2", "A PATCH of an id that is not there is answered with 404."),
    row("patch-large", "3.5.2", "A PATCH with 150 members is done, or refused with 413.", { faults = { "members-cap" } }),
    -- what the schema says
    row("patch-read-only", "3.5.2", "An operation on a readOnly attribute is refused with mutability."),
    row("patch-value-type", "3.5.2", "A value that is none of the attribute's type is refused."),
    row("patch-immutable", "3.5.2", "What is immutable, as a member's value, does not change in place.",
        { reading = "a server may refuse it with mutability or leave the member as it is" }),
    row("patch-unique", "3.5.2", "A value that has to be unique and is taken is refused, with 409 or 400.", { faults = { "duplicate-user" } }),
    row("patch-primary-one", "3.5.2", "When another value becomes primary, the one before is no longer.", { faults = { "two-primaries" } }),
    row("patch-schemas-added", "3.5.2", "schemas names an extension as soon as an operation gave it a value."),
    row("patch-schemas-seen", "3.5.2", "Later operations of a request find the extension that an earlier one began."),
    -- add
    row("patch-add-value-demanded", "3.5.2.1", "An add without value is refused."),
    row("patch-add-no-path", "3.5.2.1", "An add without path joins its value's attributes to the resource."),
    row("patch-add-appends", "3.5.2.1", "An add to a multi-valued attribute keeps what is there.", { faults = { "add-replaces" } }),
    row("patch-add-single", "3.5.2.1", "An add to a single-valued attribute that has a value replaces it."),
    row("patch-add-complex", "3.5.2.1", "An add to a complex attribute keeps the sub-attributes that it does not name."),
    row("patch-add-again-taken", "3.5.2.1", "An add of what is there already is answered with success.", { faults = { "member-again-refused" } }),
    row("patch-add-again-once", "3.5.2.1", "An add of what is there already does not add it once more.", { level = "SHOULD", faults = { "member-again-doubled" } }),
    row("patch-add-again-modified", "3.5.2.1", "An add of what is there already leaves meta.lastModified as it is.",
        { reading = "the key word is SHALL NOT, of an operation that changed nothing" }),
    row("patch-add-extension", "3.5.2.1", "An add of an extension's attribute makes the extension's object where there is none."),
    -- remove
    row("patch-remove-no-path", "3.5.2.2", "A remove without path is refused with noTarget."),
    row("patch-remove-single", "3.5.2.2", "A removed single-valued attribute has no value any more."),
    row("patch-remove-list", "3.5.2.2", "A remove of a multi-valued attribute without filter removes all its values."),
    row("patch-remove-required", "3.5.2.2", "A remove of a required or readOnly attribute is refused with mutability."),
    -- replace
    row("patch-replace-no-path", "3.5.2.3", "A replace without path changes the attributes that it names and no others.",
        { faults = { "no-path-replace" } }),
    row("patch-replace-no-path-several", "3.5.2.3", "A replace without path may name several attributes.", { faults = { "patch-one-attribute" } }),
    row("patch-replace-no-path-list", "3.5.2.3", "A replace without path puts a list in the place of the one that is there.",
        { faults = { "replace-appends" } }),
    row("patch-replace-single", "3.5.2.3", "A replace of a single-valued attribute by its name sets it.",
        { faults = { "display-name-replace" } }),
    row("patch-replace-kept", "3.5.2.3", "What a replace was answered with success for is there afterwards.", { faults = { "value-dropped" } }),
    row("patch-replace-members", "3.5.2.3", "A replace of the members leaves the new ones and nobody else.", { faults = { "members-replace-adds" } }),
    row("patch-replace-absent", "3.5.2.3", "A replace of an attribute that has no value gives it one."),
    row("patch-replace-complex", "3.5.2.3", "A replace of a complex attribute keeps the sub-attributes that it does not name.",
        { reading = "sub-attributes that the value leaves out are left unchanged" }),
    row("patch-deactivates", "3.5.2.3", "A replace of active with false deactivates the user."),
  },
}
