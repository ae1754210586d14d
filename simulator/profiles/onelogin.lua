-- OneLogin: what it does on the wire, as data.
return {
  id = "onelogin",
  title = "OneLogin",
  version = "2026-11-24",
  listed = true,
  variables = {
    org = "example-works",
    app_uuid = "{uuid}",
    app_number = "{digits:6}",
  },

  saml = {
  }, -- saml

  scim = {
  }, -- scim

  sources = {
  }, -- sources
}
