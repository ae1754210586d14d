-- PingFederate: what it does on the wire, as data.
return {
  id = "pingfederate",
  title = "PingFederate",
  version = "2026-11-24",
  listed = true,
  variables = {
    host = "sso.example-works.test:9031",
  },

  saml = {
  }, -- saml

  scim = {
  }, -- scim

  sources = {
  }, -- sources
}
