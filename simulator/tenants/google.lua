-- A tenant file: one customer's Google Workspace app. `idpsim show google` prints every field, choice and table.
return {
  idp = "google",
  settings = {
    ["ACS URL"] = "https://sp.example.test/acs",
    ["Entity ID"] = "https://sp.example.test/metadata",
    ["Start URL"] = "https://sp.example.test/home",
    ["Name ID format"] = "EMAIL",
    ["Name ID"] = "Basic Information > Primary email",
  },
  attributes = {
    ["Attributes"] = {
      { ["Google Directory attributes"] = "Basic Information > First name", ["App attributes"] = "firstName" },
      { ["Google Directory attributes"] = "Employee Details > Department", ["App attributes"] = "department" },
      { ["Google Directory attributes"] = "cost_code", ["App attributes"] = "costCode" }, -- a custom attribute
    },
    ["Group membership (optional)"] = {
      { ["Google groups"] = { "Admins", "Staff" }, ["App attribute"] = "groups" },
    },
  },
  -- Memberships through other groups count.
  groups = { { name = "Owners", member_of = { "Admins" }, members = { "ada@example.test" } }, { name = "Admins" } },
  people = {
    { username = "ada@example.test", given_name = "Ada", family_name = "Byron", groups = { "Staff", "Chess" },
      attributes = { department = "Engines", cost_code = "E-7" } },
  },
  assigned = { everybody = true },
}
