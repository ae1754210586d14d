-- What the product's SSO help page claims, in our own words: one claim a sentence, bound to the scenarios that show it.
-- Source: the vendor's help page "Single Sign-On (SSO)", sections JIT provisioning and IdP compatibility list.
local with_scim = { "okta", "entra", "jumpcloud", "onelogin", "pingfederate", "pingone" }

return {
  id = "spekit",
  title = "Spekit",

  names = {
    company = "Spekit",
    app_host = "app.spekit.example",
    default_team = "All Spekit Users",
    default_role = "Viewer",
    admin_role = "Account Admin",
    roles = "Viewer, Account Admin",
    operator_domain = "staff.spekit.example",
    start_path = "/app/generate", -- the page that OneLogin's Login URL names
  },

  -- The compatibility list, in the page's order.
  idps = { "okta", "entra", "google", "jumpcloud", "onelogin", "pingfederate", "pingone" },

  -- What the set-up guide has the IdP's admin map, whatever the vendor.
  attributes = {
    { name = "email", value = "email" },
    { name = "firstName", value = "given_name" },
    { name = "lastName", value = "family_name" },
  },

  claims = {
    { id = "jit-saml-only", sentence = "With JIT only the SAML part is set up; SCIM is not needed." },
    { id = "jit-create-on-first-login", sentence = "JIT creates the account at the person's first login." },
    { id = "jit-default-team-role", sentence = "A JIT account joins the default team with the role Viewer." },
    { id = "jit-teams-manual", sentence = "Groups and teams are made and managed in the product by its Account Admins." },
    { id = "jit-no-removal", sentence = "JIT cannot remove: a leaver stays until an Account Admin disables the account." },
    { id = "jit-assignment-needed", sentence = "The IdP's admin has to assign the app; nobody else gets in." },
    { id = "compat-saml", sentence = "Logins by SAML 2.0 work." },
    { id = "compat-scim", sentence = "Provisioning by SCIM works.", idps = with_scim },
    { id = "compat-scim-google", sentence = "There is no SCIM with Google Workspace.", idps = { "google" }, support = { google = "no" } },
    { id = "onelogin-connector", sentence = "The right OneLogin app is SAML Custom Connector (Advanced).", idps = { "onelogin" } },
    { id = "onelogin-login-url", sentence = "OneLogin's Login URL has to be the product's own: the tile's login starts there.", idps = { "onelogin" } },
    { id = "compat-unlisted", sentence = "An IdP that is not on the list is not guaranteed.", idps = { "unlisted" } },
  },
}
