-- Generic SAML 2.0 and SCIM 2.0: what it does on the wire, as data.
return {
  id = "generic",
  title = "Generic SAML 2.0 and SCIM 2.0",
  version = "2026-11-24",
  listed = false,
  variables = {
    host = "idp.example-works.test",
  },

  saml = {
  }, -- saml

  scim = {
  }, -- scim

  sources = {
  }, -- sources
}
