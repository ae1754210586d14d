-- JumpCloud: what it does on the wire, as data.
return {
  id = "jumpcloud",
  title = "JumpCloud",
  version = "2026-11-24",
  listed = true,
  variables = {
    app_name = "app",
  },

  saml = {
  }, -- saml

  scim = {
  }, -- scim

  sources = {
  }, -- sources
}
