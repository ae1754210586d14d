-- A tenant file: one customer's PingOne application. `idpsim show pingone` prints every field, choice and table.
return {
  idp = "pingone",
  settings = {
    ["ACS URLs"] = "https://sp.example.test/acs",
    ["Entity ID"] = "https://sp.example.test/metadata",
    ["Sign Assertion/Response"] = "Sign Assertion & Response",
    ["Subject NameID Format"] = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    ["Assertion Validity Duration (seconds)"] = 120,
    ["saml_subject"] = "Email Address",
  },
  attributes = {
    ["Attribute Mappings"] = {
      { Attributes = "email", ["PingOne Mappings"] = "Email Address", Required = "Yes" },
      { Attributes = "name", Expression = "user.name.given + ' ' + #string.upperCase(user.name.family)" },
      { Attributes = "groups", Expression = "user.memberOfGroupNames.![#string.lowerCase(#this)]" },
    },
  },
  people = {
    { username = "ada", email = "ada@example.test", given_name = "Ada", family_name = "Byron",
      groups = { "Admins", "Staff" } },
    { username = "eve", email = "eve@example.test", given_name = "Eve", family_name = "Moneypenny", active = false },
  },
  assigned = { everybody = true },
}
