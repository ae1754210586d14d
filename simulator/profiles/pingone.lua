-- PingOne: what it does on the wire, as data.
return {
  id = "pingone",
  title = "PingOne",
  version = "2026-11-24",
  listed = true,
  variables = {
    environment_id = "{uuid}",
    application_id = "{uuid}",
  },

  saml = {
  }, -- saml

  scim = {
  }, -- scim

  sources = {
  }, -- sources
}
