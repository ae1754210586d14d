-- A tenant file: one customer's OneLogin app, SAML Custom Connector (Advanced). `idpsim show onelogin` prints every
-- field, choice and table.
return {
  idp = "onelogin",
  variables = { org = "example-works" },
  settings = {
    ["Audience (EntityID)"] = "https://sp.example.test/metadata",
    ["Recipient"] = "https://sp.example.test/acs",
    ["ACS (Consumer) URL Validator"] = "^https:\\/\\/sp\\.example\\.test\\/acs$",
    ["ACS (Consumer) URL"] = "https://sp.example.test/acs",
    ["SAML signature element"] = "Both",
    ["SAML nameID format"] = "Persistent",
    ["NameID value"] = "OneLogin ID",
    ["Generate AttributeValue tag for empty values"] = "on",
    ["SAML sessionNotOnOrAfter"] = 60,
  },
  attributes = {
    ["Parameters"] = {
      { ["Field name"] = "email", Value = "Email", ["Include in SAML assertion"] = "yes" },
      { ["Field name"] = "login", Value = "- Macro -", Macro = "{firstname}.{lastname}",
        ["Include in SAML assertion"] = "yes" },
      { ["Field name"] = "roles", Value = "User Roles", ["Include in SAML assertion"] = "yes" },
      { ["Field name"] = "memberOf", Value = "MemberOf", ["Multi-value parameter"] = "yes",
        ["Include in SAML assertion"] = "yes" },
      { ["Field name"] = "phone", Value = "Phone", ["Include in SAML assertion"] = "yes" },
      { ["Field name"] = "notes", Value = "Title" }, -- a parameter that is not in the assertion
    },
  },
  people = {
    { username = "ada", email = "ada@example.test", given_name = "Ada", family_name = "Byron",
      groups = { "Admins", "Staff" },
      attributes = { title = "Countess", member_of = { "CN=Engines,DC=example,DC=test", "CN=Chess,DC=example,DC=test" } } },
  },
  assigned = { people = { "ada" } },
}
