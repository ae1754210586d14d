-- A tenant file: one customer's PingFederate SP connection. `idpsim show pingfederate` prints every field, choice and
-- table. Fields whose label stands on two pages are entered under their page.
return {
  idp = "pingfederate",
  variables = { host = "sso.example.test:9031" },
  settings = {
    ["SAML 2.0 Entity ID"] = "PF-EXAMPLE",
    ["Partner's Entity ID (Connection ID)"] = "https://sp.example.test/metadata",
    ["Assertion Consumer Service URL"] = {
      ["Endpoint URL"] = { "https://sp.example.test/acs", "https://sp.example.test/acs/eu" },
    },
    ["Always sign assertion"] = "Yes",
    ["Sign response as required"] = "No",
    ["Signature <KEYINFO> element"] = "Include the certificate in the signature <KEYINFO> element",
    ["SAML_SUBJECT"] = "Expression",
    ["SAML_SUBJECT expression"] = '#this.get("mail").toString().toLowerCase()',
  },
  attributes = {
    ["Attribute Contract"] = {
      { ["Attribute Name"] = "firstname", Source = "Adapter", Value = "givenName" },
      { ["Attribute Name"] = "group", Source = "LDAP", Value = "memberOf" },
      { ["Attribute Name"] = "tier", Source = "Text", Text = "gold" },
      { ["Attribute Name"] = "login", Source = "Expression",
        Expression = '#this.get("mail").toString().contains("@") ? #this.get("mail").split("@")[0] : "none"' },
    },
  },
  people = {
    { username = "ada", email = "Ada@example.test", given_name = "Ada", family_name = "Byron",
      groups = { "red", "green" } },
  },
  assigned = { people = { "ada" } },
}
