-- A tenant file: one customer's JumpCloud app. `idpsim show jumpcloud` prints every field, choice and table.
return {
  idp = "jumpcloud",
  settings = {
    ["IdP Entity ID"] = "JumpCloud",
    ["SP Entity ID"] = "https://sp.example.test/metadata",
    ["ACS URLs"] = { "https://sp.example.test/acs", "https://sp.example.test/acs/eu" },
    ["SAMLSubject NameID Format"] = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    ["Declare Redirect Endpoint"] = "on",
    ["IdP URL"] = "exampleworks",
  },
  attributes = {
    ["User Attribute Mapping"] = {
      { ["Service Provider Attribute Name"] = "email", ["JumpCloud Attribute Name"] = "email" },
      { ["Service Provider Attribute Name"] = "firstName", ["JumpCloud Attribute Name"] = "firstname" },
      { ["Service Provider Attribute Name"] = "shift", ["JumpCloud Attribute Name"] = "shift" }, -- a custom attribute
    },
    ["Constant Attributes"] = { { ["Service Provider Attribute Name"] = "region", Value = "eu" } },
    ["Group Attributes"] = { { ["Groups Attribute Name"] = "memberOf" } },
  },
  people = {
    { username = "ada", email = "ada@example.test", given_name = "Ada", family_name = "Byron",
      groups = { "App Users", "Chess" }, attributes = { shift = "early" } },
  },
  -- The user groups that are bound to the app: they let people in, and their names are sent.
  assigned = { groups = { "App Users" } },
}
