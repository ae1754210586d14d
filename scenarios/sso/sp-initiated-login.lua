-- The person begins at the product; the product asks the IdP; the IdP answers; the product lets the person in.
local story = {
  id    = "sso/sp-initiated-login", claim = "compat-saml",
  title = "A person who begins at the product logs in through the IdP",
  refs  = { "saml-profiles-4.1.4.1-issuer", "saml-profiles-4.1.4.3-session" },
  tags  = { "sso" },
  needs = { "sp.login", "sp.acs", "sp.whoami" },
}
function story.run(t)
  local ada = t.idp:person { given = "Ada", family = "Byron" }
  local login = t.idp:login(ada)
  t:check("saml.metadata.*", login)
  t:check("saml.request.*", login)
  t:check("saml.bearer.recipient", login)
  t:check("saml.audience", login)
  t:check("saml.in_response_to", login)
  t:check("saml.acs.answers", login)
  t:check("sp.session.cookie", login)
  t:check("sp.login.accepted", login)
  t:check("sp.login.person", login)
  t:check("saml.request.id", t.idp:login(ada))   -- a second request has an ID of its own
end
return story
