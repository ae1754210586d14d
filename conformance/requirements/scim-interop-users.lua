-- What identity providers need of a server: the life of users. See scim-interop.lua.
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
    row("idp-create-answer", "The answer to a creation is 201 with the user and an id.", { "create-status", "create-answer-empty" }),
    row("idp-client-id", "A creation that names the id of another user does not touch that user.", { "client-id-taken" }),
    row("idp-duplicate-user", "A second user of the same userName is not created.", { "duplicate-user" }),
    row("idp-duplicate-status", "A duplicate is refused with 409.", { "uniqueness-status" }),
    row("idp-duplicate-type", "A 409 says uniqueness as its scimType.", { "uniqueness-scim-type" }, should),
    row("idp-duplicate-case", "userName is unique whatever the letter case.", { "uniqueness-case" }),
    row("idp-optional", "A user is created without externalId, name and e-mail.", { "optional-demanded" }),
    row("idp-extension-unlisted", "An extension's object is kept though schemas does not list it.", { "extension-unlisted" }),
    row("idp-old-urns", "Schema URNs of SCIM 1.1 are taken, or refused with 400.", { "old-schema-urns" }),
    row("idp-single-email", "emails as a single object is taken, or refused with 400.", { "single-object-list" }),
    row("idp-addresses-flat", "addresses is a list of objects.", { "addresses-nested" }),
    row("idp-null-in-put", "null and empty lists in a PUT clear what they name.", { "null-in-put" }),
    row("idp-password-taken", "A password in a creation is let pass.", { "password-refused" }),
    row("idp-locale-underscore", "A locale with an underscore is let pass: en_US.", { "locale-underscore" }),
    row("idp-put-echo", "A PUT that hands back what the server shows, and unknown keys, is taken.", { "put-echo-refused" }),
    row("idp-put", "PUT works.", { "put-missing" }),
    row("idp-put-clears", "A PUT clears what it leaves out.", { "put-merges" }, { level = "SHOULD", reading = "RFC 7644 section 3.5.1 lets a server assume either; Okta means to clear" }),
    row("idp-inactive-shown", "A deactivated user is still answered.", { "inactive-hidden" }, patch),
    row("idp-reactivated", "A user who is reactivated is active again.", { "no-way-back" }, patch),
    row("idp-reactivated-id", "A user who is reactivated has the same id.", { "reactivation-new-id" }, patch),
    row("idp-delete", "DELETE of a user works: JumpCloud removes its test user.", { "delete-missing" }),
    row("idp-unknown-id", "An id that is not there, such as 0, is answered with a SCIM 404.", { "unknown-id-status" }),
    row("idp-answer-with-name", "A user is answered with name.givenName and name.familyName.", { "answer-without-name" }),
  },
}
