-- What other service providers put into their requests, or leave out; the product's own is changed on its way.
local story = {
  id    = "sso/request-options", claim = "compat-saml",
  title = "Requests may say more or less than the product's own",
  refs  = { "saml-core-3.4.1-acs", "saml-profiles-4.1.4.3-session" },
  tags  = { "sso", "requests" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
  parameters = { "request-acs-index", "request-no-acs", "request-provider-name", "request-consent", "request-no-name-id-policy" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  t:control("the product's own request is answered", t.idp:login(ada))
  t:check("sp.login.person", t.idp:login(ada, { request = t.parameter }))
end
return story
