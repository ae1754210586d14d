-- Okta: what it does on the wire, as data.
return {
  id = "okta",
  title = "Okta",
  version = "2026-11-24",
  listed = true,
  variables = {
    org = "dev-{digits:8}",
    app_name = "{org}_app_1",
    app_key = "exk{alnum:17}",
  },

  saml = {
  }, -- saml

  scim = {
  }, -- scim

  sources = {
  }, -- sources
}
