-- Microsoft Entra ID: what it does on the wire, as data.
return {
  id = "entra",
  title = "Microsoft Entra ID",
  version = "2026-11-24",
  listed = true,
  variables = {
    tenant_id = "{uuid}",
    app_id = "{uuid}",
  },

  saml = {
  }, -- saml

  scim = {
  }, -- scim

  sources = {
  }, -- sources
}
