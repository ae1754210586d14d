-- Google Workspace: what it does on the wire, as data.
return {
  id = "google",
  title = "Google Workspace",
  version = "2026-11-24",
  listed = true,
  variables = {
    customer_id = "C0{hex:7}",
    sp_id = "{digits:12}",
  },

  saml = {
  }, -- saml

  scim = {
  }, -- scim

  sources = {
  }, -- sources
}
