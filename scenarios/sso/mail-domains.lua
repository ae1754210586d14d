-- An admin says which mail domains an identity provider speaks for; from then on they are its alone, and its only ones.
local story = {
  id    = "sso/mail-domains", claim = "compat-saml",
  title = "An identity provider speaks for the mail domains that the admin gave it, and for no others",
  refs  = { "product-idp-scope" },
  tags  = { "sso", "tenancy" },
  needs = { "sp.login", "sp.acs", "sp.whoami", "sp.accounts", "sp.idp_choice", "sp.can.add_idp", "sp.can.set_domains" },
  idps  = { "generic", "google", "okta", "pingone" },
}
function story.run(t)
  local other = t:second_idp()
  local ada = t.idp:person { given = "Ada", family = "Byron", email = "ada@first-works.test" }
  local grace = other:person { given = "Grace", family = "Murray", email = "grace@second-works.test" }
  t:control("Ada logs in before", t.idp:login(ada))
  t:given("each gets a domain", t.sp:act("set_domains", { idp = t.idp.connection, domains = '["first-works.test"]' }).ok
    and t.sp:act("set_domains", { idp = other.connection, domains = '["second-works.test"]' }).ok)
  t:check("sp.login.person", t.idp:login(ada))
  t:check("sp.login.person", other:login(grace))
  for _, email in ipairs { "ada@second-works.test", "eve@mail.test", "eve@x.first-works.test" } do
    t:check("sp.login.refused", t.idp:login(t.idp:person { given = "Eve", family = email, email = email }))
    t:expect("nobody gets an account as " .. email, #t.sp:accounts(email) == 0)
  end
  local taken = t.sp:act("set_domains", { idp = other.connection, domains = '["second-works.test","first-works.test"]' })
  t:expect("a domain has one identity provider", taken.status >= 400 and taken.status < 500, taken.status)
  t:check("sp.login.person", t.idp:login(ada))
end
return story
