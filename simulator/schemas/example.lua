-- A schema of one's own for the built-in SCIM server: idpsim sp --schema FILE (may be given several times).
-- The fields of attributes are those of RFC 7643 section 7, under the same names and with the same defaults, so that
-- what another server shows at /Schemas can be copied from there.
return {
  id = "urn:example:params:scim:schemas:extension:workplace:2.0:User",
  name = "Workplace",
  description = "Where a person works and what opens the door.",

  -- The type it extends. A type of its own has instead:
  --   resource_type = { name = "Device", endpoint = "/Devices" },
  extends = "User",
  required = false,       -- true: no User without it

  attributes = {
    -- Everything left out: an optional string with one value, compared without case, shown and writable.
    { name = "desk", description = "As the floor plan has it." },

    -- Unique in the organisation: 409 for the second one. Set once: 400 mutability for another value.
    { name = "badge", type = "integer", uniqueness = "server", mutability = "immutable" },

    -- Unique, and may change.
    { name = "extension", uniqueness = "server", description = "On which one is called." },

    -- Taken and never shown.
    { name = "doorCode", caseExact = true, mutability = "writeOnly" },

    -- Shown when it is asked for, or to whoever has just set it.
    { name = "hiredAt", type = "dateTime", returned = "request" },
    { name = "share", type = "decimal", description = "Of a full week." },
    { name = "remote", type = "boolean" },
    { name = "signature", type = "binary", returned = "request" },
    { name = "mentor", type = "reference", referenceTypes = { "User" } },

    -- Several values; canonicalValues are suggestions, others are kept as well.
    { name = "keys", type = "complex", multiValued = true, description = "What was handed out.",
      subAttributes = {
        { name = "value", required = true, caseExact = true },
        { name = "type", canonicalValues = { "building", "cabinet" } },
        { name = "primary", type = "boolean" },
        { name = "note", returned = "never" },
      } },
  },
}
