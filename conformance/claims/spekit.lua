-- What the product's SSO help page claims, in our own words: one claim a sentence, bound to the scenarios that show it.
-- Source: the vendor's help page "Single Sign-On (SSO)", sections JIT provisioning and IdP compatibility list.
-- conformance/claims/example.lua explains the format.
return {
  id = "spekit",
  title = "Spekit",

  names = {
    company = "Spekit",
    app_host = "app.spekit.example",
    default_team = "All Spekit Users",
    default_role = "Viewer",
    admin_role = "Account Admin",
    roles = "Viewer, Expert, Account Admin",
    operator_domain = "staff.spekit.example",
    extension_redirect = "https://kdjfhgbalnmopqce.extensions.example/connected",
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

  -- `mutant`: the product with one fault that breaks this claim and no other (`idpsim mutants`).
  claims = {
    { id = "enable-gate", mutant = "m-gate-sticks",
      sentence = "SSO/SCIM is off until the vendor's own team enables it; then the option appears under Settings > Connect." },
    { id = "admin-only", mutant = "m-admin-half",
      sentence = "Only an Account Admin may set up SSO." },
    { id = "guide-after-mapping", mutant = "m-guide-early",
      sentence = "After the mapping was uploaded the set-up guide appears, with URLs of the organisation's own." },
    { id = "jit-saml-only", mutant = "m-token-unasked",
      sentence = "With JIT only the SAML part is set up; SCIM is not needed." },
    { id = "jit-create-on-first-login", mutant = "m-jit-by-door",
      sentence = "JIT creates the account at the person's first login." },
    { id = "jit-default-team-role", mutant = "m-role-from-assertion",
      sentence = "A JIT account joins the default team with the role Viewer." },
    { id = "jit-teams-manual", mutant = "m-login-resets",
      sentence = "Groups and teams are made and managed in the product by its Account Admins." },
    { id = "jit-no-removal", mutant = "m-jit-stays",
      sentence = "JIT cannot remove: a leaver stays until an Account Admin disables the account." },
    { id = "jit-assignment-needed", mutant = "m-lookup-creates",
      sentence = "The IdP's admin has to assign the app; nobody else gets in." },
    { id = "mapping-download", mutant = "m-mapping-blank",
      sentence = "The attribute workbook can be downloaded, with columns A, B and C." },
    { id = "mapping-rename", mutant = "m-mapping-any-name",
      sentence = "The workbook must keep its file name; another is refused." },
    { id = "mapping-ab", mutant = "m-mapping-any-columns",
      sentence = "Columns A and B must stay as they are; a change is refused, the cell named." },
    { id = "mapping-c", mutant = "m-mapping-unused-saml",
      sentence = "Column C names the attributes of the company's IdP that logins and SCIM are read for." },
    { id = "ext-ways-in", mutant = "m-ext-starts-no-login",
      sentence = "Several ways lead into the browser extension: the IdP's tile, the web app's session, a login that begins in it, and Salesforce." },
    { id = "ext-no-reauth", mutant = "m-ext-outlives-account",
      sentence = "The extension asks nobody to log in again; disabling the account ends it." },
    { id = "compat-saml", mutant = "m-skew-fixed",
      sentence = "Logins by SAML 2.0 work." },
    { id = "compat-scim", mutant = "s-create-no-location",
      sentence = "Provisioning by SCIM works.",
      support = { google = "no" }, refuted_by = { "scim/not-offered" } },
    { id = "compat-scim-google", mutant = "m-issuer-query-refused",
      sentence = "There is no SCIM with Google Workspace; JIT works.", idps = { "google" } },
    { id = "onelogin-connector", mutant = "m-unsolicited-always",
      sentence = "The right OneLogin app is SAML Custom Connector (Advanced).", idps = { "onelogin" } },
    { id = "onelogin-login-url", mutant = "m-start-no-accounts",
      sentence = "OneLogin's Login URL has to be the product's own: the tile's login starts there.", idps = { "onelogin" } },
    { id = "compat-unlisted", mutant = "m-listed-only",
      sentence = "An IdP that is not on the list is not guaranteed.",
      idps = { "unlisted" }, support = "not guaranteed" },
    -- Salesforce as a way in beside SSO
    { id = "sf-login-with-sso", mutant = "m-sf-ignores-sso-accounts",
      sentence = "People can log in through Salesforce although their company uses SSO." },
    { id = "sf-session-first", mutant = "m-sf-my-domain",
      sentence = "They have to be logged in to Salesforce through their SSO before that." },
    { id = "sf-no-pull", mutant = "m-sf-pulls-anyway",
      sentence = "Once SSO is connected, people are no longer pulled in from Salesforce." },
    { id = "sf-sandbox", mutant = "m-sf-no-sandbox",
      sentence = "A production org and a sandbox of Salesforce both work, and are kept apart." },
    { id = "sf-saved-username", mutant = "m-sf-no-choice",
      sentence = "Salesforce offers the saved username, and choosing it finishes the login." },
  },

  -- How the help page shows it: the report's first part. Columns have a row for each listed IdP.
  page = {
    title = "Single Sign-On (SSO)",
    text = "What was seen with which identity provider; each mark leads to its evidence.",
    sections = {
      { title = "Compatibility list",
        text = "An identity provider that is not listed is not guaranteed.",
        columns = { { title = "SAML 2.0", claim = "compat-saml" }, { title = "SCIM", claim = "compat-scim" } } },
      { title = "Just-in-time provisioning", numbered = true,
        claims = { "jit-saml-only", "jit-no-removal", "jit-create-on-first-login", "jit-teams-manual", "jit-default-team-role",
                   "ext-ways-in", "ext-no-reauth", "jit-assignment-needed" } },
      { title = "Setting it up", numbered = true,
        claims = { "enable-gate", "admin-only", "mapping-download", "mapping-rename", "mapping-ab", "mapping-c", "guide-after-mapping" } },
      { title = "Salesforce",
        claims = { "sf-login-with-sso", "sf-session-first", "sf-no-pull", "sf-sandbox", "sf-saved-username" } },
      { title = "OneLogin tips", claims = { "onelogin-connector", "onelogin-login-url" } },
      { title = "Beyond the list", claims = { "compat-scim-google", "compat-unlisted" } },
    },
  },
}
