-- A tenant file: one customer's Entra ID app. `idpsim show entra` prints every field, choice and table.
return {
  idp = "entra",
  variables = { tenant_id = "11111111-2222-4333-8444-555555555555" },

  settings = {
    ["Identifier (Entity ID)"] = { "https://sp.example.test/metadata", "urn:example:legacy" },
    ["Reply URL (Assertion Consumer Service URL)"] = "https://sp.example.test/acs",
    ["Unique User Identifier (Name ID)"] = "user.mail",
    ["Name identifier format"] = "Persistent",
    -- Only the on-premises groups of the app, by account name, renamed by an expression.
    ["Which groups associated with the user should be returned in the claim?"] = "Groups assigned to the application",
    ["Source attribute"] = "sAMAccountName",
    ["Regex pattern"] = "^app-(?<role>.*)$",
    ["Regex replacement pattern"] = "{role}",
    ["Emit groups as role claims"] = "Yes",
    ["Signing Option"] = "Sign SAML response and assertion",
  },

  attributes = {
    -- Every claim beside the ones that cannot be switched off.
    ["Additional claims"] = {
      { Name = "emailaddress", Namespace = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims",
        ["Source attribute"] = "user.mail" },
      { Name = "login", Source = "Transformation", Transformation = "ToLowercase(ExtractMailPrefix(user.mail))" },
      { Name = "fullname", Source = "Transformation", Transformation = 'Join(user.givenname, " ", user.surname)' },
      { Name = "site", ["Source attribute"] = '"London"' },
    },
  },

  groups = {
    { name = "App Admins", id = "aaaaaaaa-0000-4000-8000-000000000001", sam_account_name = "app-admin",
      netbios_domain = "EXAMPLE", dns_domain = "example.test", members = { "ada@example.test" } },
    { name = "All Staff", members = { "ada@example.test", "grace@example.test" } },
    { name = "Global Reader", kind = "role", members = { "ada@example.test" } },
  },
  people = {
    { username = "ada@example.test", email = "Ada@example.test", given_name = "Ada", family_name = "Byron" },
    { username = "grace@example.test", email = "grace@example.test", given_name = "Grace", family_name = "Murray" },
  },
  assigned = { groups = { "App Admins" }, people = { "grace@example.test" } },

  -- Two certificates: the one that signs, and the next one that is not active yet.
  certificates = {
    { status = "active", not_before = "2026-01-01", valid_days = 1095 },
    { status = "inactive", not_before = "2026-02-01", valid_days = 1095 },
  },
}
