-- What your product's documentation says of single sign-on, as claims that a run holds it to: copy this file, enter your
-- sentences, and run
--
--   idpsim run --product my-product.lua --target my-sp.lua
--
-- or name it in the target file: product = "my-product.lua". `idpsim list claims --product my-product.lua` shows what is
-- bound to what, and `idpsim list scenarios` what there is to bind. A name that means nothing is refused with file, line
-- and field.
return {
  id = "example",
  title = "Example Works",              -- "Compatibility of Example Works" heads the report

  -- Words of the product that scenarios use: what a new account gets, what the roles are called.
  names = {
    company = "Example Works",
    app_host = "app.example.test",
    default_team = "Everybody",
    default_role = "Reader",
    admin_role = "Owner",
    roles = "Reader, Owner",
    operator_domain = "staff.example.test",
  },

  -- Your compatibility list, in its order: the columns of the matrix (idpsim list idps).
  idps = { "okta", "entra", "google", "jumpcloud", "onelogin", "pingfederate", "pingone" },

  -- What your set-up guide has the IdP's admin map, whatever the vendor: email, given_name, family_name, display_name, id.
  attributes = {
    { name = "email", value = "email" },
    { name = "firstName", value = "given_name" },
    { name = "lastName", value = "family_name" },
  },

  -- A claim is one sentence. The scenarios that show it are named here, by id or glob; they need not know of your product.
  --   idps        whom it concerns: ids, "listed" (the default), "unlisted", "all"
  --   support     "yes" (the default), "no" or "not guaranteed"; one for all, or by IdP (also "listed", "unlisted", "all")
  --   scenarios   what shows it: all of their cases pass
  --   refuted_by  what shows its opposite when it passes: it makes a "yes" fail, and it is what verifies a "no"
  -- What comes of it, for each IdP:
  --   "yes" and shown: yes. "yes" and not so: FAILS (an over-claim), and the run fails.
  --   "no" and refuted: no, as claimed. "no" and it works: FAILS.
  --   not guaranteed, or said of nobody: not claimed, whatever was seen; that it works is reported as an under-claim.
  --   no scenario at all: unverified, and the run ends with exit code 3; never a pass.
  claims = {
    { id = "login", sentence = "People log in through their identity provider.",
      scenarios = { "sso/sp-initiated-login" } },
    { id = "tile", sentence = "People log in by the app's tile at their identity provider.",
      scenarios = { "sso/idp-initiated-login" } },
    { id = "account-at-first-login", sentence = "The first login creates the account.",
      scenarios = { "jit/first-login-creates-account" } },
    { id = "provisioning", sentence = "People are created, changed and deactivated by SCIM.",
      scenarios = { "scim/life-cycle" },
      support = { google = "no", pingone = "not guaranteed" }, refuted_by = { "scim/not-offered" } },
    { id = "others", sentence = "Other identity providers may work; nothing is promised.",
      idps = { "unlisted" }, support = "not guaranteed", scenarios = { "product/unlisted-idp" } },
  },

  -- Failures that are known and will be mended: told as such instead of failing the run, until their last day has gone by.
  -- claim, check and case are globs, of which at least one is needed; idp is one as well. What could not be verified and
  -- faults of idpsim itself are never covered. One that ended, and one that covers nothing any more, is told with its line.
  deviations = {
    -- { claim = "provisioning", check = "scim.*", case = "entra/scim/*", idp = "entra", reason = "groups are renamed with a delay",
    --   ticket = "SSO-123", expires = "2027-03-31" },
  },

  -- Your documentation's own page, as the report shows it and `idpsim report page` prints it in Markdown: lists with a row
  -- for each listed IdP (columns), and claims one by one (claims).
  page = {
    title = "Single sign-on",
    text = "What was seen with which identity provider.",
    sections = {
      { title = "Supported identity providers",
        columns = { { title = "SAML 2.0", claim = "login" }, { title = "SCIM 2.0", claim = "provisioning" } } },
      { title = "Good to know", numbered = true, claims = { "tile", "account-at-first-login", "others" } },
    },
  },
}
