-- A tenant file: one customer's Okta app, rebuilt from what its admin sees. Copy it and fill it in; what is left out
-- stands at the console's default. `idpsim show okta` prints every field, choice and table.
--   idpsim serve okta --tenant okta.lua
return {
  idp = "okta",
  organisation = "Example Works",
  -- What differs from customer to customer in the vendor's addresses; drawn where it is not given.
  variables = { org = "example-works", app_label = "spekit" },

  -- The fields of the console, by their labels. A label that several pages have stands under its page:
  --   ["Show Advanced Settings"] = { ["Response"] = "Signed" }
  settings = {
    ["Single sign-on URL"] = "https://sp.example.test/acs",
    ["Audience URI (SP Entity ID)"] = "https://sp.example.test/metadata",
    ["Allow this app to request other SSO URLs"] = "Yes",
    ["Other Requestable SSO URLs"] = { "https://sp.example.test/acs/eu", "https://sp.example.test/acs/us" },
    ["Name ID format"] = "EmailAddress",
    ["Application username"] = "Custom",
    ["Custom application username"] = "String.toLowerCase(user.email)",
    ["Response"] = "Signed",
    ["Assertion Signature"] = "Unsigned",
    ["Maximum App Session Lifetime"] = 480,
  },

  -- The console's tables, row by row, by the columns' labels.
  attributes = {
    ["Attribute Statements"] = {
      { Name = "email", Value = "user.email" },
      { Name = "displayName", ["Name format"] = "Basic", Value = 'user.firstName + " " + user.lastName' },
      { Name = "role", Value = 'isMemberOfGroupName("app-admins") ? "admin" : "member"' },
    },
    ["Group Attribute Statements"] = {
      { Name = "groups", Filter = "Starts with", Value = "app-" },
    },
  },

  people = {
    { username = "ada@example.test", given_name = "Ada", family_name = "Byron", groups = { "app-admins", "everyone" },
      attributes = { department = "Engines" } },
    { username = "grace@example.test", given_name = "Grace", family_name = "Murray", groups = { "everyone" } },
  },
  assigned = { groups = { "everyone" } },
}
